import type { Columns } from "../engine/mod.ts";
import type { Matrix } from "../kernels/mod.ts";
import { correlations } from "./_correlations.ts";
import type { FeatureEncoding } from "./feature_encoding.ts";
import { people, peopleLeftOut } from "./_people.ts";

/** A column that was not asked for and is not used, and why. */
export interface LeftOut {
  /** Name of the column. */
  readonly column: string;
  /** Why, to follow a colon. */
  readonly reason: string;
}

/** What a variable is worth for finding segments. */
export type VariableStrength = "strong" | "weak" | "constant";

/** One column that was asked for. `N` is `number` inside, `Shown` after the privacy gate. */
export interface VariableReport<N = number> {
  /** Name of the column. */
  readonly column: string;
  /** The features it became. */
  readonly features: readonly string[];
  /** People without a value. */
  readonly missing: N;
  /** How many different values it has, among 100,000 people where there are more. */
  readonly different: N;
  /** Share of the commonest value among them, in [0, 1]. */
  readonly commonest: N;
  /** Whether it is worth its place. */
  readonly strength: VariableStrength;
  /** Why it is not strong; null when it is. */
  readonly note: string | null;
}

/** Two features that say nearly the same. */
export interface NearDuplicate {
  /** Name of one feature. */
  readonly a: string;
  /** Name of the other. */
  readonly b: string;
  /** Pearson's correlation. */
  readonly r: number;
}

/** How good features are to segment on. */
export interface FeatureReport<N = number> {
  /** Says what kind of result this is. */
  readonly kind: "features";
  /** Rows used. */
  readonly n: N;
  /** Rows left out for missing values. */
  readonly dropped: N;
  /** Each column that was asked for. */
  readonly variables: readonly VariableReport<N>[];
  /** Features with |r| above 0.95, strongest first. */
  readonly duplicates: readonly NearDuplicate[];
  /** Columns that were not asked for and are not used, with the reason. */
  readonly leftOut: readonly LeftOut[];
  /** What to do about it, in sentences. */
  readonly advice: readonly string[];
}

const fewVariables = 12;
const peopleAVariable = 100;
const nearlyEqual = 0.95;
const mostRows = 100_000;

