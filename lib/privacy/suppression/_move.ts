import type { Cell, PrintedRate } from "./_cells.ts";
import { type Equation, unknown } from "./_equations.ts";
import { type Example, fitsRates } from "./_examples.ts";

const near = 1e-6;

/** Cells that one answer may move before it is left to linear programming. */
const mostMoves = 60;

/** What a reader knows of some cells, indexed so that single cells can be tried. */
export interface Known {
  readonly equationsOf: ReadonlyMap<Cell, readonly Equation[]>;
  readonly ratesOf: ReadonlyMap<Cell, readonly PrintedRate[]>;
  readonly boundsOf: (cell: Cell) => readonly [low: number, high: number];
}

/** Indexes the equations and printed rates of one component. */
export function knownOf(
  equations: readonly Equation[],
  rates: readonly PrintedRate[],
  boundsOf: Known["boundsOf"],
): Known {
  const equationsOf = new Map<Cell, Equation[]>();
  const ratesOf = new Map<Cell, PrintedRate[]>();
  for (const equation of equations) {
    for (const cell of equation.keys()) if (unknown(cell)) put(equationsOf, cell, equation);
  }
  for (const rate of rates) {
    put(ratesOf, rate.n, rate);
    put(ratesOf, rate.of, rate);
  }
  return { equationsOf, ratesOf, boundsOf };
}

/**
 * An example of a cell being so much more or less than it is: other counts that all equations and printed rates
 * allow. It starts with the truth and the cell moved; each equation that no longer holds is mended by other unknown
 * cells, those in no other equation first, several where one has not room enough. An example is a proof. Null says
 * only that none was found: linear programming decides.
 */
export function move(cell: Cell, by: number, known: Known): Example | null {
  const { equationsOf, boundsOf } = known;
  const moved = new Map<Cell, number>();
  const now = (one: Cell) => one.value + (moved.get(one) ?? 0);
  /** How far a cell can follow a change. */
  const room = (one: Cell, change: number) => {
    const [low, high] = boundsOf(one);
    return Math.min(Math.abs(change), change < 0 ? now(one) - low : high - now(one));
  };
  if (room(cell, by) < Math.abs(by) - near) return null;
  moved.set(cell, by);
  const queue = new Set(equationsOf.get(cell));
  let moves = 0;
  for (const equation of queue) {
    queue.delete(equation);
    for (let off = imbalance(equation, moved); Math.abs(off) >= near;) {
      let best: Cell | undefined;
      let [bestRoom, bestRank] = [0, Infinity];
      for (const [one, times] of equation) {
        if (one === cell || !unknown(one)) continue;
        const far = room(one, -off / times);
        if (far < near) continue;
        const whole = far * Math.abs(times) >= Math.abs(off) - near;
        const rank = (whole ? 0 : 1e6) + (moved.has(one) ? 1e3 : 0) + (equationsOf.get(one)?.length ?? 0);
        if (rank < bestRank || (rank === bestRank && far > bestRoom)) {
          [best, bestRoom, bestRank] = [one, far, rank];
        }
      }
      if (best === undefined || moves++ >= mostMoves) return null;
      const times = equation.get(best)!;
      const change = -Math.sign(off / times) * bestRoom;
      moved.set(best, (moved.get(best) ?? 0) + change);
      off += times * change;
      for (const other of equationsOf.get(best)!) if (other !== equation) queue.add(other);
    }
  }
  return holds(moved, known) ? moved : null;
}

/** Whether moved counts fulfil everything, looked at from the start: the answer does not rest on how it was found. */
function holds(moved: Example, { equationsOf, ratesOf, boundsOf }: Known): boolean {
  const now = (one: Cell) => one.value + (moved.get(one) ?? 0);
  for (const one of moved.keys()) {
    const [low, high] = boundsOf(one);
    if (now(one) < low - near || now(one) > high + near) return false;
    if (equationsOf.get(one)?.some((equation) => Math.abs(imbalance(equation, moved)) >= near)) return false;
  }
  return fitsRates(moved, ratesOf);
}

/** What an equation misses zero by. The truth fulfils all, so only what moved counts. */
function imbalance(equation: Equation, moved: ReadonlyMap<Cell, number>): number {
  let off = 0;
  if (moved.size < equation.size) {
    for (const [cell, change] of moved) off += change * (equation.get(cell) ?? 0);
  } else for (const [cell, times] of equation) off += times * (moved.get(cell) ?? 0);
  return off;
}

function put<V>(map: Map<Cell, V[]>, cell: Cell, value: V): void {
  const list = map.get(cell);
  if (list) list.push(value);
  else map.set(cell, [value]);
}
