import { strict as assert } from "node:assert";
import fc from "fast-check";
import { matrixOf } from "../kernels/mod.ts";
import { ofRows } from "./_samples_for_tests.ts";
import { hasSharedData, sharedTable, unlessShared } from "./_shared_data_for_tests.ts";
import { distances } from "./distances.ts";
import { featuresOfMatrix } from "./features_of_matrix.ts";
import { mixedData } from "./mixed_data.ts";
import { pam } from "./pam.ts";

const ignore = !hasSharedData;

Deno.test("pam() by hand: two on the left, three on the right", async () => {
  const { result, labels } = await pam(featuresOfMatrix(matrixOf([[1, 2, 9, 10, 12]])), { k: 2 });
  assert.deepEqual([...labels], [2, 2, 1, 1, 1]);
  assert.equal(result.medoids![0], 4);
  assert.equal(result.withinSS, 1 + 1 + 2);
  // Around 9, the middle one of all.
  assert.equal(result.totalSS, 8 + 7 + 0 + 1 + 3);
  assert.deepEqual(result.sizes, [3, 2]);
  const [right] = result.medoidFit!.clusters;
  assert.deepEqual(right, { cluster: 1, medoid: 4, average: 1, furthest: 2, diameter: 3, separation: 7 });
  assert.equal(result.medoidFit!.objective, 4 / 5);
});

Deno.test("pam() with gaps finds the medoids of pam.Rout.save", async () => {
  const missing = (...rows: number[]) => ({
    bytes: Uint8Array.of(rows.reduce((bits, row) => bits | 1 << row, 0)),
    count: rows.length,
  });
  const data = mixedData({
    rows: 8,
    columns: new Map([
      ["V1", Float64Array.of(9, 4, 1, 0, 1, 4, 9, 16)],
      ["V2", Float64Array.of(0, 1, 2, 3, 4, 5, 6, 0)],
      ["V3", Float64Array.of(1, 2, 0, 7, 0, 8, 9, 8)],
    ]),
    nulls: new Map([["V2", missing(7)], ["V3", missing(2, 4)]]),
  });
  const { result, labels } = await pam(data, { k: 2, metric: "manhattan" });
  assert.deepEqual(result.medoids!.toSorted(), [2, 6]);
  assert.equal(result.medoidFit!.objective, 6.375);
  assert.deepEqual([...labels], [2, 2, 2, 1, 1, 1, 1, 1]);
});

/** Objectives of R's `pam` (cluster 2.1.4): `pam(daisy(x, metric), k)$objective["swap"]` for k = 2, 3, 4, 5. */
const inR: [string, "euclidean" | "manhattan" | "gower", readonly number[]][] = [
  ["cluster_ruspini.csv", "manhattan", [42.56, 28.56, 14.84, 13.42666667]],
  ["cluster_agriculture.csv", "euclidean", [3.36061008, 2.61966289, 2.09902969, 1.65292458]],
  ["cluster_votes.repub.csv", "euclidean", [43.4729859, 38.32548265, 35.84182191, 33.50463813]],
  ["cluster_plantTraits.csv", "gower", [0.16043628, 0.14203286, 0.1287918, 0.11734817]],
  ["cluster_animals.csv", "gower", [0.1825, 0.13583333, 0.10583333, 0.08]],
  ["cluster_flower.csv", "gower", [0.26937863, 0.22040441, 0.16999818, 0.14106527]],
  ["flexclust_Nclus.csv", "euclidean", [2.80422401, 2.06737013, 1.35017965, 1.1884798]],
];

for (const [file, metric, objectives] of inR) {
  Deno.test(`pam() is as good as R's: ${file}, ${metric}${unlessShared}`, { ignore }, async () => {
    const table = await sharedTable(file);
    const columns = [...table.columns.keys()].filter((name) => name !== "row");
    const measured = await distances(mixedData(table, { columns }), { metric });
    for (const [i, k] of [2, 3, 4, 5].entries()) {
      const { result } = await pam(measured, { k });
      const found = result.medoidFit!.objective;
      assert.ok(found < objectives[i]! * (1 + 1e-7), `k = ${k}: ${found} against ${objectives[i]}`);
    }
  });
}

