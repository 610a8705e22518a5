import { strict as assert } from "node:assert";
import fc from "fast-check";
import { distinctRows } from "./_distinct.ts";

Deno.test("distinctRows() by hand: numbered in the order of codes", () => {
  const { count, of, first } = distinctRows([{ codes: [1, 0, 1, 0], radix: 2 }, {
    codes: [2, 0, 2, 1],
    radix: 3,
  }], 4);
  assert.equal(count, 3);
  assert.deepEqual([...of], [2, 0, 2, 1]);
  assert.deepEqual([...first], [1, 3, 0]);
  assert.deepEqual([...distinctRows([], 3).of], [0, 0, 0]);
  assert.equal(distinctRows([], 0).count, 0);
});

Deno.test("distinctRows() equals sorting the rows, for any number of columns", () => {
  const table = fc.integer({ min: 1, max: 40 }).chain((rows) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: rows, maxLength: rows }), {
      minLength: 1,
      maxLength: 25,
    })
  );
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 31 }), (columns, spread) => {
      const codes = columns.map((column) => column.map((code) => code % spread));
      const rows = codes[0]!.map((_, i) => codes.map((column) => String(column[i]).padStart(2, "0")).join());
      const sorted = [...new Set(rows)].sort();
      const found = distinctRows(codes.map((column) => ({ codes: column, radix: 31 })), rows.length);
      assert.equal(found.count, sorted.length);
      assert.deepEqual([...found.of], rows.map((row) => sorted.indexOf(row)));
      found.first.forEach((row, at) => assert.equal(row, rows.indexOf(sorted[at]!)));
    }),
    { numRuns: 200, seed: 4 },
  );
});
