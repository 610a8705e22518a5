import { strict as assert } from "node:assert";
import fc from "fast-check";
import { matrixOf } from "./matrix.ts";
import { random } from "./random.ts";
import { silhouette } from "./silhouette.ts";

Deno.test("silhouette() by hand: two on the left, one alone on the right", async () => {
  const widths = await silhouette(matrixOf([[0, 1, 10]]), new Uint16Array([0, 0, 1]), 2);
  assert.deepEqual([...widths].map((width) => +width.toFixed(6)), [0.9, 0.888889, 0]);
});

Deno.test("silhouette() equals the definition, whatever the cluster sizes", async () => {
  const point = fc.tuple(
    fc.integer({ min: 0, max: 3 }),
    fc.float({ min: -9, max: 9, noNaN: true }),
    fc.integer({ min: -9, max: 9 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(point, { minLength: 3, maxLength: 120 }), async (points) => {
      const labels = Uint16Array.from(points, ([label]) => label);
      if (new Set(labels).size < 2) return;
      const far = (i: number, j: number) =>
        Math.hypot(points[i]![1] - points[j]![1], points[i]![2] - points[j]![2]);
      const mean = (i: number, label: number) => {
        const others = points.map((_, j) => j).filter((j) => j !== i && labels[j] === label);
        return others.length ? others.reduce((sum, j) => sum + far(i, j), 0) / others.length : Infinity;
      };
      const widths = await silhouette(
        matrixOf([points.map((p) => p[1]), points.map((p) => p[2])]),
        labels,
        4,
      );
      points.forEach((_, i) => {
        const a = mean(i, labels[i]!);
        const b = Math.min(
          ...[0, 1, 2, 3].filter((label) => label !== labels[i]).map((label) => mean(i, label)),
        );
        const expected = a === Infinity || a === b ? 0 : (b - a) / Math.max(a, b);
        assert.ok(Math.abs(widths[i]! - expected) < 1e-3, `${widths[i]} is not ${expected}`);
      });
    }),
    { numRuns: 100, seed: 3 },
  );
});

Deno.test("silhouette() refuses one cluster", async () => {
  await assert.rejects(silhouette(matrixOf([[1, 2]]), new Uint16Array(2), 2), /fewer than two clusters/);
});

Deno.test("silhouette() gives the same bits with helpers as without, as a plain reference does", async () => {
  const next = random(1);
  const rows = 3000;
  const points = Array.from({ length: rows }, () => [next(), next() * 3, next()]);
  const labels = Uint16Array.from(points, ([x]) => Math.floor(x! * 5));
  const make = () => matrixOf([0, 1, 2].map((j) => points.map((point) => point[j]!)));
  const alone = await silhouette(make(), labels, 5, 0);
  assert.deepEqual(await silhouette(make(), labels, 5, 3), alone);
  for (let i = 0; i < rows; i += 97) {
    const sums = new Float64Array(5);
    const counts = new Float64Array(5);
    points.forEach((other, j) => {
      sums[labels[j]!]! += Math.hypot(...other.map((x, c) => x - points[i]![c]!));
      counts[labels[j]!]!++;
    });
    const own = labels[i]!;
    const a = sums[own]! / (counts[own]! - 1);
    const b = Math.min(...[0, 1, 2, 3, 4].filter((c) => c !== own).map((c) => sums[c]! / counts[c]!));
    assert.ok(Math.abs(alone[i]! - (b - a) / Math.max(a, b)) < 1e-5);
  }
});