Deno.test(
  `pam() gives the published four medoids and silhouettes of ruspini${unlessShared}`,
  { ignore },
  async () => {
    const data = mixedData(await sharedTable("cluster_ruspini.csv"), { columns: ["x", "y"] });
    const { result } = await pam(data, { k: 4, metric: "euclidean" });
    // summary(pam(ruspini, 4)): sizes 20, 23, 17, 15; average silhouette width 0.737657.
    assert.deepEqual(result.sizes, [23, 20, 17, 15]);
    assert.deepEqual(result.medoids!.toSorted((a, b) => a - b), [10, 32, 52, 70]);
    assert.equal(+result.silhouette!.toFixed(6), 0.737657);
  },
);

Deno.test("pam() does not mind the order of rows and columns, and its sum never rises with k", async () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: -4, max: 4 })), {
    minLength: 6,
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 5 }), async (points, k) => {
      const first = await pam(ofRows(points), { k });
      const turned = points.toReversed().map(([a, b]) => [b, a]);
      const names = ["x2", "x1"];
      const columns = names.map((_, j) => turned.map((row) => row[j]!));
      const second = await pam(featuresOfMatrix(matrixOf(columns), { names }), { k });
      assert.ok(Math.abs(first.result.withinSS! - second.result.withinSS!) < 1e-9);
      assert.deepEqual(second.labels.toReversed(), first.labels);
      const more = await pam(ofRows(points), { k: k + 1 });
      assert.ok(more.result.withinSS! <= first.result.withinSS! + 1e-9);
    }),
    { numRuns: 60, seed: 4 },
  );
});

Deno.test("pam() cannot be improved by any one exchange, and everybody is with the nearest medoid", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })), {
        minLength: 5,
        maxLength: 25,
      }),
      async (points) => {
        const far = (a: number, b: number) =>
          Math.hypot(points[a]![0] - points[b]![0], points[a]![1] - points[b]![1]);
        const sum = (medoids: readonly number[]) =>
          points.reduce((all, _, i) => all + Math.min(...medoids.map((m) => far(i, m))), 0);
        const { result } = await pam(ofRows(points), { k: 3 });
        const medoids = result.medoids!.map((row) => row - 1);
        assert.ok(Math.abs(sum(medoids) - result.withinSS!) < 1e-9);
        medoids.forEach((_, m) =>
          points.forEach((_, row) => assert.ok(sum(medoids.with(m, row)) >= result.withinSS! - 1e-9))
        );
      },
    ),
    { numRuns: 40, seed: 8 },
  );
});

Deno.test("pam() takes weights as so many rows, and labels rows of weight 0", async () => {
  const once = await pam(ofRows([[0], [1], [1], [1], [8], [9], [9]]), { k: 2 });
  const weighed = await pam(ofRows([[0], [1], [8], [9], [5.5]]), {
    k: 2,
    weights: Float64Array.of(1, 3, 1, 2, 0),
  });
  assert.equal(weighed.result.withinSS, once.result.withinSS);
  assert.deepEqual([...weighed.labels], [2, 2, 1, 1, 1]);
});

Deno.test("pam() refuses what makes no sense, and makes fewer clusters of too few different rows", async () => {
  const data = ofRows([[1], [2], [3]]);
  await assert.rejects(pam(data, { k: 4 }), /Cannot make 4 clusters of 3 people/);
  await assert.rejects(pam(data, { k: 0 }), /Cannot make 0 clusters/);
  await assert.rejects(pam(data, { k: 2, weights: Float64Array.of(1, -1, 1) }), /weight of row 2 is -1/);
  const same = await pam(ofRows([[5], [5], [5]]), { k: 2 });
  assert.deepEqual(same.result.sizes, [3]);
  assert.equal(same.result.silhouette, null);
  assert.match(same.result.warnings.join(), /2 clusters were asked for, but only 1 has people/);
  assert.equal((await pam(ofRows([[7]]), { k: 1 })).result.withinSS, 0);
  const apart = { rows: 3, triangle: Float64Array.of(1, NaN, 2), metric: "given", incomparable: 1 } as const;
  await assert.rejects(
    pam({ ...apart, features: [], weights: null }, { k: 2 }),
    /rows 1 and 3 have no known value in common/,
  );
});
