import type { AttributedChannel } from "../lib/journeys/mod.ts";
import type { Shown } from "../lib/segments/mod.ts";
import type { ReportModel } from "./model.ts";

type Timing = NonNullable<ReportModel["timing"]>;
type Credit = NonNullable<ReportModel["credit"]>;
type Returning = NonNullable<ReportModel["returning"]>;

const day = 86_400;

function timed(
  group: string,
  name: string,
  people: Shown,
  rates: readonly Shown[],
): Timing["groups"][number] {
  const days = [14, 28, 56];
  return {
    group,
    name,
    people,
    converted: typeof people === "number" ? Math.round(people / 4) : "hidden",
    eventually: rates.at(-1)!,
    suggested: people === 0
      ? null
      : people === "hidden"
      ? { seconds: "hidden", low: "hidden", high: "hidden" }
      : { seconds: 44 * day, low: 40 * day, high: 49 * day },
    at: days.map((length, i) => ({
      within: `${length}d`,
      seconds: length * day,
      rate: rates[i]!,
      low: rates[i]!,
      high: rates[i]!,
      missed: i === 2 ? 0 : "hidden",
    })),
    curve: days.flatMap((length, i) => {
      const converted = rates[i]!;
      if (converted === "hidden") return [];
      return [{ seconds: length * day, converted, low: converted * .9, high: converted * 1.1, atRisk: 40 }];
    }),
  };
}

/** A group seen, one with everything hidden, and one that nobody is in. */
export const timing: Timing = {
  kind: "window",
  steps: ["Showed interest", "Scheduled"],
  covers: 0.9,
  horizonSeconds: 300 * day,
  observedUntil: 1_793_500_000,
  groups: [
    timed("all", "Everybody", 3915, [.05, .15, .26]),
    timed("evaluating", "Evaluating eligibility", 682, ["hidden", .07, .17]),
    timed("caregivers", "Caregivers", "hidden", ["hidden", "hidden", "hidden"]),
    timed("unknown", "Unknown", 0, [0, 0, 0]),
  ],
  warnings: [],
};

function channel(name: string, credit: Shown): AttributedChannel<Shown> {
  const interval = typeof credit === "number"
    ? [credit * .8, credit * 1.2] as const
    : ["hidden", "hidden"] as const;
  return {
    channel: name,
    touches: credit,
    first: credit,
    last: credit,
    lastNonDirect: credit,
    linear: credit,
    uShaped: credit,
    jShaped: credit,
    inverseJ: credit,
    timeDecay: null,
    participation: credit,
    shapley: credit,
    markov: credit,
    shapleyRate: null,
    removalEffect: typeof credit === "number" ? .2 : "hidden",
    range: [credit, credit],
    intervals: { markov: interval },
  };
}

export const credit: Credit = {
  step: "Scheduled",
  channel: "utm_source",
  lookBack: "90 days",
  cut: "3 in 100 contacts came earlier and are left out.",
  result: {
    kind: "attribution",
    conversions: 120,
    unattributed: 20,
    nulls: 500,
    value: null,
    channels: [channel("search", 80), channel("e-mail", 20)],
    groups: [
      {
        group: "evaluating",
        conversions: 90,
        unattributed: 15,
        channels: [channel("search", 60), channel("e-mail", "hidden")],
      },
      { group: "caregivers", conversions: "hidden", unattributed: "hidden", channels: [] },
      { group: "unknown", conversions: 0, unattributed: 0, channels: [] },
    ],
    markov: {
      order: 1,
      repeats: "collapse",
      states: 2,
      conversionRate: .2,
      solver: "elimination",
      gap: 0,
    },
    halfLifeSeconds: null,
    direct: null,
    bootstrap: { draws: 100, seed: 1, level: .95, unit: "person" },
    method: "Markov chain of order 1 solved exactly.",
    warnings: [],
  },
};

const seen = { returned: 20, of: 100, rate: .2, low: .13, high: .29 };
const kept = { returned: "hidden", of: 30, rate: "hidden", low: "hidden", high: "hidden" } as const;

export const returning: Returning = {
  title: "Coming back for a visit",
  result: {
    kind: "retention",
    period: "90d",
    cohortBy: "month",
    mode: "on",
    brackets: [{ from: 0, to: 1 }, { from: 1, to: 2 }, { from: 2, to: 3 }],
    timeZone: "America/Chicago",
    observedUntil: 1_793_500_000,
    people: 130,
    cohorts: [{ cohort: "2026-01", people: 130, complete: true, returned: [130, 20, null] }],
    overall: [{ ...seen, returned: 130, of: 130, rate: 1, low: .97, high: 1 }, seen, null],
    groups: [
      {
        group: "evaluating",
        name: "Evaluating eligibility",
        people: 100,
        cohorts: [],
        overall: [null, seen, null],
      },
      { group: "caregivers", name: "Caregivers", people: 30, cohorts: [], overall: [null, kept, null] },
    ],
    method: "People by the month they started in; periods of 90 days from each person’s start.",
    warnings: [],
  },
};
