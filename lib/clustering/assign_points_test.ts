/** Models of methods that compare people variable by variable. */
import { strict as assert } from "node:assert";
import { assignPeople } from "./assign_people.ts";
import { type ClusteringModel, readModel, writeModel } from "./clustering_model.ts";
import { makeModel } from "./make_model.ts";
import { prepareClustering, type TableClusteringOptions } from "./prepare_clustering.ts";
import { hasSharedData, sharedTable, unlessShared } from "./_shared_data_for_tests.ts";
import { tableOfValues } from "./_table_for_tests.ts";
import { updateModel } from "./update_model.ts";

const people = tableOfValues({
  age: [20, 22, 24, 60, 62, 64],
  town: ["Ulm", "Ulm", "Ulm", "Bonn", "Bonn", null],
  often: ["1 never", "1 never", "2 at times", "3 daily", "3 daily", "3 daily"],
});

async function saved(options: TableClusteringOptions, k = 2): Promise<ClusteringModel> {
  const work = prepareClustering(people, options);
  return readModel(writeModel(makeModel(work, await work.fit(k, 1))), "model.json");
}

Deno.test("assignPeople() by medoids: Gower's distance with the ranges of the fit, by hand", async () => {
  const model = await saved({
    method: "pam",
    columns: ["age", "town", "often"],
    kinds: { often: "ordinal" },
  });
  const points = model.points!;
  assert.deepEqual([points.measure, points.gamma, model.centres, model.seen], ["gower", null, null, null]);
  assert.deepEqual(points.variables.map(({ scale }) => scale), [44, 1, 2]);
  assert.deepEqual(points.points, [[22, 1, 1], [62, 0, 3]]);
  const { labels, unassigned, warnings } = await assignPeople(
    model,
    tableOfValues({
      // 1: 8/44 + 0 + 1/2 against 32/44 + 1 + 1/2. 2: age alone. 3: a town unlike both, often a tie: age decides.
      // 4: nothing is known. 5: a rank there is not counts as missing.
      age: [30, 50, 20, null, 63],
      town: ["Ulm", null, "Kiel", null, null],
      often: ["2 at times", null, "2 at times", null, "4 hourly"],
    }),
  );
  assert.deepEqual([...labels], [1, 2, 1, 0, 2]);
  assert.equal(unassigned, 1);
  assert.deepEqual(warnings, [
    '"town": "Kiel" never occurred when the model was fitted; 1 value counts as different from every group\'s.',
    '"often": "4 hourly" never occurred when the model was fitted; 1 value counts as missing.',
    "1 of 5 people cannot be assigned: nothing the model compares by is known of them.",
  ]);
  await assert.rejects(updateModel(model, people), /Cannot update a model of "pam"/);
});

Deno.test("assignPeople() by prototypes: squared differences and gamma for another word, by hand", async () => {
  const model = await saved({ method: "kprototypes", columns: ["age", "town"] });
  assert.deepEqual(model.points!.points, [[22, 1], [62, 0]]);
  const gamma = model.points!.gamma!;
  // From 42 on the second is nearer; another town moves that by gamma / (2 × 40) years.
  const border = 42 + gamma / 80;
  const { labels } = await assignPeople(
    model,
    tableOfValues({ age: [41, 43, border - 0.01, border + 0.01], town: [null, null, "Ulm", "Ulm"] }),
  );
  assert.deepEqual([...labels], [1, 2, 1, 2]);
});

Deno.test("makeModel() gives trees and densities the middles of their clusters", async () => {
  const tree = await saved({ method: "hierarchical", columns: ["age", "town"], linkage: "average" });
  assert.deepEqual(tree.points!.points, [[22, 1], [62, 0]]);
  const numbers = await saved({ method: "hierarchical", columns: ["age"] });
  assert.deepEqual([numbers.points, numbers.centres], [null, [[22], [62]]]);
  const dense = await saved({ method: "hdbscan", columns: ["age", "town"], minSize: 2 });
  assert.equal(dense.clusters.length, dense.k);
  assert.ok(dense.clusters.every(({ cluster }) => cluster > 0));
});

Deno.test("makeModel() refuses to save a search that found nothing", async () => {
  const work = prepareClustering(people, { method: "hdbscan", columns: ["age"], minSize: 6 });
  const found = await work.fit(null, 1);
  assert.equal(found.result.k, 0);
  assert.throws(() => makeModel(work, found), /it found no cluster/);
});

Deno.test("readModel() refuses points that do not fit, and reads files from before there were any", async () => {
  const model = await saved({ method: "pam", columns: ["age", "town"] });
  const changed = (change: (points: Record<string, unknown>) => void) => {
    const copy = JSON.parse(writeModel(model));
    change(copy.points);
    return () => readModel(JSON.stringify(copy), "m.json");
  };
  for (
    const change of [
      (points: Record<string, unknown>) => (points.points as unknown[]).pop(),
      (points: Record<string, unknown>) => ((points.points as number[][])[0]![1] = 7),
      (points: Record<string, unknown>) => ((points.points as number[][])[0]![1] = 0.5),
      (points: Record<string, unknown>) => (points.measure = "prototypes"),
      (points: Record<string, unknown>) => ((points.variables as { scale: number }[])[0]!.scale = 0),
    ]
  ) assert.throws(changed(change), /do not fit each other/);
  assert.throws(changed((points) => (points.measure = "cosine")), /changed or cut/);
  const old = JSON.parse(writeModel(await saved({ method: "bisecting-kmeans", columns: ["age"] })));
  delete old.points;
  delete old.metric;
  assert.equal(readModel(JSON.stringify(old), "m.json").metric, "euclidean");
});

Deno.test({
  name: `assignPeople() puts plants with gaps where PAM by Gower's distance put them${unlessShared}`,
  ignore: !hasSharedData,
  fn: async () => {
    const table = await sharedTable("cluster_plantTraits.csv");
    for (const method of ["pam", "clara", "kprototypes"] as const) {
      const work = prepareClustering(table, { method, distance: "gower" });
      const found = await work.fit(4, 1);
      const { labels } = await assignPeople(makeModel(work, found), work.table);
      const moved = labels.filter((label, i) => label !== found.labels[i]).length;
      assert.ok(moved <= 1, `${method}: ${moved} moved`);
    }
  },
});
