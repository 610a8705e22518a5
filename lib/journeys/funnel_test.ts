import { strict as assert } from "node:assert";
import fc from "fast-check";
import { InputError } from "../workspace/mod.ts";
import {
  type EventLog,
  eventLogOf,
  type EventRow,
  funnel,
  funnelPeople,
  type FunnelResult,
  type StepDefinition,
} from "./mod.ts";

const hour = 3600;
const steps = (...names: string[]): StepDefinition[] => names.map((name) => ({ name, events: [name] }));
const people = (result: { steps: FunnelResult["steps"] }) => result.steps.map((step) => step.people);
const medians = (result: FunnelResult) => result.steps.map((step) => step.medianSecondsFromPrevious);
const ofOne = (...events: (readonly [at: number, event: string])[]): EventLog =>
  eventLogOf(events.map(([at, event]) => ({ person: 1, event, at })));

Deno.test("funnel() counts a case done by hand", () => {
  const events: EventRow[] = [
    { person: "ann", event: "visit", at: 0 },
    { person: "ann", event: "form", at: 1 * hour },
    { person: "ann", event: "book", at: 5 * hour },
    { person: "bob", event: "visit", at: 10 * hour },
    { person: "bob", event: "form", at: 13 * hour },
    { person: "cam", event: "visit", at: 90 * hour },
    { person: "dee", event: "form", at: 2 * hour },
    { person: "eve", event: "visit", at: 4 * hour },
    { person: "eve", event: "book", at: 5 * hour },
  ];
  const result = funnel(eventLogOf(events, { observedUntil: 100 * hour }), steps("visit", "form", "book"), {
    within: "1d",
  });
  assert.equal(result.people, 5);
  assert.deepEqual(people(result), [4, 2, 1]);
  assert.deepEqual(result.steps.map((step) => step.rateFromFirst), [1, 0.5, 0.25]);
  assert.deepEqual(result.steps.map((step) => step.rateFromPrevious), [null, 0.5, 0.5]);
  assert.deepEqual(medians(result), [null, 2 * hour, 4 * hour]);
  assert.deepEqual(result.steps.map((step) => step.left), [1, 1, 0], "eve, then bob");
  assert.deepEqual(result.steps.map((step) => step.stillDeciding), [1, 0, 0], "cam");
  const [first, second, last] = result.steps;
  assert.deepEqual([first!.drop!.lost, first!.drop!.of], [1, 3], "cam's window is open");
  assert.deepEqual([second!.drop!.lost, second!.drop!.of], [1, 2]);
  assert.equal(last!.drop, null);
  assert.deepEqual(result.warnings, []);
});

Deno.test("funnel() counts the window from the first step, both ends included", () => {
  const log = ofOne([0, "a"], [5, "b"], [10, "c"]);
  assert.deepEqual(people(funnel(log, steps("a", "b", "c"), { within: 10 })), [1, 1, 1]);
  assert.deepEqual(people(funnel(log, steps("a", "b", "c"), { within: 9 })), [1, 1, 0]);
});

Deno.test("funnel() takes the longest chain, then the one that starts first", () => {
  const later = ofOne([0, "a"], [30, "a"], [45, "b"], [75, "c"]);
  const fromSecond = funnel(later, steps("a", "b", "c"), { within: 60 });
  assert.deepEqual(medians(fromSecond), [null, 15, 30], "only the second a reaches c");
  const either = ofOne([0, "a"], [30, "a"], [45, "b"]);
  assert.deepEqual(
    medians(funnel(either, steps("a", "b"), { within: 60 })),
    [null, 45],
    "the first a does as well",
  );
});

Deno.test("funnel() needs two events for a step that is asked for twice", () => {
  assert.deepEqual(people(funnel(ofOne([0, "a"]), steps("a", "a"), { within: 60 })), [1, 0]);
  assert.deepEqual(people(funnel(ofOne([0, "a"], [0, "a"]), steps("a", "a"), { within: 60 })), [1, 1]);
});

Deno.test("funnel() takes events of one moment in the order of the steps, and counts them as ties", () => {
  const log = ofOne([0, "z visit"], [0, "a book"], [0, "m form"]);
  const result = funnel(log, steps("z visit", "m form", "a book"), { within: "1h" });
  assert.deepEqual(people(result), [1, 1, 1]);
  assert.deepEqual(medians(result), [null, 0, 0]);
  assert.equal(log.ties, 2);
  assert.match(result.warnings.join(), /^2 of 3 events happened at the same time/);
});

Deno.test("funnel() fills two steps of one moment with the two events that can, whichever comes first", () => {
  const log = eventLogOf([{ person: 1, event: "a", at: 0 }, { person: 1, event: "b", at: 0 }]);
  const either = { name: "Either", events: ["a", "b"] };
  assert.deepEqual(people(funnel(log, [either, ...steps("a")], { within: 60 })), [1, 1]);
  assert.deepEqual(people(funnel(log, [either, ...steps("b")], { within: 60 })), [1, 1]);
  assert.deepEqual(people(funnel(log, [either, ...steps("b"), either], { within: 60 })), [1, 1, 0]);
});

