import { strict as assert } from "node:assert";
import fc from "fast-check";
import { KMeansKernel } from "./kmeans.ts";
import { matrixOf } from "./matrix.ts";

Deno.test("KMeansKernel.run() by hand: two pairs on a line", async () => {
  const kernel = await KMeansKernel.over(matrixOf([[0, 1, 10, 11]]), 2);
  const run = kernel.run(new Float64Array([0, 1]));
  assert.deepEqual([...run.centres], [0.5, 10.5]);
  assert.deepEqual([...run.labels], [0, 0, 1, 1]);
  assert.deepEqual([...run.sizes], [2, 2]);
  assert.equal(run.withinSS, 1);
  assert.ok(run.converged);
});

Deno.test("KMeansKernel.run() by hand: weights pull the centre", async () => {
  const kernel = await KMeansKernel.over(matrixOf([[0, 4]]), 1, new Float64Array([3, 1]));
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
      const run = (await KMeansKernel.over(matrixOf(columns), 4)).run(Float64Array.from(start.flat()));
      assert.deepEqual([...run.labels], expected.labels);
      expected.centres.flat().forEach((value, i) => assert.ok(Math.abs(value - run.centres[i]!) < 1e-3));
    }),
    { numRuns: 100, seed: 7 },
  );
});

Deno.test("KMeansKernel.run() gives an empty centre the row farthest from its own", async () => {
  const kernel = await KMeansKernel.over(matrixOf([[0, 1, 2, 50]]), 2);
  const run = kernel.run(new Float64Array([1, 1e6]));
  assert.deepEqual([...run.sizes].sort(), [1, 3]);
});

Deno.test("KMeansKernel.plusPlus() draws rows of the data, far apart, the same for the same numbers", async () => {
  const kernel = await KMeansKernel.over(matrixOf([[0, 0.1, 100, 100.1, 200]]), 3);
  const numbers = () => {
    let i = 0;
    return () => [0.1, 0.5, 0.9, 0.3, 0.7][i++ % 5]!;
  };
  const centres = kernel.plusPlus(numbers());
  assert.deepEqual([...centres].map((x) => Math.round(x / 100)).sort(), [0, 1, 2]);
  assert.deepEqual(kernel.plusPlus(numbers()), centres);
});

Deno.test("matrixOf() names the cell that is not a number", () => {
  assert.throws(() => matrixOf([[1, 2], [3, NaN]]), /column 2, row 2 is NaN/);
  assert.throws(() => matrixOf([[1, 2], [3]]), /column 2 has 1 rows/);
});
