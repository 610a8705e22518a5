import type { Columns } from "../../engine/mod.ts";
import { classesOf, codesOf, valueAt } from "./_classes.ts";
import { sensitiveRisk } from "./_diversity.ts";
import { matches } from "./_matches.ts";
import type { MissingPolicy, ReidentificationRisk } from "./result.ts";

/** What to measure the risk of, and against whom. */
export interface RiskOptions {
  /** The quasi-identifiers: what somebody who looks for a person may know. At least one column. */
  readonly quasi: readonly string[];
  /** Columns that say something people keep to themselves: their diversity inside the classes. Default: none. */
  readonly sensitive?: readonly string[];
  /** What a missing quasi-identifier is like. Default "value": a value of its own. */
  readonly missing?: MissingPolicy;
  /** Classes of fewer people count as small. Default 11. */
  readonly minimum?: number;
  /** A table of the population, with the same quasi-identifiers: gives the journalist's risk. Default: none. */
  readonly population?: Columns;
}

/**
 * How easily people can be found again in a table by some of its columns: classes of people who are alike in them, k
 * (Sweeney 2002), prosecutor, journalist and marketer risk (El Emam 2013), distinction and separation (Motwani and Xu
 * 2007, as in ARX), and of sensitive columns l-diversity (Machanavajjhala et al. 2007) and t-closeness (Li, Li and
 * Venkatasubramanian 2007). Linear in the rows.
 *
 * @throws {RangeError} The table has no rows, or no quasi-identifier is named.
 * @throws {TypeError} A column is not in the table.
 *
 * @example
 * ```ts
 * import { reidentificationRisk } from "./reidentification_risk.ts";
 * const sex = { codes: new Uint32Array([0, 0, 0, 1, 1]), dictionary: ["female", "male"] };
 * const state = { codes: new Uint32Array([0, 0, 1, 2, 0]), dictionary: ["CA", "TX", "NY"] };
 * const table = { rows: 5, columns: new Map([["sex", sex], ["state", state]]), nulls: new Map() };
 * const risk = reidentificationRisk(table, { quasi: ["sex", "state"] });
 * if (risk.distinction !== 0.8 || risk.separation !== 0.9 || risk.k !== 1) throw new Error();
 * ```
 */
export function reidentificationRisk(table: Columns, options: RiskOptions): ReidentificationRisk {
  const { quasi, sensitive = [], missing = "value", minimum = 11, population } = options;
  const { rows } = table;
  if (rows === 0) throw new RangeError("Cannot measure the risk of a table without rows");
  if (quasi.length === 0) {
    throw new RangeError("Cannot measure a risk without quasi-identifiers: name at least one");
  }
  const codes = quasi.map((name) => codesOf(table, name));
  const exact = classesOf(rows, codes);
  const cells = codes.reduce((sum, one) => sum + one.missing, 0);
  const sizes: ArrayLike<number> = missing === "any" && cells > 0
    ? matches(table, quasi, exact, codes)
    : exact.sizes;
  let k = Infinity;
  let unique = 0;
  let small = 0;
  let average = 0;
  let pairs = 0;
  for (let c = 0; c < exact.sizes.length; c++) {
    const own = exact.sizes[c]!;
    const size = sizes[c]!;
    k = Math.min(k, size);
    if (size === 1) unique += own;
    if (size < minimum) small += own;
    average += own / size;
    pairs += own * (size - 1);
  }
  const averageRisk = average / rows;
  const found = population ? journalistRisk(table, population, quasi) : null;
  const journalist = found && { highest: found.highest, average: found.average };
  return {
    kind: "reidentificationRisk",
    rows,
    quasi,
    classes: exact.sizes.length,
    k,
    averageRisk,
    highestRisk: 1 / k,
    uniqueShare: unique / rows,
    distinction: exact.sizes.length / rows,
    separation: rows === 1 ? null : 1 - pairs / (rows * (rows - 1)),
    small: { minimum, rows: small, share: small / rows },
    prosecutor: { highest: 1 / k, average: averageRisk },
    journalist,
    marketer: journalist?.average ?? averageRisk,
    missing: { cells, policy: missing },
    sensitive: sensitive.map((column) => sensitiveRisk(table, exact, column)),
    method: `classes of people alike in ${quasi.join(", ")}; a missing value ${
      missing === "value" ? "is a value of its own" : "is like every value"
    }`,
    warnings: [...warningsOf(k, minimum, small, rows), ...strangers(found?.strangers ?? 0, rows)],
  };
}

/** People are looked for among everybody of the population who is like them. */
function journalistRisk(
  table: Columns,
  population: Columns,
  quasi: readonly string[],
): { readonly highest: number; readonly average: number; readonly strangers: number } {
  const keysOf = (data: Columns, i: number) =>
    JSON.stringify(quasi.map((name) => {
      const bits = data.nulls.get(name);
      const none = bits !== undefined && ((bits.bytes[i >> 3] ?? 0) >> (i & 7) & 1) === 1;
      return none ? null : String(valueAt(data.columns.get(name)!, i));
    }));
  const counted = (data: Columns) => {
    const counts = new Map<string, number>();
    for (let i = 0; i < data.rows; i++) {
      const key = keysOf(data, i);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  };
  const everybody = counted(population);
  let highest = 0;
  let sum = 0;
  let strangers = 0;
  for (const [key, own] of counted(table)) {
    const alike = everybody.get(key) ?? 0;
    if (alike < own) strangers += own - alike;
    const risk = 1 / Math.max(1, alike);
    highest = Math.max(highest, risk);
    sum += own * risk;
  }
  return { highest, average: sum / table.rows, strangers };
}

function strangers(count: number, rows: number): string[] {
  if (count === 0) return [];
  return [
    `${count} of ${rows} people are not among the population: it is not the one this table was drawn from, or its ` +
    "values are written otherwise. The journalist's risk does not hold.",
  ];
}

function warningsOf(k: number, minimum: number, small: number, rows: number): string[] {
  if (k >= minimum) return [];
  return [
    `People in classes of fewer than ${minimum}: ${small} of ${rows}. ` +
    "Generalise or leave out before this table leaves the house.",
  ];
}
