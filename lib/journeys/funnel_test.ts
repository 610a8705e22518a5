import { strict as assert } from "node:assert";
import { eventLogOf, type EventRow, funnel, type FunnelResult, type StepDefinition } from "./mod.ts";

const hour = 3600;
const step = (name: string): StepDefinition => ({ name, events: [name] });
const steps = (...names: string[]) => names.map(step);
const people = (result: { steps: FunnelResult["steps"] }) => result.steps.map((step) => step.people);

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
  assert.deepEqual(result.steps.map((step) => step.medianSecondsFromPrevious), [null, 2 * hour, 4 * hour]);
  assert.deepEqual(result.steps.map((step) => step.left), [1, 1, 0], "eve, then bob");
  assert.deepEqual(result.steps.map((step) => step.stillDeciding), [1, 0, 0], "cam");
  const [first, second, last] = result.steps;
  assert.deepEqual([first!.drop!.lost, first!.drop!.of], [1, 3]);
  assert.deepEqual([second!.drop!.lost, second!.drop!.of], [1, 2]);
  assert.equal(last!.drop, null);
  assert.deepEqual(result.warnings, []);
});
