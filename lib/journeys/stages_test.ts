import { strict as assert } from "node:assert";
import fc from "fast-check";
import { InputError } from "../workspace/mod.ts";
import { eventLogOf, type EventRow, stagedJourneys, stages } from "./mod.ts";

const journey = {
  id: "care",
  name: "Care",
  stages: ["a", "b", "c"].map((id) => ({ id, name: id.toUpperCase(), events: [id, `${id}_*`] })),
};
const day = 86_400;
const way = (person: number, ...events: (readonly [day: number, event: string])[]): EventRow[] =>
  events.map(([at, event]) => ({ person, event, at: at * day }));

Deno.test("stages() counts a case done by hand", () => {
  const log = eventLogOf([
    ...way(1, [0, "a"], [1, "a_x"], [4, "b"], [5, "zzz"], [9, "c"]),
    ...way(2, [0, "a"], [6, "c"], [8, "a"]),
    ...way(3, [10, "a"], [40, "b"]),
    ...way(4, [0, "zzz"]),
  ], { observedUntil: 100 * day });
  const result = stages(log, journey, {
    stall: "60d",
    groups: [{ id: "g", name: "G", members: Uint8Array.of(0, 1, 0, 1) }],
  });
  const [all, some] = result.groups;
  assert.deepEqual([all!.people, all!.started, all!.unmappedShare], [4, 3, 2 / 11]);
  const [a, b, c] = all!.stages;
  assert.deepEqual([a!.people, a!.now, a!.stalled, a!.returned, a!.skipped], [3, 1, 1, 1, 0]);
  assert.deepEqual([b!.people, b!.now, b!.stalled, b!.returned, b!.skipped], [2, 1, 0, 0, 1]);
  assert.deepEqual([c!.people, c!.now, c!.stalled, c!.returned, c!.skipped], [2, 1, 0, 0, 0]);
  // Stays in a: 4, 6 and 30 days, and 92 so far. In b: 5 days, and 60 so far. In c: 2 days, and 91 so far.
  assert.deepEqual([a!.medianSeconds, b!.medianSeconds, c!.medianSeconds], [6 * day, 5 * day, 2 * day]);
  assert.deepEqual([some!.people, some!.started, some!.stages[2]!.people], [2, 1, 1]);
  assert.deepEqual(result.unmapped, [{ event: "zzz", events: 2 }]);
});

Deno.test("stages() puts everybody who started in exactly one stage now", () => {
  const row = fc.record({
    person: fc.nat(6),
    event: fc.constantFrom("a", "b", "c", "b_x", "d"),
    at: fc.nat(50),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const log = eventLogOf(rows, { observedUntil: 60 });
      const [all] = stages(log, journey, { stall: 5 }).groups;
      assert.equal(all!.stages.reduce((sum, { now }) => sum + now, 0), all!.started);
      for (const { people, now, stalled, returned } of all!.stages) {
        assert.ok(stalled <= now && now <= people && returned <= people);
      }
    }),
    { seed: 1 },
  );
});

Deno.test("stages() says which stage no event belongs to, and refuses a journey without stages", () => {
  const log = eventLogOf(way(1, [0, "a"], [1, "b"]));
  assert.deepEqual(stages(log, journey).warnings, [
    'No event belongs to stage "C": name the events that say someone is in it.',
  ]);
  assert.throws(() => stages(log, { ...journey, stages: [] }), InputError);
  assert.throws(() => stages(log, journey, { stall: 0 }), RangeError);
  assert.equal(stages(eventLogOf([]), journey).groups[0]!.unmappedShare, null);
});

Deno.test("the shipped journeys name each stage once, and know appointments", () => {
  for (const { stages } of stagedJourneys) {
    assert.equal(new Set(stages.map(({ id }) => id)).size, stages.length);
    assert.ok(stages.every(({ events }) => events.length > 0));
  }
  const log = eventLogOf(way(1, [0, "appointment:booked"], [9, "appointment:kept"]));
  const [all] = stages(log, stagedJourneys[0]!).groups;
  assert.deepEqual(all!.stages.map(({ people }) => people), [0, 0, 0, 1, 1, 0]);
});
