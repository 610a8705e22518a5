import { type Engine, id, join, literal, type Sql, sql } from "../engine/mod.ts";
import { type Problem, type ProblemCode, tables } from "../workspace/mod.ts";
import type { TypedField, TypedStage } from "./_guess.ts";
import { listedRows, rowProblems } from "./_problems.ts";
import { badCode, badValue } from "./_reasons.ts";
import type { Stage } from "./_stage.ts";
import { recordNumber } from "./_rejects.ts";

/** Something to look for in values that stay: rows where `flag` is true have the problem. */
export interface Check {
  readonly field: string;
  readonly flag: Sql;
  readonly code: ProblemCode;
  readonly message: string;
}

/** Values that could not be read or are not in their value map: the value is left out or kept, the row stays. */
export async function valueProblems(
  stage: TypedStage,
  engine: Engine,
  more: readonly Check[],
  signal?: AbortSignal,
): Promise<Problem[]> {
  const checks = stage.fields.flatMap((field) => [
    ...(field.bad && !field.required
      ? [{
        field,
        flag: field.bad,
        code: badCode(field),
        message: `${badValue(stage.table, field)} The value was left out.`,
      }]
      : []),
    ...(field.known && Object.hasOwn(tables[stage.table].fields, field.name) &&
        tables[stage.table].fields[field.name]!.mayBeEmpty === "reported"
      ? [{
        field,
        flag: field.bad ? sql`${field.value} is null and not ${field.bad}` : sql`${field.value} is null`,
        code: "value-missing" as const,
        message: `${field.name} is empty. The row stays, and permits nothing by what it does not say.`,
      }]
      : []),
    ...(field.unmapped
      ? [{
        field,
        flag: field.unmapped,
        code: "value-unmapped" as const,
        message:
          `The value is not listed under sources.${stage.table}.values.${field.name} in workspace.yaml. ` +
          `It was kept as it is; list it there.`,
      }]
      : []),
    ...more.filter((check) => check.field === field.name).map((check) => ({ ...check, field })),
  ]);
  if (checks.length === 0) return [];
  const sums = checks.map(({ flag }, i) => sql`count(*) filter (where ${flag}) as ${id(String(i))}`);
  const [totals] = await engine.rows<Record<string, number>>(
    sql`select ${join(sums)} from ${stage.name}`,
    signal ? { signal } : {},
  );
  const problems: Problem[] = [];
  for (const [i, { field, flag, code, message }] of checks.entries()) {
    if (totals![String(i)] === 0) continue;
    const rows = await engine.rows<{ file: number; n: number; listed: string }>(
      sql`select file, count(*) as n, array_to_string(min(rowid, ${literal(listedRows)}), ' ') as listed
        from ${stage.name} where ${flag} group by file order by file`,
    );
    for (const { file, n, listed } of rows) {
      problems.push(
        ...rowProblems(code, at(stage, file, field), message, rowNumbers(stage, file, listed), n),
      );
    }
  }
  return problems;
}

/** File and column of a problem. */
export function at(
  stage: Stage,
  file: number,
  field: TypedField | null,
): { file: string; column: string | null } {
  return { file: stage.files[file]!.file.name, column: field?.columns[file]?.name ?? null };
}

/** Numbers in the file of rows of the stage, given as "12 15 19". */
export function rowNumbers(stage: Stage, file: number, listed: string): number[] {
  const { start, headerRecords, rejected } = stage.files[file]!;
  return listed.split(" ").filter(Boolean).map((row) =>
    recordNumber(Number(row) - start, headerRecords, rejected)
  );
}
