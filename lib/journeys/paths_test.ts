import { strict as assert } from "node:assert";
import fc from "fast-check";
import { InputError } from "../workspace/mod.ts";
import { published, publishedColumns, publishedJson } from "./_published_for_tests.ts";
import {
  type EventLog,
  eventLogOf,
  type EventRow,
  eventuallyFollows,
  flow,
  paths,
  stepMatrix,
  timeBetween,
  transitions,
} from "./mod.ts";

const ofWays = (...ways: string[]): EventLog =>
  eventLogOf(
    ways.flatMap((way, person) => way.split(" ").map((event, at) => ({ person, event, at, sequence: at }))),
  );
const way = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 8 }).map((way) =>
  way.join(" ")
);
const ways = fc.array(way, { minLength: 1, maxLength: 12 });

Deno.test({
  name:
    "transitions() and paths() give PM4Py's graph and variants of the running example (skipped without ../shared/data)",
  ignore: !published,
  fn() {
    const column = publishedColumns("journeys/running_example.csv", ";");
    const times = column("timestamp");
    const rows = column("case_id").map((person, i): EventRow => ({
      person,
      event: column("activity")[i]!,
      at: Date.parse(times[i]!.replace(/(\d\d):(\d\d)$/, "$1:$2").replace(" ", "T")) / 1000,
    }));
    const { pm4py } = publishedJson<{
      pm4py: {
        cases: number;
        events: number;
        variants: number;
        dfg: Record<string, number>;
        start: Record<string, number>;
        end: Record<string, number>;
      };
    }>("expected/process_and_sequence.json");
    const log = eventLogOf(rows);
    assert.deepEqual([log.people, log.event.length], [pm4py.cases, pm4py.events]);
    const { edges, nodes } = transitions(log);
    assert.deepEqual(
      Object.fromEntries(edges.map(({ from, to, count }) => [`${from}>${to}`, count])),
      pm4py.dfg,
    );
    const edge = (key: "starts" | "ends") =>
      Object.fromEntries(nodes.filter((node) => node[key] > 0).map((node) => [node.event, node[key]]));
    assert.deepEqual([edge("starts"), edge("ends")], [pm4py.start, pm4py.end]);
    const { differentPaths, variants } = paths(log);
    assert.equal(differentPaths, pm4py.variants);
    assert.ok(variants.every(({ people }) => people === 1));
    assert.equal(variants.at(-1)!.covered, 1);
  },
});

Deno.test({
  name: "paths() lists the variants bupaR publishes for the patients (skipped without ../shared/data)",
  ignore: !published,
  fn() {
    const { bupaRPatients } = publishedJson<{ bupaRPatients: { variants: [string, number, number][] } }>(
      "expected/process_and_sequence.json",
    );
    const all = bupaRPatients.variants.flatMap(([way, people]) =>
      Array.from({ length: people }, () => way.split(">"))
    );
    const log = eventLogOf(all.flatMap((way, person) => way.map((event, at) => ({ person, event, at }))));
    const found = paths(log).variants;
    assert.deepEqual(
      new Map(found.map(({ path, people, share }) => [path.join(">"), [people, share]])),
      new Map(bupaRPatients.variants.map(([way, people, share]) => [way, [people, share]])),
    );
    assert.deepEqual(found.slice(0, 2).map(({ covered }) => covered), [0.516, 0.984]);
  },
});

// Facts of retentioneering's tests/datasets/tooling/step_matrix/test_stream.csv: the way of each of six people.
const six = ofWays(
  "e1 e2 e1 e3",
  "e1 e2 e2",
  "e1 e1 e1 e5 e1 e1 e4",
  "e1 e1 e2 e1",
  "e1 e1",
  "e1 e1 e2 e2 e3 e3 e4 e5 e4 e5",
);
const rounded = (rows: readonly (readonly number[])[]) =>
  rows.map((row) => row.map((x) => Math.round(x * 1000) / 1000));

