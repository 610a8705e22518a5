import { strict as assert } from "node:assert";
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
  timing,
  transitions,
} from "../journeys/mod.ts";
import { describe, type Described, type DescribedResults } from "./describe.ts";

const day = 86_400;
const steps = [{ name: "Look", events: ["look"] }, { name: "Book", events: ["book"] }];
/** 40 people look; the first 30 call and book after 1 to 3 days, the others write a mail; all look again on day 40. */
const log = eventLogOf(
  Array.from({ length: 40 }, (_, person) => [
    { person, event: "look", at: 0 },
    { person, event: person < 30 ? "call" : "mail", at: 3600 },
    ...(person < 30 ? [{ person, event: "book", at: (1 + person % 3) * day }] : []),
    { person, event: "look", at: 40 * day },
  ]).flat(),
  { observedUntil: 100 * day },
);
const members = (from: number, to: number) =>
  Uint8Array.from({ length: 40 }, (_, person) => person >= from && person < to ? 1 : 0);
const groups = [
  { id: "a", name: "Segment A", members: members(0, 20) },
  { id: "b", name: "Segment B", members: members(20, 40) },
];
const nobody = eventLogOf([]);

Deno.test("describe() says how long a journey takes", () => {
  assert.match(
    describe(conversionWindow(log, steps, { groups })),
    /^90 of every 100 who get from “Look” to “Book” in the end do so within 3 days \(95% interval .*\)\. It is the same in every segment\.$/,
  );
  const window = conversionWindow(log, steps, { groups });
  const [, fast, slow] = window.groups;
  const later = { ...slow!, suggested: { seconds: 9 * day, low: null, high: null } };
  assert.equal(
    describe({ ...window, groups: [fast!, later] }),
    "90 of every 100 who get from “Look” to “Book” in the end do so within 3 days in Segment A, " +
      "and within 9 days in Segment B.",
  );
  assert.equal(
    describe({ ...window, groups: [later] }),
    "In Segment B, 90 of every 100 who get from “Look” to “Book” in the end do so within 9 days.",
  );
  assert.equal(
    describe(conversionWindow(nobody, steps)),
    "Too few people have got from “Look” to “Book” to say how long it takes.",
  );
});

Deno.test("describe() says how long until it happens, and whether groups differ", () => {
  const times = { time: Float64Array.of(3, 5, 8, 2, 3, 4), status: Uint8Array.of(1, 1, 0, 1, 1, 1) };
  const group = Uint8Array.of(0, 0, 0, 1, 1, 1);
  assert.equal(
    describe(timing({ ...times, group }, { groups: ["e-mail", "call"], unit: "weeks" })),
    "For half of the people it has happened by 3 weeks in “call”, and by 5 in “e-mail”. " +
      "Chance alone could explain how the groups differ (log-rank p = 0.13).",
  );
  assert.equal(describe(timing(times)), "For half of the people it has happened by 3.");
  const waiting = { time: Float64Array.of(1, 2, 3), status: Uint8Array.of(0, 0, 0) };
  assert.equal(
    describe(timing(waiting)),
    "It happened to fewer than half of the people while they were followed.",
  );
  assert.equal(
    describe(timing({ time: new Float64Array(0), status: new Uint8Array(0) })),
    "There are no people to follow.",
  );
});

Deno.test("describe() says which ways people take and what follows on what", () => {
  assert.equal(
    describe(paths(log)),
    "The most frequent way of 2, “look → call → book → look”, is taken by 30 people (75%). " +
      "The 2 most frequent cover 100% of the people.",
  );
  assert.equal(
    describe(transitions(log)),
    "Most often “book” is directly followed by “look”: 30 times, 100% of what follows it, half of the time within " +
      "38 days.",
  );
  assert.equal(
    describe(flow(log)),
    "Most often the way begins with “look” and goes on to “call”: 30 people (75%).",
  );
  assert.equal(describe(paths(nobody)), "There are no people to follow.");
  assert.equal(describe(transitions(nobody)), "No event follows on another.");
});

