import type { CategoricalItem } from "./categorical_item.ts";
import type { Clusterer } from "./clusterer.ts";
import { QuickClasses } from "./_quick_classes.ts";
import { latentClasses, type LatentClassOptions } from "./latent_classes.ts";
import {
  weightedClusterer,
  type WeightedClustererOptions,
  type WeightedMethod,
} from "./weighted_clusterer.ts";

/** How latent classes are fitted and judged. */
export type LatentClassClustererOptions =
  & Pick<LatentClassOptions, "restarts" | "weights" | "weightsAre" | "covariates" | "standardErrors">
  & WeightedClustererOptions;

/**
 * Latent classes as {@linkcode Clusterer}, for the judgements of stability. Quick fits leave covariates out.
 *
 * @example
 * ```ts
 * import { categoricalItem } from "./categorical_item.ts";
 * import { latentClassClusterer } from "./latent_class_clusterer.ts";
 * const items = ["a", "b", "c"].map((name) => categoricalItem(name, [..."yyyyynnnnnnn"]));
 * const labels = await latentClassClusterer(items).label({ k: 2, counts: null, seed: 1 });
 * if (labels[0] === labels[11] || labels[0] !== labels[4]) throw new Error();
 * ```
 */
export function latentClassClusterer(
  items: readonly CategoricalItem[],
  options: LatentClassClustererOptions = {},
): Clusterer {
  return weightedClusterer(bound(items, options), options);
}

function bound(items: readonly CategoricalItem[], options: LatentClassClustererOptions): WeightedMethod {
  const people = items[0]?.codes.length ?? 0;
  const { weights, weightsAre, restarts: usual, covariates, standardErrors } = options;
  const quick = new QuickClasses(items);
  const counted = (counts: Float64Array | null) =>
    counts && weights ? counts.map((count, i) => count * weights[i]!) : counts ?? weights ?? null;
  return {
    method: "lca",
    features: null,
    people,
    label({ k, seed, counts, restarts = 3 }) {
      return quick.label({ k, seed, restarts, weights: counted(counts) });
    },
    fit({ k, seed, counts, restarts = usual }) {
      const all = counted(counts);
      return latentClasses(items, {
        ...{ k, seed },
        ...(restarts !== undefined && { restarts }),
        ...(all && { weights: all }),
        ...(counts ? { weightsAre: "counts" } : weightsAre ? { weightsAre } : {}),
        ...(covariates && { covariates }),
        ...(standardErrors && { standardErrors }),
      });
    },
    take: (rows) =>
      bound(items.map((item) => reordered(item, rows)), {
        ...options,
        ...(weights && { weights: Float64Array.from(rows, (row) => weights[row]!) }),
      }),
    shuffle: (order) => bound(items.map((item) => reordered(item, order())), options),
  };
}

function reordered(item: CategoricalItem, rows: Uint32Array): CategoricalItem {
  return { ...item, codes: Int32Array.from(rows, (row) => item.codes[row]!) };
}
