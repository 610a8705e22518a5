import { strict as assert } from "node:assert";
import type { Column, Columns } from "../engine/mod.ts";
import { matrixOf, random } from "../kernels/mod.ts";
import { published, sharedTable, unlessShared } from "./_shared_data_for_tests.ts";
import { hasSharedData } from "./_shared_data_for_tests.ts";
import { distanceBetween } from "./dissimilarities.ts";
import { distances } from "./distances.ts";
import { featuresOfMatrix } from "./features_of_matrix.ts";
import { type MixedChoice, mixedData } from "./mixed_data.ts";

const ignore = !hasSharedData;
const na = null;

/** A table of numbers; null is missing. */
function tableOf(columns: Record<string, readonly (number | null)[]>): Columns {
  const entries = Object.entries(columns);
  const nulls = entries.flatMap(([name, values]) => {
    const bytes = new Uint8Array(Math.ceil(values.length / 8));
    values.forEach((value, i) => bytes[i >> 3]! |= value === null ? 1 << (i & 7) : 0);
    const count = values.filter((value) => value === null).length;
    return count > 0 ? [[name, { bytes, count }] as const] : [];
  });
  return {
    rows: entries[0]![1].length,
    columns: new Map(
      entries.map(([name, values]): [string, Column] => [name, Float64Array.from(values, (x) => x ?? 0)]),
    ),
    nulls: new Map(nulls),
  };
}

/** The yes/no answers with gaps of `tests/daisy-ex.R` in R's package cluster. */
const answers = tableOf({
  a: [0, 0, 0, 1, 0, 0, 0, 0, 1, 0, na],
  b: [na, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0],
  c: [0, 1, 1, 0, 1, na, 1, 0, 1, 0, na],
  d: [1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0],
  e: [1, na, 0, 1, 0, 0, 0, 0, na, 1, 1],
});

const as = (kind: MixedChoice["as"], ...columns: string[]): MixedChoice[] =>
  columns.map((column) => ({ column, as: kind! }));

async function between(data: ReturnType<typeof mixedData>, metric?: "euclidean" | "manhattan") {
  const all = await distances(data, metric ? { metric } : {});
  return { all, of: (a: number, b: number) => +distanceBetween(all, a - 1, b - 1).toFixed(7) };
}

Deno.test("distances() by hand: age by its range, town by being the same, a shared no by nothing", async () => {
  const data = mixedData(
    {
      rows: 3,
      columns: new Map<string, Column>([
        ["age", Float64Array.of(20, 30, 60)],
        ["town", { codes: Uint32Array.of(0, 1, 0), dictionary: ["Ulm", "Bonn"] }],
        ["rare", Float64Array.of(0, 0, 1)],
      ]),
      nulls: new Map(),
    },
    { columns: ["age", "town", { column: "rare", as: "asymmetric" }] },
  );
  const { of } = await between(data);
  assert.equal(of(1, 2), (0.25 + 1) / 2);
  assert.equal(of(1, 3), +((1 + 0 + 1) / 3).toFixed(7));
  assert.equal(of(2, 3), +((0.75 + 1 + 1) / 3).toFixed(7));
});

Deno.test("distances() of asymmetric answers with gaps are those of daisy-ex.Rout.save", async () => {
  const { all, of } = await between(mixedData(answers, { columns: as("asymmetric", ..."abcde") }));
  assert.equal(of(2, 1), 0.5);
  assert.equal(of(3, 2), 0.6666667);
  assert.equal(of(4, 1), 0.3333333);
  assert.equal(of(4, 3), 0.8);
  assert.equal(of(10, 4), 0.25);
  assert.equal(of(11, 10), 0.6666667);
  // Nothing is known of both, but that both say no: the one pair without a distance.
  assert.ok(Number.isNaN(of(11, 9)));
  assert.equal(all.incomparable, 1);
});

Deno.test("distances() of two symmetric and three asymmetric answers are those of daisy-ex.Rout.save", async () => {
  const columns = [...as("symmetric", "a", "b"), ...as("asymmetric", "c", "d", "e")];
  const { all, of } = await between(mixedData(answers, { columns }));
  assert.equal(of(2, 1), 0.3333333);
  assert.equal(of(5, 2), 0.25);
  assert.equal(of(7, 4), 1);
  assert.equal(of(10, 3), 0.6);
  assert.equal(of(11, 9), 0);
  assert.equal(all.incomparable, 0);
  // Two ranges from 0 to 1 are the same as two yes/no answers.
  const mixed = mixedData(answers, { columns: ["a", "b", ...as("asymmetric", "c", "d", "e")] });
  assert.deepEqual((await distances(mixed)).triangle, all.triangle);
});

Deno.test("distances() leave out an asymmetric variable that never varies, as daisy-ex.Rout.save", async () => {
  const constant = { ...answers, columns: new Map(answers.columns).set("d", new Float64Array(11).fill(1)) };
  const { all, of } = await between(mixedData(constant, { columns: as("asymmetric", ..."abcde") }));
  assert.equal(of(2, 1), 1);
  assert.equal(of(10, 4), 0.3333333);
  assert.ok(Number.isNaN(of(11, 2)) && Number.isNaN(of(11, 9)));
  assert.equal(all.incomparable, 2);
});

