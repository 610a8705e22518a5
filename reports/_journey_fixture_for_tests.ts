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

const nobody = { of: 0, lost: 0, rate: null, low: null, high: null, excess: null, nothing: 0 } as const;
const untold = { after: [], signals: [], likely: null };

export const leaving: NonNullable<ReportModel["leaving"]> = {
  kind: "dropOff",
  within: "56d",
  observedUntil: 1_793_500_000,
  level: .95,
  comparisons: 4,
  groups: [
    {
      group: "evaluating",
      name: "Evaluating eligibility",
      steps: [
        { step: "Showed interest", next: "Checked eligibility", ...nobody, ...untold },
        {
          step: "Checked eligibility",
          next: "Asked for a visit",
          of: 2400,
          lost: 1632,
          rate: .68,
          low: .66,
          high: .7,
          excess: { of: 900, lost: 441, difference: .19, low: .14, high: .24, p: 1e-9 },
          nothing: 300,
          after: [{ event: "page_view", people: 900, share: .55, medianSeconds: 86_400 }],
          signals: [
            {
              cause: "channel",
              property: "device",
              value: "mobile",
              shareOfLeft: .7,
              shareOfWentOn: .5,
              oddsRatio: 2.3,
              p: .001,
            },
          ],
          likely: { cause: "channel", from: "signal" },
        },
      ],
    },
    {
      group: "unknown",
      name: "Unknown",
      steps: [{
        step: "Showed interest",
        next: "Checked eligibility",
        of: "hidden",
        lost: "hidden",
        rate: "hidden",
        low: "hidden",
        high: "hidden",
        excess: null,
        nothing: "hidden",
        ...untold,
      }],
    },
  ],
  method: "Counted by hand.",
  warnings: [],
};

const row = (group: string, name: string, before: number, after: number, value: number) => ({
  group,
  name,
  before,
  after,
  change: { value, low: value - .05, high: value + .05 },
  shares: { before: .5, after: .5 },
});

export const misleading: ReportModel["misleading"] = [{
  id: "start",
  title: "“Attended” within 56 days of “Showed interest”",
  did: "reached “Attended” within 56 days",
  sides: ["who started from 1 March to 31 May 2026", "who started from 1 June to 31 August 2026"],
  contrast: {
    groups: [
      row("learning+none", "Learning basics + Everyone else", .08, .12, .04),
      row("evaluating", "Evaluating eligibility", .13, .21, .08),
      { ...row("ready", "Ready to schedule", 0, 0, 0), before: null, change: null, shares: null },
    ],
    all: { ...row("all", "Everybody", .27, .23, -.032), shares: { before: 1, after: 1 } },
    sameMix: { value: .066, low: .011, high: .118 },
  },
}];
