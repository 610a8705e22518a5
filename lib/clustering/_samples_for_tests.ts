import { matrixOf, random } from "../kernels/mod.ts";
import { type Features } from "./features.ts";
import { featuresOfMatrix } from "./features_of_matrix.ts";

/** Features from rows of numbers. */
export function ofRows(rows: readonly (readonly number[])[]): Features {
  return featuresOfMatrix(matrixOf(rows[0]!.map((_, j) => rows.map((row) => row[j]!))));
}

/** Normal random numbers (Box & Muller 1958). */
export function normal(seed: number): () => number {
  const next = random(seed);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** Normal points around the corners of a square of side `apart`, 1, 2, 3, 4, 1, 2 … in turn. */
export function fourBlobs(people: number, apart: number, seed = 1): Features {
  const next = normal(seed);
  return ofRows(
    Array.from({ length: people }, (_, i) => [i % 2 * apart + next(), (i >> 1) % 2 * apart + next()]),
  );
}
