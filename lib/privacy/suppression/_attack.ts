import type { Highs, Model, ModelData } from "highs";
import { isSecret } from "../_few.ts";
import type { Cell, PrintedRate } from "./_cells.ts";
import { type Equation, unknown } from "./_equations.ts";
import { type Example, Examples } from "./_examples.ts";
import { type Known, knownOf, move } from "./_move.ts";

/** What an attacker can narrow a hidden count down to. */
export interface Range {
  readonly low: number;
  /** `Infinity`: no bound. */
  readonly high: number;
}

/** A cell that can be narrowed down too far, and what would help. */
export interface Narrow {
  readonly cell: Cell;
  /** Printed cells that the bound rests on, with how far the bound would move were each free. */
  readonly rests: ReadonlyMap<Cell, number>;
  /** Printed rates that the bound rests on. */
  readonly rates: readonly PrintedRate[];
}

const near = 1e-6;

/** So many more cells without an example than with one: the solver is the faster way. */
const mostFailures = 10;

/**
 * A reader with all printed numbers, a linear program: the unknown cells that share equations are the variables, none
 * below zero, and the printed numbers the right-hand sides; a printed rate is two inequalities. The model stays with
 * the solver from question to question; only the objective and a few bounds change.
 */
export class Attack implements Disposable {
  readonly cells: readonly Cell[];
  readonly #at: ReadonlyMap<Cell, number>;
  readonly #equations: readonly Equation[];
  readonly #rates: readonly PrintedRate[];
  readonly #bounds: readonly (readonly [low: number, high: number])[];
  readonly #highs: Highs;
  readonly #examples: Examples;
  #indexed: Known | null = null;
  #built: Model | null = null;
  #objective: readonly number[] = [];

  /** `examples` are kept for later attacks on the same cells. */
  constructor(
    highs: Highs,
    equations: readonly Equation[],
    rates: readonly PrintedRate[] = [],
    examples: Examples = new Examples(),
  ) {
    const cells = new Set<Cell>();
    for (const equation of equations) for (const cell of equation.keys()) if (unknown(cell)) cells.add(cell);
    for (const { n, of } of rates) for (const cell of [n, of]) if (unknown(cell)) cells.add(cell);
    this.cells = [...cells].sort((a, b) => a.order - b.order);
    this.#at = new Map(this.cells.map((cell, i) => [cell, i]));
    this.#equations = equations;
    this.#rates = rates;
    this.#bounds = this.cells.map((cell) => boundsOf(cell, rates));
    this.#highs = highs;
    this.#examples = examples;
  }

  [Symbol.dispose](): void {
    this.#built?.dispose();
  }

