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
import type { ClusteringResult } from "../clustering/mod.ts";
import { random as randomSource } from "../kernels/mod.ts";
import { release } from "./release.ts";

const day = 86_400;
const names = ["visit", "page", "call", "mail", "book"];

/** Invented people: most visit, fewer go on; rare ways must be common in the log. */
function invented(people: number, seed = 1) {
  const random = randomSource(seed);
  const rows = Array.from({ length: people }, (_, person) => {
    const length = 1 + Math.floor(6 * random() ** 2);
    let at = Math.floor(random() * 100 * day);
    return Array.from({ length }, (_, k) => {
      at += Math.floor(random() * 9 * day);
      return { person, event: k === 0 ? "visit" : names[Math.floor(random() * names.length)]!, at };
    });
  }).flat();
  return eventLogOf(rows, { observedUntil: 150 * day });
}

const steps = [{ name: "Visit", events: ["visit"] }, { name: "Call", events: ["call"] }, {
  name: "Book",
  events: ["book"],
}];
const journey = {
  id: "care",
  name: "Care",
  stages: [
    { id: "learn", name: "Learn", events: ["visit", "page"] },
    { id: "ask", name: "Ask", events: ["call"] },
    { id: "book", name: "Book", events: ["book"] },
  ],
};

function everything(people: number) {
  const log = invented(people);
  const inFirst = Uint8Array.from({ length: log.people }, (_, pid) => Number(pid % 7 < 4));
  const group = (id: string, members: Uint8Array) => ({
    id,
    name: id,
    kind: "segment" as const,
    members,
    size: members.reduce((sum, one) => sum + one, 0),
  });
  const groups = [group("a", inFirst), group("b", inFirst.map((one) => 1 - one))];
  const random = randomSource(3);
  const codes = Uint8Array.from(log.event, (_, i) => i % 4);
  const bySite = { ...log, properties: new Map([["site", { codes, dictionary: ["x", "y", "z"] }]]) };
  const n = people;
  return {
    windows: [conversionWindow(log, steps, { groups })],
    timings: [timing({
      time: Float64Array.from({ length: n }, () => Math.ceil(100 * random())),
      status: Uint8Array.from({ length: n }, () => Number(random() < 0.6)),
      group: Uint8Array.from({ length: n }, (_, i) => Number(i % 3 === 0)),
    }, { groups: ["mail", "call"], unit: "days", times: [10, 20, 50] } as never)],
    paths: [paths(log)],
    transitions: [transitions(log)],
    flows: [flow(log, { steps: 3 })],
    stages: [stages(log, journey, { groups })],
    attributions: [attribution(channelPaths([
      { path: "mail>search", conversions: 40, nulls: 200 },
      { path: "search>site", conversions: 25, nulls: 100 },
      { path: "fair>search", conversions: 4, nulls: 10 },
      { path: "mail", conversions: 30, nulls: 60 },
    ], { separator: ">" }))],
    retentions: [
      retention(retentionEvents(log, { start: ["visit"], back: ["page", "call"] }).events, {
        period: "month",
        periods: 3,
        observedUntil: 150 * day,
      }),
    ],
    associations: [conversionAssociations(log, steps.slice(0, 2), { within: "56d" })],
    attempts: [
      attempts(log, steps, { within: "56d" }),
      attempts(bySite, steps, { within: "56d", by: "site" }),
    ],
    dropOffs: [dropOff(log, steps, { within: "56d", groups })],
    afterDropOffs: [afterDropOff(log, steps, { within: "56d" })],
  };
}

const notCounts = new Set([
  "step",
  "steps",
  "cluster",
  "k",
  "version",
  "df",
  "from",
  "to",
  "order",
  "level",
  "path",
]);

/** Whole numbers that a page could print as a count. */
function small(value: unknown, at: string): string[] {
  if (typeof value === "number") {
    return Number.isInteger(value) && value > 0 && value < 11 ? [`${at} ${value}`] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    notCounts.has(key) || (key === "comparisons" && typeof one === "number") ||
      /seconds|rate|share|ratio|low|high|time|horizon|^p|gap|chiSquare|States|mean|median/i.test(key) &&
        !key.startsWith("people")
      ? []
      : small(one, `${at}.${key}`)
  );
}

Deno.test("release() leaves no count of 1 to 10 in any kind of journey result, and changes no result", async () => {
  for (const people of [30, 300]) {
    const given = everything(people);
    const before = structuredClone(given);
    const released = await release(given);
    assert.deepEqual(given, before);
    const { minimum: _minimum, suppressed, note: _note, ...results } = released;
    assert.deepEqual(small(results, ""), []);
    assert.ok(suppressed.cells > 0);
  }
});

