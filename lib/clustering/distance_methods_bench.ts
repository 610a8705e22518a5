import { matrixOf, random } from "../kernels/mod.ts";
import { clusterBoot } from "./cluster_boot.ts";
import { featuresOfMatrix } from "./features_of_matrix.ts";
import { hdbscan } from "./hdbscan.ts";
import { hierarchical } from "./hierarchical.ts";
import { kmeans } from "./kmeans.ts";
import { kmeansClusterer } from "./kmeans_clusterer.ts";
import { pam } from "./pam.ts";

const next = random(1);
const rows = 2000;
const k = 8;
const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
const centres = Array.from({ length: 16 }, () => Array.from({ length: k }, () => normal() * 2));
const data = featuresOfMatrix(
  matrixOf(centres.map((centre) => Float64Array.from({ length: rows }, (_, i) => centre[i % k]! + normal()))),
);
const { labels } = await kmeans(data, { k });

/** The same job as ../shared/peers/clusterboot.R on a file of the same shape. */
Deno.bench({
  name: `clusterBoot() of ${rows} × 16, k = ${k}, 100 samples`,
  n: 5,
  warmup: 2,
  fn: async () => {
    await clusterBoot(kmeansClusterer(data), labels, { times: 100 });
  },
});

for (const [name, fit] of [["pam", pam], ["hierarchical", hierarchical]] as const) {
  Deno.bench({
    name: `${name}() of ${rows} × 16, k = ${k}`,
    n: 5,
    warmup: 1,
    fn: async () => {
      await fit(data, { k });
    },
  });
}

Deno.bench({
  name: `hdbscan() of ${rows} × 16`,
  n: 5,
  warmup: 1,
  fn: async () => {
    await hdbscan(data, { minClusterSize: 10 });
  },
});
