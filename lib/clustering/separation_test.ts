import { strict as assert } from "node:assert";
import { matrixOf, random } from "../kernels/mod.ts";
import { fastFood, hasSharedData, sharedFeatures, unlessShared } from "./_shared_data_for_tests.ts";
import { featuresOfMatrix } from "./features_of_matrix.ts";
import { kmeans } from "./kmeans.ts";
import { separation } from "./separation.ts";
import { silhouetteOf } from "./silhouette_of.ts";

const ignore = !hasSharedData;
const line = (values: number[], weights?: Float64Array) =>
  featuresOfMatrix(matrixOf([values]), weights ? { weights } : {});

Deno.test("separation() by hand: two clusters on a line, noise left out", () => {
  const found = separation(line([0, 2, 10, 12, 999]), Uint16Array.from([1, 1, 2, 2, 0]));
  assert.deepEqual(found, {
    withinSS: 4,
    clusterSS: [2, 2],
    betweenSS: 100,
    explained: 100 / 104,
    calinskiHarabasz: 50,
    daviesBouldin: 0.2,
  });
});

Deno.test("separation() counts weights as people", () => {
  const weighed = separation(line([0, 2, 10], Float64Array.of(1, 2, 2)), Uint16Array.from([1, 1, 2]));
  const repeated = separation(line([0, 2, 2, 10, 10]), Uint16Array.from([1, 1, 1, 2, 2]));
  for (const name of ["withinSS", "betweenSS", "calinskiHarabasz", "daviesBouldin"] as const) {
    assert.ok(Math.abs(weighed[name]! - repeated[name]!) < 1e-12, name);
  }
});

Deno.test("separation() has no index for one cluster, equal centres or nothing within", () => {
  const one = separation(line([1, 2]), Uint16Array.from([1, 1]));
  assert.deepEqual([one.calinskiHarabasz, one.daviesBouldin, one.explained], [null, null, 0]);
  assert.equal(separation(line([1, 2]), Uint16Array.from([1, 2])).calinskiHarabasz, null);
  assert.equal(separation(line([0, 2, 0, 2]), Uint16Array.from([1, 1, 2, 2])).daviesBouldin, null);
  assert.throws(() => separation(line([1, 2]), Uint16Array.from([0, 0])), /nobody is in one/);
  assert.throws(() => separation(line([1, 2]), Uint16Array.from([1])), /1 labels for 2 people/);
});

Deno.test("silhouetteOf() samples beyond its limit, with an interval that holds the whole", async () => {
  const next = random(1);
  const rows = Array.from({ length: 4000 }, (_, i) => [i % 3 * 4 + next() * 5, next() * 5]);
  const data = featuresOfMatrix(matrixOf([0, 1].map((j) => rows.map((row) => row[j]!))));
  const labels = Uint16Array.from(rows, (_, i) => i % 3 + 1);
  const whole = await silhouetteOf(data, labels);
  assert.deepEqual([whole.n, whole.exact, whole.low, whole.high], [4000, true, null, null]);
  let held = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const part = await silhouetteOf(data, labels, { sample: 400, seed });
    assert.deepEqual([part.n, part.exact], [400, false]);
    held += Number(part.low! <= whole.mean! && whole.mean! <= part.high!);
  }
  assert.ok(held >= 35, `${held} of 40`);
});

Deno.test("silhouetteOf() leaves out noise and has nothing to say of one cluster", async () => {
  const data = line([0, 1, 10, 400]);
  assert.equal((await silhouetteOf(data, Uint16Array.from([1, 1, 2, 0]))).mean?.toFixed(4), "0.5963");
  assert.equal((await silhouetteOf(data, Uint16Array.from([1, 1, 2, 0]))).n, 3);
  assert.deepEqual((await silhouetteOf(data, Uint16Array.from([1, 1, 1, 1]))).clusters, [null]);
  await assert.rejects(silhouetteOf(data, Uint16Array.from([1])), /1 labels for 4 people/);
});

/**
 * scikit-learn 1.9.1 on its `KMeans(4, n_init=100, random_state=1, tol=0, max_iter=1000)`: silhouette_score,
 * calinski_harabasz_score, davies_bouldin_score.
 */
const scikitLearn: Record<
  string,
  { columns?: readonly string[]; values: readonly [number, number, number] }
> = {
  "cluster_ruspini.csv": { columns: ["x", "y"], values: [0.737657, 425.3273, 0.356964] },
  "cluster_xclara.csv": { values: [0.540663, 8384.2209, 0.820853] },
  "mclust_banknote.csv": {
    columns: ["Length", "Left", "Right", "Bottom", "Top", "Diagonal"],
    values: [0.317157, 200.4705, 1.175334],
  },
  "mclust_diabetes.csv": { columns: ["glucose", "insulin", "sspg"], values: [0.552035, 382.2091, 0.635082] },
  "mclust_thyroid.csv": {
    columns: ["RT3U", "T4", "T3", "TSH", "DTSH"],
    values: [0.410705, 154.0918, 0.824908],
  },
};

for (const [file, { columns, values }] of Object.entries(scikitLearn)) {
  Deno.test(
    `separation() and silhouetteOf() agree with scikit-learn on ${file}${unlessShared}`,
    { ignore },
    async () => {
      const data = await sharedFeatures(file, columns ? { columns } : {});
      const { labels } = await kmeans(data, { k: 4 });
      const { calinskiHarabasz, daviesBouldin } = separation(data, labels);
      const { mean } = await silhouetteOf(data, labels);
      [mean, calinskiHarabasz, daviesBouldin].forEach((value, i) =>
        assert.ok(Math.abs(value! / values[i]! - 1) < 2e-5, `${i}: ${value} is not ${values[i]}`)
      );
    },
  );
}

Deno.test(`separation() splits the sum of squares of fast food${unlessShared}`, { ignore }, async () => {
  const data = await sharedFeatures("mcdonalds.csv", { columns: fastFood });
  const { labels, result } = await kmeans(data, { k: 4 });
  const { withinSS, betweenSS } = separation(data, labels);
  assert.ok(Math.abs(withinSS - result.withinSS!) < 1e-6);
  assert.ok(Math.abs(withinSS + betweenSS - result.totalSS!) < 1e-6);
});
