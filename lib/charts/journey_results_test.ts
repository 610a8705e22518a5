import { strict as assert } from "node:assert";
import { allHidden, journeyResults } from "./_journeys_for_tests.ts";
import { dataTable } from "./data_table.ts";
import { figure } from "./figure.ts";
import { flatTable } from "./flat_table.ts";
import type { JourneyResult } from "./journey_result.ts";
import { stepMatrixTable } from "./path_tables.ts";
import { still } from "./still.tsx";
import { curveTable, testsTable } from "./time_tables.ts";

const results = Object.values(journeyResults) as JourneyResult[];
const rows = (result: JourneyResult) => flatTable(dataTable(result)).rows.map((row) => row.join("|"));

Deno.test("every journeys result has a table, a figure of bars and lines, and a picture", () => {
  for (const result of results) {
    const table = flatTable(dataTable(result));
    assert.ok(table.rows.length > 0, result.kind);
    assert.ok(table.rows.every((row) => row.length === table.columns.length), result.kind);
    const { data, layout } = figure(result);
    assert.ok(data.length > 0, result.kind);
    assert.ok(data.every(({ type }) => type === "bar" || type === "scatter"), result.kind);
    const svg = still(result);
    assert.match(svg, /^<svg [^>]*role="img"[^>]*aria-label="[^"]+"/, result.kind);
    for (const text of [JSON.stringify([table, data, layout]), svg]) {
      assert.doesNotMatch(text, /NaN|undefined|Infinity/, result.kind);
    }
    assert.equal(JSON.stringify(figure(result)), JSON.stringify({ data, layout }));
  }
});

Deno.test("no number that may not be shown gets into a table, a figure or a picture", () => {
  for (const result of results) {
    const hidden = allHidden(result);
    assert.match(JSON.stringify(dataTable(hidden)), /hidden/, result.kind);
    assert.doesNotMatch(still(hidden), /NaN|undefined/, result.kind);
    const drawn = figure(hidden).data.flatMap(({ x, y, type, mode }) =>
      type === "bar" && mode === undefined ? [x, y] : []
    );
    assert.doesNotMatch(JSON.stringify(drawn), /NaN|hidden/, result.kind);
    // What is drawn of hidden numbers does not depend on them.
    assert.equal(still(allHidden(result)), still(hidden));
  }
});

Deno.test("dataTable() tells journeys results as worked by hand", () => {
  const { window, timing, paths, attempts, afterDropOff, dropOff, retention, associations } = journeyResults;
  assert.equal(rows(window)[0], "Everybody|40|30|3 days (3 days – 3 days)|25% (misses 67%)|75% (misses 0%)");
  assert.deepEqual(rows(timing), [
    "e-mail|4|2|5|3 or more|8|75% (13–96)",
    "call|4|3|3|2 or more|9|25% (1–67)",
  ]);
  assert.equal(rows(paths)[0], "look → call → book → look|30|75%|75%|40 days");
  assert.deepEqual(rows(attempts), ["Look|80|40|100%|–|0|50", "Book|30|30|38%|2 days|–|–"]);
  assert.deepEqual(rows(afterDropOff), [
    "After Look|mail|10|100%|60 minutes",
    "After Look|Nothing more|0|0%|–",
  ]);
  assert.equal(rows(dropOff)[2], "Segment B|Look|20|10|50% (30–70)|+50.0 pts (+19.9 to +72.4)|mail (100%)|–");
  assert.equal(rows(retention)[0], "1970-01|40|100% (40)|0% (0)|");
  assert.equal(rows(associations)[0]!.split("|").slice(0, 3).join("|"), "call|100% (30)|0% (0)");
});

Deno.test("stepMatrixTable(), curveTable() and testsTable() give what stands behind", () => {
  const matrix = flatTable(stepMatrixTable(journeyResults.paths));
  assert.deepEqual(matrix.rows[0], ["look", "100%", "·", "25%"]);
  assert.equal(flatTable(curveTable(journeyResults.timing)).rows[0]!.join("|"), "e-mail|3|75%|13–96|4");
  assert.equal(testsTable(journeyResults.timing).rows[0]![0], "Log-rank");
});
