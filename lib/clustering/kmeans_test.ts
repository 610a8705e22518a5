import { strict as assert } from "node:assert";
import fc from "fast-check";
import { allocateMatrix, matrixOf, random } from "../kernels/mod.ts";
import {
  fastFood,
  hasSharedData,
  published,
  sharedFeatures,
  unlessShared,
} from "./_shared_data_for_tests.ts";
import { features } from "./features.ts";
import { featuresOfMatrix } from "./features_of_matrix.ts";
import { kmeans } from "./kmeans.ts";

const ignore = !hasSharedData;

Deno.test("kmeans() by hand: two pairs and a stray on a line", async () => {
  const data = featuresOfMatrix(matrixOf([[0, 1, 10, 11, 12]]));
  const { result, labels, posterior } = await kmeans(data, { k: 2 });
  assert.deepEqual([...labels], [2, 2, 1, 1, 1]);
  assert.deepEqual(result.centres, [[11], [0.5]]);
  assert.equal(result.withinSS, 2.5);
  // Mean 6.8: 46.24 + 33.64 + 10.24 + 17.64 + 27.04.
  assert.ok(Math.abs(result.totalSS! - 134.8) < 1e-12);
  assert.deepEqual(result.sizes, [3, 2]);
  assert.deepEqual(result.clusters.map(({ name, share }) => [name, share]), [["Cluster 1", 0.6], [
    "Cluster 2",
    0.4,
  ]]);
  assert.equal(result.restartHits, 10);
  assert.ok(result.converged);
  assert.equal(posterior, null);
});

Deno.test("kmeans() by hand: weights move centres and shares, not counts", async () => {
  const data = featuresOfMatrix(matrixOf([[0, 4, 100]]), { weights: Float64Array.of(3, 1, 2) });
  const { result } = await kmeans(data, { k: 2 });
  assert.deepEqual(result.centres, [[1], [100]]);
  assert.equal(result.withinSS, 3 * 1 + 1 * 9);
  assert.deepEqual(result.clusters.map(({ people, share }) => [people, +share.toFixed(4)]), [[2, 0.6667], [
    1,
    0.3333,
  ]]);
});

Deno.test("kmeans() gives centres in the units of the input, sums of squares in those of the features", async () => {
  const table = { rows: 4, columns: new Map([["age", Float64Array.of(20, 30, 70, 80)]]), nulls: new Map() };
  const { result } = await kmeans(features(table, { scale: "min-max" }), { k: 2 });
  assert.deepEqual(result.centres!.map(([age]) => Math.round(age! * 1e4) / 1e4), [25, 75]);
  assert.ok(Math.abs(result.withinSS! - 4 * (5 / 60) ** 2) < 1e-6);
});

Deno.test("kmeans() with k = 1 describes everybody", async () => {
  const { result, labels } = await kmeans(featuresOfMatrix(matrixOf([[1, 2, 6]])), { k: 1 });
  assert.deepEqual([...labels], [1, 1, 1]);
  assert.equal(result.withinSS, result.totalSS);
});

Deno.test("kmeans() makes as many clusters as there are different rows, and says so", async () => {
  const same = await kmeans(featuresOfMatrix(matrixOf([[5, 5, 5, 5]])), { k: 3 });
  assert.deepEqual(same.result.sizes, [4]);
  assert.equal(same.result.withinSS, 0);
  assert.match(same.result.warnings.join(), /3 clusters were asked for, but only 1 has people/);
  const one = await kmeans(featuresOfMatrix(matrixOf([[7]])), { k: 1 });
  assert.deepEqual(one.result.centres, [[7]]);
});

Deno.test("kmeans() refuses what makes no sense", async () => {
  const data = featuresOfMatrix(matrixOf([[1, 2, 3]]));
  const bad = (options: object, expected: RegExp) =>
    assert.rejects(kmeans(data, { k: 2, ...options }), expected);
  await bad({ k: 4 }, /Cannot make 4 clusters of 3 people: give a whole number from 1 to 3/);
  await bad({ k: 0 }, /Cannot make 0 clusters/);
  await bad({ k: 1.5 }, /Cannot make 1.5 clusters/);
  await bad({ restarts: 0 }, /0 times/);
  await bad({ seed: 0.5 }, /seed 0.5/);
  await bad({ maxIterations: 0 }, /0 iterations/);
  await bad({ weights: Float64Array.of(1, -1, 1) }, /weight of row 2 is -1/);
  await bad({ weights: Float64Array.of(0, 0, 0) }, /every weight is 0/);
  await bad({ weights: Float64Array.of(1) }, /1 weights for 3 rows/);
});

