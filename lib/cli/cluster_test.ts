/** `cluster` and `compare` as their users run them: hand cases first, then what the files may look like. */
import { strict as assert } from "node:assert";
import { gzipSync } from "node:zlib";
import type { ClusteringSelection, GroupingComparison } from "../clustering/mod.ts";
import { run } from "./_recorder_for_tests.ts";
import { answer, withFile } from "./_table_for_tests.ts";

const two = "name,age,visits\nAnn,20,1\nBea,22,1\nCy,60,5\nDan,64,5\nEve,62,5\n";

Deno.test("cluster --method kmeans by hand, with the fields of the contract", () =>
  withFile("people.csv", two, async (file) => {
    const result = await answer([
      "cluster",
      file,
      "--method",
      "kmeans",
      "--k",
      "2",
      "--columns",
      "age,visits",
      "--labels",
    ]);
    // Middles (62, 5) and (21, 1): 0 + 4 + 4 and 1 + 1.
    const { kind, method, k, n, sizes, labels, withinSS, centres, converged, restartHits } = result;
    assert.deepEqual({ kind, method, k, n, sizes, labels, withinSS, centres, converged, restartHits }, {
      ...{ kind: "clustering", method: "kmeans", k: 2, n: 5, sizes: [3, 2], labels: [2, 2, 1, 1, 1] },
      ...{ withinSS: 10, centres: [[62, 5], [21, 1]], converged: true, restartHits: 10 },
    });
    assert.ok(result.silhouette > 0.9 && result.iterations >= 1 && result.timings.fitSeconds > 0);
    assert.equal("logLikelihood" in result || "bic" in result || "probabilities" in result, false);
  }));

Deno.test("cluster scales only when asked", () =>
  withFile("people.csv", two, async (file) => {
    const within = async (...more: string[]) =>
      (await answer(["cluster", file, "--k", "1", "--columns", "age", ...more])).withinSS;
    // Around the mean 45.6.
    assert.ok(Math.abs(await within() - 2027.2) < 1e-3);
    assert.ok(Math.abs(await within("--scale", "z") - 4) < 1e-5);
    assert.ok(Math.abs(await within("--scale", "minmax") - 2027.2 / 44 ** 2) < 1e-6);
    assert.equal((await run(["cluster", file, "--k", "1", "--scale", "zz"])).code, 2);
  }));

const answers = ["Yes", "No"].flatMap((own, who) =>
  Array.from(
    { length: 30 },
    (_, i) => [who + 1, ...[0, 1, 2, 3].map((j) => i === j ? own === "Yes" ? "No" : "Yes" : own)],
  )
);

Deno.test("cluster --method lca reads items of words and of numbers alike", async () => {
  const words = answers.map(([, ...row]) => row.join(",")).join("\n");
  const numbers = words.replaceAll("Yes", "2").replaceAll("No", "1");
  const find = (text: string, ...more: string[]) =>
    withFile(
      "items.csv",
      `a,b,c,d\n${text}\n`,
      (file) =>
        answer(["cluster", file, "--method", "lca", "--k", "2", "--items", "a,b,c,d", "--labels", ...more]),
    );
  const [fromWords, fromNumbers] = [await find(words), await find(numbers)];
  assert.equal(fromWords.logLikelihood, fromNumbers.logLikelihood);
  assert.deepEqual(fromWords.sizes, [30, 30]);
  assert.deepEqual(fromWords.labels, fromNumbers.labels);
  assert.equal(fromWords.probabilities[0]!.length, 4);
  assert.equal(fromWords.parameters, 9);
  assert.ok(Math.abs(fromWords.bic - (-2 * fromWords.logLikelihood + 9 * Math.log(60))) < 1e-9);
  assert.equal("withinSS" in fromWords, false);
});

Deno.test("cluster --k 2..3 chooses, with a verdict", () =>
  withFile("lumps.csv", `x,y\n${lumps().join("\n")}\n`, async (file) => {
    const result = await answer<ClusteringSelection>(["cluster", file, "--k", "1..3", "--stability", "20"]);
    assert.equal(result.kind, "clusteringSelection");
    assert.deepEqual(result.candidates.map(({ k }) => k), [1, 2, 3]);
    assert.equal(result.k, 2);
    assert.match(result.verdict, /^2 segments stand out/);
    const { out } = await run(["cluster", file, "--k", "2,3", "--stability", "20"]);
    assert.match(out, /2 segments stand out/);
  }));

