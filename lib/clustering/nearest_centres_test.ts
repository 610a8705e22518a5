import { strict as assert } from "node:assert";
import { matrixOf, random } from "../kernels/mod.ts";
import { encodeNew } from "./encode_new.ts";
import { features } from "./features.ts";
import { featuresOfMatrix } from "./features_of_matrix.ts";
import { kmeans } from "./kmeans.ts";
import { nearestCentres } from "./nearest_centres.ts";

Deno.test("nearestCentres() puts people back where a fit had them, through scaling and logarithm", async () => {
  const next = random(12);
  const table = {
    rows: 300,
    columns: new Map([["age", Float64Array.from({ length: 300 }, () => 20 + 60 * next())], [
      "spend",
      Float64Array.from({ length: 300 }, () => Math.floor(1000 * next() ** 4)),
    ]]),
    nulls: new Map(),
  };
  const data = features(table, {
    columns: [{ column: "age", winsorise: 0.05 }, { column: "spend", log: true }],
    scale: "z",
  });
  const { labels, result } = await kmeans(data, { k: 4 });
  const { matrix } = encodeNew(table, data.encodings);
  assert.deepEqual(await nearestCentres(matrix, data.encodings, result.centres!), labels);
});

Deno.test("nearestCentres() refuses centres of other features", () => {
  const { matrix, encodings } = featuresOfMatrix(matrixOf([[1, 2]]));
  assert.throws(() => nearestCentres(matrix, encodings, [[1, 2]]), /1 features to 1 centres of 2/);
  assert.throws(() => nearestCentres(matrix, encodings, []), /0 centres/);
});
