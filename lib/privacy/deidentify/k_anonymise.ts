import type { Hierarchy } from "./hierarchy.ts";
import { tupleTable } from "./_tuples.ts";
import type { TextTable } from "./text_table.ts";

/** How coarse a table may become. */
export interface AnonymiseOptions {
  /** The quasi-identifiers, each with its levels. */
  readonly quasi: Readonly<Record<string, Hierarchy>>;
  /** The fewest people alike in all of them. */
  readonly k: number;
  /** Share of rows that may be left out instead of making everybody coarser. Default 0.05. */
  readonly mostSuppressed?: number;
  /** Column → the fewest different values in every class (distinct l-diversity). Default: none. */
  readonly diverse?: Readonly<Record<string, number>>;
  /** What is to be least. Default "entropy". */
  readonly loss?: keyof InformationLoss;
}

/** What was lost, in three ways; each in [0, 1], 0 is nothing. */
export interface InformationLoss {
  /** Precision loss (Sweeney 2002): the mean height in the hierarchies; left-out rows count as the top. */
  readonly precision: number;
  /** Non-uniform entropy (Gionis and Tassa 2009): bits lost of the bits that the top would lose. */
  readonly entropy: number;
  /** Discernibility (Bayardo and Agrawal 2005): the sum of squared class sizes, left-out rows counting n each, by n². */
  readonly discernibility: number;
}

/** A k-anonymous table and what it cost. */
export interface AnonymiseResult {
  /** Rows that were kept, in order, coarser. */
  readonly table: TextTable;
  /** The level of each quasi-identifier, and how many it has. */
  readonly levels: Readonly<Record<string, { readonly level: number; readonly of: number }>>;
  /** Rows left out, and their share. */
  readonly suppressed: { readonly rows: number; readonly share: number };
  /** What was lost. */
  readonly loss: InformationLoss;
  /** Combinations of levels that were tried. */
  readonly tried: number;
  /** Whether all were tried, so that nothing loses less. */
  readonly optimal: boolean;
}

/** More combinations than this are too many to try all. */
const mostNodes = 20_000;

/**
 * Makes a table k-anonymous: each quasi-identifier is coarsened to one level for everybody (full-domain generalisation,
 * Samarati 2001), rows in classes that are still too small are left out up to a limit, and of all combinations of levels
 * that do, the one that loses least is taken. Up to 20,000 combinations all are tried, so that the answer is the optimum;
 * beyond, levels are lowered from the top one at a time, each time where that loses least. Ties go to fewer rows left
 * out, then to lower levels in the order of the columns.
 *
 * @throws {RangeError} k is more than the rows, or no combination of levels does.
 *
 * @example
 * ```ts
 * import { guessedHierarchy } from "./hierarchy.ts";
 * import { kAnonymise } from "./k_anonymise.ts";
 * const age = ["21", "23", "42", "44"];
 * const table = { rows: 4, columns: new Map([["age", age]]) };
 * const { table: safe } = kAnonymise(table, { quasi: { age: guessedHierarchy("age", age) }, k: 2 });
 * if (safe.columns.get("age")!.join() !== "20-24,20-24,40-44,40-44") throw new Error();
 * ```
 */
export function kAnonymise(table: TextTable, options: AnonymiseOptions): AnonymiseResult {
  const { quasi, k, mostSuppressed = 0.05, diverse = {}, loss: by = "entropy" } = options;
  const names = Object.keys(quasi);
  const hierarchies = Object.values(quasi);
  const nodes = hierarchies.reduce((product, { levels }) => product * levels, 1);
  if (names.length === 0) throw new RangeError("Cannot anonymise: name at least one quasi-identifier");
  if (!(k >= 2)) throw new RangeError(`Cannot anonymise with k = ${k}: k is at least 2`);
  const tuples = tupleTable(table, names, hierarchies, diverse);
  const most = Math.floor(mostSuppressed * table.rows + 1e-9);
  const levels = hierarchies.map((hierarchy) => hierarchy.levels);
  const trial: Trial = { levels, by, outcome: (node) => tuples.outcome(node, k, most) };
  const { best, tried } = nodes <= mostNodes ? tryAll(trial, nodes) : descend(trial);
  if (best === null) {
    const mixed = Object.entries(diverse).filter(([, least]) => least > 1)
      .map(([name, least]) => ` with ${least} values of ${JSON.stringify(name)}`);
    throw new RangeError(
      `Cannot make groups of ${k} alike people${
        mixed.join(" and")
      } out of ${table.rows} rows, leaving out at most ` +
        `${most}: take a smaller k${mixed.length > 0 ? " or l" : ""}, or allow more rows to be left out`,
    );
  }
  return {
    table: tuples.apply(best.node, k),
    levels: Object.fromEntries(
      names.map((name, i) => [name, { level: best.node[i]!, of: hierarchies[i]!.levels - 1 }]),
    ),
    suppressed: { rows: best.suppressed, share: table.rows === 0 ? 0 : best.suppressed / table.rows },
    loss: best.loss,
    tried,
    optimal: nodes <= mostNodes,
  };
}

interface Found {
  readonly node: readonly number[];
  readonly suppressed: number;
  readonly loss: InformationLoss;
}

interface Trial {
  readonly levels: readonly number[];
  readonly by: keyof InformationLoss;
  readonly outcome: (node: readonly number[]) => Omit<Found, "node"> | null;
}

function tryAll({ levels, by, outcome }: Trial, nodes: number): { best: Found | null; tried: number } {
  let best: Found | null = null;
  for (let n = 0; n < nodes; n++) {
    const node: number[] = [];
    let rest = n;
    for (let i = levels.length - 1; i >= 0; i--) {
      node[i] = rest % levels[i]!;
      rest = Math.floor(rest / levels[i]!);
    }
    const found = outcome(node);
    if (found !== null && better(found, best, by)) best = { node, ...found };
  }
  return { best, tried: nodes };
}

function descend({ levels, by, outcome }: Trial): { best: Found | null; tried: number } {
  let node: readonly number[] = levels.map((count) => count - 1);
  const top = outcome(node);
  let best: Found | null = top && { node, ...top };
  let tried = 1;
  for (let now = best; now !== null;) {
    let next: Found | null = null;
    for (let i = 0; i < levels.length; i++) {
      if (node[i] === 0) continue;
      const lower = node.with(i, node[i]! - 1);
      const found = outcome(lower);
      tried++;
      if (found !== null && better(found, next, by)) next = { node: lower, ...found };
    }
    if (next !== null && better(next, best, by)) best = next;
    now = next;
    if (next !== null) node = next.node;
  }
  return { best, tried };
}

/** Whether something loses less, or as much with fewer rows left out. */
function better(one: Omit<Found, "node">, other: Found | null, by: keyof InformationLoss): boolean {
  if (other === null) return true;
  const apart = one.loss[by] - other.loss[by];
  return apart < -1e-12 || (apart <= 1e-12 && one.suppressed < other.suppressed);
}