Deno.test("stepMatrix() gives retentioneering's published matrices", () => {
  const five = stepMatrix(six, { steps: 5 });
  assert.deepEqual(five.events, ["e1", "e2", "e3", "e5", "(ended)"]);
  assert.deepEqual(rounded(five.share), [
    [1, 0.667, 0.333, 0.167, 0.167],
    [0, 0.333, 0.5, 0.167, 0],
    [0, 0, 0, 0.167, 0.167],
    [0, 0, 0, 0.167, 0],
    [0, 0, 0.167, 0.333, 0.667],
  ]);
  const rare = stepMatrix(six, { steps: 6, rare: 0.3 });
  assert.deepEqual(rare.events, ["e1", "e2", "(rare)", "(ended)"]);
  assert.deepEqual(rounded(rare.share)[2], [0, 0, 0, 0.333, 0.167, 0.167]);
  const centred = stepMatrix(six, { steps: 6, centre: { event: "e5", before: 4 } });
  assert.deepEqual(centred.steps, [-4, -3, -2, -1, 0, 1, 2, 3, 4, 5]);
  assert.equal(centred.people, 2, "33.3 % of people");
  assert.deepEqual(Object.fromEntries(centred.events.map((event, row) => [event, centred.share[row]])), {
    e2: [0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    e1: [0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0, 0, 0],
    e3: [0, 0.5, 0.5, 0, 0, 0, 0, 0, 0, 0],
    e4: [0, 0, 0, 0.5, 0, 0.5, 0, 0.5, 0, 0],
    e5: [0, 0, 0, 0, 1, 0, 0.5, 0, 0, 0],
    "(ended)": [0, 0, 0, 0, 0, 0, 0, 0.5, 1, 1],
  });
  const group = (...people: number[]) =>
    Uint8Array.from({ length: 6 }, (_, pid) => people.includes(pid + 1) ? 1 : 0);
  const difference = stepMatrix(six, {
    steps: 5,
    centre: { event: "e3" },
    members: group(3, 6),
    compare: group(1, 2, 5),
  });
  assert.deepEqual(
    Object.fromEntries(difference.events.map((event, row) => [event, difference.share[row]])),
    {
      e1: [0, 1, 0, 0, -1, 0, 0, 0, 0, 0],
      e2: [0, 0, 0, 0, 1, 0, 0, 0, 0, 0],
      e3: [0, 0, 0, 0, 0, 0, 1, 0, 0, 0],
      e4: [0, 0, 0, 0, 0, 0, 0, 1, 0, 1],
      e5: [0, 0, 0, 0, 0, 0, 0, 0, 1, 0],
      "(ended)": [0, 0, 0, 0, 0, 0, -1, -1, -1, -1],
    },
  );
  assert.equal(difference.counts, undefined);
});

Deno.test("transitions() gives retentioneering's published transition matrix", () => {
  const log = ofWays("A B A C A B", "A B C C C", "C D C D C D");
  const { edges, nodes } = transitions(log);
  const by = (key: "count" | "people" | "shareOfAll" | "shareOfFrom") =>
    Object.fromEntries(edges.map((edge) => [edge.from + edge.to, Math.round(edge[key] * 1000) / 1000]));
  assert.deepEqual(by("count"), { AB: 3, CD: 3, CC: 2, DC: 2, AC: 1, BA: 1, BC: 1, CA: 1 });
  assert.deepEqual(by("people"), { AB: 2, CD: 1, CC: 1, DC: 1, AC: 1, BA: 1, BC: 1, CA: 1 });
  assert.deepEqual([by("shareOfAll")["AB"], by("shareOfFrom")["AB"], by("shareOfFrom")["CC"]], [
    0.214,
    0.75,
    0.333,
  ]);
  assert.deepEqual(nodes.map(({ event, people }) => event + people), ["A2", "B2", "C3", "D1"]);
});

Deno.test("transitions() stays inside sessions, and tells times", () => {
  const at = [0, 10, 5000, 5030];
  const log = eventLogOf(at.map((at, i) => ({ person: 1, event: "ab"[i % 2]!, at })));
  const { edges, nodes } = transitions(log, { sessions: "30min" });
  assert.deepEqual(
    edges.map((
      { from, to, count, people, sessions, medianSeconds },
    ) => [from + to, count, people, sessions, medianSeconds]),
    [["ab", 2, 1, 2, 20]],
  );
  assert.deepEqual(nodes.map(({ starts, ends }) => [starts, ends]), [[2, 0], [0, 2]]);
});

Deno.test("paths(), transitions() and flow() count what counting by hand gives, for any ways", () => {
  fc.assert(
    fc.property(ways, fc.integer({ min: 1, max: 4 }), (all, top) => {
      const log = ofWays(...all);
      const counts = new Map<string, number>();
      for (const way of all) counts.set(way, (counts.get(way) ?? 0) + 1);
      const expected = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, top);
      const found = paths(log, { top });
      assert.deepEqual(found.variants.map(({ path, people }) => [path.join(" "), people]), expected);
      assert.equal(found.differentPaths, counts.size);
      const { edges, nodes } = transitions(log);
      for (const { from, to, count, people } of edges) {
        const each = all.map((way) =>
          way.split(" ").filter((event, i, events) => i > 0 && events[i - 1] === from && event === to).length
        );
        assert.equal(count, each.reduce((a, b) => a + b, 0));
        assert.equal(people, each.filter((n) => n > 0).length);
      }
      assert.equal(
        edges.reduce((sum, { count }) => sum + count, 0),
        log.event.length - nodes.reduce((sum, { starts }) => sum + starts, 0),
      );
      const steps = flow(log, { steps: 4, top });
      for (const node of steps.nodes) {
        const sum = (key: "from" | "to", step: number) =>
          steps.links.filter((link) => link[key] === node.event && link.step === step)
            .reduce((total, { people }) => total + people, 0);
        if (node.step > 1 && node.event !== "(ended)") assert.equal(sum("to", node.step - 1), node.people);
        if (node.step < 4 && node.event !== "(ended)") assert.equal(sum("from", node.step), node.people);
      }
    }),
    { seed: 1 },
  );
});

