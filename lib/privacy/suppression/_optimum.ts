import type { Highs, Model } from "highs";
import { isSmall } from "../_few.ts";
import type { Cell, Line } from "./_cells.ts";
import { Attack } from "./_attack.ts";
import { components, plain } from "./_equations.ts";
import { leaking } from "./_protect.ts";

const near = 1e-6;

/** Nodes of one search tree, and simplex steps of all together: counted, not timed, so that results never change. */
const mostNodes = 300;
const mostSteps = 40_000;

/** How an optimum is searched for. */
export interface OptimumOptions {
  /** Small counts from 1 to one less are hidden. */
  readonly minimum: number;
  /** What hiding a cell costs; `Infinity`: it stays. The whole part counts cells, the fraction settles ties. */
  readonly weight: (cell: Cell) => number;
  /** Makes a choice that is not safe yet safe, by hiding more; null: it cannot be. */
  readonly complete: (chosen: ReadonlySet<Cell>) => Promise<ReadonlySet<Cell> | null>;
  /** Whether ties are settled too, and not only the fewest cells found. Default true. */
  readonly ties?: boolean;
  /** Rounds of questions. Default 150. */
  readonly rounds?: number;
  /** Simplex steps. Default 40,000. */
  readonly mostSteps?: number;
}

/** A safe set of cells to hide. */
export interface Optimum {
  readonly hidden: ReadonlySet<Cell>;
  /** Whether no other hides fewer cells. */
  readonly fewest: boolean;
}

/**
 * The cheapest set of cells to hide, small ones included, so that a reader cannot narrow any small count to less than
 * all of 1 to `minimum` − 1, and no hidden cells of a line add up to less than the minimum; null when there is none.
 *
 * Branch and cut as Fischer & Salazar (2001): a whole-number program chooses cells; a linear program attacks the choice;
 * each attack that succeeds adds one inequality, from its dual solution, that every safe choice keeps. What is chosen on
 * the way is completed to a safe choice every few rounds; the search ends when no choice can be cheaper than the best of
 * these, or when it has cost enough, and then the best is given back, as one that may not be the fewest.
 */
export async function optimum(
  highs: Highs,
  cells: readonly Cell[],
  lines: readonly Line[],
  options: OptimumOptions,
): Promise<Optimum | null> {
  const { minimum, weight, complete, ties = true, rounds = 150, mostSteps: most = mostSteps } = options;
  const at = new Map(cells.map((cell, i) => [cell, i]));
  const attack = attackModel(highs, cells, lines, at);
  const choice = choiceModel(highs, cells, { weight, minimum, ties });
  let best: ReadonlySet<Cell> | null = null;
  const costOf = (one: ReadonlySet<Cell>) =>
    [...one].reduce((sum, cell) => isSmall(cell.value, minimum) ? sum : sum + weight(cell), 0);
  try {
    for (const line of lines) addLineRules(choice, line, at, minimum);
    let [steps, bound] = [0, 0];
    for (let round = 0; round < rounds && steps < most; round++) {
      choice.run();
      steps += Number(choice.info.get("simplex_iteration_count"));
      if (choice.getModelStatus() === 8) return null;
      bound = Math.max(bound, Number(choice.info.get("mip_dual_bound")));
      const { colValue } = choice.getSolution();
      if (choice.info.get("primal_solution_status") !== 2) break;
      const hidden = (i: number) => colValue[i]! > 0.5;
      const chosen = new Set(cells.filter((_, i) => hidden(i)));
      cells.forEach((cell, i) =>
        attack.changeColBounds(i, hidden(i) ? 0 : cell.value, hidden(i) ? Infinity : cell.value)
      );
      const narrow = narrowOf(highs, chosen, { cells, lines, minimum });
      const cuts = narrow.flatMap((cell) => cutsFor(attack, cells, at.get(cell)!, minimum));
      if (cuts.length === 0) {
        cuts.push(...leakCuts(chosen, { cells, lines, at, minimum }));
        if (cuts.length === 0) return { hidden: chosen, fewest: isFewest(costOf(chosen), bound) };
      }
      if (round % 4 === 3 || (!ties && round === 0)) {
        const completed = await complete(chosen);
        if (completed && (best === null || costOf(completed) < costOf(best) - near)) best = completed;
      }
      if (best && (ties ? costOf(best) <= bound + near : isFewest(costOf(best), bound))) {
        return { hidden: best, fewest: true };
      }
      for (const { terms, need } of cuts) {
        choice.addRow(need, Infinity, { indices: [...terms.keys()], values: [...terms.values()] });
      }
    }
    best ??= await complete(new Set(cells.filter(({ value }) => isSmall(value, minimum))));
    return best && { hidden: best, fewest: isFewest(costOf(best), bound) };
  } finally {
    attack.dispose();
    choice.dispose();
  }
}

/** Whether a cost is of no more cells than a lower bound; what ties cost is less than half a cell. */
function isFewest(cost: number, bound: number): boolean {
  return Math.floor(cost + near) <= Math.ceil(bound - 0.5 - near);
}

interface Cut {
  readonly terms: ReadonlyMap<number, number>;
  readonly need: number;
}

