import { strict as assert } from "node:assert";
import fc from "fast-check";
import { type SortColumn, sortRows } from "./sort_rows.ts";

/** The plain way: compare row with row. */
function sorted(columns: readonly SortColumn[]): SortColumn[] {
  const order = [...columns[0]!.keys()].sort((a, b) => {
    for (const column of columns) if (column[a] !== column[b]) return column[a]! - column[b]!;
    return 0;
  });
  return columns.map((column) => column.map((_, i) => column[order[i]!]!));
}

Deno.test("sortRows() by hand: by person, then by time", () => {
  const person = new Uint32Array([2, 1, 2, 1]);
  const at = new Int32Array([-5, 7, -9, 7]);
  const event = new Uint16Array([0, 3, 1, 2]);
  assert.equal(sortRows([person, at, event]), true);
  assert.deepEqual([[...person], [...at], [...event]], [[1, 1, 2, 2], [7, 7, -9, -5], [2, 3, 1, 0]]);
});

Deno.test("sortRows() equals comparing rows, with few and many rows and columns of every width", () => {
  for (const rows of [0, 1, 2, 9, 300, 9000]) {
    const column = (seed: number, make: (n: number) => SortColumn, values: number, least = 0) => {
      const filled = make(rows);
      let state = seed;
      for (let i = 0; i < rows; i++) {
        state = (Math.imul(state, 1103515245) + 12345) >>> 0;
        filled[i] = least + (state >>> 8) % values;
      }
      return filled;
    };
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.nat(),
          people: fc.integer({ min: 1, max: 5000 }),
          least: fc.integer({ min: -(2 ** 31), max: 0 }),
        }),
        ({ seed, people, least }) => {
          const columns = [
            column(seed, (n) => new Uint32Array(n), people, 2 ** 31),
            column(seed + 1, (n) => new Int32Array(n), 1000, least),
            column(seed + 2, (n) => new Uint16Array(n), 7),
            column(seed + 3, (n) => new Uint8Array(n), 3),
          ];
          const right = sorted(columns);
          assert.equal(sortRows(columns), true);
          assert.deepEqual(columns, right);
        },
      ),
      { numRuns: rows > 1000 ? 8 : 40, seed: 1 },
    );
  }
});

Deno.test("sortRows() sorts when all rows share their highest bits", () => {
  const one = new Uint32Array(100_000).fill(7);
  one[50_000] = 2 ** 32 - 1;
  const at = Int32Array.from(one, (_, i) => Math.imul(i, 2654435761));
  const right = sorted([one, at]);
  assert.equal(sortRows([one, at]), true);
  assert.deepEqual([one, at], right);
});

Deno.test("sortRows() leaves rows alone that need more than 64 bits", () => {
  const wide = () => new Uint32Array([2 ** 32 - 1, 0]);
  const columns = [wide(), wide(), wide()];
  assert.equal(sortRows(columns), false);
  assert.deepEqual(columns, [wide(), wide(), wide()]);
  assert.equal(sortRows([wide(), wide()]), true);
});

Deno.test("sortRows() refuses columns of different lengths", () => {
  assert.throws(() => sortRows([new Uint8Array(1), new Uint8Array(2)]), RangeError);
});
