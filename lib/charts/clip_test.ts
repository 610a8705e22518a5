import { strict as assert } from "node:assert";
import fc from "fast-check";
import { clip } from "./clip.ts";

Deno.test("clip() cuts where a reader would", () => {
  assert.equal(clip("Evaluating eligibility", 11), "Evaluating…");
  assert.equal(clip("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 2), "👩‍👩‍👧…");
  assert.equal(clip("👩‍👩‍👧", 2), "👩‍👩‍👧");
  assert.equal(clip("é".normalize("NFD").repeat(4), 3), `${"é".normalize("NFD").repeat(2)}…`);
  assert.equal(clip("x".repeat(10_000), 5), "xxxx…");
});

Deno.test("clip() never leaves more than it was allowed, and short text alone", () => {
  const letters = new Intl.Segmenter("en", { granularity: "grapheme" });
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.integer({ min: 2, max: 30 }),
      (text, most) => {
        const clipped = clip(text, most);
        assert.ok([...letters.segment(clipped)].length <= Math.max(most, 1));
        if ([...letters.segment(text)].length <= most) assert.equal(clipped, text);
      },
    ),
  );
});
