import { strict as assert } from "node:assert";
import { matrixOf, random } from "../kernels/mod.ts";
import { featuresOfMatrix } from "./features_of_matrix.ts";
import { kmeans } from "./kmeans.ts";
import { minibatchKmeans } from "./minibatch_kmeans.ts";

const line = (...values: number[]) => featuresOfMatrix(matrixOf([values]));

Deno.test("minibatchKmeans() by hand: a batch moves centres by its share", async () => {
  // The first ends in 1 (of two people) and 11. 4 moves 1 to 1 + (4 − 1) / 3 = 2; then 6.4, which was nearer to 11,
  // is nearer to 2 and moves it to 2 + (6.4 − 2) / 4 = 3.1.
  const batches = () => [line(0, 2, 10, 11, 12), line(4), line(6.4)];
  const { result, labels } = await minibatchKmeans(batches, { k: 2 });
  assert.deepEqual([...labels], [1, 1, 2, 2, 2, 1, 1]);
  assert.deepEqual(result.sizes, [4, 3]);
  assert.ok(Math.abs(result.centres![0]![0]! - 3.1) < 1e-6);
  const mean = (0 + 2 + 4 + 6.4) / 4;
  const within = [0, 2, 4, 6.4].reduce((sum, x) => sum + (x - mean) ** 2, 2);
  assert.ok(Math.abs(result.withinSS! - within) < 1e-5);
  assert.equal(result.iterations, 2);
});

Deno.test("minibatchKmeans() finds what k-means finds when groups are clear, also from an asynchronous source", async () => {
  const next = random(3);
  const points = Array.from({ length: 3000 }, (_, i) => [i % 3 * 10 + next(), i % 3 * -7 + next()]);
  const of = (rows: number[][]) => featuresOfMatrix(matrixOf([0, 1].map((j) => rows.map((row) => row[j]!))));
  async function* batches() {
    for (let at = 0; at < 3000; at += 500) yield await Promise.resolve(of(points.slice(at, at + 500)));
  }
  const stream = await minibatchKmeans(batches, { k: 3, passes: 2 });
  const whole = await kmeans(of(points), { k: 3 });
  assert.deepEqual(stream.result.sizes, [1000, 1000, 1000]);
  assert.ok(Math.abs(stream.result.withinSS! / whole.result.withinSS! - 1) < 1e-6);
  assert.ok(Math.abs(stream.result.totalSS! / whole.result.totalSS! - 1) < 1e-6);
  assert.equal(stream.result.iterations, 11);
});

Deno.test("minibatchKmeans() refuses no batch, other features, and too few people to start", async () => {
  await assert.rejects(minibatchKmeans(() => [], { k: 2 }), /there is no batch/);
  await assert.rejects(minibatchKmeans(() => [line(1)], { k: 2 }), /2 clusters of 1 person/);
  await assert.rejects(minibatchKmeans(() => [line(1, 2)], { k: 2, passes: 0 }), /0 times/);
  const other = featuresOfMatrix(matrixOf([[1]]), { names: ["age"] });
  await assert.rejects(
    minibatchKmeans(() => [line(1, 2), other], { k: 1 }),
    /different features \(x1 and age\)/,
  );
});
