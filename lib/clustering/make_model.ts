import { InputError } from "../workspace/mod.ts";
import { baselineOf } from "./_baseline.ts";
import { makePoints } from "./_make_points.ts";
import type { ClusteringModel } from "./clustering_model.ts";
import { decodeFeature } from "./feature_encoding.ts";
import type { Features } from "./features.ts";
import type { ClusteringWork } from "./prepare_clustering.ts";
import type { Clustering } from "./result.ts";

/**
 * A fit as it is kept: see {@linkcode ClusteringModel}. It holds means, chances and counts, and no person's values but
 * those of medoids, who are people.
 *
 * Methods that have centres, classes or components assign new people by them, PAM and CLARA by the nearest medoid,
 * k-prototypes by the nearest prototype. Clusters of a tree or of HDBSCAN have none of these: they assign by the nearest
 * middle (means, and commonest words), which need not be where the fit would put a person.
 *
 * @throws {InputError} No cluster was found.
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
export function makeModel(work: ClusteringWork, found: Clustering): ClusteringModel {
  const { result } = found;
  const { method, k, n, seed, description, features, latentClasses, mixture, medoids, medoidFit } = result;
  if (k === 0) throw new InputError(`Cannot save a model of "${method}": it found no cluster`);
  // Cluster 0 is noise.
  const clusters = result.clusters.filter(({ cluster }) => cluster > 0);
  const centres = work.features && medoids ? valuesOf(work.features, medoids) : result.centres;
  const mixed = work.mixed;
  const columns = work.items?.map(({ name }) => name) ?? mixed?.variables.map(({ name }) => name) ??
    [...new Set(work.features!.encodings.map(({ column }) => column))];
  const metric = (medoidFit ?? result.hierarchyFit ?? result.densityFit)?.metric;
  return {
    ...{ kind: "clusteringModel", format: 1, method, k, n, seed, description, clusters, features },
    encodings: work.features?.encodings ?? null,
    centres: mixture ? null : centres,
    metric: metric === "manhattan" && !mixed ? metric : "euclidean",
    points: mixed ? makePoints({ ...work, mixed }, found) : null,
    seen: mixture || !centres || medoids ? null : weightsOf(work, clusters),
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

/** The values of some people in the units of the input. */
function valuesOf({ matrix, encodings }: Features, people: readonly number[]): number[][] {
  return people.map((row) =>
    encodings.map((encoding, j) => decodeFeature(encoding, matrix.data[(row - 1) * matrix.width + j]!))
  );
}

function weightsOf(
  { weights }: ClusteringWork,
  clusters: readonly { people: number; share: number }[],
): number[] {
  const total = weights?.reduce((sum, weight) => sum + weight, 0);
  return clusters.map(({ people, share }) => total === undefined ? people : share * total);
}
