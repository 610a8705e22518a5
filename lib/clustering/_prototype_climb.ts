import type { PrototypeData } from "./_prototype_data.ts";
import { Prototypes } from "./_prototypes.ts";

/** Where one start ended. */
export interface PrototypeSolution {
  /** Cluster of each different row, 0 to k − 1. */
  readonly labels: Uint16Array;
  readonly prototypes: Prototypes;
  readonly cost: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** How a climb goes. */
export interface PrototypeClimb {
  readonly gamma: number;
  readonly maxIterations: number;
  /** Move single rows once whole rounds no longer help. */
  readonly exchange: boolean;
}

/**
 * Chooses starting rows as k-means++ does: each further one with a chance in proportion to its cost with the nearest so
 * far. It always comes to an end: with too few different rows there are fewer starts.
 */
export function startingPrototypes(
  data: PrototypeData,
  k: number,
  gamma: number,
  next: () => number,
): Prototypes {
  const { rows, weights } = data;
  const near = new Float64Array(rows).fill(1);
  const chosen: number[] = [];
  while (chosen.length < k) {
    let total = 0;
    for (let i = 0; i < rows; i++) total += weights[i]! * near[i]!;
    if (!(total > 0)) break;
    let left = next() * total;
    let row = -1;
    for (let i = 0; i < rows; i++) {
      const share = weights[i]! * near[i]!;
      if (share <= 0) continue;
      row = i;
      if ((left -= share) < 0) break;
    }
    const alone = new Prototypes(data, 1, gamma);
    alone.add(row, 0, 1);
    for (let i = 0; i < rows; i++) {
      const cost = alone.cost(i, 0);
      if (chosen.length === 0 || cost < near[i]!) near[i] = cost;
    }
    near[row] = 0;
    chosen.push(row);
  }
  const start = new Prototypes(data, chosen.length, gamma);
  chosen.forEach((row, c) => start.add(row, c, 1));
  return start;
}

/** The prototypes of a solution, but one of them, at random, is a random row. */
export function swapPrototype(
  data: PrototypeData,
  { labels, prototypes }: PrototypeSolution,
  gamma: number,
  next: () => number,
): Prototypes {
  const k = prototypes.sizes.length;
  const row = Math.floor(next() * data.rows);
  const gone = Math.floor(next() * k);
  const start = new Prototypes(data, k, gamma);
  labels.forEach((c, i) => {
    if (c !== gone && data.weights[i]! > 0) start.add(i, c, data.weights[i]!);
  });
  start.add(row, gone, 1);
  return start;
}

/** Gives rows to the cheapest prototype and moves prototypes, in turn, until no row changes. */
export function climbPrototypes(
  data: PrototypeData,
  start: Prototypes,
  climb: PrototypeClimb,
): PrototypeSolution {
  const { rows, weights } = data;
  const k = start.sizes.length;
  let prototypes = start;
  const labels = new Uint16Array(rows);
  let iterations = 0;
  let moved = rows;
  while (moved > 0 && iterations < climb.maxIterations) {
    moved = iterations === 0 ? 1 : 0;
    for (let i = 0; i < rows; i++) {
      const c = prototypes.nearest(i, labels[i]!);
      if (c !== labels[i]) moved++;
      labels[i] = c;
    }
    prototypes = gather(data, labels, k, climb.gamma);
    moved += fillEmpty(data, labels, prototypes);
    iterations++;
    if (moved === 0 && climb.exchange) moved = exchangeRows(data, labels, prototypes, k);
  }
  prototypes = gather(data, labels, k, climb.gamma);
  let cost = 0;
  for (let i = 0; i < rows; i++) cost += weights[i]! * prototypes.cost(i, labels[i]!);
  return { labels, prototypes, cost, iterations, converged: moved === 0 };
}

function gather(data: PrototypeData, labels: Uint16Array, k: number, gamma: number): Prototypes {
  const prototypes = new Prototypes(data, k, gamma);
  labels.forEach((c, row) => {
    if (data.weights[row]! > 0) prototypes.add(row, c, data.weights[row]!);
  });
  return prototypes;
}

/** An empty cluster gets the row that costs most where it is. */
function fillEmpty({ rows, weights }: PrototypeData, labels: Uint16Array, prototypes: Prototypes): number {
  let filled = 0;
  for (let empty = 0; empty < prototypes.sizes.length; empty++) {
    if (prototypes.sizes[empty]! > 0) continue;
    let worst = -1;
    let most = 0;
    for (let i = 0; i < rows; i++) {
      if (weights[i] === 0 || prototypes.sizes[labels[i]!]! <= weights[i]!) continue;
      const cost = weights[i]! * prototypes.cost(i, labels[i]!);
      if (cost > most) {
        most = cost;
        worst = i;
      }
    }
    if (worst < 0) continue;
    prototypes.add(worst, labels[worst]!, -weights[worst]!);
    prototypes.add(worst, empty, weights[worst]!);
    labels[worst] = empty;
    filled++;
  }
  return filled;
}

/** Moves single rows where the sum of all costs falls, the prototypes moving along (after Hartigan 1975). */
function exchangeRows(
  { rows, weights }: PrototypeData,
  labels: Uint16Array,
  prototypes: Prototypes,
  k: number,
): number {
  let moved = 0;
  for (let i = 0; i < rows; i++) {
    const weight = weights[i]!;
    const own = labels[i]!;
    if (weight === 0 || prototypes.sizes[own]! <= weight * (1 + 1e-12)) continue;
    const saved = prototypes.change(i, own, -weight);
    let best = own;
    let least = -1e-9 * (1 + Math.abs(saved));
    for (let c = 0; c < k; c++) {
      if (c === own) continue;
      const change = saved + prototypes.change(i, c, weight);
      if (change < least) {
        least = change;
        best = c;
      }
    }
    if (best === own) continue;
    prototypes.add(i, own, -weight);
    prototypes.add(i, best, weight);
    labels[i] = best;
    moved++;
  }
  return moved;
}