/** What the report is made from. */
export interface FeatureReportInput {
  /** The features. */
  readonly matrix: Matrix;
  /** What its columns mean. */
  readonly encodings: readonly FeatureEncoding[];
  /** One number a row, or null. */
  readonly weights: Float64Array | null;
  /** Rows of the table before any were left out. */
  readonly tableRows: number;
  /** The rows that were used. */
  readonly table: Columns;
  /** Columns that are not used. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Says which variables are strong enough to segment on: known of at least 80 % of people, not the same for more than
 * 95 % of them, and not nearly equal to another (|r| > 0.95). At least 100 people a variable are advised (Dolnicar,
 * Grün & Leisch 2016), and few variables: weak ones bury the structure of the strong.
 */
export function featureReport(input: FeatureReportInput): FeatureReport {
  const { matrix, encodings, tableRows, table, leftOut } = input;
  const columns = [...new Set(encodings.map(({ column }) => column))];
  const variables = columns.map((column) => variable(column, input));
  const duplicates = correlations(matrix, nearlyEqual).map(({ i, j, r }) => ({
    a: encodings[i]!.name,
    b: encodings[j]!.name,
    r,
  })).filter(({ a, b }) => columnOf(encodings, a) !== columnOf(encodings, b));
  return {
    kind: "features",
    n: matrix.rows,
    dropped: tableRows - table.rows,
    variables,
    duplicates,
    leftOut,
    advice: adviceOn(input, variables, duplicates),
  };
}

function columnOf(encodings: readonly FeatureEncoding[], name: string): string {
  return encodings.find((encoding) => encoding.name === name)!.column;
}

function variable(column: string, { matrix, encodings, table }: FeatureReportInput): VariableReport {
  const own = encodings.flatMap((encoding, j) => encoding.column === column ? [j] : []);
  const missing = table.nulls.get(column)?.count ?? 0;
  const { different, commonest } = spread(matrix, own);
  const unknown = missing / table.rows;
  const note = different <= 1
    ? "it is the same for everybody"
    : unknown > 0.2
    ? `it is missing for ${Math.round(unknown * 100)} % of people`
    : commonest > 0.95
    ? `${Math.round(commonest * 100)} % of people have the same value`
    : null;
  return {
    column,
    features: own.map((j) => encodings[j]!.name),
    missing,
    different,
    commonest,
    strength: different <= 1 ? "constant" : note ? "weak" : "strong",
    note,
  };
}

/** How many different values a column's features take together, and the share of the commonest. */
function spread(
  { data, width, rows }: Matrix,
  own: readonly number[],
): { different: number; commonest: number } {
  const counts = new Map<number | string, number>();
  const looked = Math.min(rows, mostRows);
  for (let t = 0; t < looked; t++) {
    const at = Math.floor(t * rows / looked) * width;
    const key = own.length === 1 ? data[at + own[0]!]! : own.map((j) => data[at + j]).join(" ");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return { different: counts.size, commonest: counts.values().reduce((a, b) => Math.max(a, b), 0) / looked };
}

function adviceOn(
  { matrix, encodings, table, tableRows, leftOut }: FeatureReportInput,
  variables: readonly VariableReport[],
  duplicates: readonly NearDuplicate[],
): string[] {
  const advice: string[] = [];
  const dropped = tableRows - table.rows;
  if (dropped > 0) {
    advice.push(
      peopleLeftOut(dropped, tableRows),
    );
  }
  for (const { column, reason } of leftOut) advice.push(`Column "${column}" is not used: ${reason}.`);
  for (const { column, note } of variables) if (note) advice.push(`Column "${column}" is weak: ${note}.`);
  for (const { a, b, r } of duplicates) {
    advice.push(`"${a}" and "${b}" say nearly the same (r = ${r.toFixed(2)}): keep one, or it counts twice.`);
  }
  const strong = variables.filter(({ strength }) => strength === "strong").length;
  if (strong > fewVariables) {
    advice.push(`${strong} variables are many: a few strong ones find clearer segments than many weak ones.`);
  }
  const needed = variables.length * peopleAVariable;
  if (matrix.rows < needed) {
    advice.push(
      `${people(matrix.rows)} ${matrix.rows === 1 ? "is" : "are"} few for ${variables.length} ${
        variables.length === 1 ? "variable" : "variables"
      }; at least ${needed} (${peopleAVariable} a variable) are advised.`,
    );
  }
  const uneven = unevenScales(matrix, encodings);
  if (uneven) advice.push(uneven);
  return advice;
}

/** Unscaled columns of very different spread: the widest decides alone. */
function unevenScales(matrix: Matrix, encodings: readonly FeatureEncoding[]): string | null {
  if (encodings.some(({ kind, scale }) => kind === "number" && scale !== 1)) return null;
  const spreads = encodings.map((_, j) => deviation(matrix, j));
  const used = spreads.filter((value) => value > 0);
  const widest = Math.max(...used);
  const narrowest = Math.min(...used);
  if (!(widest > narrowest * 10)) return null;
  const [wide, narrow] = [widest, narrowest].map((value) => encodings[spreads.indexOf(value)]!.name);
  return `"${wide}" varies ${
    Math.round(widest / narrowest)
  } times as much as "${narrow}" and decides almost alone: ` +
    `scale them (z, robust or min-max), unless that is meant.`;
}

function deviation({ data, rows, width }: Matrix, j: number): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < rows; i++) {
    sum += data[i * width + j]!;
    squares += data[i * width + j]! ** 2;
  }
  return Math.sqrt(Math.max(0, squares / rows - (sum / rows) ** 2));
}
