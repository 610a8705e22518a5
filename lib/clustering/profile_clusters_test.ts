import { strict as assert } from "node:assert";
import type { Column, Columns } from "../engine/mod.ts";
import { random } from "../kernels/mod.ts";
import { fastFood, hasSharedData, sharedTable, unlessShared } from "./_shared_data_for_tests.ts";
import { prepareClustering } from "./prepare_clustering.ts";
import { profileClusters } from "./profile_clusters.ts";

function tableOf(columns: Readonly<Record<string, readonly (number | string)[]>>): Columns {
  const read = Object.entries(columns).map(([name, values]): [string, Column] => {
    if (typeof values[0] === "number") return [name, Float64Array.from(values as number[])];
    const dictionary = [...new Set(values as string[])];
    return [name, {
      codes: Uint32Array.from(values, (value) => dictionary.indexOf(String(value))),
      dictionary,
    }];
  });
  return { rows: Object.values(columns)[0]!.length, columns: new Map(read), nulls: new Map() };
}

function near(value: number | null | undefined, wanted: number, within = 1e-9): void {
  assert.ok(typeof value === "number" && Math.abs(value - wanted) <= within, `${value} is not ${wanted}`);
}

Deno.test("profileClusters() by hand: levels, differences, tests, markers and sizes", () => {
  const table = tableOf({
    x: [1, 2, 3, 4, 5, 6],
    plan: ["tin", "tin", "gold", "gold", "gold", "gold"],
    same: [1, 1, 1, 1, 1, 1],
  });
  const labels = new Uint16Array([2, 2, 2, 1, 1, 1]);
  const { n, segments, variables, warnings } = profileClusters(table, labels, {
    variables: ["x"],
    descriptors: ["plan", "same"],
    names: ["Large", "Small"],
  });
  assert.equal(n, 6);
  const [x, plan, same] = variables;
  assert.deepEqual([x!.measure, x!.role, x!.all, x!.cells.map(({ level }) => level)], [
    "mean",
    "segmentation",
    3.5,
    [5, 2],
  ]);
  // Standard deviation √(2/3) in both.
  near(x!.cells[0]!.standardised, 3 / Math.sqrt(2 / 3));
  near(x!.deviation, Math.sqrt(35 / 12));
  // Ranks 1 + 2 + 3 and 4 + 5 + 6: 12 / 42 × (36 + 225) / 3 − 21 (R: kruskal.test, 3.857143, p 0.04953).
  near(x!.test!.statistic, 27 / 7);
  near(x!.test!.p, 0.04953461, 1e-8);
  // 1.5 is a quarter of 6: not more. 43 % of 3.5: not more than half.
  assert.deepEqual(x!.cells.map(({ marker }) => marker), [false, false]);
  assert.deepEqual([plan!.name, plan!.word, plan!.cells.map(({ level }) => level)], ["plan = tin", "tin", [
    0,
    2 / 3,
  ]]);
  // Expected 1, 2, 1, 2: 1 + 1/2 + 1 + 1/2 (R: chisq.test without correction, 3, p 0.08326).
  near(plan!.test!.statistic, 3);
  near(plan!.test!.p, 0.08326452, 1e-8);
  assert.deepEqual([plan!.test!.df, plan!.test!.adjusted], [1, plan!.test!.p]);
  assert.deepEqual(plan!.cells.map(({ marker }) => marker), [true, true]);
  assert.deepEqual([same!.test, same!.cells[0]!.standardised], [null, 0]);
  assert.deepEqual(segments.map(({ name, people, share, certainty }) => [name, people, share, certainty]), [[
    "Large",
    3,
    0.5,
    null,
  ], ["Small", 3, 0.5, null]]);
  near(segments[0]!.low, 0.1876, 5e-5);
  near(segments[0]!.high, 0.8124, 5e-5);
  assert.match(warnings.join(), /their differences are no finding/);
});

Deno.test("profileClusters() adjusts by Holm within each role", () => {
  const next = random(2);
  const noise = () => Array.from({ length: 60 }, () => next());
  const labels = Uint16Array.from({ length: 60 }, (_, i) => 1 + i % 2);
  const table = tableOf({ own: Array.from(labels), a: noise(), b: noise(), c: noise() });
  const { variables } = profileClusters(table, labels, { variables: ["own"], descriptors: ["a", "b", "c"] });
  const ps = variables.slice(1).map(({ test }) => test!.p);
  const order = [...ps].sort((a, b) => a - b);
  near(
    variables.slice(1).find(({ test }) => test!.p === order[0])!.test!.adjusted,
    Math.min(1, order[0]! * 3),
  );
  assert.equal(variables[0]!.test!.adjusted, variables[0]!.test!.p);
});

