import { strict as assert } from "node:assert";
import { random } from "../kernels/mod.ts";
import { fourBlobs, normal, ofRows } from "./_samples_for_tests.ts";
import { fastFood, hasSharedData, sharedFeatures, unlessShared } from "./_shared_data_for_tests.ts";
import type { Features } from "./features.ts";
import { gapStatistic } from "./gap_statistic.ts";
import { kmeansClusterer } from "./kmeans_clusterer.ts";
import { selectClusters } from "./select_clusters.ts";
import { shadowValues } from "./shadow_values.ts";
import { stabilityAcross } from "./stability_across.ts";
import { valleys } from "./valleys.ts";

const ignore = !hasSharedData;

async function verdict(features: Features, k = [2, 3, 4, 5, 6]) {
  return (await selectClusters(kmeansClusterer(features), { k, pairs: 30, splits: 15, gaps: false })).result;
}

Deno.test("selectClusters() finds planted segments and calls them natural", async () => {
  const { structure, k, verdict: words, candidates } = await verdict(fourBlobs(400, 5));
  assert.deepEqual([structure, k], ["natural", 4]);
  assert.match(words, /^4 segments stand out\. Drawn anew, people fall into the same ones/);
  assert.deepEqual(candidates[2]!.sizes.length, 4);
  assert.deepEqual(candidates[2]!.against, []);
  assert.equal(candidates[0]!.segments[0]!.across, null);
  assert.ok(candidates[3]!.segments.every(({ across }) => across!.stability > 0.5));
});

Deno.test("selectClusters() finds planted answer patterns of yes and no", async () => {
  const next = random(4);
  const answers = Array.from(
    { length: 600 },
    (_, i) => Array.from({ length: 10 }, (_, j) => Number(next() < (i % 3 === j % 3 ? 0.85 : 0.15))),
  );
  const { structure, k } = await verdict(ofRows(answers));
  assert.deepEqual([structure, k], ["natural", 3]);
});

Deno.test("selectClusters() says that there is nothing in noise of any shape", async () => {
  const [next, even] = [normal(5), random(6)];
  const noise = {
    "round, two variables": Array.from({ length: 400 }, () => [next(), next()]),
    "round, eight variables": Array.from({ length: 400 }, () => Array.from({ length: 8 }, next)),
    "long": Array.from({ length: 400 }, () => [5 * next(), next()]),
    "square": Array.from({ length: 400 }, () => [even(), even()]),
    "coins": Array.from({ length: 400 }, () => Array.from({ length: 10 }, () => Math.round(even()))),
  };
  for (const [shape, rows] of Object.entries(noise)) {
    const { structure, k, verdict: words } = await verdict(ofRows(rows));
    assert.deepEqual([structure, k], ["none", null], `${shape}: ${words}`);
    assert.match(words, /^No stable segments: use rules instead\. Of 2 to 6 clusters/);
  }
});

Deno.test("selectClusters() calls a continuum that can be cut again and again reproducible, not natural", async () => {
  const next = normal(7);
  const rows = Array.from({ length: 500 }, () => {
    const common = next();
    return Array.from({ length: 6 }, () => common + next());
  });
  const { structure, k, verdict: words } = await verdict(ofRows(rows));
  assert.deepEqual([structure, k], ["reproducible", 2]);
  assert.match(
    words,
    /2 segments can be found again .* but nothing sets them apart: they divide a continuum/,
  );
});

Deno.test("selectClusters() is plain data, the same for a seed, and tells how far it is", async () => {
  const heard: number[] = [];
  const clusterer = kmeansClusterer(fourBlobs(80, 4));
  const options = {
    k: [3, 2],
    pairs: 5,
    splits: 3,
    shuffles: 2,
    onProgress: (share: number) => heard.push(share),
  };
  const { result, fits } = await selectClusters(clusterer, options);
  assert.deepEqual(heard, [0.5, 1]);
  assert.deepEqual(result.candidates.map(({ k }) => k), [2, 3]);
  assert.deepEqual(fits.map((fit) => fit.result.k), [2, 3]);
  assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
  const again = (await selectClusters(clusterer, options)).result;
  assert.deepEqual({ ...again, timings: null }, { ...result, timings: null });
});

Deno.test("selectClusters() refuses ranges that make no sense", async () => {
  const clusterer = kmeansClusterer(fourBlobs(10, 4));
  await assert.rejects(selectClusters(clusterer, { k: [0, 2] }), /among 0 clusters of 10 people/);
  await assert.rejects(selectClusters(clusterer, { k: [1] }), /no numbers of clusters of 10 people/);
  await assert.rejects(selectClusters(clusterer, { k: [11] }), /among 11 clusters/);
  await assert.rejects(selectClusters(clusterer, { k: [] }), /among no numbers of clusters/);
});

