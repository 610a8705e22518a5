import type { ClusteringResult } from "../clustering/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { Context } from "./_context.ts";
import { isSmall } from "./_few.ts";
import { clusterSizes } from "./_cluster_sizes.ts";
import { shown, shownIf } from "./_shown.ts";

/**
 * Clusters: their sizes add up to everybody. A centre is a mean: with the size it gives a total, which for a share is
 * a count. Where any such count is small, where a cluster is hidden, or where centres are single people (medoids),
 * the numbers that describe clusters stay inside.
 */
export function clustering(
  result: ClusteringResult,
  { cells, minimum }: Context,
): () => ClusteringResult<Shown> {
  const everybody = cells.shared("people/clustered", result.n, 1e12);
  const noise = result.n - result.clusters.reduce((sum, { people }) => sum + people, 0);
  const sizes = clusterSizes(result.clusters.map(({ people }) => people), cells);
  if (noise >= 0) cells.sum(everybody, sizes);
  // What medoids, prototypes, trees and densities say beside is about single people, and stays inside.
  const {
    latentClasses,
    mixture,
    medoidFit: _m,
    prototypeFit: _p,
    hierarchyFit: _h,
    densityFit: _d,
    ...rest
  } = result;
  const patterns = latentClasses && cells.count(latentClasses.patterns);
  const complete = latentClasses && cells.count(latentClasses.complete);
  if (complete) cells.within(everybody, complete);
  return () => {
    const hide = sizes.some(({ hidden }) => hidden) || result.medoids !== null;
    const fewOf = (share: number, c: number) => {
      const count = share * (result.clusters[c]?.people ?? 0);
      return [count, (result.clusters[c]?.people ?? 0) - count].some((n) => n > 0.5 && isSmall(n, minimum));
    };
    const shares = result.features.map((_, j) => {
      const values = result.centres?.map((centre) => centre[j]!) ?? [];
      return values.every((value) => value >= 0 && value <= 1);
    });
    const centresHide = hide ||
      (result.centres ?? []).some((centre, c) => centre.some((value, j) => shares[j] && fewOf(value, c)));
    const answersHide = hide ||
      (result.probabilities ?? []).some((items, c) => items.flat().some((share) => fewOf(share, c)));
    return {
      ...rest,
      n: shown(everybody),
      sizes: sizes.map(shown),
      clusters: result.clusters.map((one, c) => ({
        ...one,
        people: shown(sizes[c]!),
        share: shownIf(one.share, sizes[c]!, everybody),
      })),
      centres: centresHide ? null : result.centres,
      medoids: null,
      probabilities: answersHide ? null : result.probabilities,
      ...(latentClasses && !answersHide && {
        latentClasses: {
          ...latentClasses,
          patterns: shown(patterns!),
          complete: shown(complete!),
        },
      }),
      ...(mixture && !centresHide && { mixture }),
    };
  };
}
