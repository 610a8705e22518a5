import { strict as assert } from "node:assert";
import fc from "fast-check";
import { KMeansKernel, type KMeansRun } from "./kmeans.ts";
import { matrixOf } from "./matrix.ts";
import { random } from "./random.ts";

Deno.test("KMeansKernel.run() by hand: two pairs on a line", async () => {
  using kernel = await KMeansKernel.over(matrixOf([[0, 1, 10, 11]]), 2);
  const run = kernel.run(new Float64Array([0, 1]));
  assert.deepEqual([...run.centres], [0.5, 10.5]);
  assert.deepEqual([...kernel.labels()], [0, 0, 1, 1]);
  assert.deepEqual([...run.sizes], [2, 2]);
  assert.equal(run.withinSS, 1);
  assert.ok(run.converged);
});

Deno.test("KMeansKernel.run() by hand: weights pull the centre", async () => {
  using kernel = await KMeansKernel.over(matrixOf([[0, 4]]), 1, {
    weights: new Float64Array([3, 1]),
  });
  const run = kernel.run(new Float64Array([0]));
  assert.deepEqual([...run.centres], [1]);
  assert.equal(run.withinSS, 3 * 1 + 1 * 9);
});

/** Lloyd's algorithm as in the textbook: every row against every centre, every time. */
function lloyd(points: number[][], start: number[][]): { labels: number[]; centres: number[][] } {
  let centres = start;
  let labels: number[] = [];
  for (let iteration = 0; iteration < 100; iteration++) {
    const next = points.map((point) => {
      const distances = centres.map((centre) => centre.reduce((sum, x, j) => sum + (x - point[j]!) ** 2, 0));
      return distances.indexOf(Math.min(...distances));
    });
    if (next.every((label, i) => label === labels[i])) break;
    labels = next;
    centres = centres.map((centre, c) => {
      const own = points.filter((_, i) => labels[i] === c);
      return own.length
        ? centre.map((_, j) => own.reduce((sum, point) => sum + point[j]!, 0) / own.length)
        : centre;
    });
  }
  return { labels, centres };
}