Deno.test(
  `selectClusters() judges fast food, tourists and flexclust's four blobs${unlessShared}`,
  { ignore },
  async () => {
    assert.deepEqual((await verdict(await sharedFeatures("flexclust_Nclus.csv"))).k, 4);
    const food = await verdict(await sharedFeatures("mcdonalds.csv", { columns: fastFood }), [2, 3, 4]);
    assert.equal(food.structure, "reproducible");
    const tourists = await verdict(await sharedFeatures("flexclust_vacmot.csv"), [3, 4, 5]);
    assert.equal(tourists.structure, "none");
  },
);

Deno.test("stabilityAcross() by hand: whole, split and mixed segments", () => {
  const [[whole, mixed, part] = []] = stabilityAcross([
    Uint16Array.from([1, 1, 1, 1, 2, 2, 2, 2]),
    Uint16Array.from([1, 1, 1, 2, 2, 3, 3, 3]),
  ]);
  assert.deepEqual([whole!.stability, part!.stability], [1, 1]);
  assert.deepEqual(mixed!.parents, [0.5, 0.5]);
  assert.ok(Math.abs(mixed!.stability) < 1e-12);
  assert.deepEqual(
    stabilityAcross([Uint16Array.from([1, 1]), Uint16Array.from([1, 2])])[0]!.map((s) => s.stability),
    [1, 1],
  );
  assert.throws(() => stabilityAcross([new Uint16Array(2), new Uint16Array(3)]), /from 2 people to 3/);
});

Deno.test("shadowValues() by hand", () => {
  const data = ofRows([[0], [2], [9], [11], [500]]);
  const { values, next, clusters } = shadowValues(data, Uint16Array.from([1, 1, 2, 2, 0]));
  // Centres 1 and 10: 0 is 1 and 10 away, 2 is 1 and 8, 9 is 1 and 8, 11 is 1 and 10.
  assert.deepEqual([...values.subarray(0, 4)], [2 / 11, 2 / 9, 2 / 9, 2 / 11]);
  assert.ok(Number.isNaN(values[4]));
  assert.deepEqual([...next], [2, 2, 1, 1, 0]);
  assert.ok(Math.abs(clusters[0]! - (1 / 11 + 1 / 9)) < 1e-12);
  assert.deepEqual([...shadowValues(ofRows([[1], [2]]), Uint16Array.from([1, 1])).values], [0, 0]);
  assert.throws(() => shadowValues(data, Uint16Array.from([1])), /1 labels for 5 people/);
});

Deno.test("valleys() by hand: people half-way over people at the emptier centre", () => {
  // Centres 0 and 10 (six people each, the others even out), two people in the middle slice, from 4 to 6.
  const left = [0, 0, 0, 0, 0, 0, 4.5, -4.5];
  const right = left.map((x) => 10 - x);
  const labels = Uint16Array.from([...left.map(() => 1), ...right.map(() => 2)]);
  assert.deepEqual(valleys(ofRows([...left, ...right].map((x) => [x])), labels), [
    { cluster: 1, neighbour: 2, depth: 2 / 6 },
    { cluster: 2, neighbour: 1, depth: 2 / 6 },
  ]);
  assert.deepEqual(valleys(ofRows([[0], [1]]), Uint16Array.from([1, 2])), []);
  assert.throws(() => valleys(ofRows([[0], [1]]), Uint16Array.from([1])), /1 labels for 2 people/);
});

Deno.test("gapStatistic() finds planted clusters, one in noise, and measures weights as people", async () => {
  assert.equal((await gapStatistic(fourBlobs(300, 6))).k, 4);
  const next = normal(2);
  assert.equal(
    (await gapStatistic(ofRows(Array.from({ length: 300 }, () => [next(), next(), next()])))).k,
    1,
  );
  const points = [[0], [1], [5], [7]];
  const weighed = { ...ofRows(points), weights: Float64Array.of(1, 2, 1, 1) };
  const [gap] = (await gapStatistic(weighed, { k: [1], references: 2 })).gaps;
  // Mean 14 / 5 = 2.8: 7.84 + 2 × 3.24 + 4.84 + 17.64.
  assert.ok(Math.abs(gap!.logWithin - Math.log(36.8)) < 1e-6);
  assert.equal(gap!.gap, gap!.reference - gap!.logWithin);
});

Deno.test("gapStatistic() holds out on equal rows and refuses ranges that make no sense", async () => {
  const same = await gapStatistic(ofRows([[1], [1], [1]]), { k: [1, 2], references: 3 });
  assert.ok(same.gaps.every(({ gap }) => Number.isFinite(gap)));
  await assert.rejects(gapStatistic(ofRows([[1], [2]]), { k: [3] }), /gap of 3 clusters of 2 people/);
  await assert.rejects(gapStatistic(ofRows([[1], [2]]), { k: [1], references: 0 }), /0 data sets/);
});
