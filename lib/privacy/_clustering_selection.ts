import type { ClusteringSelection } from "../clustering/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { Context } from "./_context.ts";
import { shown } from "./_shown.ts";
import { withoutSmallCounts } from "./_text.ts";

/** How many clusters: the sizes of each solution add up to everybody. */
export function clusteringSelection(
  result: ClusteringSelection,
  { cells, minimum }: Context,
): () => ClusteringSelection<Shown> {
  const everybody = cells.shared("people/clustered", result.n, 1e12);
  const resampled = cells.count(result.resampled, 1e12);
  const sizes = result.candidates.map((one) => one.sizes.map((n) => cells.count(n)));
  for (const parts of sizes) if (parts.length > 1) cells.sum(everybody, parts);
  return () => ({
    ...result,
    n: shown(everybody),
    resampled: shown(resampled),
    candidates: result.candidates.map((one, i) => ({
      ...one,
      sizes: sizes[i]!.map(shown),
      against: one.against.map((text) => withoutSmallCounts(text, minimum)),
    })),
    verdict: withoutSmallCounts(result.verdict, minimum),
  });
}