Deno.test("cluster --stability judges the fit as a whole and each group", () =>
  withFile("lumps.csv", `x,y\n${lumps().join("\n")}\n`, async (file) => {
    const { stability } = await answer(["cluster", file, "--k", "2", "--stability", "10"]);
    assert.equal(stability.kind, "clusteringStability");
    assert.equal(stability.times, 10);
    assert.equal(stability.global.median, 1);
    assert.deepEqual(stability.segments.map(({ band }) => band), [
      "highly stable",
      "highly stable",
    ]);
    const { out } = await run(["cluster", file, "--k", "2", "--stability", "10"]);
    assert.match(out, /highly stable/);
  }));

Deno.test("cluster and compare give the same answer for a seed", () =>
  withFile("lumps.csv", `x,y\n${lumps().join("\n")}\n`, async (file) => {
    const once = async () => ({
      ...await answer(["cluster", file, "--k", "3", "--seed", "7", "--labels"]),
      timings: 0,
    });
    assert.deepEqual(await once(), await once());
  }));

function lumps(): string[] {
  return Array.from({ length: 60 }, (_, i) => `${i % 2 * 50 + i % 7},${i % 2 * 50 + i % 5}`);
}

Deno.test("cluster reads gzip, NDJSON, other delimiters, decimal commas and columns with commas in their names", async () => {
  const rows = [[20, 1], [22, 1], [60, 5], [64, 5]];
  const sizes = async (name: string, content: string | Uint8Array, ...more: string[]) =>
    (await withFile(name, content, (file) => answer(["cluster", file, "--k", "2", ...more]))).sizes;
  const csv = `a;"b, c"\n${rows.map((row) => row.join(";")).join("\n")}\n`;
  assert.deepEqual(await sizes("a.csv", csv), [2, 2]);
  assert.deepEqual(await sizes("a.csv", csv, "--columns", "a,b, c"), [2, 2]);
  assert.deepEqual(await sizes("a.csv", csv, "--columns", '"b, c"'), [2, 2]);
  assert.deepEqual(await sizes("a.csv.gz", new Uint8Array(gzipSync(csv))), [2, 2]);
  assert.deepEqual(await sizes("a.csv", csv.replace(/(\d);/g, "$1,5;")), [2, 2]);
  assert.deepEqual(await sizes("a.tsv", csv.replaceAll(";", "\t"), "--delimiter", "tab"), [2, 2]);
  const lines = rows.map(([a, b]) => JSON.stringify({ a, b })).join("\n");
  assert.deepEqual(await sizes("a.ndjson", lines, "--columns", "a"), [2, 2]);
});

Deno.test("compare by hand: the cross-table, agreement, and who moved", () =>
  withFile("groups.csv", "old,new\n0,0\n0,0\n0,1\n1,1\n1,2\n1,2\n,2\n", async (file) => {
    const result = await answer<GroupingComparison & { movedRows: number[] }>([
      "compare",
      file,
      "--a",
      "old",
      "--b",
      "new",
      "--who",
    ]);
    assert.equal(result.kind, "groupingComparison");
    assert.deepEqual(result.table, [[2, 1, 0], [0, 1, 2]]);
    assert.deepEqual([result.n, result.unknown, result.moved, result.movedRows], [6, 1, 2, [3, 4]]);
    assert.equal(result.adjustedRand.toFixed(4), "0.2424");
    assert.equal(result.fowlkesMallows.toFixed(4), "0.4714");
    assert.equal(result.vMeasure.toFixed(4), "0.5158");
    // Of 15 pairs, 2 are together in both, 6 in the first, 3 in the second.
    assert.equal(result.jaccard, 2 / 7);
    const { out } = await run(["compare", file, "--a", "old", "--b", "new"]);
    assert.match(out, /2 of 6 people moved \(33%\)/);
  }));
