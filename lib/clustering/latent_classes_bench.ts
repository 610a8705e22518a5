import { categoricalItem } from "./categorical_item.ts";
import { readSegments } from "./_read_segments_for_tests.ts";
import { fastFood, hasSharedData } from "./_shared_data_for_tests.ts";
import { latentClasses } from "./latent_classes.ts";
import { random } from "../kernels/mod.ts";

/** R flexmix 2.3 takes about 1.5 s for the ten starts of the first line on the same machine (peers/mixture.R). */
if (hasSharedData) {
  const table = await readSegments("mcdonalds.csv");
  const items = table.items(fastFood);
  for (const k of [2, 4, 8]) {
    Deno.bench(`latentClasses() of 1,453 people, 11 yes/no items, k = ${k}, 10 starts`, {
      group: "fast food",
      baseline: k === 4,
    }, async () => {
      await latentClasses(items, { k, restarts: 10 });
    });
  }
}

/** People of four kinds who answer ten items of four categories, nearly every pattern different. */
function large(people: number) {
  const next = random(1);
  const kinds = Uint8Array.from({ length: people }, () => Math.floor(next() * 4));
  return Array.from(
    { length: 10 },
    (_, j) =>
      categoricalItem(
        `item ${j}`,
        Uint8Array.from(kinds, (kind) => next() < 0.6 ? (kind + j) % 4 : Math.floor(next() * 4)),
      ),
  );
}

for (const people of [10_000, 100_000]) {
  const items = large(people);
  Deno.bench(`latentClasses() of ${people} people, 10 items of 4 categories, k = 4, 3 starts`, {
    group: "many patterns",
    baseline: people === 10_000,
    n: 3,
    warmup: 1,
  }, async () => {
    await latentClasses(items, { k: 4, restarts: 3 });
  });
}
