import type { Columns } from "../engine/mod.ts";
import { InputError, nearest } from "../workspace/mod.ts";
import { type ClusteringWork, tableMethods } from "./_table_methods.ts";
import type { Linkage } from "./dendrogram.ts";
import type { CovarianceShape } from "./gaussian_mixture_result.ts";
import type { MissingRule, Scaling } from "./feature_encoding.ts";
import type { FeatureChoice } from "./features.ts";
import type { WeightMeaning } from "./latent_class_result.ts";
import type { VariableKind } from "./mixed_data.ts";
import type { ClusteringMethod } from "./result.ts";

export type { ClusteringWork };

/** What to cluster a table on, and how. The command line says which options a method has no use for. */
export interface TableClusteringOptions {
  /** How to look for clusters. */
  readonly method: ClusteringMethod;
  /** Columns to use. Default: all but row numbers, keys and weights. */
  readonly columns?: readonly (string | FeatureChoice)[];
  /** Columns with a fixed set of answers; for latent classes, the same as `columns`. */
  readonly items?: readonly string[];
  /** Latent classes: columns that go with membership. Words become one 0/1 covariate each but for the first. */
  readonly covariates?: readonly string[];
  /** Default `none`: as they are. */
  readonly scale?: Scaling;
  /** Default: what the method does of its own (latent classes keep people), else `refuse`. */
  readonly missing?: MissingRule;
  /** Column of survey weights, each above 0. */
  readonly weights?: string;
  /** Latent classes and mixtures: what the weights are. Default `sample`. */
  readonly weightsAre?: WeightMeaning;
  /** Default: the method's own (10 for k-means, 20 for latent classes and mixtures). */
  readonly restarts?: number;
  /** Mixtures: default `full`. */
  readonly covariance?: CovarianceShape;
  /** Methods on distances: default `euclidean` for numbers without gaps, else `gower`. */
  readonly distance?: "euclidean" | "manhattan" | "gower";
  /** Methods on distances: what columns measure, where it is not what their values look like. */
  readonly kinds?: Readonly<Record<string, VariableKind>>;
  /** Hierarchical: how far two clusters are apart. Default `ward`. */
  readonly linkage?: Linkage;
  /** Hierarchical: cut the tree at this height, in place of a number of clusters. */
  readonly height?: number;
  /** HDBSCAN: fewest people in a cluster. Default 5. */
  readonly minSize?: number;
  /** HDBSCAN: how many people, oneself counted, make a place dense. Default `minSize`. */
  readonly minSamples?: number;
  /** HDBSCAN: the clusters that last longest (`eom`, default) or the finest (`leaf`). */
  readonly selection?: "eom" | "leaf";
  /** Fixes samples and starts. Default 1. */
  readonly seed?: number;
  /** Stops the work. */
  readonly signal?: AbortSignal;
}

/** The methods a table can be clustered by, as the command line names them. */
export const clusteringMethods: readonly ClusteringMethod[] = Object.keys(
  tableMethods,
) as ClusteringMethod[];

/**
 * Gets a table ready for a method of clustering: reads its columns as the method wants them, and binds the method to
 * them.
 *
 * @throws {InputError} A column is absent or does not fit, or the method does not exist.
 *
 * @example
 * ```ts
 * import { prepareClustering } from "./prepare_clustering.ts";
 * const table = {
 *   rows: 4,
 *   columns: new Map([["age", Float64Array.of(20, 21, 60, 61)]]),
 *   nulls: new Map(),
 * };
 * const { result, labels } = await prepareClustering(table, { method: "kmeans" }).fit(2, 1);
 * if (result.withinSS !== 1 || labels[0] === labels[3]) throw new Error();
 * ```
 */
export function prepareClustering(table: Columns, options: TableClusteringOptions): ClusteringWork {
  const prepare = tableMethods[options.method];
  if (prepare === undefined) {
    const near = nearest(options.method, clusteringMethods);
    throw new InputError(
      `Cannot cluster by "${options.method}": there is no such method. ` +
        (near ? `Did you mean "${near}"?` : `The methods are ${clusteringMethods.join(", ")}.`),
    );
  }
  if (table.rows === 0) throw new InputError("Cannot cluster: the table has no rows");
  return prepare(table, options);
}
