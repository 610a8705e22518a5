import { strict as assert } from "node:assert";
import type { FunnelResult, FunnelStep } from "../journeys/mod.ts";
import { release } from "./mod.ts";

const step = (people: number, more: Partial<FunnelStep> = {}): FunnelStep => ({
  name: "Step",
  people,
  rateFromFirst: people / 100,
  rateFromPrevious: people / 100,
  medianSecondsFromPrevious: null,
  left: 0,
  stillDeciding: 0,
  drop: null,
  ...more,
});
const own = { apart: true } as const;
const funnel = (mode: FunnelResult["mode"], steps: FunnelStep[]): FunnelResult => ({
  kind: "funnel",
  mode,
  within: "56d",
  withinSeconds: 56 * 86_400,
  observedUntil: 0,
  people: 100,
  steps,
  warnings: [],
});
const released = async (result: FunnelResult) => (await release({ funnels: [result] })).funnels[0]!.steps;

Deno.test("release() takes the steps of an open funnel as parts of everybody, not of the step before", async () => {
  const steps = await released(funnel("open", [step(60, own), step(95, own), step(80, own)]));
  assert.deepEqual(steps.map(({ people }) => people), [60, "hidden", 80], "five did not do the second");
  assert.deepEqual(steps.map(({ rateFromPrevious }) => rateFromPrevious), [0.6, "hidden", "hidden"]);
});

Deno.test("release() takes an optional step as a part of the step before, and the next one too", async () => {
  const drop = { lost: 60, of: 100, rate: 0.6, low: 0.5, high: 0.7 };
  const steps = await released(funnel("ordered", [step(100, { left: 60, drop }), step(95, own), step(40)]));
  assert.deepEqual(steps.map(({ people }) => people), [100, "hidden", 40], "five skipped it");
  assert.deepEqual(steps.map(({ rateFromPrevious }) => rateFromPrevious), [1, "hidden", 0.4]);
  assert.deepEqual(steps.map(({ drop }) => drop?.lost), [60, undefined, undefined]);
});
