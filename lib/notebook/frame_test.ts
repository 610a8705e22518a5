import { strict as assert } from "node:assert";
import type { Column, Columns } from "../engine/mod.ts";
import type { FunnelResult, FunnelStep } from "../journeys/mod.ts";
import { allHidden, journeyResults } from "../charts/_journeys_for_tests.ts";
import { frame } from "./frame.ts";
import { display, type MimeBundle } from "./mime_bundle.ts";

function step(name: string, people: number, previous: number | null): FunnelStep {
  return {
    name,
    people,
    rateFromFirst: people / 100,
    rateFromPrevious: previous,
    medianSecondsFromPrevious: previous === null ? null : 86_400,
    left: 0,
    stillDeciding: 0,
    drop: null,
  };
}

const steps = [step("visit", 100, null), step("book", 40, 0.4)];
const funnel = {
  kind: "funnel",
  mode: "ordered",
  within: "14d",
  withinSeconds: 1_209_600,
  observedUntil: 0,
  people: 200,
  steps,
  groups: [{ group: "a", name: "A", people: 150, steps }, { group: "b", name: "B", people: 50, steps }],
  warnings: [],
} as FunnelResult;

function column(values: number[], name = "n"): Columns {
  return { rows: values.length, columns: new Map([[name, Float64Array.from(values)]]), nulls: new Map() };
}

Deno.test("frame() gives a funnel one row a group and step; what is not there is NaN, never 0", async () => {
  const table = await frame(funnel);
  assert.deepEqual(table.shape, [4, 8]);
  assert.deepEqual(table.column("group").values, ["a", "a", "b", "b"]);
  assert.deepEqual(table.column("people").values, [100, 40, 100, 40]);
  assert.deepEqual(table.column("rateFromPrevious").values, [NaN, 0.4, NaN, 0.4]);
});

Deno.test("frame() takes columns from an engine, text and missing values too", async () => {
  const table = await frame({
    rows: 3,
    columns: new Map<string, Column>([
      ["state", { codes: Uint32Array.of(1, 0, 1), dictionary: ["IA", "IL"] }],
      ["big", BigInt64Array.of(1n, 0n, 3n)],
    ]),
    nulls: new Map([["big", { bytes: Uint8Array.of(0b010), count: 1 }]]),
  });
  assert.deepEqual(table.column("state").values, ["IL", "IA", "IL"]);
  assert.deepEqual(table.column("big").values, [1, NaN, 3]);
});

Deno.test("frame() refuses what danfojs would do badly, and says what to do", async () => {
  await assert.rejects(frame(column(new Array(20_001).fill(1))), {
    name: "RangeError",
    message:
      "Cannot make a frame of 20,001 rows: danfojs is slow past 20,000. Count or sample them in the query " +
      "first, or work on the columns as they are.",
  });
  await assert.rejects(frame(column([1], "shape")), {
    name: "RangeError",
    message:
      'Cannot make a frame with a column "shape": danfojs uses that name itself. Rename it in the query.',
  });
});

Deno.test("frame() teaches frames, their heads and their columns to show themselves, escaped", async () => {
  const table = await frame({
    rows: 30,
    columns: new Map([["name", { codes: new Uint32Array(30), dictionary: ["<b>"] }]]),
    nulls: new Map(),
  });
  const shown = (value: unknown) => (value as { [display](): MimeBundle })[display]();
  const all = shown(table);
  assert.match(all["text/html"], /<caption[^>]*>30 rows, 1 columns\. The first 20 are shown\./);
  assert.equal(all["text/html"].match(/&lt;b&gt;/g)?.length, 20);
  assert.match(shown(table.head(3))["text/html"], /3 rows/);
  assert.match(shown(table.column("name"))["text/html"], /<table>/);
});

Deno.test("danfojs is still wrong where frame() says it is", async () => {
  const two = (name: string, [a, b]: readonly [string, string]): [string, Column] => [
    name,
    { codes: Uint32Array.of(0, 1), dictionary: [a, b] },
  ];
  const keyed = await frame({
    rows: 2,
    columns: new Map<string, Column>([two("a", ["a-b", "a"]), two("b", ["c", "b-c"]), [
      "v",
      Float64Array.of(1, 2),
    ]]),
    nulls: new Map(),
  });
  assert.equal(keyed.groupby(["a", "b"]).col(["v"]).sum().shape[0], 1, "two groups became one");
  const holed = await frame({
    ...column([3, 0, 1, 2]),
    nulls: new Map([["n", { bytes: Uint8Array.of(0b10), count: 1 }]]),
  });
  assert.deepEqual(holed.sortValues("n")?.column("n").values, [3, NaN, 1, 2]);
  assert.deepEqual(holed.dropNa().sortValues("n")?.column("n").values, [1, 2, 3]);
  holed.fillNa([9], { columns: ["n"] });
  assert.deepEqual(holed.values, [[3], [9], [1], [2]], "the frame itself was changed");
});

Deno.test("frame() makes a frame of every journeys result, hidden numbers as NaN", async () => {
  for (const result of Object.values(journeyResults)) {
    const table = await frame(result);
    assert.ok(table.shape[0]! > 0 && table.shape[1]! > 2, result.kind);
    const hidden = await frame(allHidden(result) as typeof result);
    assert.deepEqual(hidden.shape, table.shape, result.kind);
    assert.doesNotMatch(JSON.stringify(hidden.values), /hidden/, result.kind);
  }
  const drops = await frame(journeyResults.dropOff);
  assert.deepEqual(drops.at(1, "group"), "a");
});
