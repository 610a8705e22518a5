import { collapse } from "./_compact.ts";
import { distinctRows } from "./_distinct.ts";
import { gowerMeasure, type Measure, type Measured, plainMeasure, rangeOf } from "./_mixed_measures.ts";
import type { Space } from "./_space.ts";
import type { DistanceMetric } from "./dissimilarities.ts";
import type { MixedData } from "./mixed_data.ts";

/**
 * Mixed data, or some rows of it, as a space. Equal rows stand as one: missing values are equal to each other in that.
 * Ranges are those of all rows.
 */
export function mixedSpace(
  data: MixedData,
  metric: Exclude<DistanceMetric, "given">,
  weights: Float64Array | null,
  only?: Uint32Array,
): Space {
  const variables = measured(data);
  const some = only
    ? variables.map((variable) => ({ ...variable, values: pick(variable.values, only) }))
    : variables;
  const { count, of, first } = distinctRows(
    some.map(({ values }) => codesOf(values)),
    only?.length ?? data.rows,
  );
  const kept = some.map((variable) => ({ ...variable, values: pick(variable.values, first) }));
  const counts = collapse(of, count, null);
  return {
    rows: count,
    of,
    first,
    counts,
    weights: weights ? collapse(of, count, weights) : counts,
    metric,
    features: data.variables.map(({ name }) => name),
    rowNumber: (row) => (only ? only[row]! : row) + 1,
    from: measureOf(kept, count, metric),
  };
}

/** Distances between rows of mixed data as they stand. */
export function mixedMeasure(data: MixedData, metric: Exclude<DistanceMetric, "given">): Measure {
  return measureOf(measured(data), data.rows, metric);
}

/** Variables in the order of their names, so that the order of columns changes nothing. */
function measured({ variables }: MixedData): Measured[] {
  return variables.toSorted((a, b) => a.name < b.name ? -1 : 1)
    .map((variable) => ({ ...variable, range: rangeOf(variable.values) }));
}

function measureOf(
  variables: readonly Measured[],
  rows: number,
  metric: Exclude<DistanceMetric, "given">,
): Measure {
  return metric === "gower" ? gowerMeasure(variables, rows) : plainMeasure(variables, rows, metric);
}

function pick(values: Float64Array, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!);
}

/** Values as codes in their order, missing ones last. */
export function codesOf(values: Float64Array): { codes: Uint32Array; radix: number } {
  const place = new Map(
    Float64Array.from(new Set(values)).sort().entries().map(([code, value]) => [value, code]),
  );
  return { codes: Uint32Array.from(values, (value) => place.get(value)!), radix: place.size };
}
