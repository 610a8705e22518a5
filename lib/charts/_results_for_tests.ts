import type { FunnelGroup, FunnelResult, FunnelStep } from "../journeys/mod.ts";
import type { MeasureResult, ReachResult } from "../outcomes/mod.ts";
import type { SegmentsResult, Shown } from "../segments/mod.ts";

/** A name that would be markup, a path or a script where it is not escaped. */
export const hostile = `<script>alert("1")</script> ../ & 'x' \u200f`;

/** A step that 100 reach unless said otherwise. */
export function step(name: string, given: Partial<FunnelStep<Shown>> = {}): FunnelStep<Shown> {
  return {
    name,
    people: 100,
    rateFromFirst: 1,
    rateFromPrevious: null,
    medianSecondsFromPrevious: null,
    left: 0,
    stillDeciding: 0,
    drop: null,
    ...given,
  };
}

/** 200 see, 120 ask: 20 still deciding, 60 left of the 180 whose window is over; 30 of the 120 visit. */
export const walked: FunnelGroup<Shown> = {
  group: "a",
  name: "Segment A",
  people: 200,
  steps: [
    step("See", {
      people: 200,
      stillDeciding: 20,
      left: 60,
      drop: { lost: 60, of: 180, rate: 1 / 3, low: 0.27, high: 0.41 },
    }),
    step("Ask", {
      people: 120,
      rateFromFirst: 0.6,
      rateFromPrevious: 0.6,
      medianSecondsFromPrevious: 259_200,
      stillDeciding: 10,
      left: 80,
      drop: { lost: 80, of: 110, rate: 8 / 11, low: 0.64, high: 0.8 },
    }),
    step("Visit", {
      people: 30,
      rateFromFirst: 0.15,
      rateFromPrevious: 0.25,
      medianSecondsFromPrevious: 864_000,
    }),
  ],
};

const hiddenDrop = { lost: "hidden", of: "hidden", rate: "hidden", low: "hidden", high: "hidden" } as const;

/** The same, but how the second step ends may not be shown. */
export const partlyHidden: FunnelGroup<Shown> = {
  ...walked,
  group: "b",
  name: hostile,
  steps: walked.steps.map((one, i) =>
    i === 1 ? { ...one, stillDeciding: "hidden", left: "hidden", drop: hiddenDrop } : one
  ),
};

export const funnelResult: FunnelResult<Shown> = {
  kind: "funnel",
  mode: "ordered",
  within: "56d",
  withinSeconds: 56 * 86_400,
  observedUntil: 1_793_505_599,
  people: 400,
  steps: walked.steps,
  groups: [walked, partlyHidden],
  warnings: [],
};

export const segmentsResult: SegmentsResult<Shown> = {
  kind: "segments",
  mode: "exclusive",
  asOf: "2026-10-31",
  book: { name: "Book", version: 1, sha256: "" },
  total: 500,
  unknown: "hidden",
  unsegmented: 90,
  segments: [
    { id: "a", name: "Segment A", people: 200, share: 0.4, unknown: 0 },
    { id: "b", name: hostile, people: "hidden", share: "hidden", unknown: 0 },
  ],
  warnings: [],
};

export const reachResult: ReachResult<Shown> = {
  kind: "reach",
  channels: ["email", "sms"],
  groups: [
    { group: "a", name: "Segment A", people: 200, any: 150, byChannel: [120, "hidden"] },
    { group: "b", name: hostile, people: 0, any: 0, byChannel: [0, 0] },
  ],
  warnings: [],
};

export const rateResult: MeasureResult<Shown> = {
  kind: "measure",
  id: "kept",
  name: "Kept",
  says: null,
  type: "rate",
  unit: null,
  better: "higher",
  groups: [
    { group: "a", name: "Segment A", n: 90, of: 120, value: 0.75, low: 0.67, high: 0.82, unknown: 3 },
    {
      group: "b",
      name: hostile,
      n: "hidden",
      of: 40,
      value: "hidden",
      low: "hidden",
      high: "hidden",
      unknown: 0,
    },
    { group: "all", name: "Everybody", n: 0, of: 0, value: null, low: null, high: null, unknown: 0 },
  ],
  method: "Share.",
  warnings: [],
};

export const totalResult: MeasureResult<Shown> = {
  ...rateResult,
  id: "visits",
  type: "total",
  unit: "visits",
  groups: [{ group: "a", name: "Segment A", n: 90, of: 120, value: 1204, low: null, high: null, unknown: 0 }],
};
