import type { MeasureResult } from "../lib/outcomes/mod.ts";
import type { FunnelStep } from "../lib/journeys/mod.ts";
import type { Shown } from "../lib/segments/mod.ts";
import { changes, fingerprints, trend } from "./_changes_for_tests.ts";
import { modelVersion, type ReportModel } from "./model.ts";
import { credit, leaving, misleading, returning, timing } from "./_journey_fixture_for_tests.ts";

type Step = FunnelStep<Shown>;

const groups = [
  { id: "learning", name: "Learning basics", kind: "segment", color: 1 },
  { id: "evaluating", name: "Evaluating eligibility", kind: "segment", color: 2 },
  { id: "ready", name: "Ready to schedule", kind: "segment", color: null },
  { id: "none", name: "Everyone else", kind: "none", color: null },
  { id: "unknown", name: "Unknown", kind: "unknown", color: null },
] as const;

const stepNames = ["Showed interest", "Checked eligibility", "Asked for a visit", "Attended"];

const ratio = (n: number, of: number) => of === 0 ? null : n / of;

/** A funnel from people at each step and people still deciding after it; the rest left. */
function steps(people: readonly number[], deciding: readonly number[]): readonly Step[] {
  return people.map((n, i) => {
    const next = people[i + 1];
    const open = deciding[i] ?? 0;
    const left = next === undefined ? 0 : n - next - open;
    const of = n - open;
    return {
      name: stepNames[i]!,
      people: n,
      rateFromFirst: ratio(n, people[0]!),
      rateFromPrevious: i === 0 ? null : ratio(n, people[i - 1]!),
      medianSecondsFromPrevious: i === 0 ? null : 86_400 * (3 + i),
      left,
      stillDeciding: open,
      drop: next === undefined || of === 0
        ? null
        : { lost: left, of, rate: left / of, low: Math.max(0, left / of - .03), high: left / of + .03 },
    };
  });
}

function withHidden(step: Step): Step {
  const drop = { lost: "hidden", of: "hidden", rate: "hidden", low: "hidden", high: "hidden" } as const;
  return { ...step, left: "hidden", stillDeciding: "hidden", drop };
}

const unknownSteps = steps([512, 266, 112, 67], [162, 92, 26]).map((step, i) =>
  i === 2 ? withHidden(step) : step
);

const sizes: Readonly<Record<string, number>> = {
  learning: 7904,
  evaluating: 4287,
  ready: 2112,
  none: 2316,
  unknown: 512,
};
const total = Object.values(sizes).reduce((sum, n) => sum + n, 0);

function measure(
  base: Pick<MeasureResult<Shown>, "id" | "name" | "type" | "unit" | "better">,
  values: readonly (readonly [Shown | null, Shown | null, Shown | null])[],
): MeasureResult<Shown> {
  const rows = [...groups, { id: "all", name: "All people" }];
  return {
    kind: "measure",
    says: null,
    ...base,
    groups: rows.map(({ id, name }, i) => {
      const [value, low, high] = values[i]!;
      const of = sizes[id] ?? total;
      const hidden = value === "hidden";
      return {
        group: id,
        name,
        n: hidden ? "hidden" : Math.round(of * (base.type === "rate" ? value ?? 0 : .9)),
        of,
        value,
        low,
        high,
        unknown: 0,
      };
    }),
    method: `${base.name}: counted by hand.`,
    warnings: [],
  };
}

