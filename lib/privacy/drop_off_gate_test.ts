import { strict as assert } from "node:assert";
import { afterDropOff, dropOff, eventLogOf, funnel } from "../journeys/mod.ts";
import { release } from "./release.ts";

const steps = [
  { name: "Visit", events: ["visit"] },
  { name: "Form", events: ["form"] },
  { name: "Book", events: ["book"] },
];

/** People by what they do, one event a minute; two devices. */
function logOf(ways: readonly (readonly [way: string, people: number, device: string])[]) {
  let person = 0;
  const rows = ways.flatMap(([way, people, device]) =>
    Array.from({ length: people }, () => {
      person++;
      return way.split(" ").map((event, at) => ({
        person: person - 1,
        event,
        at: 60 * at,
        properties: { device },
      }));
    }).flat()
  );
  return eventLogOf(rows, { observedUntil: 1e6 });
}

const members = (people: number, from: number, to: number) =>
  Uint8Array.from({ length: people }, (_, pid) => Number(pid >= from && pid < to));

Deno.test("dropOff: a loss of 1 to 10 is hidden with its rate, its complement and its test; zero is shown", async () => {
  // Of 40 in A four stop at the visit, of 60 in B thirty; nobody stops at the form in A.
  const log = logOf([
    ["visit", 4, "phone"],
    ["visit form book", 36, "phone"],
    ["visit", 30, "desk"],
    ["visit form book", 30, "desk"],
  ]);
  const given = dropOff(log, steps, {
    within: "1d",
    groups: [
      { id: "a", name: "A", members: members(100, 0, 40) },
      { id: "b", name: "B", members: members(100, 40, 100) },
    ],
  });
  assert.deepEqual(given.groups[1]!.steps.map(({ of, lost }) => [of, lost]), [[40, 4], [36, 0]]);
  const before = structuredClone(given);
  const { dropOffs: [released] } = await release({ dropOffs: [given] });
  assert.deepEqual(given, before);
  const [all, a, b] = released!.groups;
  const [visit, form] = a!.steps;
  assert.deepEqual([visit!.lost, visit!.rate, visit!.low, visit!.high], Array(4).fill("hidden"));
  assert.deepEqual(
    [visit!.excess!.difference, visit!.excess!.low, visit!.excess!.high, visit!.excess!.p],
    Array(4).fill("hidden"),
  );
  assert.deepEqual([form!.lost, form!.rate === 0 || form!.rate === "hidden"], [0, true]);
  // 34 of 100 less 30 of 60 would be the four of A; and so would who reached the form of who visited.
  assert.ok(all!.steps[0]!.lost === "hidden" || b!.steps[0]!.lost === "hidden");
  assert.ok(visit!.of === "hidden" || form!.of === "hidden");
  assert.deepEqual(visit!.signals, []);
});

Deno.test("dropOff: a loss whose complement is small is hidden too", async () => {
  const { dropOffs: [released] } = await release({
    dropOffs: [dropOff(logOf([["visit", 95, "a"], ["visit form", 5, "a"]]), steps, { within: "1d" })],
  });
  const [visit, form] = released!.groups[0]!.steps;
  assert.ok(visit!.lost === "hidden" || visit!.of === "hidden");
  assert.deepEqual([visit!.rate, form!.of], ["hidden", "hidden"]);
});

Deno.test("dropOff: what few did next and what few had is left out, and large ones stay", async () => {
  const log = logOf([
    ["visit call", 40, "phone"],
    ["visit mail", 5, "phone"],
    ["visit", 30, "phone"],
    ["visit form", 20, "phone"],
    ["visit form book", 80, "desk"],
  ]);
  const given = dropOff(log, steps, { within: "1d" });
  assert.deepEqual(given.groups[0]!.steps[0]!.after.map(({ event }) => event), ["call", "mail"]);
  const { dropOffs: [released] } = await release({ dropOffs: [given] });
  const [visit] = released!.groups[0]!.steps;
  assert.deepEqual([visit!.of, visit!.lost, visit!.rate], [175, 75, 75 / 175]);
  assert.ok(!JSON.stringify(released).includes("mail"));
  // 75 less the 40 and the 30 would be the five.
  assert.ok(visit!.nothing === "hidden" || visit!.after.length === 0);
  assert.match(released!.warnings.join(), /Left out: next events and values of fewer than 11 people/);
  const [phone] = visit!.signals.filter(({ value }) => value === "phone");
  assert.equal(phone?.shareOfLeft, 1);
  assert.deepEqual(visit!.likely, { cause: "channel", from: "signal" });
});

