import { strict as assert } from "node:assert";
import { alignLabels } from "./align_labels.ts";

Deno.test("alignLabels() by hand: names go to who shares most people, over all clusters together", () => {
  const reference = Uint16Array.from([1, 1, 1, 1, 2, 2, 2, 0]);
  // Cluster 1 shares 2 with old 1 and 2 with old 2, cluster 2 shares 2 with old 1 and nothing with old 2: together
  // most people keep their name when cluster 2 becomes 1.
  const { labels, names } = alignLabels(reference, Uint16Array.from([1, 1, 2, 2, 1, 1, 0, 1]));
  assert.deepEqual(names, [2, 1]);
  assert.deepEqual([...labels], [2, 2, 1, 1, 2, 2, 0, 2]);
});

Deno.test("alignLabels() numbers new clusters after the last", () => {
  assert.deepEqual(alignLabels(Uint16Array.from([1, 1, 1]), Uint16Array.from([3, 1, 3])).names, [2, 3, 1]);
  assert.deepEqual(alignLabels(Uint16Array.from([0, 0]), Uint16Array.from([1, 2])).names, [1, 2]);
});

Deno.test("alignLabels() makes relabelling invisible", () => {
  const labels = Uint16Array.from({ length: 90 }, (_, i) => i * 7 % 4 + 1);
  const turned = labels.map((label) => [0, 3, 1, 4, 2][label]!);
  assert.deepEqual(alignLabels(labels, turned).labels, labels);
  assert.throws(() => alignLabels(labels, turned.slice(1)), /must be the same people/);
});
