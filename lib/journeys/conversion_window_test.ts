import { strict as assert } from "node:assert";
import { random } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { conversionWindow, eventLogOf, type EventRow } from "./mod.ts";

const day = 86_400;
const steps = ["visit", "book"].map((name) => ({ name, events: [name] }));

Deno.test("conversionWindow() counts a case done by hand", () => {
  // Five start: four book after 2, 4, 6 and 30 days, and one was seen for 10 days only.
  const rows: EventRow[] = [2, 4, 6, 30].flatMap((days, person) => [
    { person, event: "visit", at: 0 },
    { person, event: "book", at: days * day },
  ]);
  rows.push({ person: 9, event: "visit", at: 50 * day });
  const log = eventLogOf(rows, { observedUntil: 60 * day });
  const { groups: [all], horizonSeconds } = conversionWindow(log, steps, { horizon: "40d", covers: 0.6 });
  assert.equal(horizonSeconds, 40 * day);
  assert.deepEqual([all!.people, all!.converted], [5, 4]);
  // S: 4/5 after 2 days, 3/5 after 4, 2/5 after 6; one censored at 10; then 0 of the last one.
  assert.deepEqual(all!.curve.map(({ atRisk }) => atRisk), [5, 4, 3, 1]);
  assert.equal(all!.eventually, 1);
  assert.equal(all!.suggested!.seconds, 6 * day);
  const [week, fortnight, , eight] = all!.at;
  assert.ok(Math.abs(week!.rate! - 0.6) < 1e-12 && Math.abs(fortnight!.missed! - 0.4) < 1e-12);
  assert.equal(eight!.rate, null, "beyond the horizon");
});

Deno.test("conversionWindow() covers the true time about as often as it says", () => {
  // Half convert, after times evenly spread over 50 days: nine in ten of them have by day 45.
  const next = random(7);
  let covered = 0;
  let suggested = 0;
  const runs = 300;
  for (let run = 0; run < runs; run++) {
    const rows: EventRow[] = [];
    for (let person = 0; person < 300; person++) {
      const start = Math.floor(next() * 100 * day);
      rows.push({ person, event: "visit", at: start });
      const end = start + Math.floor(next() * 50 * day);
      if (next() < 0.5 && end <= 160 * day) rows.push({ person, event: "book", at: end });
    }
    const log = eventLogOf(rows, { observedUntil: 160 * day });
    const [all] = conversionWindow(log, steps, { horizon: "55d" }).groups;
    const { low, high, seconds } = all!.suggested!;
    if (low! <= 45 * day && (high === null || high >= 45 * day)) covered++;
    suggested += seconds;
  }
  assert.ok(Math.abs(suggested / runs / day - 45) < 0.5, `${suggested / runs / day}`);
  assert.ok(covered / runs > 0.91 && covered / runs < 0.99, `${covered / runs}`);
});

Deno.test("conversionWindow() looks at groups apart, and at nobody without failing", () => {
  const rows: EventRow[] = [1, 3, 9].flatMap((days, person) => [
    { person, event: "visit", at: 0 },
    { person, event: "book", at: days * day },
  ]);
  const log = eventLogOf(rows, { observedUntil: 90 * day });
  const groups = [[1, 1, 0], [0, 0, 0]].map((members, k) => ({
    id: `g${k}`,
    name: `G${k}`,
    members: Uint8Array.from(members),
  }));
  const result = conversionWindow(log, steps, { groups });
  assert.deepEqual(result.groups.map(({ group, people }) => [group, people]), [["all", 3], ["g0", 2], [
    "g1",
    0,
  ]]);
  assert.equal(result.groups[1]!.suggested!.seconds, 3 * day);
  assert.deepEqual([result.groups[2]!.suggested, result.groups[2]!.eventually], [null, null]);
  assert.match(result.warnings.join(), /fewer than 30 conversions/);
  const empty = conversionWindow(eventLogOf([]), steps);
  assert.equal(empty.groups[0]!.people, 0);
  assert.throws(() => conversionWindow(log, steps.slice(1)), InputError);
  assert.throws(() => conversionWindow(log, steps, { covers: 1 }), RangeError);
  assert.throws(() => conversionWindow(log, steps, { horizon: 0 }), RangeError);
});