Deno.test("afterDropOff: a small next event is left out, the nothing that would give it away is hidden", async () => {
  const log = logOf([
    ["visit call", 40, "a"],
    ["visit mail", 3, "a"],
    ["visit", 30, "a"],
    ["visit form book", 50, "a"],
  ]);
  const given = afterDropOff(log, steps, { within: "1d" });
  const { afterDropOffs: [released] } = await release({ afterDropOffs: [given] });
  const [visit, form] = released!.steps;
  assert.ok(!visit!.next.some(({ event }) => event === "mail"));
  const known = [visit!.people, visit!.nothing, ...visit!.next.map(({ people }) => people)];
  assert.ok(known.includes("hidden") || visit!.next.length === 0);
  assert.deepEqual([form!.people, form!.nothing, form!.next], [0, 0, []]);
  assert.match(released!.warnings.join(), /Left out: next events of fewer than 11 people/);
});

Deno.test("dropOff, afterDropOff and a funnel of the same people hide the same counts", async () => {
  const log = logOf([
    ["visit call", 7, "a"],
    ["visit form", 30, "a"],
    ["visit form book", 60, "a"],
  ]);
  const options = { within: "1d" } as const;
  const results = {
    funnels: [funnel(log, steps, options)],
    dropOffs: [dropOff(log, steps, options)],
    afterDropOffs: [afterDropOff(log, steps, options)],
  };
  const { funnels: [one], dropOffs: [losses], afterDropOffs: [next] } = await release(results);
  const [visit, form] = losses!.groups[0]!.steps;
  assert.deepEqual(
    [visit!.lost, visit!.rate, next!.steps[0]!.people, one!.steps[0]!.left],
    Array(4).fill("hidden"),
  );
  assert.deepEqual([visit!.of, form!.lost], [one!.steps[0]!.drop!.of, one!.steps[1]!.drop!.lost]);
  assert.ok(visit!.of === "hidden" || form!.of === "hidden");
  assert.deepEqual(next!.steps[0]!.next, []);
});

Deno.test("dropOff beside a funnel that hides its counts: the funnel's rounded rate, and shares in whole percent", async () => {
  const visit = (person: number, more: readonly string[], at: number) =>
    ["visit", ...more].map((event, k) => ({
      person,
      event,
      at: at + 60 * k,
      properties: { device: more[0] === "form" ? "desk" : "phone" },
    }));
  // Of 9,044 four are still deciding, so that nobody may know how many of the others left.
  const log = eventLogOf(
    Array.from(
      { length: 9044 },
      (_, i) =>
        i < 5000
          ? visit(i, i < 1330 ? ["call"] : [], 0)
          : i < 9040
          ? visit(i, ["form"], 0)
          : visit(i, [], 999_000),
    ).flat(),
    { observedUntil: 1e6 },
  );
  const options = { within: "1d" } as const;
  const { funnels: [one], dropOffs: [losses], afterDropOffs: [next] } = await release({
    funnels: [funnel(log, steps.slice(0, 2), options)],
    dropOffs: [dropOff(log, steps.slice(0, 2), options)],
    afterDropOffs: [afterDropOff(log, steps.slice(0, 2), options)],
  });
  const [loss] = losses!.groups[0]!.steps;
  const { drop } = one!.steps[0]!;
  assert.deepEqual([loss!.of, loss!.lost, loss!.nothing], ["hidden", "hidden", "hidden"]);
  assert.equal(drop!.rate, 0.55);
  assert.deepEqual([loss!.rate, loss!.low, loss!.high], [drop!.rate, drop!.low, drop!.high]);
  assert.deepEqual(loss!.after.map(({ event, people, share }) => [event, people, share]), [[
    "call",
    "hidden",
    0.27,
  ]]);
  assert.deepEqual(next!.steps[0]!.next, loss!.after);
  assert.deepEqual(
    loss!.signals.map(({ value, shareOfLeft, shareOfWentOn, p }) => [value, shareOfLeft, shareOfWentOn, p])
      .toSorted(),
    [["desk", 0, 1, "hidden"], ["phone", 1, 0, "hidden"]],
  );
});

Deno.test("dropOff and afterDropOff of nobody pass", async () => {
  const log = eventLogOf([{ person: 0, event: "other", at: 0 }], { observedUntil: 1e6 });
  const { dropOffs: [losses], afterDropOffs: [next] } = await release({
    dropOffs: [dropOff(log, steps, { within: "1d" })],
    afterDropOffs: [afterDropOff(log, steps, { within: "1d" })],
  });
  assert.deepEqual(losses!.groups[0]!.steps.map(({ of, rate }) => [of, rate]), [[0, null], [0, null]]);
  assert.deepEqual(next!.steps.map(({ people }) => people), [0, 0]);
});
