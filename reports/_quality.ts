import type { Shown } from "../lib/segments/mod.ts";
import type { Problem, ProblemCode, QualityResult, TableName } from "../lib/workspace/mod.ts";
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

/** Tables whose rows are not about single people: their row counts need no protection. */
const notPeople: ReadonlySet<TableName> = new Set([
  "campaigns",
  "spend",
  "content",
  "facilities",
  "accounts",
]);

/**
 * Data quality as a report may say it. Counts of rows about people pass the same threshold as counts of people; ranges
 * of values, row numbers and messages about single rows stay inside.
 *
 * @param options.used Fields that rules read, as `table.field`.
 * @param options.minimum Counts of 1 up to one less are hidden.
 */
export function reportQuality(
  quality: QualityResult,
  options: { readonly used: ReadonlySet<string>; readonly minimum: number },
): ReportQuality {
  const { used, minimum } = options;
  const safe = (table: TableName | null, rows: number): Shown =>
    rows > 0 && rows < minimum && !(table && notPeople.has(table)) ? "hidden" : rows;
  return {
    gate: { passed: quality.gate.passed, reasons: [...quality.gate.reasons] },
    tables: quality.tables.map(({ table, rowsRead, rowsKept, leftOut }) => ({
      table,
      kept: safe(table, rowsKept),
      leftOut: safe(table, rowsRead - rowsKept),
      reasons: leftOut.map(({ code, rows }) => ({ reason: words[code], rows: safe(table, rows) })),
    })),
    fields: quality.fields.map(({ table, field, rows, complete, verdict, reason, staleDays }) => {
      const filled = Math.round(complete * rows);
      const seen = safe(table, filled) !== "hidden" && safe(table, rows - filled) !== "hidden";
      return {
        table,
        field,
        verdict,
        reason,
        missing: rows === 0 ? 0 : seen ? 1 - complete : "hidden",
        staleDays,
        used: used.has(`${table}.${field}`),
      };
    }),
    problems: pooled(quality.problems).map(({ code, file, column, count }) => ({
      what: words[code],
      file,
      column,
      rows: safe(null, count),
    })),
  };
}

type Pooled = Pick<Problem, "code" | "file" | "column" | "count">;

/** Problems counted together by kind, file and column, in the order they were found. */
function pooled(problems: readonly Problem[]): readonly Pooled[] {
  const pools = new Map<string, Pooled>();
  for (const { code, file, column, count } of problems) {
    const key = JSON.stringify([code, file, column]);
    pools.set(key, { code, file, column, count: count + (pools.get(key)?.count ?? 0) });
  }
  return [...pools.values()];
}