Deno.test("stepMatrix() columns from the start add up to 1", () => {
  fc.assert(
    fc.property(ways, fc.constantFrom(0, 0.2, 1), (all, rare) => {
      const { share, counts, people } = stepMatrix(ofWays(...all), { steps: 6, rare });
      for (let k = 0; k < 6; k++) {
        assert.ok(Math.abs(share.reduce((sum, row) => sum + row[k]!, 0) - 1) < 1e-9);
        assert.equal(counts!.reduce((sum, row) => sum + row[k]!, 0), people);
      }
    }),
    { seed: 2 },
  );
});

Deno.test("paths() tells repeats from loops", () => {
  const { rework } = paths(ofWays("a a b a", "a", "b c b"));
  assert.deepEqual(rework, [
    { event: "a", people: 2, again: 1, repeats: 2, loops: 1 },
    { event: "b", people: 2, again: 1, repeats: 1, loops: 0 },
  ]);
});

Deno.test("eventuallyFollows() counts people and pairs as looking at every pair does", () => {
  fc.assert(
    fc.property(ways, (all) => {
      for (const { from, to, people, count } of eventuallyFollows(ofWays(...all))) {
        const each = all.map((way) => {
          const events = way.split(" ");
          return events.flatMap((a, i) => events.slice(i + 1).filter((b) => a === from && b === to)).length;
        });
        assert.deepEqual([people, count], [
          each.filter((n) => n > 0).length,
          each.reduce((a, b) => a + b, 0),
        ]);
      }
    }),
    { seed: 3 },
  );
});

Deno.test("flow() begins where it is told to, and shows the rest as others", () => {
  const log = ofWays("x a b", "x a c", "x a c", "y");
  const { people, nodes, links } = flow(log, { from: "a", steps: 3, top: 1 });
  assert.equal(people, 3);
  assert.deepEqual(nodes.map(({ step, event, people }) => `${step}${event}${people}`), [
    "1a3",
    "2c2",
    "2(other)1",
    "3(ended)3",
  ]);
  assert.deepEqual(links.map(({ from, to, people, medianSeconds }) => [from + to, people, medianSeconds]), [
    ["ac", 2, 1],
    ["a(other)", 1, 1],
    ["c(ended)", 2, null],
    ["(other)(ended)", 1, null],
  ]);
});

Deno.test("paths of nobody are empty, and wrong options are refused", () => {
  const nobody = eventLogOf([]);
  assert.deepEqual(paths(nobody).variants, []);
  assert.deepEqual(paths(nobody).stepMatrix.share, [Array(10).fill(0)]);
  assert.deepEqual([transitions(nobody).edges, flow(nobody).nodes, eventuallyFollows(nobody)], [[], [], []]);
  assert.equal(timeBetween(nobody, { events: ["a"] }, { events: ["b"] }).seconds, null);
  const log = ofWays("visit book");
  assert.throws(() => stepMatrix(log, { centre: { event: "vist" } }), /did you mean "visit"/);
  assert.throws(() => flow(log, { from: "vist" }), InputError);
  assert.throws(() => stepMatrix(log, { steps: 0 }), RangeError);
  assert.throws(() => stepMatrix(log, { rare: 2 }), RangeError);
  assert.throws(() => paths(log, { top: -1 }), RangeError);
  assert.throws(() => flow(log, { steps: 1 }), RangeError);
  for (const count of [paths, transitions, flow]) {
    assert.throws(() => count(log, { members: new Uint8Array(5) }), RangeError);
  }
});
