import { clusteringOf, type Grouping } from "./_clustering_of.ts";
import { type GroupMeasures, meanWidth } from "./_groups.ts";
import type { Space } from "./_space.ts";
import type { Clustering } from "./result.ts";

/** What a method that ends in medoids has found, by rows of the data. */
export interface FoundMedoids extends
  Pick<
    Grouping,
    | "k"
    | "labels"
    | "weights"
    | "iterations"
    | "restarts"
    | "restartHits"
    | "seed"
    | "description"
    | "fitSeconds"
  > {
  readonly method: "pam" | "clara";
  readonly medoids: readonly number[];
  /** Distance of each row to its medoid. */
  readonly apart: Float64Array;
  /** Of the space's different rows; null where they were not measured. */
  readonly groups: GroupMeasures | null;
  /** Mean silhouette where the groups were not measured. */
  readonly silhouette?: number | null;
  readonly sum: number;
  readonly buildSum: number | null;
  readonly totalSum: number | null;
}

/** Everything about clusters around medoids in one result. */
export function medoidClustering(
  space: Pick<Space, "features" | "metric" | "of" | "weights" | "rowNumber">,
  found: FoundMedoids,
): Clustering {
  const { medoids, apart, groups, sum, buildSum, weights } = found;
  const { clustering, order } = clusteringOf({
    ...found,
    features: space.features,
    // The order of the different rows is that of their values.
    tie: (a, b) => space.of[medoids[a]!]! - space.of[medoids[b]!]!,
    withinSS: sum,
    totalSS: found.totalSum,
    silhouette: groups ? meanWidth(groups, space.weights) : found.silhouette ?? null,
    converged: true,
    warnings: [],
  });
  const weight = (row: number) => weights ? weights[row]! : 1;
  const k = medoids.length;
  const [masses, sums, furthest] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)];
  found.labels.forEach((c, row) => {
    masses[c]! += weight(row);
    sums[c]! += weight(row) * apart[row]!;
    furthest[c] = Math.max(furthest[c]!, apart[row]!);
  });
  const total = masses.reduce((all, mass) => all + mass, 0);
  const numbers = order.map((c) => space.rowNumber(medoids[c]!));
  return {
    ...clustering,
    result: {
      ...clustering.result,
      medoids: numbers,
      medoidFit: {
        metric: space.metric,
        objective: sum / total,
        buildObjective: buildSum === null ? null : buildSum / total,
        clusters: order.map((c, i) => ({
          cluster: i + 1,
          medoid: numbers[i]!,
          average: masses[c]! > 0 ? sums[c]! / masses[c]! : 0,
          furthest: furthest[c]!,
          diameter: groups ? groups.diameters[c]! : null,
          separation: groups && Number.isFinite(groups.separations[c]) ? groups.separations[c]! : null,
        })),
      },
    },
  };
}
