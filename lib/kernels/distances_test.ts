import { strict as assert } from "node:assert";
import fc from "fast-check";
import { DistanceKernel } from "./distances.ts";
import { matrixOf } from "./matrix.ts";
import { random } from "./random.ts";

Deno.test("DistanceKernel by hand: three, four, five", async () => {
  const matrix = matrixOf([[0, 3, 6], [0, 4, 8]]);
  const euclidean = await DistanceKernel.over(matrix, "euclidean");
  assert.deepEqual([...euclidean.from(0, 0, 3)], [0, 5, 10]);
  assert.deepEqual([...euclidean.from(2, 1, 2)], [5]);
  const manhattan = await DistanceKernel.over(matrix, "manhattan");
  assert.deepEqual([...manhattan.from(0, 0, 3)], [0, 7, 14]);
  assert.deepEqual([...manhattan.from(0, 2, 2)], []);
});

Deno.test("DistanceKernel equals the plain reference, whatever the number of columns", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 11 }),
      fc.integer({ min: 1, max: 30 }),
      async (columns, rows) => {
        const next = random(columns * 100 + rows);
        const table = Array.from(
          { length: columns },
          () => Float32Array.from({ length: rows }, () => next() * 9),
        );
        const matrix = matrixOf(table);
        for (const metric of ["euclidean", "manhattan"] as const) {
          const kernel = await DistanceKernel.over(matrix, metric);
          for (let i = 0; i < rows; i++) {
            const found = kernel.from(i, 0, rows);
            for (let j = 0; j < rows; j++) {
              const apart = table.map((column) => Math.abs(column[i]! - column[j]!));
              const expected = metric === "manhattan"
                ? apart.reduce((sum, x) => sum + x, 0)
                : Math.sqrt(apart.reduce((sum, x) => sum + x * x, 0));
              assert.ok(Math.abs(found[j]! - expected) <= 1e-13 * expected, `${found[j]} is not ${expected}`);
            }
          }
        }
      },
    ),
    { numRuns: 20, seed: 5 },
  );
});
