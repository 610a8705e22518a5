/** Methods on distances through the command line: by hand, then published. */
import { strict as assert } from "node:assert";
import type { ClusteringSelection, Dendrogram } from "../clustering/mod.ts";
import { answer, type Found, hasSharedData, sharedFile, withFile } from "./_table_for_tests.ts";

const lumps = `x,y\n${
  Array.from({ length: 40 }, (_, i) => `${i % 2 * 50 + i % 7},${i % 2 * 50 + i % 5}`).join("\n")
}\n`;

Deno.test("cluster by every method finds two lumps, and says how well they hold", () =>
  withFile("lumps.csv", lumps, async (file) => {
    for (
      const method of [
        ...["kmeans", "bisecting-kmeans", "minibatch-kmeans", "pam", "clara"],
        ...["hierarchical", "kprototypes", "mixture"],
      ]
    ) {
      const covariance = method === "mixture" ? ["--covariance", "tied"] : [];
      const found = await answer<Found>([
        ...["cluster", file, "--method", method, "--k", "2", "--labels", "--stability", "5"],
        ...covariance,
      ]);
      assert.deepEqual([method, found.sizes], [method, [20, 20]]);
      assert.notEqual(found.labels[0], found.labels[1]);
      assert.equal(found.stability.global.median, 1, method);
      assert.ok(found.restartHits >= 1 && found.timings.fitSeconds >= 0);
    }
    const { k, labels } = await answer<Found>(["cluster", file, "--method", "hdbscan", "--labels"]);
    assert.deepEqual([k, new Set(labels).size], [2, 2]);
  }));

Deno.test("cluster --k 2..4 chooses among medoids, too", () =>
  withFile("lumps.csv", lumps, async (file) => {
    const found = await answer<ClusteringSelection>([
      "cluster",
      file,
      "--method",
      "pam",
      "--k",
      "2..3",
      "--stability",
      "10",
    ]);
    assert.deepEqual([found.k, found.candidates.length], [2, 2]);
  }));

Deno.test("cluster --method pam compares words and gaps by Gower's distance, and names medoids by their rows", () =>
  withFile("mix.csv", "age,plan,note\n20,tin,x\n21,tin,\n,gold,x\n60,gold,x\n61,gold,x\n", async (file) => {
    const { medoids, sizes, description } = await answer<Found>([
      ...["cluster", file, "--method", "pam", "--k", "2", "--columns", "age,plan"],
    ]);
    assert.deepEqual(sizes, [3, 2]);
    assert.ok(medoids[0]! >= 3 && medoids[1]! <= 2);
    assert.match(description, /Gower/);
    // Row 2 has no note: dropped, so that medoids still count the file's rows.
    const dropped = await answer<Found>([
      ...["cluster", file, "--method", "pam", "--k", "2", "--missing", "drop", "--labels"],
    ]);
    assert.deepEqual([dropped.labels[1], dropped.labels[2]], [null, null]);
    assert.deepEqual(
      [...dropped.medoids].sort(),
      [1, 4].map((row) => dropped.medoids.includes(row) ? row : 5),
    );
  }));

Deno.test("cluster --height cuts the tree there", () =>
  withFile("line.csv", "x\n0\n1\n5\n7\n", async (file) => {
    const line = ["cluster", file, "--method", "hierarchical", "--linkage", "single"];
    const { k, tree } = await answer<Found & { readonly tree: Dendrogram }>([...line, "--height", "3"]);
    assert.deepEqual([k, tree.height], [2, [1, 2, 4]]);
    assert.equal((await answer<Found>([...line, "--height", "1.5"])).k, 3);
  }));

Deno.test({
  name: `cluster --method hierarchical gives R's tree of European agriculture${
    hasSharedData ? "" : " (skipped: no shared data)"
  }`,
  ignore: !hasSharedData,
  async fn() {
    const { averageLinkage } = JSON.parse(await Deno.readTextFile(sharedFile("expected/clustering.json")));
    const { tree, hierarchyFit } = await answer<Found & { readonly tree: Dendrogram }>([
      ...["cluster", sharedFile("segments/cluster_agriculture.csv"), "--method", "hierarchical"],
      ...["--linkage", "average", "--k", "3", "--columns", "x,y"],
    ]);
    assert.ok(
      Math.abs(hierarchyFit.agglomerativeCoefficient! - averageLinkage.agglomerativeCoefficient) < 5e-7,
    );
    const rising = (heights: readonly number[]) => [...heights].sort((a, b) => a - b);
    rising(averageLinkage.heights).forEach((height, i) =>
      assert.ok(Math.abs(height - rising(tree.height)[i]!) < 5e-6)
    );
  },
});
