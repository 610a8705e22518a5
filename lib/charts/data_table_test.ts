import { strict as assert } from "node:assert";
import { funnelResult, rateResult, reachResult, segmentsResult, totalResult } from "./_results_for_tests.ts";
import { dataTable } from "./data_table.ts";
import type { Drawable } from "./figure.ts";

const rows = (result: Drawable, section = 0) =>
  dataTable(result).sections[section]!.rows.map(({ cells }) => cells.slice(1).join(" | "));

Deno.test("dataTable() of segments lists everybody", () => {
  assert.deepEqual(rows(segmentsResult), [
    "200 | 40% | 0",
    "hidden | hidden | 0",
    "90 | – | –",
    "hidden | – | –",
  ]);
});

Deno.test("dataTable() of a measure gives value, interval and counts", () => {
  assert.deepEqual(rows(rateResult), [
    "75% | 67–82 | 90 | 120 | 3",
    "hidden | hidden | hidden | 40 | 0",
    "– | – | 0 | 0 | 0",
  ]);
  assert.deepEqual(rows(totalResult), ["1,204 | 90 | 120 | 0"]);
  assert.equal(dataTable(totalResult).columns[1], "Total, visits");
});

Deno.test("dataTable() of a funnel has a section a group, and a dash where a question does not apply", () => {
  assert.deepEqual(rows(funnelResult), [
    "200 | 100% | – | 20 | 60 | 33% (27–41)",
    "120 | 60% | 3 days | 10 | 80 | 73% (64–80)",
    "30 | 15% | 10 days | – | – | –",
  ]);
  assert.equal(rows(funnelResult, 1)[1], "120 | 60% | 3 days | hidden | hidden | hidden");
});

Deno.test("dataTable() of reach counts people by channel", () => {
  assert.deepEqual(rows(reachResult), ["200 | 150 | 120 | hidden", "0 | 0 | 0 | 0"]);
});

Deno.test("dataTable() has as many cells as columns in every row, and says what is counted", () => {
  for (const result of [segmentsResult, funnelResult, rateResult, totalResult, reachResult]) {
    const { columns, sections } = dataTable(result, { many: "hospitals" });
    for (const { rows } of sections) for (const { cells } of rows) assert.equal(cells.length, columns.length);
  }
  assert.equal(dataTable(reachResult, { many: "hospitals" }).caption, "Hospitals who can be reached");
});
