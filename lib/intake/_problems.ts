import type { Problem, ProblemCode } from "../workspace/mod.ts";

/** Rows of one kind of problem that are listed one by one; the rest share one entry. */
export const listedRows = 5;

/** A problem about a whole file. */
export function fileProblem(
  code: ProblemCode,
  file: string,
  message: string,
  { fatal = false, column = null, count = 1 }: { fatal?: boolean; column?: string | null; count?: number } =
    {},
): Problem {
  return { code, fatal, file, row: null, column, message, count };
}

/**
 * Problems of many rows: the first few one by one, then one entry with the count of the others.
 *
 * @param rows The first rows with the problem (more than {@linkcode listedRows} are ignored).
 * @param total How many rows have it.
 */
export function rowProblems(
  code: ProblemCode,
  at: { readonly file: string; readonly column: string | null },
  message: string,
  rows: readonly number[],
  total: number,
): Problem[] {
  const listed = rows.slice(0, listedRows);
  const problems: Problem[] = listed.map((row) => ({ code, fatal: false, ...at, row, message, count: 1 }));
  const rest = total - listed.length;
  if (rest > 0) problems.push({ code, fatal: false, ...at, row: null, message, count: rest });
  return problems;
}

/** "found: a, b, c" of a header, cut when it is long. */
export function found(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(", ");
  return `found: ${shown}${names.length > 12 ? `, … ${names.length - 12} more` : ""}`;
}
