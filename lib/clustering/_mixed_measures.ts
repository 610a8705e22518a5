import { InputError } from "../workspace/mod.ts";
import type { MixedVariable } from "./mixed_data.ts";

/** Distances of one row to those from `start` to before `stop`; the next call overwrites them. */
export type Measure = (row: number, start: number, stop: number) => Float64Array;

/** A variable with the least and the largest value there is, which need not be among `values`. */
export type Measured = Pick<MixedVariable, "values" | "kind" | "weight" | "name"> & {
  readonly range: readonly [number, number];
};

/** Adds one variable's weighted distances to `sums`, and its weight to `weights` where it can be compared. */
type Part = (row: number, start: number, stop: number, sums: Float64Array, weights: Float64Array) => void;

/**
 * Gower's distance (1971): the weighted mean over the variables that can be compared of |a − b| / range for numbers and
 * ranks, and of 0 or 1 for words. NaN where none can be compared.
 */
export function gowerMeasure(variables: readonly Measured[], rows: number): Measure {
  const parts = variables.map(partOf);
  const sums = new Float64Array(rows);
  const weights = new Float64Array(rows);
  return (row, start, stop) => {
    sums.fill(0, start, stop);
    weights.fill(0, start, stop);
    for (const part of parts) part(row, start, stop, sums, weights);
    for (let i = start; i < stop; i++) sums[i] = i === row ? 0 : sums[i]! / weights[i]!;
    return sums.subarray(start, stop);
  };
}

function partOf({ values, kind, weight, range: [low, high] }: Measured): Part {
  // Two who share a no are not compared, and an asymmetric variable that never varies says nothing.
  if (kind === "asymmetric") return low === high ? () => {} : sharedYes(values, weight);
  if (kind !== "interval" && kind !== "ordinal") return different(values, weight);
  return apart(values.map((value) => (value - low) / (high - low || 1)), weight);
}

function apart(values: Float64Array, weight: number): Part {
  return (row, start, stop, sums, weights) => {
    const own = values[row]!;
    if (Number.isNaN(own)) return;
    for (let i = start; i < stop; i++) {
      const far = Math.abs(values[i]! - own);
      if (far === far) {
        sums[i]! += weight * far;
        weights[i]! += weight;
      }
    }
  };
}

function different(values: Float64Array, weight: number): Part {
  return (row, start, stop, sums, weights) => {
    const own = values[row]!;
    if (Number.isNaN(own)) return;
    for (let i = start; i < stop; i++) {
      const other = values[i]!;
      if (other !== other) continue;
      if (other !== own) sums[i]! += weight;
      weights[i]! += weight;
    }
  };
}

function sharedYes(values: Float64Array, weight: number): Part {
  return (row, start, stop, sums, weights) => {
    const own = values[row]!;
    if (Number.isNaN(own)) return;
    for (let i = start; i < stop; i++) {
      const other = values[i]!;
      if (other !== other || own + other === 0) continue;
      if (other !== own) sums[i]! += weight;
      weights[i]! += weight;
    }
  };
}

/**
 * Euclidean or Manhattan distance of numbers. What cannot be compared is taken to be as far apart as the rest: the sum is
 * scaled up by the share of variables that can.
 *
 * @throws {InputError} A variable is nominal.
 */
export function plainMeasure(
  variables: readonly Measured[],
  rows: number,
  metric: "euclidean" | "manhattan",
): Measure {
  const nominal = variables.find(({ kind }) => kind === "nominal");
  if (nominal) {
    throw new InputError(
      `Cannot measure ${metric} distances: column "${nominal.name}" holds words without an order. Use Gower's distance.`,
    );
  }
  const sums = new Float64Array(rows);
  const known = new Float64Array(rows);
  const euclidean = metric === "euclidean";
  return (row, start, stop) => {
    sums.fill(0, start, stop);
    known.fill(0, start, stop);
    for (const { values } of variables) {
      const own = values[row]!;
      if (Number.isNaN(own)) continue;
      for (let i = start; i < stop; i++) {
        const far = values[i]! - own;
        if (far !== far) continue;
        sums[i]! += euclidean ? far * far : Math.abs(far);
        known[i]!++;
      }
    }
    for (let i = start; i < stop; i++) {
      const sum = sums[i]! * (variables.length / known[i]!);
      sums[i] = i === row ? 0 : euclidean ? Math.sqrt(sum) : sum;
    }
    return sums.subarray(start, stop);
  };
}

/** The least and the largest value. */
export function rangeOf(values: Float64Array): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
