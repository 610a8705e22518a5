import type { ClusteringMethod, ClusteringResult, ClusteringSelection } from "../clustering/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { counted, named } from "./_phrases.ts";
import type { Counted } from "./counted.ts";
import { count } from "./numbers.ts";
import { percent } from "./rates.ts";

const foundBy: Readonly<Record<ClusteringMethod, string>> = {
  kmeans: "k-means",
  "bisecting-kmeans": "bisecting k-means",
  "minibatch-kmeans": "mini-batch k-means",
  pam: "partitioning around medoids",
  clara: "partitioning around medoids of samples",
  kprototypes: "k-prototypes",
  hierarchical: "hierarchical clustering",
  mixture: "a mixture of normal distributions",
  lca: "latent class analysis",
  hdbscan: "density (HDBSCAN)",
};

/** How many clusters, how large, and how well they are set apart. */
export function describeClustering(result: ClusteringResult<Shown>, words: Counted): string {
  const { clusters, n, method, silhouette } = result;
  if (clusters.length === 0) {
    return `By ${foundBy[method]}, no ${words.many} belong together: there are no clusters.`;
  }
  const [largest] = clusters;
  const size = typeof largest!.people === "number" && typeof largest!.share === "number"
    ? `; ${named(largest!.name)} is the largest, ${counted(largest!.people, words)} (${
      percent(largest!.share)
    })`
    : "";
  const whole = typeof n === "number" ? ` ${count(n)} ${words.many}` : ` the ${words.many}`;
  const parts = [
    `${foundBy[method].charAt(0).toUpperCase()}${
      foundBy[method].slice(1)
    } divides${whole} into ${clusters.length} ${clusters.length === 1 ? "cluster" : "clusters"}${size}.`,
  ];
  if (silhouette !== null) {
    parts.push(
      silhouette > 0.5
        ? `They are well set apart (silhouette ${silhouette.toFixed(2)}).`
        : silhouette > 0.25
        ? `They overlap a little (silhouette ${silhouette.toFixed(2)}).`
        : `They run into each other (silhouette ${
          silhouette.toFixed(2)
        }): judge their stability before using them.`,
    );
  }
  return parts.join(" ");
}

/** The verdict: how many segments, and whether any. */
export function describeSelection({ verdict }: ClusteringSelection<Shown>): string {
  return verdict;
}
