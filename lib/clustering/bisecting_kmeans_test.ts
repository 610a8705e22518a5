import { strict as assert } from "node:assert";
import { matrixOf, random } from "../kernels/mod.ts";
import { bisectingKmeans } from "./bisecting_kmeans.ts";
import { featuresOfMatrix } from "./features_of_matrix.ts";
import { kmeans } from "./kmeans.ts";

Deno.test("bisectingKmeans() by hand: the widest cluster is split", async () => {
  const data = featuresOfMatrix(matrixOf([[0, 1, 50, 51, 52, 90, 91, 92, 93]]));
  const { result, labels } = await bisectingKmeans(data, { k: 3 });
  assert.deepEqual([...labels], [3, 3, 2, 2, 2, 1, 1, 1, 1]);
  assert.deepEqual(result.centres, [[91.5], [51], [0.5]]);
  assert.equal(result.withinSS, 0.5 + 2 + 5);
  assert.equal(result.method, "bisecting-kmeans");
});

Deno.test("bisectingKmeans() nests: a further cluster divides one that is there, and the sum falls", async () => {
  const next = random(5);
  const data = featuresOfMatrix(matrixOf([0, 1, 2].map(() => Array.from({ length: 300 }, next))));
  let before = await bisectingKmeans(data, { k: 1 });
  for (let k = 2; k <= 8; k++) {
    const now = await bisectingKmeans(data, { k });
    assert.equal(now.result.k, k);
    assert.ok(now.result.withinSS! <= before.result.withinSS!);
    const parents = new Map<number, Set<number>>();
    now.labels.forEach((label, i) =>
      parents.set(label, (parents.get(label) ?? new Set()).add(before.labels[i]!))
    );
    assert.ok([...parents.values()].every(({ size }) => size === 1));
    assert.ok(now.result.withinSS! >= (await kmeans(data, { k })).result.withinSS! - 1e-9);
    before = now;
  }
});

Deno.test("bisectingKmeans() stops where only equal rows are left, and keeps weights", async () => {
  const same = await bisectingKmeans(featuresOfMatrix(matrixOf([[1, 1, 2, 2]])), { k: 4 });
  assert.equal(same.result.k, 2);
  assert.match(same.result.warnings.join(), /only 2 have people/);
  const weights = Float64Array.of(1, 3, 1, 1);
  const weighed = await bisectingKmeans(featuresOfMatrix(matrixOf([[0, 4, 100, 102]]), { weights }), {
    k: 2,
  });
  assert.deepEqual(weighed.result.centres!.flat().sort((a, b) => a - b), [101, 3].sort((a, b) => a - b));
  await assert.rejects(
    bisectingKmeans(featuresOfMatrix(matrixOf([[1]])), { k: 2 }),
    /2 clusters of 1 person/,
  );
});
