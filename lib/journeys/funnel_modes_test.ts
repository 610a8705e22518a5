import { strict as assert } from "node:assert";
import fc from "fast-check";
import { InputError } from "../workspace/mod.ts";
import {
  attempts,
  type AttemptsResult,
  type EventLog,
  eventLogOf,
  type EventRow,
  funnel,
  type FunnelOptions,
  funnelPeople,
  type FunnelResult,
  sessionLog,
  type StepDefinition,
} from "./mod.ts";

const steps = (...names: string[]): StepDefinition[] => names.map((name) => ({ name, events: [name] }));
const people = (result: Pick<FunnelResult, "steps">) => result.steps.map((step) => step.people);
const counts = (result: AttemptsResult) => result.steps.map((step) => step.attempts);
/** Events of one person, a second apart. */
const ofOne = (path: string): EventLog =>
  eventLogOf(path.split(" ").map((event, at) => ({ person: 1, event, at })));
/** Events of many people, a second apart. */
const ofMany = (...paths: string[]): EventLog =>
  eventLogOf(paths.flatMap((path, person) => path.split(" ").map((event, at) => ({ person, event, at }))));

Deno.test("funnel() in mode strict breaks at any event in between, but those it is told to ignore", () => {
  const log = ofOne("a x b c");
  assert.deepEqual(people(funnel(log, steps("a", "b", "c"), { within: 60, mode: "strict" })), [1, 0, 0]);
  const ignoring = funnel(log, steps("a", "b", "c"), { within: 60, mode: "strict", ignore: ["x"] });
  assert.deepEqual(people(ignoring), [1, 1, 1]);
  assert.equal(ignoring.mode, "strict");
  const again = ofOne("a x a b x c");
  assert.deepEqual(people(funnel(again, steps("a", "b", "c"), { within: 60, mode: "strict" })), [1, 1, 0]);
});

Deno.test("funnel() in any order counts how many steps were done, between anchors", () => {
  const log = ofMany("a b c", "c b a", "b a", "c");
  const free = funnel(log, steps("a", "b", "c"), { within: 60, mode: "anyOrder" });
  assert.deepEqual(people(free), [4, 3, 2]);
  assert.match(free.warnings.join(), /any order/);
  const [a, b, c] = steps("a", "b", "c");
  const anchored = funnel(log, [{ ...a!, anchored: true }, b!, c!], { within: 60, mode: "anyOrder" });
  assert.deepEqual(people(anchored), [3, 1, 1], "after a: only the first does b and c");
  const last = funnel(log, [a!, b!, { ...c!, anchored: true }], { within: 60, mode: "anyOrder" });
  assert.deepEqual(people(last), [3, 3, 1], "c counts only once both are done");
});

Deno.test("funnel() limits the time from step to step, and looks for another way within it", () => {
  const log = eventLogOf(
    [[0, "a"], [1, "b"], [10, "b"], [15, "c"]].map(([at, event]) => ({
      person: 1,
      event: event as string,
      at: at as number,
    })),
  );
  const [a, b, c] = steps("a", "b", "c");
  const limited = funnel(log, [a!, b!, { ...c!, within: "6s" }], { within: 60 });
  assert.deepEqual(people(limited), [1, 1, 1]);
  assert.deepEqual(limited.steps.map((step) => step.medianSecondsFromPrevious), [null, 10, 5]);
  assert.deepEqual(people(funnel(log, [a!, b!, { ...c!, within: 4 }], { within: 60 })), [1, 1, 0]);
});

Deno.test("funnel() counts an optional step where it was done, and those who skip it on", () => {
  const [visit, chat, book] = steps("visit", "chat", "book");
  const log = ofMany("visit chat book", "visit book", "visit book chat", "visit chat", "chat visit");
  const result = funnel(log, [visit!, { ...chat!, optional: true }, book!], { within: 60 });
  assert.deepEqual(people(result), [5, 2, 3]);
  assert.deepEqual(result.steps.map((step) => step.rateFromPrevious), [null, 0.4, 0.6]);
  assert.equal(result.steps[2]!.medianSecondsFromPrevious, 1, "from the visit: 2, 1 and 1");
  const listed = funnelPeople(log, [visit!, { ...chat!, optional: true }, book!], { within: 60, step: 1 });
  assert.deepEqual([...listed.reached], [0, 3]);
  assert.throws(() => funnel(log, [{ ...chat!, optional: true }], { within: 60 }), /first step must be done/);
});

