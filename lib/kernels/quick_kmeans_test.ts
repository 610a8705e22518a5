import { strict as assert } from "node:assert";
import { KMeansKernel } from "./kmeans.ts";
import { matrixOf } from "./matrix.ts";
import { QuickKMeans } from "./quick_kmeans.ts";
import { random } from "./random.ts";

const each = (length: number) => Uint32Array.from({ length }, (_, i) => i);

Deno.test("QuickKMeans.fit() by hand: who counts makes the centres, everybody is labelled", async () => {
  const kernel = await QuickKMeans.over({
    matrix: matrixOf([[0, 1, 10, 11, 100]]),
    of: each(5),
    weights: null,
  });
  const [a, b, c, d, e] = kernel.fit({ k: 2, counts: Float64Array.of(1, 1, 1, 1, 0), seed: 1, starts: 2 }, 0);
  assert.ok(a === b && c === d && d === e && a !== c);
  // Nobody counts: everybody is alike.
  assert.deepEqual([...kernel.fit({ k: 2, counts: new Float64Array(5), seed: 1, starts: 2 }, 0)], [
    0,
    0,
    0,
    0,
    0,
  ]);
});

Deno.test("QuickKMeans.fit() ends where no row is nearer to another mean", async () => {
  const next = random(3);
  for (
    const [rows, columns, k] of [[7, 1, 1], [60, 3, 2], [90, 4, 3], [301, 5, 5], [500, 16, 6], [203, 21, 8], [
      300,
      2,
      11,
    ]] as const
  ) {
    const table = Array.from(
      { length: columns },
      () => Float32Array.from({ length: rows }, () => next() * 10 + 1000),
    );
    const matrix = matrixOf(table);
    const counts = Float64Array.from({ length: rows }, () => Math.floor(next() * 3));
    const weights = Float64Array.from({ length: rows }, () => 1 + Math.floor(next() * 3));
    const kernel = await QuickKMeans.over({ matrix, of: each(rows), weights });
    const labels = kernel.fit({ k, counts, seed: 5, starts: 3 }, 0).slice();
    assert.equal(new Set(labels.filter((_, i) => counts[i]! > 0)).size, k);
    using plain = await KMeansKernel.over(matrix, k, {
      weights: counts.map((count, i) => count * weights[i]!),
    });
    const { centres, withinSS } = plain.exact(labels);
    const on = plain.run(centres, { maxIterations: 1 });
    // Single precision may put a row on the border to either side.
    assert.ok(on.withinSS > withinSS * (1 - 1e-5));
    let other = 0;
    plain.labels().forEach((label, i) => other += Number(label !== labels[i]));
    assert.ok(other <= 2, `${other} of ${rows}`);
  }
});

Deno.test("QuickKMeans.bootstrap() counts the people drawn, each once, in both clusterings", async () => {
  const people = 40;
  const of = Uint32Array.from({ length: people }, (_, i) => i % 4);
  const kernel = await QuickKMeans.over({ matrix: matrixOf([[0, 1, 50, 51]]), of, weights: null });
  const labels = Uint16Array.from({ length: people }, (_, i) => i % 4 < 2 ? 1 : 2);
  const samples = kernel.bootstrap({ k: 2, labels, clusters: 2, seed: 1, rows: 512 }, 0);
  let drawn = 0;
  for (let time = 0; time < 200; time++) {
    const table = [...samples.next().value];
    assert.deepEqual([table[0], table[1], table[2], table[3], table[6]], [0, 0, 0, 0, 0]);
    // Either name for either cluster, but nobody on the wrong side.
    assert.ok(table[4] === 0 && table[8] === 0 || table[5] === 0 && table[7] === 0);
    drawn += table.reduce((sum, count) => sum + count, 0);
  }
  assert.ok(Math.abs(drawn / 200 / people - (1 - (1 - 1 / people) ** people)) < 0.02);
});

Deno.test("QuickKMeans.bootstrap() is fixed by its seed and bears many clusters, few people and equal rows", async () => {
  const matrix = matrixOf([[1, 1, 1, 1, 1], [2, 2, 2, 2, 2]]);
  const kernel = await QuickKMeans.over({ matrix, of: each(5), weights: Float64Array.of(1, 0, 1, 1, 2) });
  const tables = (seed: number) => {
    const task = { k: 5, labels: Uint16Array.of(1, 2, 3, 4, 5), clusters: 5, seed, rows: 512 };
    const samples = kernel.bootstrap(task, 0);
    return Array.from({ length: 20 }, () => [...samples.next().value]);
  };
  assert.deepEqual(tables(-7), tables(-7));
  assert.notDeepEqual(tables(-7), tables(2 ** 40));
  // The second person weighs nothing.
  assert.ok(tables(1).every((table) => table.slice(12, 18).every((count) => count === 0)));
});
