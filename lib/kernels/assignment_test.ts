import { strict as assert } from "node:assert";
import fc from "fast-check";
import { assignment } from "./assignment.ts";

Deno.test("assignment() by hand: three workers, three jobs", () => {
  // 1 + 0 + 2 = 3; the greedy choice (0 first) would cost 1 + 0 + 2 too, any other at least 4.
  assert.deepEqual([...assignment([[4, 1, 3], [2, 0, 5], [3, 2, 2]])], [1, 0, 2]);
});

Deno.test("assignment() leaves over what does not fit", () => {
  assert.deepEqual([...assignment([[5], [1], [9]])], [-1, 0, -1]);
  assert.deepEqual([...assignment([[7, 3, 1]])], [2]);
  assert.deepEqual([...assignment([])], []);
});

/** The least total over every way to give each row a column of its own. */
function least(cost: readonly (readonly number[])[], taken: readonly number[] = []): number {
  if (taken.length === cost.length) return 0;
  const row = cost[taken.length]!;
  return Math.min(
    ...row.map((value, j) => taken.includes(j) ? Infinity : value + least(cost, [...taken, j])),
  );
}

Deno.test("assignment() is the cheapest of all", () => {
  const table = fc.integer({ min: 1, max: 6 }).chain((columns) =>
    fc.array(
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: columns, maxLength: columns }),
      { minLength: 1, maxLength: columns },
    )
  );
  fc.assert(
    fc.property(table, (cost) => {
      const columns = assignment(cost);
      assert.equal(new Set(columns).size, cost.length);
      assert.equal(cost.reduce((sum, row, i) => sum + row[columns[i]!]!, 0), least(cost));
    }),
    { numRuns: 300, seed: 5 },
  );
});

Deno.test("assignment() refuses costs that are not numbers and rows of different length", () => {
  assert.throws(() => assignment([[1, NaN]]), /row 1, column 2 is NaN/);
  assert.throws(() => assignment([[1, 2], [3]]), /row 2 has 1 costs/);
});
