import type { TableName } from "./tables.ts";

/** What can be wrong with a source. */
export type ProblemCode =
  | "file-missing"
  | "file-empty"
  | "file-unreadable"
  | "column-missing"
  | "column-unmapped"
  | "column-duplicate"
  | "value-missing"
  | "value-unmapped"
  | "bad-date"
  | "bad-number"
  | "bad-boolean"
  | "ragged-row"
  | "duplicate-key"
  | "orphan-row"
  | "future-row"
  | "impossible-age"
  | "encoding";

/** A problem found in a source: data, not an exception. `N` is `number` inside, `Shown` after the privacy gate. */
export interface Problem<N = number> {
  /** What kind of problem it is. */
  readonly code: ProblemCode;
  /** Fatal problems stop the run; others are reported and the row or value is left out. */
  readonly fatal: boolean;
  /** File name relative to the workspace folder. */
  readonly file: string;
  /** Line or record number in the file, counting from 1 and counting a header as line 1; null when about the whole file. */
  readonly row: number | null;
  /** Column name as in the file; null when about the whole row. */
  readonly column: string | null;
  /** One sentence without the cell's value: what is wrong and what to try. */
  readonly message: string;
  /** How many rows have this problem; only the first few are listed one by one, then one entry carries the rest. */
  readonly count: N;
}

/** Whether a field can carry a segment definition. */
export type Verdict = "strong" | "weak" | "unusable";

/** How good one field is. `N` as in {@linkcode Problem}. */
export interface FieldQuality<N = number> {
  /** The canonical table. */
  readonly table: TableName;
  /** The field of the table. */
  readonly field: string;
  /** Rows of the table. */
  readonly rows: N;
  /** Share of rows with a value, in [0, 1]. */
  readonly complete: N;
  /** Different values. */
  readonly distinct: N;
  /** Smallest and largest, for numbers and dates only (as text). */
  readonly range: readonly [string, string] | null;
  /** Days from the newest value (dates and instants) or the table's newest row to the as-of date; null when timeless. */
  readonly staleDays: number | null;
  /** Whether it can carry a segment definition. */
  readonly verdict: Verdict;
  /** The reason for the verdict, in plain words. */
  readonly reason: string;
}

/** Rows read and kept, per table. `N` as in {@linkcode Problem}. */
export interface TableQuality<N = number> {
  /** The canonical table. */
  readonly table: TableName;
  /** Rows in the source's files. */
  readonly rowsRead: N;
  /** Rows that reached the table. */
  readonly rowsKept: N;
  /** Rows left out, by reason. */
  readonly leftOut: readonly { readonly code: ProblemCode; readonly rows: N }[];
}

/** How far a workspace's data can be trusted. `N` as in {@linkcode Problem}. */
export interface QualityResult<N = number> {
  /** Tells results apart. */
  readonly kind: "quality";
  /** One entry a table that has a source. */
  readonly tables: readonly TableQuality<N>[];
  /** Every field of every table. */
  readonly fields: readonly FieldQuality<N>[];
  /** What was wrong, file by file. */
  readonly problems: readonly Problem<N>[];
  /** Whether the data-quality gate of workspace.yaml passed, and if not, why. */
  readonly gate: { readonly passed: boolean; readonly reasons: readonly string[] };
}