Deno.test("kmeans() stops when told, and tells how far it is", async () => {
  const data = featuresOfMatrix(matrixOf([[1, 2, 3, 9]]));
  const control = new AbortController();
  const heard: number[] = [];
  const onProgress = (share: number) => {
    heard.push(share);
    if (share >= 0.2) control.abort(new Error("enough"));
  };
  await assert.rejects(kmeans(data, { k: 2, signal: control.signal, onProgress }), /enough/);
  assert.deepEqual(heard, [0.1, 0.2]);
});

Deno.test("kmeans() gives the same for a seed, and calls may run at the same time", async () => {
  const next = random(2);
  const data = featuresOfMatrix(matrixOf([0, 1, 2].map(() => Array.from({ length: 500 }, next))));
  const plain = (fit: Awaited<ReturnType<typeof kmeans>>) => ({
    ...fit,
    result: { ...fit.result, timings: null },
  });
  const [a, b] = await Promise.all([kmeans(data, { k: 7 }), kmeans(data, { k: 7 }), kmeans(data, { k: 3 })]);
  assert.deepEqual(plain(a), plain(b));
});

Deno.test("kmeans() does not mind the order of rows and columns, and its sum never rises with k", async () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: -5, max: 5 })), {
    minLength: 6,
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 2, max: 5 }), async (points, k) => {
      const fit = (data: readonly (readonly number[])[], names: string[], clusters = k) => {
        const columns = names.map((_, j) => data.map((row) => row[j]!));
        return kmeans(featuresOfMatrix(matrixOf(columns), { names }), { k: clusters, restarts: 3 });
      };
      const first = await fit(points, ["a", "b"]);
      const turned = await fit(points.toReversed().map(([a, b]) => [b, a]), ["b", "a"]);
      assert.ok(Math.abs(first.result.withinSS! - turned.result.withinSS!) < 1e-6);
      assert.deepEqual(turned.labels.toReversed(), first.labels);
      const more = await fit(points, ["a", "b"], k + 1);
      assert.ok(more.result.withinSS! <= first.result.withinSS! + 1e-6);
    }),
    { numRuns: 60, seed: 11 },
  );
});

Deno.test("kmeans() leaves everybody with the nearest centre", async () => {
  const next = random(6);
  const points = Array.from({ length: 400 }, () => [next() * 10, next(), Math.round(next())]);
  const { labels, result } = await kmeans(
    featuresOfMatrix(matrixOf([0, 1, 2].map((j) => points.map((p) => p[j]!)))),
    { k: 5 },
  );
  points.forEach((point, i) => {
    const far = result.centres!.map((centre) => centre.reduce((sum, x, j) => sum + (x - point[j]!) ** 2, 0));
    assert.ok(far[labels[i]! - 1]! <= Math.min(...far) + 1e-5);
  });
});

/** Blobs of normal points around corners, in a matrix of many rows. */
function blobs(rows: number, centres: number, spread: number) {
  const next = random(9);
  const matrix = allocateMatrix(rows, 4);
  const places = Array.from({ length: centres * 4 }, () => Math.round(next() * 4) * 10);
  for (let i = 0; i < rows * 4; i++) {
    const noise = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    matrix.data[i] = places[(i >> 2) % centres * 4 + i % 4]! + noise * spread;
  }
  return featuresOfMatrix(matrix);
}

Deno.test("kmeans() finds planted groups in many rows, with or without helpers", async () => {
  const data = blobs(210_000, 5, 1);
  const alone = await kmeans(data, { k: 5, helpers: 0 });
  const together = await kmeans(data, { k: 5, helpers: 2 });
  assert.deepEqual(together.labels, alone.labels);
  assert.deepEqual({ ...together.result, timings: null }, { ...alone.result, timings: null });
  assert.deepEqual(alone.result.sizes, Array(5).fill(42_000));
  // Four columns of variance 1.
  assert.ok(Math.abs(alone.result.withinSS! / (4 * 210_000) - 1) < 0.01);
  assert.match(alone.result.description, /each drawn from and first run on 8192 of 210000 rows/);
});