/** An invented report that uses every part of the page, with numbers that reconcile and some that are hidden. */
export const fixture: ReportModel = {
  kind: "report",
  version: modelVersion,
  part: null,
  sections: null,
  deepDives: null,
  misleading,
  leaving,
  changes,
  trend,
  fingerprints,
  title: "Orthopaedics, autumn 2026",
  question: "Where do people who look for orthopaedic care stop, and what should we say to them?",
  writtenFor: "Marketing director; orthopaedics service-line lead",
  workspace: {
    name: "Riverbend Health",
    invented: true,
    counted: { one: "person", many: "people" },
  },
  asOf: { date: "2026-10-31", timeZone: "America/Chicago", instant: "2026-11-01T04:59:59Z" },
  book: {
    name: "Orthopaedics",
    version: 12,
    sha256: "8d41c07e".repeat(8),
    keeper: "A. Keeper",
    change: "Caregivers now need a proxy account.",
    audience: "people who first showed interest from August to October 2026",
    mode: "exclusive",
    who: null,
  },
  groups: groups.map((group) => ({ ...group })),
  findings: [
    {
      id: "drop",
      see:
        "**68 of every 100** people in Evaluating eligibility leave after Checked eligibility (95% interval 66 to 71). Among Learning basics it is 49.",
      act: "Look at the request form first. It is where most are lost.",
      mind: "Counts only people whose 56 days are over.",
      segment: "evaluating",
      section: "funnel",
      strip: {
        value: .68,
        low: .66,
        high: .71,
        others: [{ name: "Learning basics", value: .49 }, { name: "Ready to schedule", value: .24 }],
      },
    },
    {
      id: "rate",
      see: "**22 of every 100** visits by people in Ready to schedule are missed (20 to 24).",
      act: "Send a text two days before the visit.",
      mind: "No reminder has been tested yet.",
      segment: "ready",
      section: "measures",
      strip: { value: .22, low: .2, high: .24, others: [{ name: "All others", value: .12 }] },
    },
    {
      id: "quality",
      see: "**31 of every 100** people have no role recorded.",
      act: "Ask for the role on the request form.",
      mind: "Missing counts as unknown, never as patient.",
      segment: null,
      section: "quality",
      strip: null,
    },
  ],
  segments: {
    kind: "segments",
    mode: "exclusive",
    asOf: "2026-10-31",
    book: { name: "Orthopaedics", version: 12, sha256: "8d41c07e".repeat(8) },
    total,
    unknown: sizes.unknown!,
    unsegmented: sizes.none!,
    segments: groups.filter(({ kind }) => kind === "segment").map(({ id, name }) => ({
      id,
      name,
      people: sizes[id]!,
      share: sizes[id]! / total,
      unknown: 120,
    })),
    warnings: [],
  },
  main: "scheduled",
  journey: {
    id: "care",
    name: "from interest to visit",
    funnel: {
      kind: "funnel",
      mode: "ordered",
      within: "56d",
      withinSeconds: 56 * 86_400,
      observedUntil: 1_793_505_599,
      people: "hidden",
      steps: steps([17_131, 9000, 4000, 2000], [5000, 2000, 600]).map(withHidden),
      groups: [
        {
          group: "learning",
          name: "Learning basics",
          people: 7904,
          steps: [...steps([7904, 2179, 892, 520], [4534, 992, 272])],
        },
        {
          group: "evaluating",
          name: "Evaluating eligibility",
          people: 4287,
          steps: [...steps([4287, 3472, 1039, 738], [600, 860, 120])],
        },
        {
          group: "ready",
          name: "Ready to schedule",
          people: 2112,
          steps: [...steps([2112, 1986, 1735, 1277], [90, 120, 200])],
        },
        { group: "none", name: "Everyone else", people: 2316, steps: [...steps([0, 0, 0, 0], [])] },
        { group: "unknown", name: "Unknown", people: 512, steps: [...unknownSteps] },
      ],
      warnings: [],
    },
  },
  timing,
  credit,
  returning,
  measures: [
    measure({ id: "scheduled", name: "Scheduled a visit", type: "rate", unit: null, better: "higher" }, [
      [.12, .11, .13],
      [.22, .21, .24],
      [.66, .64, .68],
      [.16, .14, .18],
      ["hidden", "hidden", "hidden"],
      [.29, .29, .30],
    ]),
    measure({ id: "missed", name: "Missed visits", type: "rate", unit: null, better: "lower" }, [
      [.031, .025, .037],
      [.12, .1, .14],
      [.22, .2, .24],
      [.05, .03, .08],
      [null, null, null],
      [.12, .11, .13],
    ]),
    measure({ id: "wait", name: "Days to the first visit", type: "median", unit: "days", better: "lower" }, [
      [21, 19, 23],
      [17.5, 16, 19],
      [6, 6, 7],
      [20, 15, 26],
      ["hidden", "hidden", "hidden"],
      [14, 13, 15],
    ]),
    measure({ id: "calls", name: "Calls", type: "total", unit: "calls", better: null }, [
      [1204, null, null],
      [2310, null, null],
      [1870, null, null],
      [310, null, null],
      ["hidden", null, null],
      ["hidden", null, null],
    ]),
  ],
  abouts: { scheduled: "Of people who read about orthopaedic care, those who booked a visit." },
  reach: {
    kind: "reach",
    channels: ["email", "sms", "phone"],
    groups: groups.map(({ id, name }) => ({
      group: id,
      name,
      people: sizes[id]!,
      any: Math.round(sizes[id]! * .61),
      byChannel: [Math.round(sizes[id]! * .5), id === "unknown" ? "hidden" : Math.round(sizes[id]! * .3), 0],
    })),
    warnings: [],
  },
  quality: {
    gate: { passed: false, reasons: ["people.role is filled in 69% of rows; workspace.yaml asks for 80%."] },
    tables: [
      {
        table: "people",
        kept: total,
        leftOut: "hidden",
        reasons: [{ reason: "duplicate key", rows: "hidden" }],
      },
      { table: "events", kept: 405_118, leftOut: 7788, reasons: [{ reason: "unknown person", rows: 7788 }] },
    ],
    fields: [
      {
        table: "people",
        field: "role",
        verdict: "weak",
        reason: "missing in a third of rows",
        missing: .312,
        staleDays: null,
        used: true,
      },
      {
        table: "events",
        field: "event",
        verdict: "strong",
        reason: "complete",
        missing: 0,
        staleDays: 0,
        used: true,
      },
      {
        table: "people",
        field: "language",
        verdict: "unusable",
        reason: "missing in two thirds of rows",
        missing: .64,
        staleDays: 41,
        used: false,
      },
    ],
    problems: [{ what: "date could not be read", file: "people.csv", column: "birth_date", rows: "hidden" }],
  },
  definitions: [
    {
      id: "learning",
      rule: "Read two or more joint or bone health pages in 30 days.",
      objective: "Earn the next visit to the site.",
      message: "Pain is worth a question",
      offer: null,
      channels: ["email"],
      route: "nurture",
      claims: [],
      personas: [],
      measures: ["Scheduled a visit"],
    },
    {
      id: "evaluating",
      rule: "Opened the screener, cost or insurance pages twice or more in 30 days.",
      objective: "Answer what holds them back.",
      message: "What it costs, and what your plan pays",
      offer: "Cost estimate",
      channels: ["email", "phone"],
      route: "care coordination",
      claims: ["claim-12"],
      personas: ["Careful planner"],
      measures: ["Scheduled a visit"],
    },
    {
      id: "ready",
      rule: "Has a referral, or asked for times in the last 14 days.",
      objective: null,
      message: null,
      offer: null,
      channels: [],
      route: null,
      claims: [],
      personas: [],
      measures: [],
    },
  ],
  sentences: {
    segments: "Learning basics is the largest group, with 46 of every 100 people.",
    funnel: "Evaluating eligibility loses two in three at the request form.",
    "measure:scheduled": "Scheduled a visit runs from 12% in Learning basics to 66% in Ready to schedule.",
    reach: "61 of every 100 people can be reached by at least one channel.",
    quality: "1 of 3 fields is strong.",
  },
  privacy: {
    minimum: 11,
    note: "hidden: fewer than 11 people, or a number that would give such a count away",
    hidden: 17,
  },
  provenance: {
    trellis: "0.1.0",
    deno: "2.9.6",
    duckdb: "1.5.5",
    inputs: [
      { table: "people", file: "people.csv", sha256: "5be091f3".repeat(8) },
      { table: "events", file: "events.csv.gz", sha256: "77ac04d8".repeat(8) },
    ],
    parameters: [{ name: "window", value: "56d" }, { name: "minimum cell", value: "11" }],
  },
};
