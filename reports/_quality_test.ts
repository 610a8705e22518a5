import { strict as assert } from "node:assert";
import type { QualityResult } from "../lib/workspace/mod.ts";
import type { Shown } from "../lib/segments/mod.ts";
import { reportQuality } from "./_quality.ts";

const quality: QualityResult<Shown> = {
  kind: "quality",
  gate: { passed: false, reasons: ["Too many rows were left out."] },
  tables: [
    { table: "people", rowsRead: 120, rowsKept: 100, leftOut: [{ code: "duplicate-key", rows: 20 }] },
    { table: "events", rowsRead: 500, rowsKept: 495, leftOut: [{ code: "orphan-row", rows: "hidden" }] },
  ],
  fields: [{
    table: "people",
    field: "role",
    rows: 100,
    complete: 0.75,
    distinct: 4,
    range: ["1931-02-03", "2008-01-01"],
    staleDays: null,
    verdict: "weak",
    reason: "missing in a quarter of the rows",
  }],
  problems: [{
    code: "bad-date",
    fatal: false,
    file: "people.csv",
    row: 17,
    column: "dob",
    message: "row 17 holds 1931-02-03",
    count: 12,
  }],
};

Deno.test("reportQuality() says what passed the gate, and what rules read", () => {
  const { tables, fields, gate } = reportQuality(quality, new Set(["people.role"]));
  assert.deepEqual(tables.map(({ table, kept, leftOut }) => [table, kept, leftOut]), [
    ["people", 100, 20],
    ["events", 495, "hidden"],
  ]);
  assert.deepEqual(fields.map(({ missing, used }) => [missing, used]), [[0.25, true]]);
  assert.equal(gate.passed, false);
});

Deno.test("reportQuality() keeps ranges, row numbers and messages about rows inside", () => {
  const text = JSON.stringify(reportQuality(quality, new Set()));
  assert.doesNotMatch(text, /1931|row 17/);
  assert.match(text, /date could not be read/);
});
