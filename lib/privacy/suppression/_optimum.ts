import type { Highs, Model } from "highs";
import { isSmall } from "../_few.ts";
import type { Cell, Line } from "./_cells.ts";
import { plain } from "./_equations.ts";
import { leaks } from "./_protect.ts";

const near = 1e-6;

/** Nodes of one search tree, and simplex steps of all together: counted, not timed, so that results never change. */
const mostNodes = 300;
const mostSteps = 40_000;

/** What an exact search may cost before it is left to the heuristic. */
export interface OptimumOptions {
  /** Small counts from 1 to one less are hidden. */
  readonly minimum: number;
  /** What hiding a cell costs; `Infinity`: it stays. */
  readonly weight: (cell: Cell) => number;
  /** Rounds of questions. Default 150. */
  readonly rounds?: number;
}

/**
 * The cheapest set of cells to hide, small ones included, so that a reader cannot narrow any small count to less than
 * all of 1 to `minimum` − 1, and no hidden cells of a line add up to less than the minimum; null when there is none, or
 * it takes too long to find.
 *
 * Branch and cut as Fischer & Salazar (2001): a whole-number program chooses cells; a linear program attacks the choice;
 * each attack that succeeds adds one inequality, from its dual solution, that every safe choice keeps.
 */
export function optimum(
  highs: Highs,
  cells: readonly Cell[],
  lines: readonly Line[],
  { minimum, weight, rounds = 150 }: OptimumOptions,
): ReadonlySet<Cell> | null {
  const at = new Map(cells.map((cell, i) => [cell, i]));
  const small = cells.flatMap((cell, i) => isSmall(cell.value, minimum) ? [i] : []);
  const attack = attackModel(highs, cells, lines, at);
  const choice = choiceModel(highs, cells, weight, minimum);
  try {
    for (const line of lines) addLineRules(choice, line, at, minimum);
    let steps = 0;
    for (let round = 0; round < rounds && steps < mostSteps; round++) {
      choice.run();
      steps += Number(choice.info.get("simplex_iteration_count"));
      if (choice.getModelStatus() !== 7) return null;
      const chosen = choice.getSolution().colValue;
      const hidden = (i: number) => chosen[i]! > 0.5;
      cells.forEach((cell, i) =>
        attack.changeColBounds(i, hidden(i) ? 0 : cell.value, hidden(i) ? Infinity : cell.value)
      );
      const cuts = small.flatMap((i) => cutsFor(attack, cells, i, minimum));
      if (cuts.length === 0) {
        const found = new Set(cells.filter((_, i) => hidden(i)));
        if (isTight(found, cells, lines, minimum)) return found;
        cuts.push({ need: 1, terms: new Map(cells.flatMap((_, i) => hidden(i) ? [] : [[i, 1] as const])) });
      }
      for (const { terms, need } of cuts) {
        choice.addRow(need, Infinity, { indices: [...terms.keys()], values: [...terms.values()] });
      }
    }
    return null;
  } finally {
    attack.dispose();
    choice.dispose();
  }
}

interface Cut {
  readonly terms: ReadonlyMap<number, number>;
  readonly need: number;
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

/** Whether a choice also withstands adding, subtracting and people who know themselves. */
function isTight(
  found: ReadonlySet<Cell>,
  cells: readonly Cell[],
  lines: readonly Line[],
  minimum: number,
): boolean {
  const before = cells.map(({ hidden }) => hidden);
  for (const cell of cells) cell.hidden = found.has(cell);
  const leak = leaks(plain(lines), minimum);
  cells.forEach((cell, i) => cell.hidden = before[i]!);
  return !leak;
}

function choiceModel(
  highs: Highs,
  cells: readonly Cell[],
  weight: (cell: Cell) => number,
  minimum: number,
): Model {
  const model = highs.createModel();
  model.options.set({ output_flag: false, mip_rel_gap: 1e-9, mip_max_nodes: mostNodes });
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