Deno.test("KMeansKernel.run() skips rows by bounds and still ends where Lloyd ends", async () => {
  // Whole numbers well apart: no ties, and single precision is exact.
  const spot = fc.tuple(
    fc.integer({ min: 0, max: 5 }),
    fc.integer({ min: -20, max: 20 }),
    fc.integer({ min: -20, max: 20 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(spot, { minLength: 12, maxLength: 200 }), async (spots) => {
      const points = spots.map(([c, x, y], i) => [c * 1000 + x + i / 1024, c * c * 700 + y, i % 7]);
      const start = points.slice(0, 4);
      const expected = lloyd(points, start);
      if (new Set(expected.labels).size < 4) return;
      const columns = [0, 1, 2].map((j) => points.map((point) => point[j]!));
      using kernel = await KMeansKernel.over(matrixOf(columns), 4);
      const run = kernel.run(Float64Array.from(start.flat()));
      assert.deepEqual([...kernel.labels()], expected.labels);
      expected.centres.flat().forEach((value, i) => assert.ok(Math.abs(value - run.centres[i]!) < 1e-3));
    }),
    { numRuns: 100, seed: 7 },
  );
});

Deno.test("KMeansKernel.run() gives an empty centre the row farthest from its own", async () => {
  using kernel = await KMeansKernel.over(matrixOf([[0, 1, 2, 50]]), 2);
  const run = kernel.run(new Float64Array([1, 1e6]));
  assert.deepEqual([...run.sizes].sort(), [1, 3]);
});

Deno.test("KMeansKernel.plusPlus() draws rows of the data, far apart, the same for the same numbers", async () => {
  using kernel = await KMeansKernel.over(matrixOf([[0, 0.1, 100, 100.1, 200]]), 3);
  const numbers = () => {
    let i = 0;
    return () => [0.1, 0.5, 0.9, 0.3, 0.7][i++ % 5]!;
  };
  const centres = kernel.plusPlus(numbers());
  assert.deepEqual([...centres].map((x) => Math.round(x / 100)).sort(), [0, 1, 2]);
  assert.deepEqual(kernel.plusPlus(numbers()), centres);
});

Deno.test("KMeansKernel gives the same bits with helpers as without", async () => {
  const next = random(3);
  const columns = [0, 1, 2, 3, 4].map(() =>
    Array.from({ length: 20_000 }, () => Math.round(next() * 3) + next())
  );
  const weights = Float64Array.from({ length: 20_000 }, () => Math.ceil(next() * 3));
  const [alone, together] = await Promise.all([0, 3].map(async (helpers) => {
    using kernel = await KMeansKernel.over(matrixOf(columns), 7, { weights, helpers });
    // Helpers come up while the first runs go on: all of them have joined by the last.
    const runs = Array.from({ length: 2 }, () => kernel.run(kernel.plusPlus(random(1))));
    await new Promise((done) => setTimeout(done, 200));
    runs.push(kernel.run(kernel.plusPlus(random(2))), kernel.exact(kernel.labels()) as KMeansRun);
    return { runs, labels: kernel.labels(), total: kernel.totalSS() };
  }));
  assert.deepEqual(together, alone);
});

Deno.test("KMeansKernel.run() warm ends where a cold run ends", async () => {
  const next = random(8);
  const columns = [0, 1, 2].map(() => Array.from({ length: 3000 }, () => next() * 100));
  using kernel = await KMeansKernel.over(matrixOf(columns), 5);
  using other = await KMeansKernel.over(matrixOf(columns), 5);
  const start = (seed: number) => Float64Array.from({ length: 15 }, random(seed)).map((x) => x * 100);
  for (let seed = 0; seed < 20; seed++) {
    const warm = kernel.run(start(seed), { warm: true });
    const cold = other.run(start(seed));
    assert.ok(Math.abs(warm.withinSS / cold.withinSS - 1) < 1e-9, `${warm.withinSS} ${cold.withinSS}`);
    const sorted = (run: KMeansRun) => [...run.sizes].sort((a, b) => a - b);
    assert.deepEqual(sorted(warm), sorted(cold));
  }
});

Deno.test("KMeansKernel.run() measures the sum of squares within by differences, exact() row by row", async () => {
  const next = random(4);
  const columns = [0, 1].map(() => Array.from({ length: 999 }, () => 1000 + next()));
  using kernel = await KMeansKernel.over(matrixOf(columns), 3);
  const run = kernel.run(kernel.plusPlus(random(1)));
  const exact = kernel.exact(kernel.labels());
  assert.ok(Math.abs(run.withinSS / exact.withinSS - 1) < 1e-9);
  assert.ok(kernel.totalSS() > exact.withinSS);
  using one = await KMeansKernel.over(matrixOf([[3, 3, 3]]), 2);
  assert.equal(one.run(one.plusPlus(random(1))).withinSS, 0);
});

Deno.test("KMeansKernel lets rows of weight 0 move nothing, and labels them", async () => {
  using kernel = await KMeansKernel.over(matrixOf([[0, 1, 10, 11, 1000]]), 2, {
    weights: Float64Array.of(1, 1, 1, 1, 0),
  });
  for (let seed = 0; seed < 10; seed++) {
    const run = kernel.run(kernel.plusPlus(random(seed)));
    assert.deepEqual([...run.centres].sort((a, b) => a - b), [0.5, 10.5]);
    assert.equal(kernel.labels()[4], kernel.labels()[3]);
  }
  kernel.weigh(Float64Array.of(1, 0, 0, 0, 1));
  assert.deepEqual([...kernel.run(kernel.plusPlus(random(1))).sizes], [1, 1]);
});

Deno.test("matrixOf() names the cell that is not a number", () => {
  assert.throws(() => matrixOf([[1, 2], [3, NaN]]), /column 2, row 2 is NaN/);
  assert.throws(() => matrixOf([[1, 2], [3]]), /column 2 has 1 rows/);
});
