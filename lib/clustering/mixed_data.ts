import { type Columns, hasBit } from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { chooseColumns } from "./_choose_columns.ts";
import { asWords, type ReadColumn, readColumn } from "./_read_column.ts";
import { readWeights } from "./_read_weights.ts";

/**
 * What a variable measures.
 *
 * - `interval`: numbers whose differences mean something.
 * - `ordinal`: ranks, from 1, as numbers.
 * - `nominal`: words without an order.
 * - `symmetric`: yes or no, and two who share a no are as alike as two who share a yes.
 * - `asymmetric`: yes or no, where sharing a no says nothing (a rare condition, say).
 */
export type VariableKind = "interval" | "ordinal" | "nominal" | "symmetric" | "asymmetric";

/** One column of mixed data, where the defaults do not fit it. */
export interface MixedChoice {
  /** Name of the column. */
  readonly column: string;
  /** Default: numbers `interval`, two words that say yes and no `symmetric`, other words `nominal`. */
  readonly as?: VariableKind;
  /**
   * The words from low to high (`ordinal`), or the no before the yes (`asymmetric`). Default: numbers by size, and yes
   * after no.
   */
  readonly order?: readonly string[];
  /** How much it counts in Gower's distance, above 0. Default 1. */
  readonly weight?: number;
}

/** How a table becomes mixed data. */
export interface MixedOptions {
  /** Columns to use. Default: all but row numbers and keys, and but the weights. */
  readonly columns?: readonly (string | MixedChoice)[];
  /** Survey weights: a column of the table, or one number a row. Every weight is above 0. */
  readonly weights?: string | Float64Array;
}

/** One variable of mixed data. */
export interface MixedVariable {
  /** Name of the column. */
  readonly name: string;
  /** What it measures. */
  readonly kind: VariableKind;
  /** One number a row, NaN where missing: the value, the rank from 1, the word's place from 0, or 0 for no and 1 for yes. */
  readonly values: Float64Array;
  /** The words behind ranks, places or no and yes, in their order; null for numbers. */
  readonly words: readonly string[] | null;
  /** How much it counts in Gower's distance. */
  readonly weight: number;
}

/** People as a mix of numbers, ranks and words; what is missing stays missing. */
export interface MixedData {
  /** People. */
  readonly rows: number;
  /** What is known of them. */
  readonly variables: readonly MixedVariable[];
  /** One number above 0 a row, or null. */
  readonly weights: Float64Array | null;
}

/**
 * Makes mixed data of a table: for distances that take each variable as what it is, and missing values as missing.
 *
 * @throws {InputError} A column is absent, entirely missing, holds an infinite number or text where numbers are needed
 * (column and row are named), holds other than two values where yes and no are needed, or words outside its order.
 *
 * @example
 * ```ts
 * import { mixedData } from "./mixed_data.ts";
 * const table = {
 *   rows: 3,
 *   columns: new Map([["age", Float64Array.of(20, 40, 60)], ["smokes", Float64Array.of(0, 1, 0)]]),
 *   nulls: new Map(),
 * };
 * const { variables } = mixedData(table, { columns: ["age", { column: "smokes", as: "asymmetric" }] });
 * if (variables.map(({ kind }) => kind).join() !== "interval,asymmetric") throw new Error();
 * ```
 */
export function mixedData(table: Columns, options: MixedOptions = {}): MixedData {
  if (table.rows === 0) throw new InputError("Cannot cluster: the table has no rows");
  const { weights } = options;
  const choices: readonly MixedChoice[] =
    options.columns?.map((choice) => typeof choice === "string" ? { column: choice } : choice) ??
      chooseColumns(table, weights === undefined ? {} : { weights }).choices.map(({ column }) => ({
        column,
      }));
  if (choices.length === 0) throw new InputError("Cannot cluster: there is no column to cluster on");
  const names = choices.map(({ column }) => column);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw new InputError(`Cannot cluster: column "${twice}" is named twice`);
  return {
    rows: table.rows,
    variables: choices.map((choice) =>
      variable(readColumn(table, choice.column, choice.as === "interval"), choice)
    ),
    weights: readWeights(table, weights),
  };
}

const yes = /^(yes|y|true|t|on|1)$/i;
const no = /^(no|n|false|f|off|0)$/i;

function variable(column: ReadColumn, { column: name, as, order, weight = 1 }: MixedChoice): MixedVariable {
  if (!(weight > 0 && Number.isFinite(weight))) {
    throw new InputError(`Cannot weigh column "${name}" by ${weight}: give a number above 0`);
  }
  if (column.kind === "numbers" && (as === undefined || as === "interval")) {
    const values = column.numbers.map((value, i) => hasBit(column.missing, i) ? NaN : value);
    return { name, kind: "interval", values, words: null, weight };
  }
  const found = asWords(column);
  const saysYes = found.words.length === 2 && found.words.some((word) => yes.test(word)) &&
    found.words.some((word) => no.test(word));
  const kind = as ?? (saysYes ? "symmetric" : "nominal");
  const words = order ?? (saysYes ? found.words.toSorted((a) => no.test(a) ? -1 : 1) : found.words);
  if ((kind === "symmetric" || kind === "asymmetric") && words.length > 2) {
    throw new InputError(
      `Cannot take column "${name}" as yes or no: it holds ${words.length} different values (${
        words.slice(0, 5).join(", ")
      }${words.length > 5 ? ", …" : ""})`,
    );
  }
  if (kind === "ordinal" && column.kind === "words" && !order) {
    throw new InputError(`Cannot order column "${name}": give its words from low to high under order`);
  }
  const place = new Map(words.map((word, i) => [word, i + (kind === "ordinal" ? 1 : 0)]));
  // A single value of a yes/no column still is a yes or a no.
  const only = kind !== "ordinal" && kind !== "nominal" && words.length === 1 && yes.test(words[0]!) ? 1 : 0;
  const values = Float64Array.from(found.codes, (code, i) => {
    if (hasBit(column.missing, i)) return NaN;
    const at = place.get(found.words[code]!);
    if (at !== undefined) return at + only;
    throw new InputError(
      `Cannot order column "${name}": row ${i + 1} holds "${found.words[code]}", which is not in its order (${
        words.join(", ")
      })`,
    );
  });
  return { name, kind, values, words, weight };
}
