import { strict as assert } from "node:assert";
import fc from "fast-check";
import { overlaps } from "./overlap.ts";

Deno.test("overlaps() counts by hand: 4 people, 2 groups", () => {
  assert.deepEqual(overlaps([new Uint8Array([1, 1, 0, 2]), new Uint8Array([0, 1, 1, 1])]), [[2, 1], [1, 3]]);
  assert.deepEqual(overlaps([]), []);
  assert.deepEqual(overlaps([new Uint8Array(0)]), [[0]]);
});

Deno.test("overlaps() equals plain counting, at every length and beyond a lane's 255", () => {
  const marks = fc.integer({ min: 0, max: 9000 }).chain((length) =>
    fc.tuple(
      fc.uint8Array({ minLength: length, maxLength: length, max: 2 }),
      fc.uint8Array({ minLength: length, maxLength: length, min: 1, max: 1 }),
    )
  );
  fc.assert(
    fc.property(marks, ([a, b]) => {
      const count = a.reduce((sum, mark, i) => sum + Number(mark === 1 && b[i] === 1), 0);
      assert.equal(overlaps([a, b])[0]![1], count);
    }),
    { numRuns: 60, seed: 1 },
  );
});

Deno.test("overlaps() refuses lists of different lengths", () => {
  assert.throws(() => overlaps([new Uint8Array(1), new Uint8Array(2)]), RangeError);
});
