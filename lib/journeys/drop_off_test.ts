import { strict as assert } from "node:assert";
import { openWorkspace } from "../intake/mod.ts";
import { groups, loadBook, membership } from "../segments/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { dropOff, eventLogOf, funnel, loadEventLog, type StepDefinition } from "./mod.ts";

const steps: StepDefinition[] = [
  { name: "Page", events: ["page_view"] },
  { name: "Form", events: ["form_start"] },
  { name: "Sent", events: ["form_sent"] },
];

/** People 0–39 are A and 40–79 B. All open the form; A sends it 10 times, B 30 times; who is on a phone never does. */
const people = Array.from({ length: 80 }, (_, person) => ({
  person,
  sends: person < 10 || person >= 50,
}));
const log = eventLogOf(
  people.flatMap(({ person, sends }) => [
    { person, event: "page_view", at: 0, properties: { device: sends ? "laptop" : "phone" } },
    { person, event: "form_start", at: 60, properties: { device: sends ? "laptop" : "phone" } },
    ...(sends
      ? [{ person, event: "form_sent", at: 120 }]
      : person % 2 === 0
      ? [{ person, event: "call", at: 660 }]
      : []),
  ]),
  { observedUntil: 1e6 },
);
const members = (from: number, to: number) =>
  Uint8Array.from(people, ({ person }) => person >= from && person < to ? 1 : 0);
const ab = [{ id: "a", name: "A", members: members(0, 40) }, {
  id: "b",
  name: "B",
  members: members(40, 80),
}];

Deno.test("dropOff() gives losses, excess, what came next and what it goes with, as worked by hand", () => {
  const result = dropOff(log, steps, { within: "1d", groups: ab });
  const [all, a, b] = result.groups;
  assert.deepEqual([all!.steps[1]!.lost, all!.steps[1]!.of, all!.steps[1]!.excess], [40, 80, null]);
  const form = a!.steps[1]!;
  assert.deepEqual([form.step, form.next, form.lost, form.of, form.rate], ["Form", "Sent", 30, 40, 0.75]);
  assert.deepEqual([form.excess!.lost, form.excess!.of, form.excess!.difference], [10, 40, 0.5]);
  // Four differences at once: wider than one alone, and still beyond 0.
  assert.equal(result.comparisons, 4);
  assert.ok(form.excess!.low > 0.15 && form.excess!.low < 0.28 && form.excess!.p < 0.001);
  assert.ok(b!.steps[1]!.excess!.high < 0);
  assert.deepEqual([form.nothing, form.after], [15, [{
    event: "call",
    people: 15,
    share: 0.5,
    medianSeconds: 600,
  }]]);
  assert.deepEqual(form.likely, { cause: "channel", from: "signal" });
  const signal = form.signals.find(({ value }) => value === "phone")!;
  assert.deepEqual([signal.property, signal.shareOfLeft, signal.shareOfWentOn, signal.oddsRatio], [
    "device",
    1,
    0,
    null,
  ]);
  // Nobody leaves the page.
  assert.deepEqual([a!.steps[0]!.lost, a!.steps[0]!.likely, a!.steps[0]!.excess!.difference], [0, null, 0]);
});

Deno.test("dropOff() counts as lost exactly those whom the funnel counts as left, and names a form by its step", () => {
  const plain = { ...log, properties: new Map() };
  const result = dropOff(plain, steps, { within: "1d", groups: ab });
  const counted = funnel(log, steps, { within: "1d", groups: ab });
  result.groups.slice(1).forEach((group, g) =>
    assert.deepEqual(
      group.steps.map(({ lost, of }) => [lost, of]),
      counted.groups![g]!.steps.slice(0, -1).map(({ drop }) => [drop!.lost, drop!.of]),
    )
  );
  assert.deepEqual(result.groups[1]!.steps[1]!.likely, { cause: "form", from: "step" });
  assert.match(result.method, /association, not cause/);
});

Deno.test("dropOff() takes groups of nobody, one group, an empty log, and refuses an open funnel", () => {
  const nobody = { id: "n", name: "N", members: members(0, 0) };
  const [, , empty] = dropOff(log, steps, { within: "1d", groups: [ab[0]!, nobody] }).groups;
  assert.deepEqual([empty!.steps[0]!.of, empty!.steps[0]!.rate, empty!.steps[0]!.excess], [0, null, null]);
  assert.equal(dropOff(log, steps, { within: "1d", groups: [ab[0]!] }).groups[1]!.steps[0]!.excess, null);
  assert.equal(dropOff(eventLogOf([]), steps, { within: "1d" }).groups[0]!.steps[0]!.lost, 0);
  assert.throws(() => dropOff(log, steps, { within: "1d", mode: "open" }), InputError);
  assert.throws(() => dropOff(log, steps, { within: "1d", level: 2 }), RangeError);
});

Deno.test("dropOff() finds the form step that the sample plants in one segment, far beyond every other loss", async () => {
  const workspace = await openWorkspace(new URL("../../data/riverbend", import.meta.url).pathname);
  try {
    const book = await loadBook(workspace);
    const all = groups(await membership(workspace, book), book).filter(({ kind }) => kind === "segment");
    const sample = await loadEventLog(workspace, { properties: ["channel", "campaign", "device"] });
    const form = ["request_form_start", "request_contact", "request_insurance", "request_times"];
    const result = dropOff(sample, form.map((event) => ({ name: event, events: [event] })), {
      within: "1d",
      groups: all,
    });
    const ranked = result.groups.flatMap(({ group, steps }) => steps.map((one) => ({ group, ...one })))
      .filter(({ excess }) => excess !== null).sort((a, b) => b.excess!.difference - a.excess!.difference);
    const [worst, second] = ranked;
    assert.deepEqual([worst!.group, worst!.step, worst!.likely], ["evaluating", "request_insurance", {
      cause: "form",
      from: "step",
    }]);
    // TRUTH.md: 67% against at most 17% of the others; segments stop a little differently at the steps before.
    assert.ok(worst!.rate! > 0.6 && worst!.excess!.low > 0.4 && worst!.excess!.p < 1e-9);
    assert.ok(second!.excess!.high < worst!.excess!.low);
    const others = ranked.filter(({ group, step }) => step === "request_insurance" && group !== "evaluating");
    assert.ok(others.length > 2 && others.every(({ excess }) => excess!.low <= 0));
  } finally {
    await workspace.close();
  }
});
