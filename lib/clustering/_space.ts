import { InputError } from "../workspace/mod.ts";
import type { Dissimilarities, DistanceMetric } from "./dissimilarities.ts";

/** Rows with a distance between any two of them; equal rows may stand as one. */
export interface Space {
  /** Different rows. Where values are known, their order depends on nothing but the values. */
  readonly rows: number;
  /** The different row of each row of the data. */
  readonly of: Uint32Array;
  /** A row of the data behind each different row: the first. */
  readonly first: Uint32Array;
  /** How many rows each different row stands for. */
  readonly counts: Float64Array;
  /** Their weight; the same as `counts` without weights. */
  readonly weights: Float64Array;
  readonly metric: DistanceMetric;
  readonly features: readonly string[];
  /** The number of a row of the data, as messages and results call it: from 1, in the table. */
  readonly rowNumber: (row: number) => number;
  /** Distances of one different row to those from `start` to before `stop`; the next call overwrites them. */
  readonly from: (row: number, start: number, stop: number) => Float64Array;
}

/** Beyond, the triangle of all pairs is too large. */
export const mostRows = 30_000;
const doubles = 10_000;

/** Distances of pairs: that of i and j < i stands at `rowStart(i) + j`. */
export type Triangle = Float64Array | Float32Array;

/** Where row `i` begins in a triangle. */
export function rowStart(i: number): number {
  return i * (i - 1) / 2;
}

/** The first row behind each different one. */
export function firstOf(of: Uint32Array, rows: number): Uint32Array {
  const first = new Uint32Array(rows);
  for (let i = of.length - 1; i >= 0; i--) first[of[i]!] = i;
  return first;
}

/**
 * Distances between all pairs of different rows, or of some of them.
 *
 * @param instead What to use for more rows than fit.
 * @throws {InputError} There are too many rows.
 */
export function measureAll(space: Space, instead: string, only?: Uint32Array): Triangle {
  if (only) return chosenPairs(space, only, instead);
  const triangle = makeTriangle(space.rows, instead);
  for (let i = 1; i < space.rows; i++) triangle.set(space.from(i, 0, i), rowStart(i));
  return triangle;
}

/** Distances between all pairs of rows of the data. */
export function everyPair(space: Space, instead: string): Triangle {
  return chosenPairs(space, space.of, instead);
}

function chosenPairs(space: Space, chosen: Uint32Array, instead: string): Triangle {
  const triangle = makeTriangle(chosen.length, instead);
  for (let i = 1, at = 0; i < chosen.length; i++) {
    const all = space.from(chosen[i]!, 0, space.rows);
    for (let j = 0; j < i; j++) triangle[at++] = all[chosen[j]!]!;
  }
  return triangle;
}

function makeTriangle(rows: number, instead: string): Triangle {
  if (rows > mostRows) {
    throw new InputError(
      `Cannot compare ${rows} different people with each other: that takes ${
        (rowStart(rows) * 4 / 1e9).toFixed(1)
      } GB, and the limit is ${mostRows} people. ${instead}`,
    );
  }
  return rows > doubles ? new Float32Array(rowStart(rows)) : new Float64Array(rowStart(rows));
}

/** How many pairs have no distance. */
export function incomparable(triangle: Triangle): number {
  let count = 0;
  for (let at = 0; at < triangle.length; at++) if (Number.isNaN(triangle[at])) count++;
  return count;
}

/**
 * Refuses distances that are not there.
 *
 * @throws {InputError} It names two rows that have nothing to be compared by.
 */
export function checkComparable(space: Space, triangle: Triangle): void {
  const place = triangle.findIndex(Number.isNaN);
  if (place < 0) return;
  let i = 1;
  while (rowStart(i + 1) <= place) i++;
  refusePair(space, place - rowStart(i), i, incomparable(triangle));
}

/**
 * Refuses two different rows that have no distance.
 *
 * @throws {InputError}
 */
export function refusePair(space: Space, one: number, other: number, pairs = 1): never {
  const [a, b] = [space.first[one]!, space.first[other]!].map(space.rowNumber).toSorted((x, y) => x - y);
  throw new InputError(
    `Cannot cluster: rows ${a} and ${b} have no known value in common, so nothing says how far apart they are` +
      `${
        pairs > 1 ? ` (${pairs} such pairs)` : ""
      }. Leave out people of whom little is known, or fill in their values.`,
  );
}

/** Distances that somebody measured, as a space in which every row stands for itself. */
export function givenSpace(data: Dissimilarities): Space {
  const { rows, triangle } = data;
  const room = new Float64Array(rows);
  const itself = Uint32Array.from({ length: rows }, (_, i) => i);
  const counts = new Float64Array(rows).fill(1);
  return {
    rows,
    of: itself,
    first: itself,
    counts,
    weights: data.weights ?? counts,
    metric: data.metric,
    features: data.features,
    rowNumber: (row) => row + 1,
    from: (row, start, stop) => {
      for (let j = start; j < stop; j++) {
        room[j - start] = j === row
          ? 0
          : j < row
          ? triangle[rowStart(row) + j]!
          : triangle[rowStart(j) + row]!;
      }
      return room.subarray(0, stop - start);
    },
  };
}