/** Small cells that a choice leaves too narrow. */
function narrowOf(
  highs: Highs,
  chosen: ReadonlySet<Cell>,
  { cells, lines, minimum }: {
    readonly cells: readonly Cell[];
    readonly lines: readonly Line[];
    readonly minimum: number;
  },
): Cell[] {
  for (const cell of cells) cell.hidden = chosen.has(cell);
  const narrow = components(plain(lines)).flatMap((component) => {
    using attack = new Attack(highs, component);
    return attack.narrow(minimum).map(({ cell }) => cell);
  });
  for (const cell of cells) cell.hidden = false;
  return narrow;
}

/** What must be hidden beside a cell so that its least is 1 and its most `minimum` − 1; none when it is so. */
function cutsFor(attack: Model, cells: readonly Cell[], at: number, minimum: number): Cut[] {
  const { value } = cells[at]!;
  const cuts: Cut[] = [];
  for (const [cost, need] of [[-1, minimum - 1 - value], [1, value - 1]] as const) {
    if (need <= near) continue;
    attack.changeColCost(at, cost);
    attack.run();
    const bounded = attack.getModelStatus() === 7;
    const moved = bounded ? Math.abs(attack.getObjectiveValue() - cost * value) : Infinity;
    if (moved < need - near) {
      const { colDual } = attack.getSolution();
      const terms = new Map<number, number>();
      cells.forEach((cell, i) => {
        const dual = colDual[i]!;
        if (Math.abs(dual) < near || i === at) return;
        // A hidden cell can fall to 0 or rise without end; more than is needed counts as what is needed.
        const term = dual > 0 ? Math.min(need, dual * cell.value) : need;
        if (term > near) terms.set(i, term);
      });
      const own = colDual[at]! > near ? colDual[at]! * value : 0;
      cuts.push({ terms, need: need - own });
    }
    attack.changeColCost(at, 0);
  }
  return cuts;
}

/** Small counts of a line, and what is hidden beside them, add up to the minimum; nothing is hidden alone. */
function addLineRules(
  choice: Model,
  { whole, parts }: Line,
  at: ReadonlyMap<Cell, number>,
  minimum: number,
): void {
  const line = [whole, ...parts];
  if (parts.some(({ value }) => isSmall(value, minimum))) {
    choice.addRow(minimum, Infinity, {
      indices: line.map((cell) => at.get(cell)!),
      values: line.map((cell) => cell === whole ? minimum : Math.min(cell.value, minimum)),
    });
  }
  for (const cell of line) {
    choice.addRow(0, Infinity, {
      indices: line.map((one) => at.get(one)!),
      values: line.map((one) => one === cell ? -1 : 1),
    });
  }
}

/**
 * What must change so that a choice also withstands adding, subtracting and people who know themselves: a leak is there
 * for as long as every cell of its equations is as hidden or as printed as it is; small cells always are. None when it
 * withstands.
 */
function leakCuts(
  chosen: ReadonlySet<Cell>,
  { cells, lines, at, minimum }: {
    readonly cells: readonly Cell[];
    readonly lines: readonly Line[];
    readonly at: ReadonlyMap<Cell, number>;
    readonly minimum: number;
  },
): Cut[] {
  for (const cell of cells) cell.hidden = chosen.has(cell);
  const groups = leaking(plain(lines), minimum);
  for (const cell of cells) cell.hidden = false;
  return groups.map((group) => {
    const terms = new Map<number, number>();
    let need = 1;
    for (const cell of new Set(group.flatMap((equation) => [...equation.keys()]))) {
      if (isSmall(cell.value, minimum)) continue;
      if (chosen.has(cell)) need--;
      terms.set(at.get(cell)!, chosen.has(cell) ? -1 : 1);
    }
    return { terms, need };
  });
}

function choiceModel(
  highs: Highs,
  cells: readonly Cell[],
  { weight, minimum, ties }: { weight: (cell: Cell) => number; minimum: number; ties: boolean },
): Model {
  const model = highs.createModel();
  // Fractions of a cell settle ties; without them half a cell is near enough to know the fewest.
  const gaps = ties ? { mip_rel_gap: 1e-9 } : { mip_rel_gap: 0, mip_abs_gap: 0.45 };
  model.options.set({ output_flag: false, mip_max_nodes: mostNodes, ...gaps });
  cells.forEach((cell, i) => {
    const cost = weight(cell);
    const must = isSmall(cell.value, minimum);
    model.addVar(must ? 1 : 0, must || cost < Infinity ? 1 : 0);
    model.changeColCost(i, must ? 0 : Math.min(cost, 1e9));
    model.changeColIntegrality(i, highs.constants.variableType.integer);
  });
  return model;
}

function attackModel(
  highs: Highs,
  cells: readonly Cell[],
  lines: readonly Line[],
  at: ReadonlyMap<Cell, number>,
): Model {
  const model = highs.createModel();
  model.options.set({ output_flag: false, presolve: "off" });
  for (const { value } of cells) model.addVar(value, value);
  for (const { whole, parts } of lines) {
    model.addRow(0, 0, {
      indices: [whole, ...parts].map((cell) => at.get(cell)!),
      values: [1, ...parts.map(() => -1)],
    });
  }
  return model;
}
