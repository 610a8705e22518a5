import { rangeOf } from "./_mixed_measures.ts";
import { scaleOf } from "./_learn_encodings.ts";
import type { DistanceMetric } from "./dissimilarities.ts";
import type { MixedData, MixedVariable } from "./mixed_data.ts";
import type { ModelPoints } from "./model_points.ts";
import type { ClusteringWork } from "./prepare_clustering.ts";
import type { Clustering } from "./result.ts";

/** What new people are held against by a fit on mixed data: its medoids, its prototypes, or the middle of each cluster. */
export function makePoints(
  { mixed, weights, options }: ClusteringWork & { readonly mixed: MixedData },
  { result, labels }: Clustering,
): ModelPoints {
  const { k, medoids, prototypeFit } = result;
  const known = (value: number) => !Number.isNaN(value);
  const scales = mixed.variables.map(({ kind, values }) => {
    if (kind === "nominal" || kind === "symmetric") return 1;
    const all = values.filter(known);
    if (prototypeFit) {
      const own = weights?.filter((_, i) => known(values[i]!)) ?? null;
      return kind === "asymmetric" ? 1 : scaleOf(all, own, options.scale ?? "none").scale;
    }
    const [low, high] = rangeOf(all);
    return kind === "asymmetric" ? high - low : high - low || 1;
  });
  const metric = metricOf(result);
  const plain = metric === "euclidean" || metric === "manhattan";
  return {
    measure: prototypeFit ? "prototypes" : plain ? metric : "gower",
    gamma: prototypeFit?.gamma ?? null,
    variables: mixed.variables.map((variable, j) => ({
      ...{ name: variable.name, kind: variable.kind, words: variable.words, weight: variable.weight },
      first: firstOf(variable),
      scale: plain ? 1 : scales[j]!,
    })),
    points: Array.from({ length: k }, (_, c) =>
      mixed.variables.map((variable) => {
        const value = medoids ? variable.values[medoids[c]! - 1]! : middle(variable, labels, c + 1, weights);
        return known(value) ? value : null;
      })),
  };
}

function metricOf({ medoidFit, hierarchyFit, densityFit }: Clustering["result"]): DistanceMetric | undefined {
  return (medoidFit ?? hierarchyFit ?? densityFit)?.metric;
}

function firstOf({ kind, words, values }: MixedVariable): number {
  // Where a yes/no column holds one word, it may be the yes.
  if (words?.length === 1) return values.find((value) => !Number.isNaN(value)) ?? 0;
  return kind === "ordinal" ? 1 : 0;
}

/** The mean of a number or rank, or the commonest word, of a cluster; NaN where nothing is known. */
function middle(
  { kind, values }: MixedVariable,
  labels: Uint16Array,
  cluster: number,
  weights: Float64Array | null,
): number {
  const masses = new Map<number, number>();
  let [mass, sum] = [0, 0];
  for (let i = 0; i < labels.length; i++) {
    const value = values[i]!;
    if (labels[i] !== cluster || Number.isNaN(value)) continue;
    const weight = weights?.[i] ?? 1;
    mass += weight;
    sum += weight * value;
    if (kind !== "interval") masses.set(value, (masses.get(value) ?? 0) + weight);
  }
  if (mass === 0) return NaN;
  if (kind === "interval" || kind === "ordinal") return sum / mass;
  return [...masses].sort(([a, x], [b, y]) => y - x || a - b)[0]![0];
}
