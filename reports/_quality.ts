import type { Shown } from "../lib/segments/mod.ts";
import type { ProblemCode, QualityResult, TableQuality } from "../lib/workspace/mod.ts";
import type { ReportQuality } from "./model.ts";

/** What each kind of problem is called in a report. */
const words: Readonly<Record<ProblemCode, string>> = {
  "file-missing": "file is missing",
  "file-empty": "file is empty",
  "file-unreadable": "file could not be read",
  "column-missing": "column is missing",
  "column-unmapped": "column is not used",
  "column-duplicate": "column stands twice",
  "value-missing": "needed value is missing",
  "value-unmapped": "value has no translation",
  "bad-date": "date could not be read",
  "bad-number": "number could not be read",
  "bad-boolean": "yes or no could not be read",
  "ragged-row": "row has too many or too few cells",
  "duplicate-key": "second row with the same key",
  "orphan-row": "row of somebody unknown",
  "future-row": "later than the as-of day",
  "impossible-age": "age is impossible",
  "encoding": "letters could not be read",
};

/**
 * Data quality as a report says it: what passed the gate, without messages about single rows.
 *
 * @param used Fields that rules read, as `table.field`.
 */
export function reportQuality(quality: QualityResult<Shown>, used: ReadonlySet<string>): ReportQuality {
  return {
    gate: { passed: quality.gate.passed, reasons: [...quality.gate.reasons] },
    tables: quality.tables.map((table) => ({
      table: table.table,
      kept: table.rowsKept,
      leftOut: leftOut(table),
      reasons: table.leftOut.map(({ code, rows }) => ({ reason: words[code], rows })),
    })),
    fields: quality.fields.map(({ table, field, complete, verdict, reason, staleDays }) => ({
      table,
      field,
      verdict,
      reason,
      missing: complete === "hidden" ? complete : 1 - complete,
      staleDays,
      used: used.has(`${table}.${field}`),
    })),
    problems: quality.problems.map(({ code, file, column, count }) => ({
      what: words[code],
      file,
      column,
      rows: count,
    })),
  };
}

/** Rows left out, where every number it follows from is shown. */
function leftOut({ rowsRead, rowsKept, leftOut }: TableQuality<Shown>): Shown {
  if (rowsRead === "hidden" || rowsKept === "hidden" || leftOut.some(({ rows }) => rows === "hidden")) {
    return "hidden";
  }
  return rowsRead - rowsKept;
}
