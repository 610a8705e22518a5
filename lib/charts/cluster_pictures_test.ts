/** Pictures, figures and tables of clustering: of one small data set, by every method that has them. */
import { strict as assert } from "node:assert";
import {
  clusterDendrogram,
  clusterGorge,
  clusteringStability,
  clusterMap,
  clusterSilhouettes,
  features,
  hierarchical,
  kmeans,
  kmeansClusterer,
  profileClusters,
  selectClusters,
} from "../clustering/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { type ClusterDrawable, dataTable, figure, still } from "./mod.ts";

const rows = 90;
const table = {
  rows,
  columns: new Map([
    ["<b>age</b>", Float64Array.from({ length: rows }, (_, i) => i % 3 * 20 + i * 7 % 9)],
    ["visits", Float64Array.from({ length: rows }, (_, i) => (i % 3 === 1 ? 12 : 1) + i * 5 % 4)],
  ]),
  nulls: new Map(),
};
const data = features(table, { scale: "z" });
const found = await kmeans(data, { k: 3 });
const clusterer = kmeansClusterer(data);
const tree = await hierarchical(data, { k: 3 });

const results: readonly ClusterDrawable[] = [
  found.result,
  (await selectClusters(clusterer, { k: [2, 3, 4], pairs: 6, splits: 3, shuffles: 2 })).result,
  await clusteringStability(clusterer, found.labels, { times: 6 }),
  profileClusters(table, found.labels, { variables: ["<b>age</b>", "visits"] }),
  clusterGorge(data, found.labels),
  await clusterSilhouettes(data, found.labels),
  clusterMap(data, found.labels),
  clusterDendrogram(tree.tree, { leaves: 12, k: 3 }),
];

for (const result of results) {
  Deno.test(`still(), figure() and dataTable() of ${result.kind}`, () => {
    const svg = still(result);
    assert.match(svg, /^<svg /);
    assert.doesNotMatch(svg, /NaN|undefined|Infinity|<b>/);
    assert.equal(still(result), svg);
    const { data, layout } = figure(result);
    assert.ok(data.length > 0);
    assert.ok(data.every(({ type }) => type === "scatter" || type === "bar"));
    const text = JSON.stringify({ data, layout });
    assert.doesNotMatch(text, /NaN|Infinity|<b>/);
    assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(figure(result))));
    const { columns, sections } = dataTable(result);
    assert.ok(
      sections.length > 0 &&
        sections.every(({ rows }) => rows.every(({ cells }) => cells.length === columns.length)),
    );
  });
}

Deno.test("pictures of released clusterings say hidden, and nothing of a hidden number", () => {
  const { result } = found;
  const gone: Shown = "hidden";
  const released: ClusterDrawable = {
    ...result,
    clusters: result.clusters.map((one, c) => c === 0 ? { ...one, people: gone, share: gone } : one),
    sizes: result.sizes.map((size, c) => c === 0 ? gone : size),
  };
  const svg = still(released);
  assert.match(svg, /hidden/);
  assert.equal(dataTable(released).sections[0]!.rows[0]!.cells[1], "hidden");
  const [largest] = result.clusters;
  assert.doesNotMatch(svg, new RegExp(`Cluster 1 ${largest!.people}`));
});
