import { strict as assert } from "node:assert";
import type { Column, Columns } from "../engine/mod.ts";
import { decodeFeature } from "./feature_encoding.ts";
import { encodeNew } from "./encode_new.ts";
import { features } from "./features.ts";

type Cell = number | string | null;

/** A table from cells; a column with any text holds text, as a database would read it. */
function table(columns: Record<string, readonly Cell[]>): Columns {
  const rows = Object.values(columns)[0]?.length ?? 0;
  const nulls = new Map(
    Object.entries(columns).filter(([, cells]) => cells.includes(null)).map(([name, cells]) => {
      const bytes = new Uint8Array(Math.ceil(rows / 8));
      cells.forEach((cell, i) => cell === null && (bytes[i >> 3]! |= 1 << (i & 7)));
      return [name, { bytes, count: cells.filter((cell) => cell === null).length }];
    }),
  );
  const values = new Map(
    Object.entries(columns).map(([name, cells]): [string, Column] => {
      if (!cells.some((cell) => typeof cell === "string")) {
        return [
          name,
          Float64Array.from(cells, (cell) => Number(cell)),
        ];
      }
      const dictionary = [...new Set(cells.map(String))];
      return [name, {
        dictionary,
        codes: Uint32Array.from(cells, (cell) => dictionary.indexOf(String(cell))),
      }];
    }),
  );
  return { rows, columns: values, nulls };
}

/** A column of the matrix. */
function column({ matrix: { data, width, rows } }: ReturnType<typeof features>, j: number): number[] {
  return Array.from({ length: rows }, (_, i) => data[i * width + j]!);
}

Deno.test("features() by hand: each scaling of 0, 10, 20, 70", () => {
  const of = (scale: "none" | "z" | "robust" | "min-max") =>
    column(features(table({ x: [0, 10, 20, 70] }), { scale }), 0).map((x) => +x.toFixed(4));
  assert.deepEqual(of("none"), [0, 10, 20, 70]);
  // Mean 25, sum of squares 625 + 225 + 25 + 2025 = 2900, deviation √(2900 / 3) = 31.0913.
  assert.deepEqual(of("z"), [-0.8041, -0.4825, -0.1608, 1.4474]);
  // Quartiles 7.5, 15, 32.5.
  assert.deepEqual(of("robust"), [-0.6, -0.2, 0.2, 2.2]);
  assert.deepEqual(of("min-max"), [0, 0.1429, 0.2857, 1]);
});

Deno.test("features() by hand: logarithm, winsorised ends, and back again", () => {
  const logged = features(table({ x: [0, Math.E - 1, Math.E ** 2 - 1] }), {
    columns: [{ column: "x", log: true }],
  });
  assert.deepEqual(column(logged, 0), [0, 1, 2]);
  assert.ok(Math.abs(decodeFeature(logged.encodings[0]!, 2) - (Math.E ** 2 - 1)) < 1e-12);
  const pulled = features(table({ x: [-900, 1, 2, 3, 900] }), { winsorise: 0.25 });
  assert.deepEqual(column(pulled, 0), [1, 1, 2, 3, 3]);
});

Deno.test("features() makes words into 0 and 1: yes/no by name, two words one feature, more one each", () => {
  const made = features(table({
    tasty: ["Yes", "No", "Yes", "No"],
    sex: ["f", "m", "m", "f"],
    role: ["nurse", "payer", "donor", "nurse"],
    digits: ["1", "2", "3", "4"],
  }));
  assert.deepEqual(made.names, [
    "tasty",
    "sex = m",
    "role = donor",
    "role = nurse",
    "role = payer",
    "digits",
  ]);
  assert.deepEqual(made.names.map((_, j) => column(made, j).join("")), [
    "1010",
    "0110",
    "0010",
    "1001",
    "0100",
    "1234",
  ]);
});

Deno.test("features() ranks ordered words", () => {
  const made = features(table({ often: ["weekly", "never", "monthly"] }), {
    columns: [{ column: "often", as: "ordinal", order: ["never", "monthly", "weekly"] }],
  });
  assert.deepEqual(column(made, 0), [3, 1, 2]);
  assert.throws(
    () =>
      features(table({ often: ["weekly", "daily"] }), {
        columns: [{ column: "often", as: "ordinal", order: ["never", "weekly"] }],
      }),
    /column "often": row 2 holds "daily", which is not in its order \(never, weekly\)/,
  );
});

Deno.test("features() deals with missing values only as told", () => {
  const holes = table({ age: [20, null, 40, 90], job: ["a", "b", null, "b"] });
  assert.throws(
    () => features(holes),
    /column "age": 1 of 4 values are missing, the first in row 2\. Say/,
  );
  const filled = features(holes, { missing: "median" });
  assert.deepEqual([column(filled, 0), column(filled, 1)], [[20, 40, 40, 90], [0, 1, 1, 1]]);
  const marked = features(holes, { missing: "indicator" });
  assert.deepEqual(marked.names, ["age", "age is missing", "job = b", "job is missing"]);
  assert.deepEqual(column(marked, 1), [0, 1, 0, 0]);
  const dropped = features(holes, { missing: "drop" });
  assert.deepEqual([...dropped.rows!], [0, 3]);
  assert.deepEqual(column(dropped, 0), [20, 90]);
  assert.equal(dropped.report.dropped, 2);
  assert.match(dropped.report.advice[0]!, /2 of 4 people are left out/);
});