  /** Made when the first question needs it: most components need none. */
  get #model(): Model {
    if (!this.#built) {
      this.#built = this.#highs.createModel(this.#data());
      this.#built.options.set({ output_flag: false, presolve: "off" });
    }
    return this.#built;
  }

  get #known(): Known {
    return this.#indexed ??= knownOf(
      this.#equations,
      this.#rates,
      (cell) => this.#bounds[this.#at.get(cell)!]!,
    );
  }

  /** How far an attacker can narrow a cell down. */
  range(cell: Cell): Range {
    const at = this.#at.get(cell);
    if (at === undefined) return { low: cell.value, high: cell.value };
    return { low: this.#bound(at, 1) ?? 0, high: this.#bound(at, -1) ?? Infinity };
  }

  /**
   * Small cells that cannot be everything from 1 to `minimum` − 1. Most are shown to by an example, an earlier
   * one or one made by hand (`move`); the rest are left to the solver. One solution shows it for many cells at once: all
   * that are still in question are pushed up together (and down together), each no further than it needs; only those
   * that did not get there are looked at one by one, until `enough` are found.
   */
  narrow(minimum: number, enough = Infinity): Narrow[] {
    const small = this.cells.flatMap((cell, i) => isSecret(cell, minimum) ? [i] : []);
    const found = new Map<number, Narrow>();
    const goalOf = (sign: 1 | -1) => (cell: Cell) =>
      sign < 0 ? Math.max(minimum - 1, cell.value) : Math.min(1, cell.value);
    const look = (i: number, sign: 1 | -1) => {
      const bound = this.#bound(i, sign);
      const cell = this.cells[i]!;
      if (bound === null || sign * (bound - goalOf(sign)(cell)) <= near || found.has(i)) return;
      found.set(i, { cell, ...this.#rests() });
      this.#examples.suspect(cell, sign);
    };
    // Where one is enough, it is most often one that was found before.
    for (const [cell, sign] of enough === 1 ? this.#examples.suspects : []) {
      const i = this.#at.get(cell);
      if (i === undefined || this.#examples.shows(cell, sign, this.#known.ratesOf)) continue;
      look(i, sign);
      if (found.size > 0) return [...found.values()];
    }
    for (const sign of [-1, 1] as const) {
      const goal = goalOf(sign);
      let left = small.filter((i) => {
        const cell = this.cells[i]!;
        return Math.abs(goal(cell) - cell.value) > near &&
          !this.#examples.shows(cell, sign, this.#known.ratesOf);
      });
      left = this.#notMoved(left, sign, goal);
      while (left.length > 0) {
        const values = this.#push(left, sign, goal);
        const reached = (i: number) => values !== null && sign * (values[i]! - goal(this.cells[i]!)) <= near;
        if (values) {
          const example = this.#exampleOf(values);
          for (const i of left) if (reached(i)) this.#examples.keep(this.cells[i]!, sign, example);
        }
        const still = left.filter((i) => !reached(i));
        if (still.length < left.length && still.length > 0) {
          left = still;
          continue;
        }
        for (const i of still) {
          look(i, sign);
          if (found.size >= enough) return [...found.values()];
        }
        break;
      }
    }
    return [...found.values()];
  }

  /** Those without an example made by hand; not looked for any longer once most have none. */
  #notMoved(cells: readonly number[], sign: 1 | -1, goal: (cell: Cell) => number): number[] {
    let failed = 0;
    return cells.filter((i) => {
      if (failed >= mostFailures) return true;
      const cell = this.cells[i]!;
      const example = move(cell, goal(cell) - cell.value, this.#known);
      if (example) this.#examples.keep(cell, sign, example);
      failed += example ? -1 : 1;
      return example === null;
    });
  }

  #exampleOf(values: Float64Array): Example {
    const changes = this.cells.map((cell, i) => [cell, values[i]! - cell.value] as const);
    return new Map(changes.filter(([, change]) => Math.abs(change) > 1e-9));
  }

  /** The least (`sign` 1) or most (−1) a cell can be; null: without bound. */
  #bound(at: number, sign: 1 | -1): number | null {
    this.#aim([at], sign);
    this.#model.run();
    const status = this.#model.getModelStatus();
    if (status === 7) return sign * this.#model.getObjectiveValue();
    if (status === 10 || status === 9) return null;
    throw new Error(`Cannot audit hidden counts: the solver ended with status ${status}`);
  }

  /** Pushes cells together, none further than its goal; their values, or null where they run away. */
  #push(cells: readonly number[], sign: 1 | -1, goal: (cell: Cell) => number): Float64Array | null {
    for (const i of cells) {
      const [low, high] = this.#bounds[i]!;
      const end = goal(this.cells[i]!);
      if (sign < 0) this.#model.changeColBounds(i, low, Math.min(high, Math.max(low, end)));
      else this.#model.changeColBounds(i, Math.max(low, Math.min(high, end)), high);
    }
    this.#aim(cells, sign);
    this.#model.run();
    const values = this.#model.getModelStatus() === 7 ? this.#model.getSolution().colValue : null;
    for (const i of cells) this.#model.changeColBounds(i, ...this.#bounds[i]!);
    return values;
  }

  /** Which printed cells hold the last bound: those in equations whose right-hand side it depends on. */
  #rests(): Pick<Narrow, "rests" | "rates"> {
    const { rowDual } = this.#model.getSolution();
    const rests = new Map<Cell, number>();
    this.#equations.forEach((equation, r) => {
      const dual = rowDual[r]!;
      if (Math.abs(dual) < near) return;
      for (const [cell, times] of equation) {
        if (unknown(cell) || !cell.printed || cell.published) continue;
        // Were the cell free, it could rise without end, or fall to 0: one of the two loosens the bound.
        const pull = dual * times;
        const reach = pull > 0 ? Infinity : -pull * cell.value;
        rests.set(cell, Math.max(rests.get(cell) ?? 0, reach));
      }
    });
    const rates = this.#rates.filter((_, k) =>
      [0, 1].some((j) => Math.abs(rowDual[this.#equations.length + 2 * k + j]!) > near)
    );
    return { rests, rates };
  }

  #aim(cells: readonly number[], sign: 1 | -1): void {
    for (const i of this.#objective) this.#model.changeColCost(i, 0);
    for (const i of cells) this.#model.changeColCost(i, sign);
    this.#objective = cells;
  }

  #data(): ModelData {
    const starts: number[] = [];
    const indices: number[] = [];
    const values: number[] = [];
    const lower: number[] = [];
    const upper: number[] = [];
    const row = (entries: Iterable<readonly [Cell, number]>, low: number, high: number) => {
      starts.push(indices.length);
      let known = 0;
      for (const [cell, times] of entries) {
        const at = this.#at.get(cell);
        if (at === undefined) known += times * cell.value;
        else {
          indices.push(at);
          values.push(times);
        }
      }
      lower.push(low - known);
      upper.push(high - known);
    };
    for (const equation of this.#equations) row(equation, 0, 0);
    for (const { n, of, from, to } of this.#rates) {
      row([[n, 1], [of, -from]], 0, Infinity);
      row([[n, 1], [of, -to]], -Infinity, 0);
    }
    starts.push(indices.length);
    const count = this.cells.length;
    return {
      numCols: count,
      numRows: lower.length,
      colCost: new Float64Array(count),
      colLower: this.#bounds.map(([low]) => low),
      colUpper: this.#bounds.map(([, high]) => high),
      rowLower: lower,
      rowUpper: upper,
      matrix: { format: "csr", numRows: lower.length, numCols: count, starts, indices, values },
    };
  }
}

/** What printed rates say of a count by themselves: their interval is as wide as the people behind it are few. */
function boundsOf(cell: Cell, rates: readonly PrintedRate[]): readonly [number, number] {
  let [low, high] = [0, Infinity];
  for (const { of, least, most } of rates) {
    if (of !== cell) continue;
    low = Math.max(low, least);
    high = Math.min(high, most);
  }
  return [low, high];
}
