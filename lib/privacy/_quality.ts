import type { Shown } from "../segments/mod.ts";
import type { FieldQuality, Problem, QualityResult, TableName, TableQuality } from "../workspace/mod.ts";
import type { Cell, Cells } from "./suppression/_cells.ts";
import { shown, shownIf } from "./_shown.ts";
import { withoutSmallCounts } from "./_text.ts";

/** Tables whose rows are not about single people. */
const notAboutPeople: ReadonlySet<TableName> = new Set(["campaigns", "spend", "content", "facilities"]);

/**
 * Data quality: rows about people count like people. Smallest and largest values are somebody's own and stay
 * inside, and so do the row numbers of problems, which are counted together by kind, file and column.
 */
export function quality(result: QualityResult, cells: Cells, minimum: number): () => QualityResult<Shown> {
  const tables = result.tables.map((table) => tableOf(table, cells));
  const fields = result.fields.map((field) => fieldOf(field, cells, minimum));
  const problems = pooled(result.problems).map((problem) => {
    const count = cells.count(problem.count);
    return () => ({ ...problem, count: shown(count), message: withoutSmallCounts(problem.message, minimum) });
  });
  return () => ({
    kind: "quality",
    tables: tables.map((table) => table()),
    fields: fields.map((field) => field()),
    problems: problems.map((problem) => problem()),
    gate: {
      passed: result.gate.passed,
      reasons: result.gate.reasons.map((reason) => withoutSmallCounts(reason, minimum)),
    },
  });
}

function tableOf(result: TableQuality, cells: Cells): () => TableQuality<Shown> {
  if (notAboutPeople.has(result.table)) return () => result;
  const read = cells.count(result.rowsRead, 1);
  const kept = rowsOf(result.table, result.rowsKept, cells);
  const leftOut = result.leftOut.map(({ rows }) => cells.count(rows));
  cells.sum(read, [kept, ...leftOut]);
  return () => ({
    table: result.table,
    rowsRead: shown(read),
    rowsKept: shown(kept),
    leftOut: result.leftOut.map(({ code }, i) => ({ code, rows: shown(leftOut[i]!) })),
  });
}

function fieldOf(field: FieldQuality, cells: Cells, minimum: number): () => FieldQuality<Shown> {
  if (notAboutPeople.has(field.table)) return () => field;
  const rows = rowsOf(field.table, field.rows, cells);
  const filled = Math.round(field.complete * field.rows);
  const few = [filled, field.rows - filled].some((n) => n > 0 && n < minimum);
  return () => {
    const hide = few || rows.hidden;
    return {
      ...field,
      rows: shown(rows),
      complete: hide ? "hidden" : field.complete,
      distinct: filled < minimum ? "hidden" : shownIf(field.distinct, rows),
      range: null,
      reason: hide && /\d/.test(field.reason) ? "The numbers behind it are hidden." : field.reason,
    };
  };
}

/** The rows of a table, printed with the table and with each of its fields. */
function rowsOf(table: TableName, rows: number, cells: Cells): Cell {
  return cells.shared(`rows/${table}`, rows, 0);
}

function pooled(problems: readonly Problem[]): Problem[] {
  const pools = new Map<string, Problem>();
  for (const problem of problems) {
    const key = JSON.stringify([problem.code, problem.fatal, problem.file, problem.column]);
    const { count = 0, message = problem.message } = pools.get(key) ?? {};
    pools.set(key, { ...problem, row: null, message, count: count + problem.count });
  }
  return [...pools.values()];
}
