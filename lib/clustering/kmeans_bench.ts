import { allocateMatrix, type Matrix, random, silhouette } from "../kernels/mod.ts";
import { featuresOfMatrix } from "./features_of_matrix.ts";
import { kmeans } from "./kmeans.ts";

const columns = 16;
const k = 8;

/** Normal points around eight random centres, as ../shared/peers/make_points.py makes them. */
function points(rows: number): Matrix {
  const next = random(1);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const centres = Array.from({ length: k * columns }, () => normal() * 1.5);
  const matrix = allocateMatrix(rows, columns);
  for (let i = 0; i < rows; i++) {
    const centre = Math.floor(next() * k) * columns;
    for (let j = 0; j < columns; j++) matrix.data[i * columns + j] = centres[centre + j]! + normal();
  }
  return matrix;
}

for (const rows of [10_000, 100_000, 1_000_000]) {
  const features = featuresOfMatrix(points(rows));
  for (const helpers of rows < 200_000 ? [undefined] : [0, undefined]) {
    Deno.bench({
      name: `kmeans() of ${rows} × ${columns}, k = ${k}, 10 restarts${helpers === 0 ? ", one thread" : ""}`,
      group: "k-means",
      n: 5,
      warmup: 1,
      fn: async () => {
        await kmeans(features, { k, ...(helpers === 0 ? { helpers } : {}) });
      },
    });
  }
}

const few = points(50_000);
const { labels } = await kmeans(featuresOfMatrix(few), { k });
for (const helpers of [0, undefined]) {
  Deno.bench({
    name: `silhouette() of 50000 × ${columns}${helpers === 0 ? ", one thread" : ""}`,
    group: "silhouette",
    n: 5,
    warmup: 1,
    fn: async () => {
      await silhouette(few, labels.map((label) => label - 1), k, helpers);
    },
  });
}
