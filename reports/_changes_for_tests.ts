import type { Changes, Trend } from "./changes/changes_model.ts";
import type { Fingerprints } from "./changes/fingerprints.ts";

const names: Readonly<Record<string, string>> = {
  learning: "Learning basics",
  evaluating: "Evaluating eligibility",
  ready: "Ready to schedule",
  none: "Everyone else",
  unknown: "Unknown",
};

const row = (
  group: string,
  before: number | "hidden" | null,
  now: number | "hidden" | null,
  interval: readonly [number, number] | null,
  reason: string | null = null,
) => ({
  group,
  name: names[group] ?? "All people",
  before,
  now,
  change: interval && typeof before === "number" && typeof now === "number"
    ? now - before
    : reason === null
    ? "hidden" as const
    : null,
  low: interval?.[0] ?? null,
  high: interval?.[1] ?? null,
  clear: interval !== null && (interval[0] > 0 || interval[1] < 0),
  reason,
});

/** An invented comparison with every state: more, fewer, hidden, a new definition, a clear change. */
export const changes: Changes = {
  since: { date: "2026-07-31", days: 92, version: 2 },
  refused: [],
  notes: ["Mostly the same people stand behind both reports."],
  sentence: "“Learning basics” has 1,204 more people, and “Ready to schedule” is defined anew.",
  total: { now: 17131, change: "hidden" },
  groups: [
    { group: "learning", name: names.learning!, now: 7904, change: 1204, reason: null },
    { group: "evaluating", name: names.evaluating!, now: 4287, change: -310, reason: null },
    { group: "ready", name: names.ready!, now: 2112, change: null, reason: "New definition" },
    { group: "none", name: names.none!, now: 2316, change: null, reason: "Other definitions changed" },
    { group: "unknown", name: names.unknown!, now: 512, change: "hidden", reason: null },
  ],
  moves: {
    kind: "moves",
    mode: "exclusive",
    since: "2026-07-31",
    groups: [
      {
        group: "learning",
        name: names.learning!,
        now: 7904,
        stayed: 6300,
        came: "hidden",
        fresh: 1500,
        went: 300,
        gone: 100,
      },
      {
        group: "evaluating",
        name: names.evaluating!,
        now: 4287,
        stayed: 3900,
        came: 287,
        fresh: 100,
        went: 597,
        gone: 100,
      },
      {
        group: "unknown",
        name: names.unknown!,
        now: 512,
        stayed: 480,
        came: 0,
        fresh: 32,
        went: "hidden",
        gone: "hidden",
      },
    ],
    flows: [{ from: "learning", to: "evaluating", people: 240 }, {
      from: "evaluating",
      to: "learning",
      people: 90,
    }],
    fresh: 1632,
    gone: "hidden",
    hiddenThen: [],
  },
  removed: [{ id: "old", name: "Of old" }],
  measures: [{
    id: "scheduled",
    name: "Scheduled a visit",
    type: "rate",
    unit: null,
    better: "higher",
    groups: [
      row("learning", .108, .12, [-.004, .027]),
      row("evaluating", .27, .22, [-.071, -.028]),
      row("ready", .62, .66, null, "New definition"),
      row("none", .15, .16, null, "Other definitions changed"),
      row("unknown", "hidden", .18, null),
    ],
  }],
  findings: {
    fresh: [{ id: "new", see: "**Two in three** leave early." }],
    gone: [{ id: "gone", see: "**Half** could be reached." }],
    kept: 1,
  },
  data: ["The field “role” was strong, and is weak now."],
};

/** Five reports; the definition of one group is new in the last. */
export const trend: Trend = {
  dates: ["2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"],
  measure: "scheduled",
  groups: [...Object.keys(names), "all"].map((group, i) => ({
    group,
    values: [.1, .11, group === "unknown" ? "hidden" : .12, .1, .12].map((value) =>
      value === "hidden" ? value : Number(value) + i / 10
    ),
    breaks: group === "ready" || group === "none" ? [4] : [],
  })),
};

export const fingerprints: Fingerprints = {
  who: null,
  segments: [{ id: "learning", sha256: "1" }, { id: "evaluating", sha256: "2" }, {
    id: "ready",
    sha256: "3",
  }],
  measures: { scheduled: "4" },
  journey: "5",
  sources: "6",
};
