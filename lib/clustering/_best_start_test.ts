import { strict as assert } from "node:assert";
import { bestStart, searchNear, type Slope } from "./_best_start.ts";

/** Two peaks on a line: at 0, of height −100, and at 10, of height −90. */
const height = (x: number) => x < 5 ? -100 - x ** 2 : -90 - (x - 10) ** 2;
const peaks: Slope = {
  step: (from, to) => {
    const x = from[0]!;
    to[0] = x < 5 ? x / 2 : x + (10 - x) / 2;
    return height(x);
  },
  repair: () => {},
};
const limits = { tolerance: 1e-13, maxIterations: 1000 };
const starts = (places: readonly number[]) => (start: number) => Float64Array.of(places[start]!);

Deno.test("bestStart() takes the highest place that is sound, and says when it set a higher one aside", () => {
  const from = starts([1, 8, 2]);
  const any = bestStart({ wanted: 3 }, from, peaks, limits)!;
  assert.equal(Math.round(any.best.at[0]!), 10);
  assert.deepEqual([any.hits, any.setAside], [1, false]);
  const low = bestStart({ wanted: 3 }, from, { ...peaks, sound: ([x]) => x! < 5 }, limits)!;
  assert.equal(Math.round(low.best.at[0]!), 0);
  assert.deepEqual([low.hits, low.setAside, low.leaders.length], [2, true, 2]);
  const none = bestStart({ wanted: 3 }, from, { ...peaks, sound: () => false }, limits)!;
  assert.equal(Math.round(none.best.at[0]!), 10);
});

Deno.test("searchNear() goes on only where few agree, to sound places, within three times the steps", () => {
  let climbs = 0;
  const leap = () => {
    climbs++;
    return Float64Array.of(9);
  };
  const alike = bestStart({ wanted: 10 }, () => Float64Array.of(1), peaks, limits)!;
  assert.equal(searchNear(alike, leap, peaks, limits), alike);
  assert.equal(climbs, 0);
  const lucky = { ...alike, hits: 2 };
  assert.equal(Math.round(searchNear(lucky, leap, peaks, limits).best.at[0]!), 10);
  assert.equal(searchNear(lucky, leap, { ...peaks, sound: ([x]) => x! < 5 }, limits), lucky);
  let steps = 0;
  const counted: Slope = { ...peaks, step: (from, to) => (steps++, peaks.step(from, to)) };
  searchNear(lucky, () => Float64Array.of(4), counted, limits);
  // A climb may go over by the step it is at.
  assert.ok(steps <= 3 * lucky.steps + 100, `${steps} steps after ${lucky.steps}`);
});
