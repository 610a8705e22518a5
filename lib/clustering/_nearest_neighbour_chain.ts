import { rowStart, type Triangle } from "./_space.ts";
import type { Linkage } from "./dendrogram.ts";

/** Two clusters, each named by one of its rows, that become one. */
export interface Joined {
  readonly a: number;
  readonly b: number;
  readonly height: number;
}

/** Distance of what a and b become to another: `da`, `db` and `ab` are distances, `sa`, `sb` and `so` sizes. */
type Update = (da: number, db: number, ab: number, sa: number, sb: number, so: number) => number;

/** Lance & Williams (1967); for Ward's method on squared distances. */
const updates: Record<Linkage, Update> = {
  single: (da, db) => da < db ? da : db,
  complete: (da, db) => da > db ? da : db,
  average: (da, db, _ab, sa, sb) => (sa * da + sb * db) / (sa + sb),
  ward: (da, db, ab, sa, sb, so) => ((sa + so) * da + (sb + so) * db - so * ab) / (sa + sb + so),
};

/**
 * Joins clusters that are each other's nearest until one is left (nearest-neighbour chain; Benzécri 1982, Murtagh 1983).
 * These linkages are reducible, so the tree is that of joining the two nearest of all each time, in at most 3 rows² steps.
 *
 * @param triangle Overwritten.
 * @param sizes Weight of each row.
 * @returns rows − 1 joins, each after those it builds on, not in the order of height.
 */
export function nearestNeighbourChain(triangle: Triangle, sizes: Float64Array, linkage: Linkage): Joined[] {
  const rows = sizes.length;
  const ward = linkage === "ward";
  if (ward) squareByWeight(triangle, sizes);
  const update = updates[linkage];
  const size = sizes.slice();
  const active = Uint32Array.from({ length: rows }, (_, i) => i);
  let count = rows;
  const at = (i: number, j: number) => i > j ? rowStart(i) + j : rowStart(j) + i;
  const joined: Joined[] = [];
  const chain: number[] = [];
  while (count > 1) {
    if (chain.length === 0) chain.push(active[0]!);
    const tip = chain.at(-1)!;
    const before = chain.at(-2) ?? -1;
    // The one before stays the nearest unless another is nearer, so that ties come to an end.
    let nearest = before;
    let apart = before < 0 ? Infinity : triangle[at(tip, before)]!;
    const own = rowStart(tip);
    let place = 0;
    for (; active[place]! < tip; place++) {
      const far = triangle[own + active[place]!]!;
      if (far < apart) {
        apart = far;
        nearest = active[place]!;
      }
    }
    for (place++; place < count; place++) {
      const other = active[place]!;
      const far = triangle[rowStart(other) + tip]!;
      if (far < apart) {
        apart = far;
        nearest = other;
      }
    }
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    const [a, b] = tip < before ? [tip, before] : [before, tip];
    joined.push({ a, b, height: ward ? Math.sqrt(Math.max(0, apart)) : apart });
    const gone = active.indexOf(b);
    active.copyWithin(gone, gone + 1, count--);
    const [sa, sb] = [size[a]!, size[b]!];
    for (let other = 0; other < count; other++) {
      const o = active[other]!;
      if (o === a) continue;
      const toA = at(a, o);
      triangle[toA] = update(triangle[toA]!, triangle[at(b, o)]!, apart, sa, sb, size[o]!);
    }
    size[a] = sa + sb;
  }
  return joined;
}

/** What Ward's method starts from: squared distances, in proportion to how much weight stands on either side. */
function squareByWeight(triangle: Triangle, sizes: Float64Array): void {
  for (let i = 1, at = 0; i < sizes.length; i++) {
    const own = sizes[i]!;
    for (let j = 0; j < i; j++, at++) {
      triangle[at] = triangle[at]! ** 2 * (2 * own * sizes[j]! / (own + sizes[j]!));
    }
  }
}