Deno.test("release() shows most of the journeys of many people", async () => {
  const { windows, timings, paths, retentions, stages, attributions } = await release(everything(3000));
  assert.equal(windows[0]!.groups[0]!.people, 3000);
  assert.ok(windows[0]!.groups[0]!.curve.length >= 10);
  assert.ok(timings[0]!.groups[0]!.curve.length >= 10);
  assert.ok(typeof timings[0]!.logRank!.p === "number");
  assert.ok(paths[0]!.variants.length > 5);
  assert.ok(retentions[0]!.cohorts.length > 2);
  assert.ok(typeof stages[0]!.groups[0]!.stages[0]!.people === "number");
  // The fair took part in four conversions; another channel is hidden for it.
  const fair = attributions[0]!.channels.find(({ channel }) => channel === "fair")!;
  assert.deepEqual(
    [fair.first, fair.markov, fair.removalEffect, fair.participation],
    Array(4).fill("hidden"),
  );
  assert.equal(attributions[0]!.channels.some(({ linear }) => typeof linear === "number"), true);
});

Deno.test("release() makes curves coarser: each point at least 11 people after the one before, at round times", async () => {
  const time = Float64Array.from({ length: 60 }, (_, i) => 1.37 * (i + 1));
  const one = timing({ time, status: new Uint8Array(60).fill(1) }, { unit: "days" });
  const { timings: [released] } = await release({ timings: [one] });
  const [group] = released!.groups;
  assert.deepEqual(group!.curve.map(({ survival }) => survival), [0.817, 0.633, 0.45, 0.267, 0]);
  assert.ok(group!.curve.every(({ time }) => Number.isInteger(time)));
  assert.equal(group!.until, "hidden");
  const { timings: [few] } = await release({
    timings: [timing({ time: time.slice(0, 15), status: new Uint8Array(15).fill(1) }, { unit: "days" })],
  });
  assert.equal(few!.groups[0]!.median, "hidden");
});

Deno.test("release() leaves out ways and steps of few people, and tells that it did", async () => {
  const ways = [
    ...Array(40).fill("visit call"),
    ...Array(30).fill("visit"),
    ...Array(3).fill("visit mail book"),
  ];
  const log = eventLogOf(
    ways.flatMap((way, person) =>
      (way as string).split(" ").map((event, at) => ({ person, event, at: 60 * at }))
    ),
  );
  const { paths: [way], transitions: [steps], flows: [walked] } = await release({
    paths: [paths(log)],
    transitions: [transitions(log)],
    flows: [flow(log, { steps: 3 })],
  });
  // With 3 of 73 hidden the smallest of the others goes too.
  assert.deepEqual(way!.variants.map(({ path, people }) => [path.join(), people]), [["visit,call", 40]]);
  assert.match(way!.warnings.join(), /Left out: ways of fewer than 11 people/);
  assert.ok(!JSON.stringify(steps).includes(`"to":"mail"`));
  assert.equal(walked!.links.find(({ to }) => to === "mail")!.people, "hidden");
});

const clusters = (sizes: readonly number[], centres: number[][] | null): ClusteringResult => ({
  kind: "clustering",
  method: "kmeans",
  k: sizes.length,
  n: sizes.reduce((sum, n) => sum + n, 0),
  features: ["age", "female"],
  sizes,
  clusters: sizes.map((people, c) => ({
    cluster: c + 1,
    name: `Cluster ${c + 1}`,
    people,
    share: people / 100,
  })),
  withinSS: 1,
  totalSS: 2,
  logLikelihood: null,
  parameters: null,
  bic: null,
  aic: null,
  silhouette: null,
  iterations: 1,
  converged: true,
  restarts: 1,
  restartHits: 1,
  seed: 1,
  centres,
  medoids: null,
  probabilities: null,
  description: "",
  warnings: [],
  timings: { fitSeconds: 0 },
});

Deno.test("release() hides a small cluster, the centres with it, and a share that is a small count", async () => {
  const { clusterings: [open, few, share] } = await release({
    clusterings: [
      clusters([60, 40], [[50, 0.5], [30, 0.4]]),
      clusters([60, 35, 5], [[50, 0.5], [30, 0.4], [20, 0]]),
      clusters([60, 40], [[50, 0.5], [30, 0.1]]),
    ],
  });
  assert.deepEqual(open!.centres, [[50, 0.5], [30, 0.4]]);
  assert.deepEqual([few!.sizes, few!.centres], [[60, "hidden", "hidden"], null]);
  assert.equal(share!.centres, null, "0.1 of 40 are four people");
});

Deno.test("release() keeps what methods say of single people inside: medoids, merges, densities", async () => {
  const one = {
    ...clusters([60, 40], [[50, 0.5], [30, 0.4]]),
    medoids: [3, 8],
    medoidFit: {},
    prototypeFit: {},
    hierarchyFit: {},
    densityFit: {},
  } as unknown as ClusteringResult;
  const { clusterings: [released] } = await release({ clusterings: [one] });
  assert.deepEqual([released!.medoids, released!.centres], [null, null]);
  assert.deepEqual(Object.keys(released!).filter((name) => name.endsWith("Fit")), []);
});
