import { strict as assert } from "node:assert";
import { fourBlobs, normal, ofRows } from "./_samples_for_tests.ts";
import { clusterBoot } from "./cluster_boot.ts";
import type { Clusterer } from "./clusterer.ts";
import { globalStability } from "./global_stability.ts";
import { kmeans } from "./kmeans.ts";
import { kmeansClusterer } from "./kmeans_clusterer.ts";
import { predictionStrength } from "./prediction_strength.ts";
import { segmentStability } from "./segment_stability.ts";

/** A method that gives what it is told, one labelling after the other. */
function scripted(...answers: number[][]): Clusterer {
  let call = 0;
  const refuse = () => Promise.reject(new Error("not scripted"));
  const clusterer: Clusterer = {
    method: "kmeans",
    features: null,
    sample: null,
    people: answers[0]!.length,
    fit: refuse,
    label: () => Promise.resolve(Uint16Array.from(answers[call++ % answers.length]!)),
    shuffled: () => clusterer,
  };
  return clusterer;
}

Deno.test("globalStability() by hand: the index of each pair of solutions", async () => {
  const pairs = scripted([1, 1, 1, 2, 2, 2], [1, 1, 2, 2, 3, 3], [1, 1, 1, 2, 2, 2], [2, 2, 2, 1, 1, 1]);
  const { adjustedRand, mean, median } = await globalStability(pairs, 3, { times: 2 });
  assert.deepEqual(adjustedRand.map((value) => +value.toFixed(4)), [0.2424, 1]);
  assert.deepEqual([mean, median], Array(2).fill((adjustedRand[0]! + 1) / 2));
});

Deno.test("segmentStability() by hand: the best Jaccard index in each solution, averaged", async () => {
  // Segment 1 = {0, 1, 2}: 2 of 3 in the first, 3 of 4 in the second. Segment 2 = {3, 4}: whole, then 1 of 2.
  const answers = scripted([1, 1, 3, 2, 2], [1, 1, 1, 1, 2]);
  const [first, second] = await segmentStability(answers, Uint16Array.from([1, 1, 1, 2, 2]), { times: 1 });
  assert.equal(first!.mean, (2 / 3 + 3 / 4) / 2);
  assert.equal(second!.mean, (1 + 1 / 2) / 2);
});

Deno.test("clusterBoot() by hand: people who were not drawn do not count", async () => {
  // Whoever is drawn, the answer keeps {0, 1} together and tears {2, 3} apart.
  const { clusters } = await clusterBoot(scripted([1, 1, 2, 3]), Uint16Array.from([1, 1, 2, 2]), {
    times: 200,
  });
  assert.equal(clusters[0]!.cluster, 1);
  // Of samples in which somebody of {0, 1} is drawn (1 − 1/16), all find it again.
  assert.ok(Math.abs(clusters[0]!.recovered / 200 - 15 / 16) < 0.06);
  assert.ok(clusters[1]!.jaccard < clusters[0]!.jaccard);
  assert.ok(clusters[1]!.dissolved > 0);
});

Deno.test("predictionStrength() by hand: the worst cluster's pairs", async () => {
  // Both halves call everybody alike, whatever the split: every pair is foretold.
  const alike = scripted([1, 1, 1, 2, 2, 2]);
  assert.deepEqual(await predictionStrength(alike, 2, { times: 4 }), { k: 2, mean: 1, standardError: 0 });
  // One half puts all people together, the other tells all apart: nobody's pair is foretold one way, all the other.
  const torn = scripted([1, 1, 1, 1, 1, 1], [1, 2, 3, 4, 5, 6]);
  assert.equal((await predictionStrength(torn, 2, { times: 3 })).mean, 0.5);
  assert.equal((await predictionStrength(torn, 1)).mean, 1);
});

Deno.test("stability finds planted segments stable and noise unstable", async () => {
  const blobs = fourBlobs(400, 8);
  const { labels } = await kmeans(blobs, { k: 4 });
  const clusterer = kmeansClusterer(blobs);
  assert.ok((await globalStability(clusterer, 4, { times: 20 })).low > 0.97);
  assert.ok((await globalStability(clusterer, 3, { times: 20 })).median < 0.9);
  assert.ok((await predictionStrength(clusterer, 4, { times: 10 })).mean > 0.95);
  const segments = await segmentStability(clusterer, labels, { times: 20 });
  assert.ok(segments.length === 4 && segments.every(({ low }) => low > 0.95));
  const boot = await clusterBoot(clusterer, labels, { times: 20 });
  assert.deepEqual(boot.clusters.map(({ band }) => band), Array(4).fill("highly stable"));
  const next = normal(3);
  const noise = ofRows(Array.from({ length: 300 }, () => Array.from({ length: 6 }, next)));
  assert.ok((await globalStability(kmeansClusterer(noise), 4, { times: 20 })).median < 0.5);
});

Deno.test("stability is fixed by the seed", async () => {
  const blobs = fourBlobs(200, 3);
  const once = await globalStability(kmeansClusterer(blobs), 3, { times: 5 });
  assert.deepEqual(await globalStability(kmeansClusterer(blobs), 3, { times: 5 }), once);
  assert.notDeepEqual(await globalStability(kmeansClusterer(blobs), 3, { times: 5, seed: 2 }), once);
});

Deno.test("kmeansClusterer() draws many people once, keeps weights, and shuffles columns apart", () => {
  const next = normal(8);
  const rows = Array.from({ length: 3000 }, () => {
    const x = next();
    return [x, x + next() / 100];
  });
  const clusterer = kmeansClusterer({ ...ofRows(rows), weights: new Float64Array(3000).fill(2) }, {
    sample: 500,
  });
  assert.equal(clusterer.people, 500);
  assert.equal(new Set(clusterer.sample).size, 500);
  const { matrix, weights } = clusterer.shuffled(1).features!;
  assert.deepEqual([matrix.rows, weights!.length], [500, 500]);
  let together = 0;
  for (let i = 0; i < 500; i++) together += matrix.data[i * 4]! * matrix.data[i * 4 + 1]!;
  assert.ok(Math.abs(together / 500) < 0.15);
  const column = (j: number) => Array.from({ length: 500 }, (_, i) => matrix.data[i * 4 + j]!).sort();
  assert.deepEqual(column(0), Array.from(clusterer.sample!, (row) => Math.fround(rows[row]![0]!)).sort());
});

Deno.test("stability refuses what makes no sense, and stops when told", async () => {
  const clusterer = kmeansClusterer(fourBlobs(20, 5));
  await assert.rejects(globalStability(clusterer, 21), /21 clusters of 20 people/);
  await assert.rejects(globalStability(clusterer, 2, { times: 0 }), /0 samples/);
  await assert.rejects(clusterBoot(clusterer, new Uint16Array(7)), /7 labels for other people/);
  await assert.rejects(
    globalStability(clusterer, 2, { signal: AbortSignal.abort(new Error("enough")) }),
    /enough/,
  );
});
