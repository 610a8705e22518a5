import { type Matrix, Scratch } from "./matrix.ts";

/** Rows are added up in blocks that depend on their number alone, so that the last digits never depend on workers. */
const mostBlocks = 16;
const rowsABlock = 4096;
/** Rows whose bounds are looked at together, as in the kernel. */
const stretch = 256;

/** A stretch of rows with sums of its own, and where it keeps them. */
export interface KMeansBlock {
  readonly from: number;
  readonly to: number;
  /** `sums[c * width + j]` and `counts[c]` of the rows of each centre. */
  readonly sums: Placed<Float64Array>;
  readonly counts: Placed<Float64Array>;
  /** Room for the distances of one row, and for the numbers of a stretch of rows. */
  readonly measured: number;
  readonly list: number;
}

/** Numbers with their address. */
export interface Placed<Numbers> {
  readonly at: number;
  readonly view: Numbers;
}

/** Where k-means keeps its working data behind the matrix. */
export interface KMeansLayout {
  readonly blocks: readonly KMeansBlock[];
  readonly k: number;
  /** k, padded to a multiple of four. */
  readonly padded: number;
  readonly weights: Placed<Float64Array> | null;
  readonly labels: Placed<Uint16Array>;
  /** How far each row is at most from its own centre, and at least from every other. */
  readonly upper: Placed<Float32Array>;
  readonly lower: Placed<Float32Array>;
  /** Centres by row in single and in double precision, and turned. */
  readonly centres: Placed<Float32Array>;
  readonly precise: Placed<Float64Array>;
  readonly turned: Placed<Float32Array>;
  /** How far each centre moved, and half the way to its nearest neighbour. */
  readonly drift: Placed<Float32Array>;
  readonly gaps: Placed<Float32Array>;
}

/** Reserves the memory k-means needs behind a matrix. */
export function layOut(matrix: Matrix, k: number, weighted: boolean): KMeansLayout {
  const { rows, width } = matrix;
  const memory = new Scratch(matrix);
  const padded = Math.ceil(k / 4) * 4;
  const count = Math.max(1, Math.min(mostBlocks, Math.floor(rows / rowsABlock)));
  const doubles = (length: number): Placed<Float64Array> => {
    const at = memory.take(length * 8);
    return { at, view: memory.doubles(at, length) };
  };
  const singles = (length: number): Placed<Float32Array> => {
    const at = memory.take(length * 4);
    return { at, view: memory.singles(at, length) };
  };
  const labels = memory.take(rows * 2);
  return {
    k,
    padded,
    weights: weighted ? doubles(rows) : null,
    labels: { at: labels, view: memory.labels(labels, rows) },
    upper: singles(rows),
    lower: singles(rows),
    centres: singles(k * width),
    precise: doubles(k * width),
    turned: singles(padded * width),
    drift: singles(k),
    gaps: singles(k),
    blocks: Array.from({ length: count }, (_, b) => ({
      from: Math.floor(rows * b / count),
      to: Math.floor(rows * (b + 1) / count),
      sums: doubles(k * width),
      counts: doubles(k),
      measured: memory.take(padded * 4),
      list: memory.take(stretch * 4),
    })),
  };
}
