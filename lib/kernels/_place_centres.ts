import type { KMeansLayout } from "./_kmeans_layout.ts";
import type { Matrix } from "./matrix.ts";

/** Stands for a centre that does not exist, in the padding to a multiple of four: farther than any real one. */
const nowhere = 1e18;

/** How centres moved. */
export interface Moved {
  /** The centre that moved most, how far, how far the next, and the sum of squares. */
  readonly far: number;
  readonly most: number;
  readonly next: number;
  readonly total: number;
  /** Half the distance of the two centres nearest to each other. */
  readonly gap: number;
}

/** Puts centres where the kernel reads them, and works out how far they moved and how far apart they stand. */
export function placeCentres(
  { columns, width }: Matrix,
  { padded, ...layout }: KMeansLayout,
  k: number,
  centres: Float64Array,
  before?: Float64Array,
): Moved {
  const rows = layout.centres.view;
  const turned = layout.turned.view;
  for (let c = 0; c < k; c++) {
    for (let j = 0; j < columns; j++) {
      const value = centres[c * columns + j]!;
      turned[j * padded + c] = value;
      rows[c * width + j] = value;
    }
  }
  for (let c = k; c < padded; c++) for (let j = 0; j < columns; j++) turned[j * padded + c] = nowhere;
  const drift = layout.drift.view;
  const moved = { far: -1, most: 0, next: 0, total: 0, gap: Infinity };
  for (let c = 0; c < k; c++) {
    const apart = before ? squaredDistance(centres, c, before, c, columns) : 0;
    moved.total += apart;
    // Rounded up, as bounds must be.
    const way = Math.fround(Math.sqrt(apart) * 1.000001);
    drift[c] = way;
    if (moved.far < 0 || way > moved.most) {
      moved.next = moved.most;
      moved.most = way;
      moved.far = c;
    } else if (way > moved.next) moved.next = way;
  }
  const gaps = layout.gaps.view.fill(Infinity);
  for (let c = 0; c < k; c++) {
    for (let other = c + 1; other < k; other++) {
      const half = Math.sqrt(squaredDistance(centres, c, centres, other, columns)) / 2 * 0.999999;
      if (half < gaps[c]!) gaps[c] = half;
      if (half < gaps[other]!) gaps[other] = half;
      if (half < moved.gap) moved.gap = half;
    }
  }
  return moved;
}

/** Squared distance of centre `i` of `a` and centre `j` of `b`. */
export function squaredDistance(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  columns: number,
): number {
  let sum = 0;
  for (let x = i * columns, y = j * columns, end = x + columns; x < end; x++, y++) {
    const t = a[x]! - b[y]!;
    sum += t * t;
  }
  return sum;
}