Deno.test("describe() says how many attempts get through and where people stand", () => {
  assert.equal(
    describe(attempts(log, steps, { within: "14d" })),
    "Of 80 attempts of 40 people, 38 of every 100 get to “Book”.",
  );
  const journey = {
    id: "care",
    name: "Care",
    stages: [{ id: "learn", name: "Learn", events: ["look"] }, {
      id: "booked",
      name: "Booked",
      events: ["book"],
    }],
  };
  assert.equal(
    describe(stages(log, journey)),
    "Most people stand in “Learn”: 40 people. 40 people (100%) have been in “Learn” for more than 56 days. " +
      "27% of what they do belongs to no stage.",
  );
});

Deno.test("describe() says who gets credit, and how far the ways disagree", () => {
  const credit = attribution(channelPaths([
    { path: "search > e-mail", conversions: 20, nulls: 30 },
    { path: "e-mail", conversions: 10, nulls: 40 },
  ]));
  assert.match(
    describe(credit),
    /^“e-mail” gets the most credit: 33% to 100% of the conversions, depending on how it is shared\. .*not proof of effect\.$/,
  );
  assert.equal(
    describe(attribution(channelPaths([{ path: "a", conversions: 0, nulls: 4 }]))),
    "There are no conversions to give credit for.",
  );
});

Deno.test("describe() says who came back, what goes with conversion, and where people leave", () => {
  const back = retention(retentionEvents(log).events, {
    period: "month",
    periods: 3,
    observedUntil: 100 * day,
  });
  assert.equal(
    describe(back),
    "100 of every 100 people came back in month 1 (95% interval 91 to 100), and 0 of every 100 in month 2.",
  );
  const { events } = retentionEvents(log);
  const until = { observedUntil: 100 * day };
  assert.equal(
    describe(retention(events, { period: "7d", brackets: [1, 5, 9], ...until })),
    "0 of every 100 people came back in weeks 1 to 4 (95% interval 0 to 9), and 100 of every 100 in weeks 5 to 8.",
  );
  assert.equal(
    describe(retention(events, { period: "30d", periods: 1, ...until })),
    "100 of every 100 people came back between day 30 and day 59 (95% interval 91 to 100).",
  );
  assert.match(
    describe(conversionAssociations(log, steps, { within: "14d", exposure: "2h" })),
    /^“call” goes most surely with conversion: 100% of those who converted have it, against 0% of the others/,
  );
  assert.equal(
    describe(afterDropOff(log, steps, { within: "14d" })),
    "Of the 10 people who left after “Look”, most (100%) did “mail” next.",
  );
  assert.equal(
    describe(dropOff(log, steps, { within: "14d", groups })),
    "In Segment B, 50 of every 100 people who reached “Look” went no further: +50.0 pts against the other groups " +
      "(adjusted interval +19.9 to +72.4). This is association, not cause.",
  );
  assert.equal(
    describe(dropOff(log, steps, { within: "14d" })),
    "Of all people who reached “Look”, 25 of every 100 went no further: the largest loss.",
  );
});

/** The same with every number hidden. */
function hide(value: unknown): unknown {
  if (typeof value === "number") return "hidden";
  if (Array.isArray(value)) return value.map(hide);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, hide(one)]));
}

Deno.test("describe() never says a number that is hidden", () => {
  const results: readonly DescribedResults[Described][] = [
    conversionWindow(log, steps, { groups, covers: 0.5 }),
    timing({ time: Float64Array.of(3, 5), status: Uint8Array.of(1, 1) }),
    paths(log),
    transitions(log),
    flow(log),
    attempts(log, steps, { within: "14d" }),
    attribution(channelPaths([{ path: "a > b", conversions: 5 }])),
    conversionAssociations(log, steps, { within: "14d", exposure: "2h" }),
    afterDropOff(log, steps, { within: "14d" }),
    dropOff(log, steps, { within: "14d", groups }),
  ];
  for (const result of results) {
    const hidden = { ...hide(result) as object, covers: 0.5, horizonSeconds: 1, level: 0.95 } as unknown;
    assert.match(describe(hidden as DescribedResults[Described]), /^[^0-9]*$/, result.kind);
  }
});