Deno.test(
  `kmeans() is at least as good as the published six-means of vacmot${unlessShared}`,
  { ignore },
  async () => {
    const { vacmot } = await published<{ vacmot: { withinSS: number; totalSS: number } }>("clustering.json");
    const { result } = await kmeans(await sharedFeatures("flexclust_vacmot.csv"), { k: 6 });
    assert.ok(Math.abs(result.totalSS! - vacmot.totalSS) < 5e-4);
    assert.ok(result.withinSS! <= vacmot.withinSS, `${result.withinSS}`);
    // The best anybody is known to have found, in at least half of the restarts.
    assert.ok(Math.abs(result.withinSS! - 2660.5314) < 1e-4, `${result.withinSS}`);
    assert.ok(result.restartHits >= 5, `${result.restartHits}`);
  },
);

Deno.test(
  `kmeans() reaches the best of 300 starts on fast food in ten${unlessShared}`,
  { ignore },
  async () => {
    const { kMeans } = await published<{ kMeans: { k: Record<string, number> } }>("clustering.json");
    const data = await sharedFeatures("mcdonalds.csv", { columns: fastFood });
    for (const [k, bound] of Object.entries(kMeans.k)) {
      const { result } = await kmeans(data, { k: Number(k) });
      assert.ok(result.withinSS! < bound + 5e-4, `${k}: ${result.withinSS}`);
    }
  },
);

/**
 * The least sum of squares of scikit-learn 1.9.1:
 * `KMeans(k, n_init=100, random_state=1, tol=0, max_iter=1000).fit(X).inertia_`, for k = 2, 3, 4, 6.
 */
const scikitLearn: Record<string, { columns?: readonly string[]; withinSS: readonly number[] }> = {
  "cluster_ruspini.csv": { columns: ["x", "y"], withinSS: [89337.8321, 51063.475, 12881.0512, 8575.4069] },
  "cluster_xclara.csv": { withinSS: [2309985.3892, 611605.8807, 535413.6282, 407726.7783] },
  "mclust_banknote.csv": {
    columns: ["Length", "Left", "Right", "Bottom", "Top", "Diagonal"],
    withinSS: [368.1085, 264.8265, 219.8517, 162.0642],
  },
  "mclust_diabetes.csv": {
    columns: ["glucose", "insulin", "sspg"],
    withinSS: [4690517.6736, 3159146.3276, 1905378.5001, 1125596.6071],
  },
  "mclust_thyroid.csv": {
    columns: ["RT3U", "T4", "T3", "TSH", "DTSH"],
    withinSS: [41611.4706, 28560.1506, 20082.7264, 12364.0873],
  },
  "maternal_health_risk.csv": {
    columns: ["Age", "SystolicBP", "DiastolicBP", "BS", "BodyTemp", "HeartRate"],
    withinSS: [415002.1583, 301128.9123, 250965.1744, 189082.348],
  },
  "bayesm_customerSat.csv": {
    columns: Array.from({ length: 10 }, (_, i) => `q${i + 1}`),
    withinSS: [65497.5911, 54601.1487, 48955.8741, 42078.5639],
  },
  "mcdonalds.csv": { columns: fastFood, withinSS: [2145.5037, 1818.7006, 1602.9075, 1325.1301] },
};

for (const [file, { columns, withinSS }] of Object.entries(scikitLearn)) {
  Deno.test(
    `kmeans() needs 10 starts for what scikit-learn finds in 100: ${file}${unlessShared}`,
    { ignore },
    async () => {
      const data = await sharedFeatures(file, columns ? { columns } : {});
      for (const [i, k] of [2, 3, 4, 6].entries()) {
        const { result } = await kmeans(data, { k });
        assert.ok(
          result.withinSS! < withinSS[i]! * (1 + 1e-4),
          `k = ${k}: ${result.withinSS} against ${withinSS[i]}`,
        );
      }
    },
  );
}