Deno.test("features() learns scale and stand-ins with weights", () => {
  const { encodings, weights } = features(table({ x: [0, 10], w: [3, 1] }), { scale: "z", weights: "w" });
  assert.equal(encodings[0]!.offset, 2.5);
  assert.deepEqual([...weights!], [3, 1]);
  assert.deepEqual(encodings.map(({ name }) => name), ["x"]);
});

Deno.test("features() keeps whole numbers whole and far ones precise without scaling", () => {
  const far = features(table({ year: [200_000_001, 200_000_002, 200_000_004] }));
  const values = column(far, 0);
  assert.deepEqual([values[1]! - values[0]!, values[2]! - values[1]!], [1, 2]);
  assert.equal(decodeFeature(far.encodings[0]!, values[2]!), 200_000_004);
});

Deno.test("features() leaves out row numbers, keys and weights unless they are named", () => {
  const data = table({ row: [1, 2, 3], key: ["a1", "b2", "c3"], x: [5, 7, 5], w: [1, 2, 1] });
  const made = features(data, { weights: "w" });
  assert.deepEqual(made.names, ["x"]);
  assert.deepEqual(made.report.leftOut.map(({ column }) => column), ["row", "key", "w"]);
  assert.deepEqual(features(data, { columns: ["row"] }).names, ["row"]);
  // In any order, so that shuffled people are the same people; and keys that are numbers, by their names.
  const values = [5, 7, 5, 8, 1, 2, 2, 9, 4, 4];
  const shuffled = [3, 1, 2, 10, 9, 4, 6, 5, 8, 7];
  const keyed = table({
    row: shuffled,
    no: shuffled,
    patient_id: shuffled.map((n) => 900 + 7 * n),
    visits: shuffled.map((n) => 900 + 7 * n),
    id: values,
    paid: values.map((n) => 2 * n),
    x: values,
  });
  assert.deepEqual(features(keyed).names, ["visits", "id", "paid", "x"]);
  // Of few rows, ranks in any order may well be values.
  assert.deepEqual(features(table({ x: [2, 1, 3] })).names, ["x"]);
});

Deno.test("features() reports weak, constant and doubled variables, and how many people they need", () => {
  const { report } = features(table({
    x: [1, 2, 3, 4, 50],
    twice: [2, 4, 6, 8, 101],
    same: [7, 7, 7, 7, 7],
    wide: [1000, 9000, 4000, 2000, 7000],
  }));
  assert.deepEqual(report.variables.map(({ strength }) => strength), [
    "strong",
    "strong",
    "constant",
    "strong",
  ]);
  assert.deepEqual(report.duplicates.map(({ a, b }) => [a, b]), [["x", "twice"]]);
  const advice = report.advice.join("\n");
  assert.match(advice, /"same" is weak: it is the same for everybody/);
  assert.match(advice, /"x" and "twice" say nearly the same \(r = 1\.00\)/);
  assert.match(advice, /5 people are few for 4 variables; at least 400/);
  assert.match(advice, /"wide" varies \d+ times as much as "x"/);
});

Deno.test("features() refuses what cannot be clustered on, naming column and row", () => {
  const bad = (columns: Record<string, readonly Cell[]>, expected: RegExp, options = {}) =>
    assert.throws(() => features(table(columns), options), expected);
  bad({ age: ["31", "old", "40"] }, /column "age": row 2 holds text \("old"\)/);
  bad({ age: [1, Infinity] }, /column "age": row 2 is Infinity/);
  bad({ age: [NaN, 1] }, /column "age": row 1 is NaN/);
  bad({ age: [null, null] }, /column "age": all 2 values are missing/);
  bad({ age: [1, 2] }, /column "agee": there is no such column\. Did you mean "age"\?/, {
    columns: ["agee"],
  });
  bad({ age: [1, 2] }, /column "age" is named twice/, { columns: ["age", "age"] });
  bad({}, /has no rows/);
  bad({ row: [1, 2, 3] }, /no column to cluster on/);
  bad({ x: [1, -2] }, /logarithm of column "x": row 2 is -2/, { columns: [{ column: "x", log: true }] });
  bad({ x: [1, 2] }, /winsorise column "x" by 0\.6/, { winsorise: 0.6 });
  bad({ x: Array.from({ length: 60 }, (_, i) => `w${i}`) }, /holds 60 different words/, { columns: ["x"] });
  bad({ x: [1, 2], w: [1, 0] }, /column "w": row 2 is 0, and a weight must be above 0/, { weights: "w" });
  bad({ x: [1, 2], w: [1, -1] }, /row 2 is -1/, { weights: "w" });
  bad({ x: [1, 2], w: [1, null] }, /column "w": it has missing values/, { weights: "w" });
  bad({ x: [1, 2] }, /1 weights for 2 rows/, { weights: new Float64Array(1).fill(1) });
});

Deno.test("encodeNew() keeps the scale, limits and words that were learnt", () => {
  const { encodings } = features(table({ x: [0, 10, 20], job: ["a", "b", "c"] }), {
    scale: "z",
    missing: "median",
    columns: ["x", "job"],
  });
  const { matrix } = encodeNew(table({ x: [30, 10], job: ["c", "a"] }), encodings);
  assert.deepEqual([...matrix.data.subarray(0, 4)], [2, 0, 0, 1]);
  assert.throws(
    () => encodeNew(table({ x: [1], job: ["d"] }), encodings),
    /column "job": row 1 holds "d", which was never seen \(known: a, b, c\)/,
  );
  assert.throws(() => encodeNew(table({ x: [1] }), encodings), /column "job": there is no such column/);
  assert.throws(
    () => encodeNew(table({ x: [null, 1], job: ["a", "a"] }), encodings),
    /column "x": 1 of 2 values/,
  );
});