Deno.test("funnel() stops people at exclusions, or leaves them out", () => {
  const log = ofMany("a x b", "a b x", "a x", "a x a b", "a");
  const drops = funnel(log, steps("a", "b"), { within: 60, exclude: [{ events: ["x"] }] });
  assert.deepEqual(people(drops), [5, 2], "the fourth gets there from its second start");
  const leaves = funnel(log, steps("a", "b"), { within: 60, exclude: [{ events: ["x"], effect: "leaves" }] });
  assert.deepEqual(people(leaves), [2, 1], "only the second and the fifth did nothing excluded");
  const typo = funnel(log, steps("a", "b"), { within: 60, exclude: [{ events: ["y"] }] });
  assert.match(typo.warnings.join(), /^No event is called "y"/);
  const wrong = { within: 60, exclude: [{ events: ["x"], from: 1, to: 1 }] };
  assert.throws(() => funnel(log, steps("a", "b"), wrong), RangeError);
});

Deno.test("funnel() holds a property constant, and not a missing one", () => {
  const row = (at: number, event: string, doctor: string | null): EventRow => ({
    person: 1,
    at,
    event,
    properties: { doctor },
  });
  const log = eventLogOf([row(0, "view", "May"), row(1, "view", "Lee"), row(2, "book", "Lee")]);
  const held = funnel(log, steps("view", "book"), { within: 60, hold: "doctor" });
  assert.deepEqual(people(held), [1, 1]);
  assert.equal(held.steps[1]!.medianSecondsFromPrevious, 1);
  const missing = eventLogOf([row(0, "view", null), row(2, "book", null), row(3, "pay", "May")]);
  assert.deepEqual(people(funnel(missing, steps("view", "book"), { within: 60, hold: "doctor" })), [0, 0]);
});

Deno.test("funnel() takes the first start, or of the longest chains the last, when asked to", () => {
  const log = eventLogOf([0, 30, 45].map((at, i) => ({ person: 1, event: "aab"[i]!, at })));
  const second = (entry: "longest" | "first" | "latest", within: number) =>
    funnel(log, steps("a", "b"), { within, entry }).steps[1]!;
  assert.equal(second("longest", 60).medianSecondsFromPrevious, 45);
  assert.equal(second("latest", 60).medianSecondsFromPrevious, 15);
  assert.equal(second("longest", 20).people, 1);
  assert.equal(second("first", 20).people, 0);
});

Deno.test("funnel() breaks down at the first, last, a step's or all events of the chain", () => {
  const row = (person: number, at: number, event: string, channel: string | null): EventRow => ({
    person,
    at,
    event,
    properties: { channel },
  });
  const log = eventLogOf([
    row(1, 0, "a", null),
    row(1, 1, "b", "web"),
    row(1, 2, "c", "phone"),
    row(2, 0, "a", "web"),
    row(2, 1, "b", null),
    row(3, 0, "x", "email"),
  ]);
  const by = (breakdown: "entry" | "first" | "last" | "all" | number) =>
    funnel(log, steps("a", "b", "c"), { within: 60, by: "channel", breakdown }).groups!.map((
      one,
    ) => [one.group, one.people, ...people(one)]);
  assert.deepEqual(by("entry"), [["email", 1, 0, 0, 0], ["web", 1, 1, 1, 0], ["(missing)", 1, 1, 1, 1]]);
  assert.deepEqual(by("first"), [["email", 1, 0, 0, 0], ["web", 2, 2, 2, 1]]);
  assert.deepEqual(by("last"), [["email", 1, 0, 0, 0], ["phone", 1, 1, 1, 1], ["web", 1, 1, 1, 0]]);
  assert.deepEqual(by(1), [["web", 1, 1, 1, 1], ["(missing)", 2, 1, 1, 0]]);
  assert.deepEqual(by("all"), [
    ["email", 1, 0, 0, 0],
    ["phone", 1, 0, 0, 0],
    ["web", 2, 1, 0, 0],
    ["(missing)", 2, 1, 0, 0],
  ]);
  assert.throws(() => by(3), RangeError);
});

Deno.test("funnel() gives the quartiles of the time between steps", () => {
  const log = eventLogOf([1, 2, 4, 9].flatMap((seconds, person) => [
    { person, event: "a", at: 0 },
    { person, event: "b", at: seconds },
  ]));
  const [, b] = funnel(log, steps("a", "b"), { within: 60 }).steps;
  assert.deepEqual([b!.medianSecondsFromPrevious, b!.quartileSecondsFromPrevious], [3, [1.75, 5.25]]);
});

