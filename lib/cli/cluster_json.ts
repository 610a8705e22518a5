import type {
  Clustering,
  ClusteringStability,
  ClusteringWork,
  ClusterProfile,
  Dendrogram,
  TypingRules,
} from "../clustering/mod.ts";

/** What stands beside a clustering in the command line's JSON. */
export interface ClusterExtras {
  /** Add everybody's label. */
  readonly labels?: boolean;
  readonly silhouette?: number | null;
  readonly stability?: ClusteringStability;
  readonly rules?: TypingRules;
  readonly profile?: ClusterProfile;
}

/** A clustering as the command line writes it: what its method does not have is left out. */
export function clusterJson(
  work: ClusteringWork,
  { result, labels, ...more }: Clustering & { readonly tree?: Dendrogram },
  { stability, rules, profile, silhouette, ...extras }: ClusterExtras,
): Readonly<Record<string, unknown>> {
  const { warnings, timings, description, ...rest } = result;
  const shares = result.latentClasses?.shares ?? result.mixture?.shares;
  const rows = work.rows;
  const medoids = rows ? rest.medoids?.map((medoid) => rows[medoid - 1]! + 1) ?? null : rest.medoids;
  const known = Object.fromEntries(
    Object.entries({ ...rest, medoids, silhouette: silhouette ?? rest.silhouette }).filter(([, value]) =>
      value !== null
    ),
  );
  return {
    ...known,
    ...(rest.prototypeFit && { centres: rest.prototypeFit.prototypes }),
    ...(shares && { shares }),
    ...(more.tree && { tree: more.tree }),
    ...(extras.labels && { labels: tableLabels(work, labels) }),
    ...(stability && { stability }),
    ...(profile && { profile }),
    ...(rules && { rules }),
    description,
    warnings: [...new Set([...work.warnings, ...warnings])],
    timings,
  };
}

/** A label for each row of the file: null where the row was left out, 0 where it is in no group. */
export function tableLabels(work: ClusteringWork, labels: Uint16Array): (number | null)[] {
  if (!work.rows) return Array.from(labels);
  const all = new Array<number | null>(work.tableRows).fill(null);
  work.rows.forEach((row, i) => all[row] = labels[i]!);
  return all;
}
