import { strict as assert } from "node:assert";
import {
  clusteringDrift,
  compareGroupings,
  kmeans,
  makeModel,
  prepareClustering,
  profileClusters,
  typingRules,
} from "../clustering/mod.ts";
import { describe } from "./describe.ts";

const half = (i: number) => i < 60;
const ages = Float64Array.from({ length: 120 }, (_, i) => (half(i) ? 20 : 60) + i % 10);
const table = { rows: 120, columns: new Map([["age", ages]]), nulls: new Map() };
const labels = Uint16Array.from({ length: 120 }, (_, i) => half(i) ? 1 : 2);

Deno.test("describe() says what sets groups apart, or that nothing does", () => {
  const profile = profileClusters(table, labels, { variables: ["age"] });
  assert.match(
    describe(profile),
    /^Named after what sets each group apart most: “.*age.*” and “.*age.*”\.$/i,
  );
  const mixed = Uint16Array.from(labels, (_, i) => i % 2 + 1);
  const none = profileClusters(
    {
      ...table,
      columns: new Map([["age", ages.map((_, i) => Math.floor(i / 2))]]),
    },
    mixed,
    {
      variables: ["age"],
    },
  );
  assert.equal(describe(none), "Nothing that was looked at sets these groups apart by more than chance.");
});

Deno.test("describe() compares two groupings, and says no hidden number", () => {
  const { result } = compareGroupings([...labels].map(String), [...labels].map(String), {
    nameA: "last year",
    nameB: "this year",
  });
  assert.equal(
    describe(result),
    "last year and this year put the same people together (adjusted Rand 1.00); 0 of every 100 people are not in the " +
      "group most like theirs.",
  );
  assert.equal(
    describe({ ...result, adjustedRand: "hidden" }),
    "Too few people may be shown to compare last year and this year.",
  );
});

Deno.test("describe() repeats the verdict on rules, and reads drift", async () => {
  const rules = typingRules(table, labels);
  assert.equal(describe(rules), rules.verdict);
  const work = prepareClustering(table, { method: "kmeans" });
  const model = makeModel(work, await kmeans(work.features!, { k: 2 }));
  const drift = (people: typeof table, own: Uint16Array) =>
    describe(clusteringDrift(model, people, { labels: own, posterior: null, unassigned: 0, warnings: [] }));
  const found = (await work.fit(2, 1)).labels;
  assert.equal(
    drift(table, found),
    "The people are spread as those the clusters were found on: keep the clusters.",
  );
  const older = { ...table, columns: new Map([["age", ages.map((age) => age + 15)]]) };
  assert.equal(drift(older, found), "Since the clusters were found, “age” has shifted: find them again.");
});
