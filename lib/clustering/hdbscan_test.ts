import { strict as assert } from "node:assert";
import fc from "fast-check";
import { matrixOf } from "../kernels/mod.ts";
import { normal, ofRows } from "./_samples_for_tests.ts";
import { hasSharedData, sharedTable, unlessShared } from "./_shared_data_for_tests.ts";
import { featuresOfMatrix } from "./features_of_matrix.ts";
import { hdbscan } from "./hdbscan.ts";
import { mixedData } from "./mixed_data.ts";

const ignore = !hasSharedData;

Deno.test("hdbscan() by hand: two groups on a line, and one far off", async () => {
  const data = featuresOfMatrix(matrixOf([[1, 2, 3, 4, 99, 40, 41, 42]]));
  const { result, labels, strengths } = await hdbscan(data, { minClusterSize: 3, minSamples: 2 });
  assert.deepEqual([...labels], [1, 1, 1, 1, 0, 2, 2, 2]);
  assert.deepEqual([...strengths], [1, 1, 1, 1, 0, 1, 1, 1]);
  assert.deepEqual(result.sizes, [4, 3]);
  const { noise, clusters } = result.densityFit!;
  assert.equal(noise, 1);
  // Born where 4 and 40 part (λ = 1/36), gone where everybody is alone (λ = 1).
  assert.ok(Math.abs(clusters[0]!.stability - 4 * (1 - 1 / 36)) < 1e-12);
  assert.ok(Math.abs(clusters[1]!.persistence - (1 - 1 / 36)) < 1e-12);
  assert.deepEqual(result.centres, [[2.5], [41]]);
});

Deno.test("hdbscan() of mixed data measures silhouettes by Gower's distance, noise left out, by hand", async () => {
  const table = {
    rows: 7,
    columns: new Map([["x", Float64Array.of(0, 1, 2, 10, 11, 12, 100)]]),
    nulls: new Map(),
  };
  const { result, labels } = await hdbscan(mixedData(table), { minClusterSize: 3, minSamples: 2 });
  assert.deepEqual([...labels], [1, 1, 1, 2, 2, 2, 0]);
  // Own and next, in units of x: 1.5 and 11, 1 and 10, 1.5 and 9, and the same from the other side.
  const mean = (9.5 / 11 + 9 / 10 + 7.5 / 9) / 3;
  assert.ok(Math.abs(result.silhouette! - mean) < 1e-12, `${result.silhouette}`);
});

Deno.test("hdbscan() says how firmly people belong: who leaves early belongs less", async () => {
  const data = featuresOfMatrix(matrixOf([[1, 2, 3, 4, 20, 40, 41, 42]]));
  const { labels, strengths } = await hdbscan(data, { minClusterSize: 3, minSamples: 2 });
  // 20 leaves the left group where it is 16 away from it; the others stay until 1.
  assert.deepEqual([...labels], [1, 1, 1, 1, 1, 2, 2, 2]);
  assert.equal(strengths[4], 1 / 16);
});

Deno.test("hdbscan() takes the longest-lasting clusters, or the finest", async () => {
  const group = (at: number) => [0, 1, 2].map((x) => at + x);
  const data = featuresOfMatrix(matrixOf([[...group(0), ...group(5), ...group(200), ...group(206)]]));
  const eom = await hdbscan(data, { minClusterSize: 3, minSamples: 1 });
  assert.equal(eom.result.k, 4);
  const close = featuresOfMatrix(matrixOf([[...group(0), ...group(3.2), ...group(200), ...group(203.2)]]));
  assert.deepEqual((await hdbscan(close, { minClusterSize: 3, minSamples: 1 })).result.sizes, [6, 6]);
  const leaf = await hdbscan(close, { minClusterSize: 3, minSamples: 1, selection: "leaf" });
  assert.deepEqual(leaf.result.sizes, [3, 3, 3, 3]);
});

/**
 * scikit-learn 1.9.1, `HDBSCAN(min_cluster_size, min_samples, cluster_selection_method, algorithm="brute")`, and
 * `cluster_persistence_` of hdbscan 0.8.44 with `min_samples` one less.
 */
const peers: {
  file: string;
  columns: string[];
  sizes: [number, number, "eom" | "leaf"];
  people: number[];
  noise: number;
  strength: number;
  persistence: number[];
}[] = [
  {
    file: "cluster_ruspini.csv",
    columns: ["x", "y"],
    sizes: [5, 5, "eom"],
    people: [23, 20, 15, 15],
    noise: 2,
    strength: 59.367938,
    persistence: [0.355814, 0.422247, 0.481707, 0.551965],
  },
  {
    file: "cluster_ruspini.csv",
    columns: ["x", "y"],
    sizes: [25, 5, "eom"],
    people: [40, 35],
    noise: 0,
    strength: 74.578161,
    persistence: [0.058746, 0.454535],
  },
  {
    file: "flexclust_Nclus.csv",
    columns: ["V0", "V1"],
    sizes: [10, 3, "eom"],
    people: [189, 142, 97, 76, 11],
    noise: 35,
    strength: 448.916881,
    persistence: [0.001592, 0.105799, 0.14088, 0.146403, 0.25773],
  },
  {
    file: "mclust_banknote.csv",
    columns: ["Length", "Left", "Right", "Bottom", "Top", "Diagonal"],
    sizes: [10, 3, "eom"],
    people: [97, 96],
    noise: 7,
    strength: 169.292575,
    persistence: [0.301624, 0.312968],
  },
  {
    file: "mclust_diabetes.csv",
    columns: ["glucose", "insulin", "sspg"],
    sizes: [10, 3, "leaf"],
    people: [26, 25, 25],
    noise: 69,
    strength: 70.064122,
    persistence: [0.054276, 0.066909, 0.135458],
  },
];

