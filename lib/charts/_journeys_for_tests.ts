import {
  afterDropOff,
  attempts,
  attribution,
  channelPaths,
  conversionAssociations,
  conversionWindow,
  dropOff,
  eventLogOf,
  flow,
  paths,
  retention,
  retentionEvents,
  stages,
  type StepDefinition,
  timing,
  transitions,
} from "../journeys/mod.ts";
import type { JourneyResult } from "./journey_result.ts";

const day = 86_400;

/** 40 people look; 30 of them call and book after 1 to 3 days; 10 write a mail and leave. All come back in February. */
const log = eventLogOf(
  Array.from({ length: 40 }, (_, person) => {
    const books = person < 30;
    const wait = (1 + person % 3) * day;
    return [
      { person, event: "look", at: 0, properties: { site: books ? "new" : "old" } },
      { person, event: books ? "call" : "mail", at: 3600 },
      ...(books ? [{ person, event: "book", at: wait }] : []),
      { person, event: "look", at: 40 * day },
    ];
  }).flat(),
  { observedUntil: 100 * day },
);
const steps: StepDefinition[] = [{ name: "Look", events: ["look"] }, { name: "Book", events: ["book"] }];
const members = (from: number, to: number) =>
  Uint8Array.from({ length: 40 }, (_, person) => person >= from && person < to ? 1 : 0);
const groups = [
  { id: "a", name: "Segment A", members: members(0, 20) },
  { id: "b", name: "Segment B", members: members(20, 40) },
];
const options = { within: "14d", groups } as const;

/** A small result of every kind, worked out from one log; times, credit and counts can be followed by hand. */
export const journeyResults: {
  readonly [K in JourneyResult["kind"]]: Extract<JourneyResult, { kind: K }>;
} = {
  window: conversionWindow(log, steps, { groups, at: ["1d", "7d"] }),
  timing: timing({
    time: Float64Array.of(3, 5, 8, 9, 2, 3, 4, 9),
    status: Uint8Array.of(1, 1, 0, 0, 1, 1, 1, 0),
    group: Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1),
  }, { groups: ["e-mail", "call"], unit: "weeks", at: [4] }),
  paths: paths(log, { steps: 3 }),
  transitions: transitions(log),
  flow: flow(log, { steps: 3 }),
  attempts: attempts(log, steps, { within: "14d" }),
  stages: stages(log, {
    id: "care",
    name: "Care",
    stages: [
      { id: "learn", name: "Learn", events: ["look"] },
      { id: "ask", name: "Ask", events: ["call", "mail"] },
      { id: "booked", name: "Booked", events: ["book"] },
    ],
  }, { groups }),
  attribution: attribution(channelPaths([
    { path: "search > e-mail", conversions: 20, nulls: 30 },
    { path: "e-mail", conversions: 10, nulls: 40 },
    { path: "search", conversions: 0, nulls: 20 },
  ])),
  retention: retention(retentionEvents(log).events, {
    period: "month",
    periods: 3,
    observedUntil: 100 * day,
  }),
  associations: conversionAssociations(log, steps, { within: "14d", exposure: "2h", properties: ["site"] }),
  afterDropOff: afterDropOff(log, steps, { within: "14d" }),
  dropOff: dropOff(log, steps, options),
};

/** Keys of numbers that are asked for, not counted. */
const asked = new Set([
  ...[
    "step",
    "steps",
    "level",
    "seconds",
    "df",
    "event",
    "order",
    "observedUntil",
    "horizonSeconds",
    "covers",
    "from",
  ],
  ...[
    "withinSeconds",
    "stallSeconds",
    "halfLifeSeconds",
    "comparisons",
    "to",
    "horizon",
    "states",
    "gap",
    "time",
  ],
]);

/** The same with every number that is counted hidden. */
export function allHidden<T>(value: T, key = ""): T {
  if (typeof value === "number") return (asked.has(key) ? value : "hidden") as T;
  if (Array.isArray(value)) return value.map((one) => allHidden(one, key)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, allHidden(one, name)])) as T;
}