Deno.test("distances() in a straight line scale up what is known of both, as daisy-ex.Rout.save", async () => {
  const { of } = await between(mixedData(answers), "euclidean");
  assert.equal(of(2, 1), 1.2909944);
  assert.equal(of(5, 4), 2.236068);
  assert.equal(of(11, 9), 0);
  assert.equal(of(11, 8), 1.8257419);
});

Deno.test("distances() weigh variables and take ranks from an order", async () => {
  const data = mixedData(
    {
      rows: 3,
      columns: new Map<string, Column>([
        ["rank", { codes: Uint32Array.of(0, 1, 2), dictionary: ["mid", "low", "high"] }],
        ["x", Float64Array.of(1, 1, 3)],
      ]),
      nulls: new Map(),
    },
    { columns: [{ column: "rank", as: "ordinal", order: ["low", "mid", "high"], weight: 3 }, "x"] },
  );
  const { of } = await between(data);
  assert.equal(of(1, 2), 0.5 * 3 / 4);
  assert.equal(of(2, 3), 1);
});

Deno.test(`distances() of the flowers are those published${unlessShared}`, { ignore }, async () => {
  const { gower } = await published<
    { gower: { asymmetricBinary: string[]; d21: number; d31: number; d32: number } }
  >("clustering.json");
  const columns = [
    ...as("asymmetric", ...gower.asymmetricBinary),
    ...as("nominal", "V4"),
    ...as("ordinal", "V5", "V6"),
    "V7",
    "V8",
  ];
  const { of } = await between(mixedData(await sharedTable("cluster_flower.csv"), { columns }));
  assert.equal(of(2, 1), gower.d21);
  assert.equal(of(3, 1), gower.d31);
  assert.equal(of(3, 2), gower.d32);
});

Deno.test("distances() do not mind the order of columns, and those of features equal those of mixed data", async () => {
  const next = random(4);
  const columns = [0, 1, 2, 3, 4].map(() => Float64Array.from({ length: 40 }, () => Math.round(next() * 50)));
  const table = (order: number[]) => ({
    rows: 40,
    columns: new Map(order.map((j): [string, Column] => [`x${j + 1}`, columns[j]!])),
    nulls: new Map(),
  });
  const a = await distances(mixedData(table([0, 1, 2, 3, 4])));
  assert.deepEqual((await distances(mixedData(table([3, 1, 4, 0, 2])))).triangle, a.triangle);
  for (const metric of ["euclidean", "manhattan"] as const) {
    const plain = await distances(featuresOfMatrix(matrixOf(columns)), { metric });
    const mixed = await distances(mixedData(table([0, 1, 2, 3, 4])), { metric });
    plain.triangle.forEach((apart, at) => assert.ok(Math.abs(apart - mixed.triangle[at]!) < 1e-12));
  }
});

Deno.test("mixedData() refuses what makes no sense", () => {
  const words = (...dictionary: string[]): Columns => ({
    rows: dictionary.length,
    columns: new Map<string, Column>([["w", { codes: Uint32Array.from(dictionary.keys()), dictionary }]]),
    nulls: new Map(),
  });
  const bad = (table: Columns, choice: Partial<MixedChoice>, expected: RegExp) =>
    assert.throws(() => mixedData(table, { columns: [{ column: "w", ...choice }] }), expected);
  bad(
    words("a", "b", "c"),
    { as: "asymmetric" },
    /"w" as yes or no: it holds 3 different values \(a, b, c\)/,
  );
  bad(words("a", "b", "c"), { as: "ordinal" }, /Cannot order column "w": give its words/);
  bad(
    words("a", "b", "c"),
    { as: "ordinal", order: ["a", "b"] },
    /row 3 holds "c", which is not in its order/,
  );
  bad(words("a", "b"), { as: "interval" }, /row 1 holds text \("a"\)/);
  bad(words("a", "b"), { weight: 0 }, /Cannot weigh column "w" by 0/);
  bad(words("a", "b"), { column: "v" }, /no such column. Did you mean "w"/);
  assert.throws(() => mixedData(tableOf({ x: [na, na] })), /all 2 values are missing/);
  assert.throws(() => mixedData({ rows: 0, columns: new Map(), nulls: new Map() }), /no rows/);
  const infinite = { ...tableOf({ x: [1, 2] }), columns: new Map([["x", Float64Array.of(1, Infinity)]]) };
  assert.throws(() => mixedData(infinite), /row 2 is Infinity/);
});

Deno.test("distances() refuse a metric that does not fit, and more people than fit", async () => {
  const words = { codes: Uint32Array.of(0, 1), dictionary: ["a", "b"] };
  const data = mixedData({ rows: 2, columns: new Map([["w", words]]), nulls: new Map() });
  await assert.rejects(
    distances(data, { metric: "manhattan" }),
    /"w" holds words without an order. Use Gower's/,
  );
  const plain = featuresOfMatrix(matrixOf([[1, 2]]));
  await assert.rejects(distances(plain, { metric: "gower" }), /make mixed data of the table instead/);
  const many = featuresOfMatrix(matrixOf([Float64Array.from({ length: 30_001 }, (_, i) => i)]));
  await assert.rejects(distances(many), /30001 different people .*1.8 GB, and the limit is 30000 people/);
});
