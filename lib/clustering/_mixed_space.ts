import { collapse } from "./_compact.ts";
import { distinctRows } from "./_distinct.ts";
import { gowerMeasure, plainMeasure } from "./_mixed_measures.ts";
import type { Space } from "./_space.ts";
import type { DistanceMetric } from "./dissimilarities.ts";
import type { MixedData } from "./mixed_data.ts";

/** Mixed data as a space. Equal rows stand as one: missing values are equal to each other in that. */
export function mixedSpace(
  data: MixedData,
  metric: Exclude<DistanceMetric, "given">,
  weights: Float64Array | null,
): Space {
  const byName = data.variables.toSorted((a, b) => a.name < b.name ? -1 : 1);
  const { count, of, first } = distinctRows(byName.map(({ values }) => codesOf(values)), data.rows);
  const kept = byName.map((variable) => ({
    ...variable,
    values: Float64Array.from(first, (row) => variable.values[row]!),
  }));
  const counts = collapse(of, count, null);
  return {
    rows: count,
    of,
    first,
    counts,
    weights: weights ? collapse(of, count, weights) : counts,
    metric,
    features: data.variables.map(({ name }) => name),
    rowNumber: (row) => row + 1,
    from: metric === "gower" ? gowerMeasure(kept, count) : plainMeasure(kept, count, metric),
  };
}

/** Values as codes in their order, missing ones last. */
export function codesOf(values: Float64Array): { codes: Uint32Array; radix: number } {
  const place = new Map(
    Float64Array.from(new Set(values)).sort().entries().map(([code, value]) => [value, code]),
  );
  return { codes: Uint32Array.from(values, (value) => place.get(value)!), radix: place.size };
}