Deno.test("funnel() refuses options that do not go with its mode", () => {
  const log = ofOne("a b");
  const [a, b] = steps("a", "b") as [StepDefinition, StepDefinition];
  const refused: readonly (readonly [Partial<FunnelOptions>, StepDefinition[]])[] = [
    [{ mode: "open", entry: "first" }, [a, b]],
    [{ mode: "hybrid", exclude: [{ events: ["b"] }] }, [a, b]],
    [{ ignore: ["b"] }, [a, b]],
    [{ mode: "anyOrder" }, [a, { ...b, within: 5 }]],
    [{ mode: "strict" }, [a, { ...b, optional: true }]],
    [{}, [a, { ...b, anchored: true }]],
    [{ mode: "open", by: "p", breakdown: "last" }, [a, b]],
  ];
  for (const [options, all] of refused) {
    assert.throws(
      () => funnel(log, all, { within: 60, ...options }),
      InputError,
    );
  }
});

Deno.test("funnelPeople() lists exactly the people that funnel() counts in every mode", () => {
  const row = fc.record({ person: fc.nat(6), event: fc.constantFrom("a", "b", "c"), at: fc.nat(30) });
  const mode = fc.constantFrom(
    "ordered" as const,
    "strict" as const,
    "anyOrder" as const,
    "hybrid" as const,
    "open" as const,
  );
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), mode, (events, mode) => {
      const log = eventLogOf(events, { observedUntil: 30 });
      const rules = { within: 9, mode };
      funnel(log, steps("a", "b", "c"), rules).steps.forEach((counted, step) => {
        const listed = funnelPeople(log, steps("a", "b", "c"), { ...rules, step });
        assert.deepEqual(
          [listed.reached.length, listed.left.length, listed.stillDeciding.length],
          [counted.people, counted.left, counted.stillDeciding],
        );
      });
    }),
    { seed: 4 },
  );
});

Deno.test("attempts() counts each try, one after the other", () => {
  const log = ofMany("call call book", "call book call", "call x call book call book", "book");
  const tries = attempts(log, steps("call", "book"), { within: 60 });
  assert.deepEqual(counts(tries), [5, 4]);
  assert.deepEqual(tries.steps.map((step) => step.people), [3, 3]);
  assert.deepEqual(tries.steps[0]!.stillDeciding, 1, "the second person's last call");
  const short = attempts(ofOne("call x x book call book"), steps("call", "book"), { within: 2 });
  assert.deepEqual(counts(short), [2, 1], "the first window is over before the booking");
  assert.deepEqual([short.steps[0]!.left, short.steps[1]!.medianSecondsFromPrevious], [1, 1]);
  assert.throws(() => attempts(log, steps("call"), { within: 60, mode: "open" }), /of an open funnel/);
});

Deno.test("attempts() in sessions counts each session once, and never across two", () => {
  const log = eventLogOf([[0, "a"], [10, "b"], [5000, "a"], [9000, "b"]].map(([at, event]) => ({
    person: 1,
    event: event as string,
    at: at as number,
  })));
  const result = attempts(log, steps("a", "b"), { within: "1d", unit: "session" });
  assert.deepEqual([counts(result), result.steps.map((step) => step.people)], [[2, 1], [1, 1]]);
  assert.deepEqual(counts(attempts(log, steps("a", "b"), { within: "1d" })), [2, 2]);
});

Deno.test("sessionLog() cuts after more than the idle time, and loses no event", () => {
  const row = fc.record({ person: fc.nat(4), event: fc.constantFrom("a", "b"), at: fc.nat(500) });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), fc.integer({ min: 1, max: 60 }), (events, idle) => {
      const log = eventLogOf(events);
      const { sessions, personOf } = sessionLog(log, { idle });
      const { starts, at, person } = sessions;
      assert.equal(starts.at(-1), events.length);
      assert.equal(personOf.length, sessions.people);
      for (let i = 1; i < events.length; i++) {
        const together = log.person[i] === log.person[i - 1] && at[i]! - at[i - 1]! <= idle;
        assert.equal(person[i] === person[i - 1], together);
        assert.equal(personOf[person[i]!], log.person[i]);
      }
    }),
    { seed: 5 },
  );
});
