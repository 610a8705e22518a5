import { strict as assert } from "node:assert";
import { adjustedRand } from "./_agreement.ts";
import { contingency } from "./_contingency.ts";
import { QuickClasses } from "./_quick_classes.ts";
import { categoricalItem } from "./categorical_item.ts";
import { latentClasses } from "./latent_classes.ts";
import { random } from "../kernels/mod.ts";

const next = random(4);
const people = Array.from({ length: 300 }, (_, i) => i % 3);
const items = ["a", "b", "c", "d", "e"].map((name, j) =>
  categoricalItem(
    name,
    people.map((group) => next() < 0.05 ? null : (j + group) % 3 === 0 === next() < 0.9 ? "y" : "n"),
  )
);

Deno.test("QuickClasses.label() finds the classes that latentClasses() finds on the people who count", async () => {
  const quick = new QuickClasses(items);
  const counts = Float64Array.from(people, () => Math.floor(next() * 3));
  for (const weights of [null, counts]) {
    const rough = await quick.label({ k: 3, seed: 1, weights, restarts: 5 });
    const { labels } = await latentClasses(items, {
      ...{ k: 3, seed: 1 },
      ...(weights && { weights, weightsAre: "counts" }),
    });
    assert.ok(adjustedRand(contingency(rough, 4, labels, 4)) > 0.95);
  }
  assert.deepEqual(
    await quick.label({ k: 3, seed: 1, weights: counts, restarts: 2 }),
    await quick.label({ k: 3, seed: 1, weights: counts, restarts: 2 }),
  );
});

Deno.test("QuickClasses.label() puts everybody together where too few patterns count, and labels nobody without answers", async () => {
  const some = ["a", "b"].map((name) => categoricalItem(name, ["y", "n", "y", null]));
  const quick = new QuickClasses(some);
  const label = (weights: Float64Array | null, k: number) =>
    quick.label({ k, seed: 1, weights, restarts: 2 });
  assert.deepEqual([...await label(null, 3)], [1, 1, 1, 0]);
  assert.deepEqual([...await label(Float64Array.of(1, 0, 1, 1), 2)], [1, 1, 1, 0]);
  const [a, b, c, d] = await label(null, 2);
  assert.ok(a === c && a !== b && d === 0);
});
