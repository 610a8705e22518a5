import { strict as assert } from "node:assert";
import { clusterOrder } from "./cluster_order.ts";
import { tableOfValues } from "./_table_for_tests.ts";

Deno.test("clusterOrder() goes by means of what is known, people without a cluster apart", () => {
  const table = tableOfValues({ age: [90, 10, null, 50, 30, 1000], town: ["a", "b", "a", "b", "a", "b"] });
  assert.deepEqual(clusterOrder(table, Uint16Array.of(1, 2, 2, 3, 3, 0), "age"), [2, 3, 1]);
  // Of the first cluster nothing is known: it comes last.
  assert.deepEqual(clusterOrder(table, Uint16Array.of(2, 3, 1, 2, 2, 0), "age"), [3, 2, 1]);
  assert.throws(() => clusterOrder(table, new Uint16Array(6), "town"), /holds words/);
});