Deno.test("profileClusters() carries chances and weights along", () => {
  const table = tableOf({ x: [0, 10, 10] });
  const labels = new Uint16Array([1, 2, 2]);
  const posterior = Float64Array.of(0.9, 0.1, 0.3, 0.7, 0, 1);
  const soft = profileClusters(table, labels, { variables: ["x"], posterior });
  near(soft.variables[0]!.cells[0]!.level, 3 / 1.2);
  near(soft.segments[0]!.certainty, 0.9);
  near(soft.segments[1]!.certainty, 0.85);
  const weighted = profileClusters(table, labels, { variables: ["x"], weights: Float64Array.of(2, 1, 1) });
  near(weighted.variables[0]!.all, 5);
  near(weighted.segments[0]!.share, 0.5);
  assert.match(weighted.warnings.join(), /tests are not/);
});

Deno.test("profileClusters() suggests names from the strongest markers", () => {
  const half = (a: string, b: string) => Array.from({ length: 40 }, (_, i) => i < 20 ? a : b);
  const table = tableOf({
    "survey.price_upfront": Array.from({ length: 40 }, (_, i) => i < 20 ? 5 - i % 2 : 1 + i % 2),
    cheap: half("Yes", "No"),
    noise: Array.from({ length: 40 }, (_, i) => i % 5),
  });
  const labels = Uint16Array.from({ length: 40 }, (_, i) => i < 20 ? 1 : 2);
  const names = (variables: string[]) =>
    profileClusters(table, labels, { variables }).segments.map(({ suggestedName }) => suggestedName);
  assert.deepEqual(names(["survey.price_upfront", "noise"]), ["High price upfront", "Low price upfront"]);
  // All of one and none of the other: no spread to measure by, and the clearest of names.
  assert.deepEqual(names(["cheap"]), ["Cheap", "Not cheap"]);
  assert.deepEqual(names(["noise"]), ["Like everybody (1)", "Like everybody (2)"]);
});

Deno.test("profileClusters() refuses what does not fit, and leaves out what cannot be compared", () => {
  const table = tableOf({ x: [1, 2], key: ["a", "b"] });
  const options = { variables: ["x"] };
  assert.throws(() => profileClusters(table, new Uint16Array(1), options), /1 labels for 2 people/);
  assert.throws(() => profileClusters(table, new Uint16Array(2), options), /nobody has a cluster/);
  assert.throws(
    () => profileClusters(table, new Uint16Array([1, 1]), { variables: ["y"] }),
    /no such column/,
  );
  assert.throws(
    () => profileClusters(table, new Uint16Array([1, 2]), { ...options, posterior: new Float64Array(3) }),
    /the chances are not/,
  );
  const many = tableOf({ key: Array.from({ length: 40 }, (_, i) => `k${i}`) });
  const { variables, warnings } = profileClusters(many, new Uint16Array(40).fill(1), { variables: ["key"] });
  assert.deepEqual(variables, []);
  assert.match(warnings[0]!, /too many different words/);
});

Deno.test({
  name: `profileClusters() finds the book's segments of fast food: cheap or not, tasty or not${unlessShared}`,
  ignore: !hasSharedData,
  async fn() {
    const table = await sharedTable("mcdonalds.csv");
    const work = prepareClustering(table, { method: "kmeans", columns: fastFood });
    const { labels } = await work.fit(4, 1);
    const { segments, variables } = profileClusters(table, labels, {
      variables: fastFood,
      descriptors: ["Gender", "Age"],
    });
    assert.equal(segments.reduce((sum, { people }) => sum + people, 0), 1453);
    // Dolnicar, Grün & Leisch, Appendix A: cheap and expensive, yummy and tasty mark the four segments.
    const marks = variables.filter(({ cells }) => cells.every(({ marker }) => marker)).map(({ name }) =>
      name
    );
    for (const name of ["cheap", "expensive", "yummy", "tasty"]) {
      assert.ok(marks.includes(name), marks.join());
    }
    assert.equal(new Set(segments.map(({ suggestedName }) => suggestedName)).size, 4);
    const age = variables.find(({ name }) => name === "Age")!;
    assert.ok(age.role === "descriptor" && age.test!.adjusted < 1e-6);
  },
});
