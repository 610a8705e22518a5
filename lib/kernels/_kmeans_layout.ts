import { type Matrix, Scratch } from "./matrix.ts";

/** Rows are added up in blocks that depend on their number alone, so that the last digits never depend on workers. */
const mostBlocks = 16;
const rowsABlock = 4096;

/** Where k-means keeps its working data behind the matrix: addresses, 0 for what is not there. */
export interface KMeansLayout {
  readonly memory: Scratch;
  readonly blocks: readonly { readonly from: number; readonly to: number; readonly number: number }[];
  /** k, padded to a multiple of four. */
  readonly padded: number;
  readonly weights: number;
  readonly labels: number;
  /** How far each row is at most from its own centre, and at least from every other. */
  readonly upper: number;
  readonly lower: number;
  /** Sums (`[c * width + j]`) and counts of each block. */
  readonly sums: (block: number) => number;
  readonly counts: (block: number) => number;
  /** Centres by row in single and in double precision, and turned. */
  readonly centres: number;
  readonly precise: number;
  readonly turned: number;
  /** Room for the distances of one row, for each block. */
  readonly measured: (block: number) => number;
  /** Room for the numbers of 256 rows, for each block. */
  readonly list: (block: number) => number;
  readonly drift: number;
  readonly gaps: number;
}

/** Reserves the memory k-means needs behind a matrix. */
export function layOut(matrix: Matrix, k: number, weighted: boolean): KMeansLayout {
  const { rows, width } = matrix;
  const memory = new Scratch(matrix);
  const padded = Math.ceil(k / 4) * 4;
  const count = Math.max(1, Math.min(mostBlocks, Math.floor(rows / rowsABlock)));
  const each = (bytes: number): (block: number) => number => {
    const start = memory.take(count * bytes);
    return (block) => start + block * bytes;
  };
  return {
    memory,
    blocks: Array.from({ length: count }, (_, b) => ({
      from: Math.floor(rows * b / count),
      to: Math.floor(rows * (b + 1) / count),
      number: b,
    })),
    padded,
    weights: weighted ? memory.take(rows * 8) : 0,
    labels: memory.take(rows * 2),
    upper: memory.take(rows * 4),
    lower: memory.take(rows * 4),
    sums: each(k * width * 8),
    counts: each(k * 8),
    centres: memory.take(k * width * 4),
    precise: memory.take(k * width * 8),
    turned: memory.take(padded * width * 4),
    measured: each(padded * 4),
    list: each(256 * 4),
    drift: memory.take(k * 4),
    gaps: memory.take(k * 4),
  };
}
