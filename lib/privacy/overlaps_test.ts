import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { SegmentsResult } from "../segments/mod.ts";
import { type Fact, type Form, is, ranges } from "./_lp_for_tests.ts";
import { release } from "./release.ts";

/** Overlapping segments from how many people are in each combination; bit `i` of the place is segment `i`. */
function overlapping(combinations: readonly number[], sets: number): SegmentsResult {
  const total = combinations.reduce((a, b) => a + b, 0);
  return {
    kind: "segments",
    mode: "overlapping",
    asOf: "2026-10-31",
    book: { name: "", version: 1, sha256: "" },
    total,
    unknown: 0,
    unsegmented: combinations[0]!,
    segments: Array.from({ length: sets }, (_, i) => {
      const people = combinations.reduce((sum, n, places) => places & 1 << i ? sum + n : sum, 0);
      return { id: `s${i}`, name: `s${i}`, people, share: people / total, unknown: 0 };
    }),
    warnings: [],
  };
}

async function shown(combinations: readonly number[], sets: number) {
  const { segments: { segments, unsegmented, total } } = await release({
    segments: overlapping(combinations, sets),
  });
  return [...segments.map(({ people }) => people), unsegmented, total];
}

Deno.test("case 14: who is in two of three segments does not follow from their sizes and how many are in any", async () => {
  // 40, 50 and 60 in one segment only, 7 in the first and second: 47 + 57 + 60 is 7 more than 157.
  const told = [50, 40, 50, 7, 60, 0, 0, 0];
  assert.ok((await shown(told, 3)).includes("hidden"), JSON.stringify(await shown(told, 3)));
  const open = [50, 40, 50, 11, 60, 0, 0, 0];
  assert.deepEqual(await shown(open, 3), [51, 61, 60, 50, 211]);
  // Nobody in two of them is no count.
  assert.deepEqual(await shown([50, 40, 50, 0, 60, 0, 0, 0], 3), [40, 50, 60, 50, 200]);
});

Deno.test("release() never tells that a combination of overlapping segments holds 1 to 10 people, attacked by linear programming", async () => {
  const counts = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 60 }));
  const books = fc.integer({ min: 2, max: 4 }).chain((sets) =>
    fc.tuple(fc.constant(sets), fc.array(counts, { minLength: 1 << sets, maxLength: 1 << sets }))
  );
  await fc.assert(
    fc.asyncProperty(books, async ([sets, combinations]) => {
      const numbers = await shown(combinations, sets);
      const places = combinations.map((_, place) => place);
      const of = (which: (place: number) => boolean): Form =>
        Object.fromEntries(places.filter(which).map((place) => [`c${place}`, 1]));
      const forms = [...Array.from({ length: sets }, (_, i) => of((place) => (place & 1 << i) > 0))]
        .concat(of((place) => place === 0), of(() => true));
      const facts = forms.flatMap((form, i): Fact[] => {
        const number = numbers[i]!;
        return typeof number === "number" ? [is(number, form)] : [];
      });
      const many = (place: number) => place.toString(2).replaceAll("0", "").length;
      const asked = [
        ...places.map((one) => of((place) => place === one)),
        ...Array.from({ length: sets }, (_, n) => of((place) => many(place) > n)),
        ...Array.from({ length: sets }, (_, n) => of((place) => many(place) === n)),
        ...places.filter((one) => many(one) === 2).flatMap((pair) => [
          of((place) => (place & pair) === pair),
          of((place) => (place & pair) !== 0),
          of((place) => place !== 0 && (place & pair) === 0),
        ]),
      ];
      const found = await ranges(facts, asked);
      found!.forEach(([low, high], i) => {
        assert.ok(
          !(low > 1e-6 && high < 11 - 1e-6),
          `${JSON.stringify(asked[i])} is ${low} to ${high}: ${JSON.stringify(numbers)}`,
        );
      });
    }),
    { numRuns: 120 },
  );
});
