import { strict as assert } from "node:assert";
import { clusterGorge, features, kmeans, profileClusters } from "../clustering/mod.ts";
import { frameColumns } from "./frame_columns.ts";

Deno.test("frameColumns() of clusterings: one row a cluster, or a variable in a cluster", async () => {
  const table = { rows: 4, columns: new Map([["age", Float64Array.of(20, 22, 60, 62)]]), nulls: new Map() };
  const data = features(table);
  const { result, labels } = await kmeans(data, { k: 2 });
  const sizes = frameColumns(result);
  assert.deepEqual(sizes.people, [2, 2]);
  assert.deepEqual([...sizes["centre age"]!].sort(), [21, 61]);
  const profile = frameColumns(profileClusters(table, labels, { variables: ["age"] }));
  assert.deepEqual([profile.variable, profile.cluster], [["age", "age"], [1, 2]]);
  for (const columns of [sizes, profile, frameColumns(clusterGorge(data, labels, 4))]) {
    assert.equal(new Set(Object.values(columns).map(({ length }) => length)).size, 1);
  }
});