Deno.test("funnel() obeys a sequence instead of the order of the steps", () => {
  const log = eventLogOf([
    { person: 1, event: "book", at: 0, sequence: 1 },
    { person: 1, event: "visit", at: 0, sequence: 2 },
  ]);
  const result = funnel(log, steps("visit", "book"), { within: 60 });
  assert.deepEqual(people(result), [1, 0]);
  assert.deepEqual(result.warnings, []);
});

Deno.test("funnel() matches steps by several names and by properties, missing ones never", () => {
  const log = eventLogOf([
    { person: 1, event: "view", at: 0, properties: { topic: "knee" } },
    { person: 2, event: "view", at: 0, properties: { topic: "hip" } },
    { person: 3, event: "view", at: 0, properties: { topic: null } },
    { person: 4, event: "call", at: 0, properties: { topic: "knee" } },
    { person: 1, event: "call", at: 9 },
    { person: 2, event: "chat", at: 9 },
  ]);
  const contact = { name: "Contact", events: ["call", "chat"] };
  const view = (topic: string[]) => ({ name: "View", events: ["view"], where: { topic } });
  assert.deepEqual(people(funnel(log, [view(["knee"]), contact], { within: 60 })), [1, 1]);
  assert.deepEqual(people(funnel(log, [view(["knee", "hip"]), contact], { within: 60 })), [2, 2]);
  assert.deepEqual(people(funnel(log, [view(["(missing)", ""]), contact], { within: 60 })), [0, 0]);
});

Deno.test("funnel() counts groups apart; they may overlap and leave people out", () => {
  const log = eventLogOf([
    { person: 0, event: "a", at: 0 },
    { person: 0, event: "b", at: 4 },
    { person: 1, event: "a", at: 0 },
    { person: 1, event: "b", at: 8 },
    { person: 2, event: "a", at: 0 },
    { person: 3, event: "b", at: 0 },
  ]);
  const group = (id: string, ...members: number[]) => ({
    id,
    name: `The ${id}`,
    members: Uint8Array.from(members),
  });
  const result = funnel(log, steps("a", "b"), {
    within: 60,
    groups: [group("first", 1, 1, 0, 0), group("second", 0, 1, 1, 2), group("nobody", 0, 0, 0, 0)],
  });
  assert.deepEqual(result.groups!.map((one) => [one.group, one.name, one.people, ...people(one)]), [
    ["first", "The first", 2, 2, 2],
    ["second", "The second", 2, 2, 1],
    ["nobody", "The nobody", 0, 0, 0],
  ]);
  assert.equal(result.groups![0]!.steps[1]!.medianSecondsFromPrevious, 6);
  assert.equal(result.groups![1]!.steps[1]!.medianSecondsFromPrevious, 8);
  assert.deepEqual(result.groups![2]!.steps[1]!.rateFromPrevious, null);
});

Deno.test("funnel() by a property takes its value at entry, else at the first event, else (missing)", () => {
  const at = (person: number, at: number, event: string, channel: string | null): EventRow => ({
    person,
    at,
    event,
    properties: { channel },
  });
  const log = eventLogOf([
    at(1, 0, "b", "web"),
    at(1, 5, "a", "email"),
    at(1, 6, "b", "phone"),
    at(2, 0, "b", "web"),
    at(2, 9, "c", "email"),
    at(3, 0, "a", null),
    at(4, 0, "a", "(missing)"),
  ]);
  const result = funnel(log, steps("a", "b"), { within: 60, by: "channel" });
  assert.deepEqual(result.groups!.map((one) => [one.group, one.people, ...people(one)]), [
    ["email", 1, 1, 1],
    ["web", 1, 0, 0],
    ["(missing)", 2, 2, 0],
  ]);
});

Deno.test("funnel() of nobody, of nothing and of unknown names has steps of 0 and says which names", () => {
  const empty = funnel(eventLogOf([]), steps("visit", "book"), { within: "1d" });
  assert.deepEqual(empty.steps[0], {
    name: "visit",
    people: 0,
    rateFromFirst: null,
    rateFromPrevious: null,
    medianSecondsFromPrevious: null,
    quartileSecondsFromPrevious: null,
    left: 0,
    stillDeciding: 0,
    drop: null,
  });
  const unknown = funnel(ofOne([0, "visited"]), steps("visted", "zzz"), { within: "1d" });
  assert.deepEqual(people(unknown), [0, 0]);
  assert.deepEqual(unknown.warnings, [
    'No event is called "visted"; did you mean "visited"?',
    'No event is called "zzz".',
  ]);
});

