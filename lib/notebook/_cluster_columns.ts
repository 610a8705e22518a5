import type { ClusterDrawable } from "../charts/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { FrameColumns } from "./frame_columns.ts";

type Makers = {
  readonly [K in ClusterDrawable["kind"]]: (result: Extract<ClusterDrawable, { kind: K }>) => FrameColumns;
};

/** Results of clustering as plain columns: one row a cluster, a candidate, or a variable in a cluster. */
export const clusterColumns: Makers = {
  clustering: ({ clusters, features, centres }) => ({
    cluster: clusters.map(({ cluster }) => cluster),
    name: clusters.map(({ name }) => name),
    people: clusters.map(({ people }) => number(people)),
    share: clusters.map(({ share }) => number(share)),
    ...Object.fromEntries(
      centres ? features.map((feature, j) => [`centre ${feature}`, centres.map((centre) => centre[j]!)]) : [],
    ),
  }),
  clusteringSelection: ({ candidates }) => ({
    k: candidates.map(({ k }) => k),
    structure: candidates.map(({ structure }) => structure),
    stability: candidates.map(({ stability }) => stability.median),
    shuffled: candidates.map(({ shuffled }) => shuffled.median),
    predictionStrength: candidates.map(({ predictionStrength }) => predictionStrength),
    silhouette: candidates.map(({ silhouette }) => number(silhouette)),
    withinSS: candidates.map(({ withinSS }) => number(withinSS)),
    logLikelihood: candidates.map(({ logLikelihood }) => number(logLikelihood)),
    aic: candidates.map(({ aic }) => number(aic)),
    bic: candidates.map(({ bic }) => number(bic)),
  }),
  clusteringStability: ({ segments }) => ({
    cluster: segments.map(({ cluster }) => cluster),
    within: segments.map(({ within }) => within.median),
    low: segments.map(({ within }) => within.low),
    high: segments.map(({ within }) => within.high),
    jaccard: segments.map(({ jaccard }) => jaccard),
    band: segments.map(({ band }) => band),
  }),
  clusterProfile: ({ variables }) => {
    const rows = variables.flatMap((variable) => variable.cells.map((cell) => ({ variable, cell })));
    return {
      variable: rows.map(({ variable }) => variable.name),
      role: rows.map(({ variable }) => variable.role),
      measure: rows.map(({ variable }) => variable.measure),
      cluster: rows.map(({ cell }) => cell.cluster),
      level: rows.map(({ cell }) => number(cell.level)),
      all: rows.map(({ variable }) => number(variable.all)),
      difference: rows.map(({ cell }) => number(cell.difference)),
      standardised: rows.map(({ cell }) => number(cell.standardised)),
      marker: rows.map(({ cell }) => Number(cell.marker)),
      p: rows.map(({ variable }) => variable.test?.adjusted ?? NaN),
    };
  },
  clusterGorge: ({ bins, clusters }) => {
    const rows = clusters.flatMap(({ cluster, counts }) =>
      counts.map((people, bin) => ({ cluster, people, bin }))
    );
    return {
      cluster: rows.map(({ cluster }) => cluster),
      similarity: rows.map(({ bin }) => (bin + 0.5) / bins),
      people: rows.map(({ people }) => number(people)),
    };
  },
  clusterSilhouettes: ({ clusters }) => ({
    cluster: clusters.map(({ cluster }) => cluster),
    n: clusters.map(({ n }) => number(n)),
    mean: clusters.map(({ mean }) => mean),
    negative: clusters.map(({ negative }) => negative),
  }),
  clusterDendrogram: ({ joins }) => ({
    left: joins.map(({ left }) => left),
    right: joins.map(({ right }) => right),
    height: joins.map(({ height }) => height),
  }),
  clusterMap: ({ clusters }) => ({
    cluster: clusters.map(({ cluster }) => cluster),
    people: clusters.map(({ people }) => number(people)),
    x: clusters.map(({ x }) => x),
    y: clusters.map(({ y }) => y),
  }),
};

function number(value: Shown | null): number {
  return typeof value === "number" ? value : NaN;
}
