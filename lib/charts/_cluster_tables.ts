import type {
  ClusterDendrogram,
  ClusterGorge,
  ClusteringResult,
  ClusteringSelection,
  ClusteringStability,
  ClusterMap,
  ClusterProfile,
  ClusterSilhouettes,
  StabilitySummary,
} from "../clustering/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { count, number, percent } from "../words/mod.ts";
import { cell } from "./_cells.ts";
import type { DataTable } from "./data_table.ts";

const two = (value: number) => value.toFixed(2);

/** One section whose rows are the groups. */
function plain(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): DataTable {
  return { caption, columns, sections: [{ group: null, rows: rows.map((cells) => ({ id: null, cells })) }] };
}

export function clusteringTable(
  { clusters, features, centres }: ClusteringResult<Shown>,
  many: string,
): DataTable {
  return plain(
    `${capital(many)} by cluster${centres ? ", with the middle of each" : ""}`,
    ["Cluster", capital(many), "Share", ...(centres ? features : [])],
    clusters.map(({ name, people, share }, c) => [
      ...[name, cell(people, count), cell(share, percent)],
      ...(centres?.[c]?.map((value) => number(value)) ?? []),
    ]),
  );
}

export function selectionTable({ candidates }: ClusteringSelection<Shown>): DataTable {
  return plain(
    "Numbers of segments, judged",
    ["Segments", "Found again", "Shuffled", "Foretold", "Silhouette", "BIC", "What they are"],
    candidates.map(({ k, stability, shuffled, predictionStrength, silhouette, bic, structure }) => [
      ...[String(k), two(stability.median), two(shuffled.median), two(predictionStrength)],
      ...[
        cell(silhouette, two),
        cell(bic, (value) => value.toFixed(1)),
        k === 1 ? "for comparison" : structure,
      ],
    ]),
  );
}

export function stabilityTable({ segments, global }: ClusteringStability<Shown>): DataTable {
  const span = ({ low, high }: StabilitySummary) => `${two(low)} – ${two(high)}`;
  return plain(
    "Found again when people are drawn anew",
    ["Cluster", "Median", "Middle 90%", "Jaccard", "It is"],
    [
      ["All together (adjusted Rand)", two(global.median), span(global), "–", "–"],
      ...segments.map(({ cluster, within, jaccard, band }) => [
        ...[`Cluster ${cluster}`, two(within.median), span(within), two(jaccard), band],
      ]),
    ],
  );
}

export function profileTable({ segments, variables }: ClusterProfile<Shown>): DataTable {
  return plain(
    "Levels by cluster; * marks what sets a cluster apart",
    ["Variable", ...segments.map(({ name }) => name), "All", "p (Holm)"],
    variables.map(({ name, role, measure, all, test, cells }) => {
      const say = (value: number) => measure === "share" ? percent(value) : number(value);
      return [
        role === "descriptor" ? `${name} (descriptor)` : name,
        ...cells.map(({ level, marker }) => `${cell(level, say)}${marker ? "*" : ""}`),
        ...[
          cell(all, say),
          test === null ? "–" : test.adjusted < 0.001 ? "<0.001" : test.adjusted.toFixed(3),
        ],
      ];
    }),
  );
}

export function gorgeTable({ bins, clusters }: ClusterGorge<Shown>, many: string): DataTable {
  return plain(
    `${capital(many)} by similarity to the centre of each cluster`,
    ["Similarity", ...clusters.map(({ cluster }) => `Cluster ${cluster}`)],
    Array.from({ length: bins }, (_, b) => [
      `${two(b / bins)} – ${two((b + 1) / bins)}`,
      ...clusters.map(({ counts }) => cell(counts[b], count)),
    ]),
  );
}

export function silhouettesTable({ clusters, n, mean }: ClusterSilhouettes<Shown>, many: string): DataTable {
  return plain(
    "Silhouettes by cluster",
    ["Cluster", `${capital(many)} measured`, "Mean width", "Nearer to another cluster"],
    [
      ...clusters.map(({ cluster, n, mean, negative }) => [
        ...[`Cluster ${cluster}`, cell(n, count), two(mean), percent(negative)],
      ]),
      ["All", cell(n, count), two(mean), "–"],
    ],
  );
}

export function mapTable({ clusters, links }: ClusterMap<Shown>, many: string): DataTable {
  return plain(
    "Clusters and their nearest neighbours",
    ["Cluster", capital(many), "Nearest neighbour", "Similarity (0 far, 1 one place)"],
    clusters.map(({ cluster, people }) => {
      const link = links.find(({ a, b }) => a === cluster || b === cluster);
      return [
        ...[`Cluster ${cluster}`, cell(people, count)],
        link ? `Cluster ${link.a === cluster ? link.b : link.a}` : "–",
        link ? two(link.similarity) : "–",
      ];
    }),
  );
}

export function dendrogramTable({ joins }: ClusterDendrogram<Shown>): DataTable {
  const rising = [...joins].sort((a, b) => b.height - a.height);
  return plain(
    "The last steps of the tree",
    ["Step", "Height", "Of the last"],
    rising.map((
      { height },
      i,
    ) => [`${i + 1} from the top`, number(height), percent(height / (rising[0]!.height || 1))]),
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
