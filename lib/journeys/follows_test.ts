import { strict as assert } from "node:assert";
import { afterDropOff, eventLogOf, eventuallyFollows, funnel, timeBetween } from "./mod.ts";

Deno.test("timeBetween() takes the next event after the first, not one before it", () => {
  const log = eventLogOf([
    { person: 1, event: "book", at: 0 },
    { person: 1, event: "visit", at: 10 },
    { person: 1, event: "book", at: 40 },
    { person: 2, event: "book", at: 0 },
    { person: 2, event: "visit", at: 10 },
    { person: 3, event: "visit", at: 0 },
    { person: 3, event: "book", at: 10 },
  ]);
  const { people, reached, seconds } = timeBetween(log, { events: ["visit"] }, { events: ["book"] });
  assert.deepEqual([people, reached, seconds], [3, 2, { lower: 15, median: 20, upper: 25 }]);
  assert.match(timeBetween(log, { events: ["vist"] }, { events: ["book"] }).warnings.join(), /"visit"/);
});

Deno.test("afterDropOff() tells what those who left did next, and counts them as funnel() does", () => {
  const ways = ["visit form call", "visit mail", "visit", "visit form book call", "visit form mail", "mail"];
  const log = eventLogOf(
    ways.flatMap((way, person) => way.split(" ").map((event, at) => ({ person, event, at: 10 * at }))),
    { observedUntil: 1000 },
  );
  const steps = ["visit", "form", "book"].map((name) => ({ name, events: [name] }));
  const { steps: [visit, form] } = afterDropOff(log, steps, { within: 100 });
  const left = funnel(log, steps, { within: 100 }).steps.map((step) => step.left);
  assert.deepEqual([visit!.people, form!.people], left.slice(0, 2));
  assert.deepEqual([visit!.nothing, visit!.next], [1, [{
    event: "mail",
    people: 1,
    share: 0.5,
    medianSeconds: 10,
  }]]);
  assert.deepEqual(form!.next.map(({ event, people }) => [event, people]), [["call", 1], ["mail", 1]]);
  const some = afterDropOff(log, steps, { within: 100, members: Uint8Array.of(1, 0, 0, 0, 0, 0) });
  assert.deepEqual(some.steps.map(({ people }) => people), [0, 1]);
  assert.deepEqual(
    afterDropOff(log, steps, { within: 5000 }).steps.map(({ people }) => people),
    [0, 0],
    "all may yet",
  );
});

Deno.test("eventuallyFollows() counts the same however many names there are", () => {
  const own = ["a", "b", "a", "c", "b", "a"];
  const rare = Array.from({ length: 1600 }, (_, k) => ({ person: 2 + k, event: `x${k}`, at: 0 }));
  const events = [...own, "d"].map((event, at) => ({ person: at < 3 ? 0 : 1, event, at }));
  const few = eventuallyFollows(eventLogOf(events));
  assert.deepEqual(eventuallyFollows(eventLogOf([...events, ...rare])), few);
  assert.deepEqual(few.find(({ from, to }) => from === "a" && to === "a"), {
    from: "a",
    to: "a",
    people: 1,
    count: 1,
  });
});
