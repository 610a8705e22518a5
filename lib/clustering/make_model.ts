import { InputError } from "../workspace/mod.ts";
import { baselineOf } from "./_baseline.ts";
import type { ClusteringModel } from "./clustering_model.ts";
import type { ClusteringWork } from "./prepare_clustering.ts";
import type { Clustering } from "./result.ts";

/**
 * A fit as it is kept: see {@linkcode ClusteringModel}. It holds means, chances and counts, and no person's values.
 *
 * @throws {InputError} The method has nothing by which new people could be assigned.
 *
 * @example
 * ```ts
 * import { makeModel } from "./make_model.ts";
 * import { prepareClustering } from "./prepare_clustering.ts";
 * const table = { rows: 4, columns: new Map([["age", Float64Array.of(20, 21, 60, 61)]]), nulls: new Map() };
 * const work = prepareClustering(table, { method: "kmeans" });
 * const model = makeModel(work, await work.fit(2, 1));
 * if (model.centres?.flat().sort().join() !== "20.5,60.5") throw new Error();
 * ```
 */
export function makeModel(work: ClusteringWork, { result }: Clustering): ClusteringModel {
  const { method, k, n, seed, description, clusters, features, centres, latentClasses, mixture } = result;
  if (!centres && !latentClasses && !mixture) {
    throw new InputError(
      `Cannot save a model of "${method}": it has no centres to assign new people by. Cluster by kmeans, mixture ` +
        "or lca, or turn the clusters into rules with --rules.",
    );
  }
  const columns = work.items
    ? work.items.map(({ name }) => name)
    : [...new Set(work.features!.encodings.map(({ column }) => column))];
  return {
    ...{ kind: "clusteringModel", format: 1, method, k, n, seed, description, clusters, features },
    encodings: work.features?.encodings ?? null,
    centres: mixture ? null : centres,
    seen: mixture || !centres ? null : weightsOf(work, result.clusters),
    latentClasses: latentClasses
      ? { items: latentClasses.items, shares: latentClasses.shares, membership: latentClasses.membership }
      : null,
    probabilities: latentClasses ? result.probabilities : null,
    mixture: mixture
      ? {
        ...{ covariance: mixture.covariance, shares: mixture.shares },
        ...{ means: mixture.means, covariances: mixture.covariances },
      }
      : null,
    baseline: columns.map((column) => baselineOf(work.table, column, work.items !== null)),
  };
}

function weightsOf(
  { weights }: ClusteringWork,
  clusters: readonly { people: number; share: number }[],
): number[] {
  const total = weights?.reduce((sum, weight) => sum + weight, 0);
  return clusters.map(({ people, share }) => total === undefined ? people : share * total);
}