for (const { file, columns, sizes, people, noise, strength, persistence } of peers) {
  const [minClusterSize, minSamples, selection] = sizes;
  Deno.test(`hdbscan() finds scikit-learn's clusters: ${file}, ${sizes.join(", ")}${unlessShared}`, {
    ignore,
  }, async () => {
    const data = mixedData(await sharedTable(file), { columns });
    const metric = "euclidean";
    const { result, strengths } = await hdbscan(data, { minClusterSize, minSamples, selection, metric });
    assert.deepEqual(result.sizes, people);
    assert.equal(result.densityFit!.noise, noise);
    assert.ok(Math.abs(strengths.reduce((sum, x) => sum + x, 0) - strength) < 1e-5);
    const found = result.densityFit!.clusters.map((cluster) => +cluster.persistence.toFixed(6));
    assert.deepEqual(found.toSorted((a, b) => a - b), persistence);
  });
}

Deno.test("hdbscan() finds planted blobs and leaves what lies between them out", async () => {
  const next = normal(3);
  const points = Array.from(
    { length: 240 },
    (_, i) => [i % 3 * 12 + next(), (i % 3 === 1 ? 12 : 0) + next()],
  );
  points.push([6, 40], [-30, 0], [40, 40]);
  const { result, labels } = await hdbscan(ofRows(points), { minClusterSize: 15 });
  assert.equal(result.k, 3);
  assert.deepEqual([...labels.subarray(240)], [0, 0, 0]);
});

Deno.test("hdbscan() does not mind the order of rows and columns, ties or not", async () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), {
    minLength: 8,
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom("eom" as const, "leaf" as const),
      async (points, minClusterSize, minSamples, selection) => {
        const options = { minClusterSize, minSamples, selection };
        const first = await hdbscan(ofRows(points), options);
        const turned = points.toReversed().map(([a, b]) => [b, a]);
        const names = ["x2", "x1"];
        const columns = names.map((_, j) => turned.map((row) => row[j]!));
        const second = await hdbscan(featuresOfMatrix(matrixOf(columns), { names }), options);
        assert.deepEqual(second.labels.toReversed(), first.labels);
        assert.deepEqual(second.strengths.toReversed(), first.strengths);
        assert.ok(first.result.sizes.every((size) => size >= minClusterSize));
        assert.ok(first.strengths.every((x, i) => first.labels[i] === 0 ? x === 0 : x > 0 && x <= 1));
        const { noise } = first.result.densityFit!;
        assert.equal(first.result.sizes.reduce((sum, size) => sum + size, 0) + noise, points.length);
      },
    ),
    { numRuns: 80, seed: 2 },
  );
});

Deno.test("hdbscan() counts equal people as many", async () => {
  const data = featuresOfMatrix(matrixOf([[...Array(6).fill(1), ...Array(5).fill(9), 30]]));
  const { labels, strengths } = await hdbscan(data, { minClusterSize: 4 });
  assert.deepEqual([...labels], [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 0]);
  assert.ok(strengths.every((strength) => strength === 0 || strength === 1));
});

Deno.test("hdbscan() says so where everybody is noise, or one cluster where that is allowed", async () => {
  const same = await hdbscan(ofRows([[5], [5], [5]]), { minClusterSize: 2 });
  assert.equal(same.result.k, 0);
  assert.equal(same.result.densityFit!.noise, 3);
  assert.match(same.result.warnings.join(), /everybody is noise/);
  const one = await hdbscan(ofRows([[5], [5], [5]]), { minClusterSize: 2, allowSingleCluster: true });
  assert.deepEqual(one.result.sizes, [3]);
  assert.equal((await hdbscan(ofRows([[1]]))).result.k, 0);
  assert.equal(
    (await hdbscan(ofRows([[1], [2]]), { minClusterSize: 3, allowSingleCluster: true })).result.k,
    0,
  );
});

Deno.test("hdbscan() refuses what makes no sense", async () => {
  const data = ofRows([[1], [2], [3]]);
  await assert.rejects(
    hdbscan(data, { minClusterSize: 1 }),
    /clusters of 1 people: give a whole number from 2/,
  );
  await assert.rejects(hdbscan(data, { minSamples: 0 }), /0 people as dense/);
  const apart = { rows: 3, triangle: Float64Array.of(1, NaN, 2), metric: "given", incomparable: 1 } as const;
  await assert.rejects(
    hdbscan({ ...apart, features: [], weights: null }),
    /rows 1 and 3 have no known value/,
  );
});