Deno.test("funnel() refuses what it cannot count, and says what to do", () => {
  const log = eventLogOf([{ person: 1, event: "a", at: 0, properties: { channel: "web" } }]);
  const one = steps("a");
  for (const within of ["0d", 0, -5, NaN, Infinity]) {
    assert.throws(() => funnel(log, one, { within }), { name: "RangeError", message: /longer than 0/ });
  }
  for (const within of ["", "soon", "14", "1.5d", "-3d"]) {
    assert.throws(() => funnel(log, one, { within }), {
      name: "RangeError",
      message: /"12h", "30d" or "8w"/,
    });
  }
  assert.equal(funnel(log, one, { within: "90s" }).withinSeconds, 90);
  assert.equal(funnel(log, one, { within: "30min" }).withinSeconds, 1800);
  assert.throws(() => funnel(log, [], { within: "1d" }), InputError);
  assert.throws(() => funnel(log, steps(..."a".repeat(32)), { within: "1d" }), /32 steps/);
  assert.deepEqual(people(funnel(log, steps(..."a".repeat(31)), { within: "1d" })).slice(0, 3), [1, 0, 0]);
  assert.throws(
    () => funnel(log, [{ name: "Nothing", events: [] }], { within: "1d" }),
    /"Nothing".*no event/,
  );
  assert.throws(() => funnel(log, one, { within: "1d", by: "chanel" }), /Did you mean "channel"/);
  assert.throws(
    () => funnel(log, [{ name: "a", events: ["a"], where: { topic: ["x"] } }], { within: "1d" }),
    /"topic".*not loaded \(loaded: channel\)/,
  );
  const group = { id: "g", name: "G", members: new Uint8Array(3) };
  assert.throws(() => funnel(log, one, { within: "1d", groups: [group] }), /"g".*3 people.*of 1/);
  assert.throws(() => funnel(log, one, { within: "1d", groups: [], by: "channel" }), TypeError);
});

Deno.test("funnelPeople() lists exactly the people that funnel() counts", () => {
  const row = fc.record({
    person: fc.nat(12),
    event: fc.constantFrom("a", "b", "c"),
    at: fc.nat(60),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (events, within) => {
      const log = eventLogOf(events, { observedUntil: 60 });
      const result = funnel(log, steps("a", "b", "c"), { within });
      result.steps.forEach((counted, step) => {
        const listed = funnelPeople(log, steps("a", "b", "c"), { within, step });
        assert.deepEqual(
          [listed.reached.length, listed.left.length, listed.stillDeciding.length],
          [counted.people, counted.left, counted.stillDeciding],
        );
        const next = result.steps[step + 1]?.people ?? counted.people;
        assert.equal(counted.people - counted.left - counted.stillDeciding, next);
      });
    }),
    { seed: 1 },
  );
  assert.throws(() => funnelPeople(ofOne([0, "a"]), steps("a"), { within: 1, step: 1 }), RangeError);
});

Deno.test("funnel() does not depend on the order of its input, changes nothing, and its parts add up", () => {
  const row = fc.record({
    person: fc.nat(8),
    event: fc.constantFrom("a", "b", "c"),
    at: fc.nat(20),
    properties: fc.record({ channel: fc.constantFrom("web", "phone", null) }),
  });
  const two = steps("a", "b", "c").map((step, k) =>
    k === 1 ? { ...step, where: { channel: ["web"] } } : step
  );
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 50 }).chain((rows) =>
        fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))
      ),
      ([rows, shuffled]) => {
        const options = Object.freeze({ within: 8, by: "channel" });
        const log = Object.freeze(eventLogOf(Object.freeze(rows.map((one) => Object.freeze(one)))));
        const before = structuredClone({ ...log, properties: [...log.properties] });
        const result = funnel(log, Object.freeze(two.map((step) => Object.freeze(step))), options);
        assert.deepEqual({ ...log, properties: [...log.properties] }, before);
        assert.deepEqual(eventLogOf(shuffled), log);
        assert.deepEqual(funnel(eventLogOf(shuffled), two, options), result);
        for (const key of ["people", "left", "stillDeciding"] as const) {
          result.steps.forEach((step, k) => {
            assert.equal(result.groups!.reduce((sum, group) => sum + group.steps[k]![key], 0), step[key]);
          });
        }
        assert.equal(result.groups!.reduce((sum, group) => sum + group.people, 0), result.people);
      },
    ),
    { seed: 2 },
  );
});

Deno.test("funnel() never loses people when the window grows", () => {
  const row = fc.record({ person: fc.nat(5), event: fc.constantFrom("a", "b", "c"), at: fc.nat(40) });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 50 }), fc.integer({ min: 1, max: 40 }), (events, within) => {
      const log = eventLogOf(events);
      const narrow = people(funnel(log, steps("a", "b", "c"), { within }));
      const wide = people(funnel(log, steps("a", "b", "c"), { within: within + 3 }));
      narrow.forEach((count, k) => assert.ok(count <= wide[k]!));
    }),
    { seed: 3 },
  );
});
