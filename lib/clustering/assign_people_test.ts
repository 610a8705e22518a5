import { strict as assert } from "node:assert";
import { random } from "../kernels/mod.ts";
import { assignPeople } from "./assign_people.ts";
import { clusteringDrift } from "./clustering_drift.ts";
import { type ClusteringModel, readModel, writeModel } from "./clustering_model.ts";
import { makeModel } from "./make_model.ts";
import { populationStability } from "./population_stability.ts";
import { prepareClustering, type TableClusteringOptions } from "./prepare_clustering.ts";
import { tableOfValues as tableOf } from "./_table_for_tests.ts";
import { updateModel } from "./update_model.ts";

const next = random(1);
const many = Array.from({ length: 200 }, (_, i) => ({
  age: (i % 2 ? 30 : 60) + Math.floor(next() * 10),
  sex: i % 4 < 2 ? "f" : "m",
  asks: next() < (i % 2 ? 0.9 : 0.1) ? "yes" : "no",
  reads: next() < (i % 2 ? 0.8 : 0.2) ? "yes" : "no",
}));
const people = tableOf({
  age: many.map(({ age }) => age),
  sex: many.map(({ sex }) => sex),
  asks: many.map(({ asks }) => asks),
  reads: many.map(({ reads }) => reads),
});

async function fitted(options: TableClusteringOptions, k = 2) {
  const work = prepareClustering(people, options);
  const found = await work.fit(k, 1);
  return { found, model: readModel(writeModel(makeModel(work, found)), "model.json") };
}

const methods: readonly TableClusteringOptions[] = [
  { method: "kmeans", columns: ["age", "asks", "reads"], scale: "z" },
  { method: "bisecting-kmeans", columns: ["age", "sex"], scale: "min-max" },
  { method: "mixture", columns: ["age"], covariance: "tied" },
  { method: "lca", items: ["sex", "asks", "reads"] },
  { method: "pam", columns: ["age"], distance: "manhattan" },
  { method: "pam", columns: ["age", "sex", "asks"], kinds: { asks: "asymmetric" } },
  { method: "clara", columns: ["age", "asks", "reads"], scale: "z" },
  { method: "clara", columns: ["age", "asks", "reads"] },
  { method: "kprototypes", columns: ["age", "sex", "asks"], scale: "z" },
];

for (const options of methods) {
  Deno.test(
    `assignPeople() by a saved model of ${options.method} on ${
      (options.columns ?? options.items)!.join(", ")
    } puts everybody where the fit did`,
    async () => {
      const { found, model } = await fitted(options);
      const { labels, warnings, unassigned } = await assignPeople(model, people);
      assert.deepEqual(labels, found.labels);
      assert.deepEqual([warnings, unassigned], [[], 0]);
      const drift = clusteringDrift(model, people, { labels, posterior: null, unassigned: 0, warnings: [] });
      assert.ok(drift.variables.every(({ psi, band }) => psi === 0 && band === "stable"));
      assert.equal(drift.refit, false);
    },
  );
}

Deno.test("assignPeople() leaves out who has unknown words or no value, and says so", async () => {
  const { model } = await fitted({ method: "kmeans", columns: ["age", "sex"], scale: "min-max" });
  const { labels, warnings, unassigned } = await assignPeople(
    model,
    tableOf({ sex: ["x", "f", "m", "m"], age: [30, null, 65, 35] }),
  );
  assert.deepEqual([labels[0], labels[1], unassigned], [0, 0, 2]);
  assert.ok(labels[2]! > 0 && labels[3]! > 0);
  assert.deepEqual(warnings, [
    '"sex": "x" never occurred when the model was fitted; 1 value counts as missing.',
    "2 of 4 people cannot be assigned: a value is missing, or was never seen by the model.",
  ]);
  await assert.rejects(assignPeople(model, tableOf({ age: [1] })), /no such column/);
  await assert.rejects(
    assignPeople(model, tableOf({ age: [null, 2], sex: ["f", null] })),
    /of everybody, a value/,
  );
  await assert.rejects(
    assignPeople(model, tableOf({ age: ["old", "30"], sex: ["f", "f"] })),
    /row 1 holds text/,
  );
});

Deno.test("assignPeople() lets the median stand in where the fit did", async () => {
  const gaps = tableOf({ age: [20, 21, null, 60, 61, 62], n: [1, 1, 1, 2, 2, 2] });
  const work = prepareClustering(gaps, { method: "kmeans", missing: "median" });
  const model = makeModel(work, await work.fit(2, 1));
  const { unassigned } = await assignPeople(model, tableOf({ age: [null], n: [1] }));
  assert.equal(unassigned, 0);
});

Deno.test("assignPeople() keeps people with some answers in latent classes", async () => {
  const { model } = await fitted({ method: "lca", items: ["sex", "asks", "reads"] });
  const { labels, posterior, warnings } = await assignPeople(
    model,
    tableOf({ sex: ["f", "z", null], asks: ["yes", "no", null], reads: ["yes", null, null] }),
  );
  assert.ok(labels[0] !== labels[1] && labels[2] === 0);
  assert.ok(Math.abs(posterior![0]! + posterior![1]! - 1) < 1e-12);
  assert.match(warnings.join("\n"), /"sex": "z" never occurred[^]*1 of 3 people cannot be assigned/);
});

Deno.test("assignPeople() uses the covariates of latent classes, words among them", async () => {
  const { found, model } = await fitted({
    method: "lca",
    items: ["asks", "reads"],
    covariates: ["age", "sex"],
  });
  const { labels, posterior } = await assignPeople(model, people);
  assert.deepEqual(labels, found.labels);
  posterior!.forEach((chance, i) => assert.ok(Math.abs(chance - found.posterior![i]!) < 1e-9));
});

Deno.test("populationStability() by hand, with empty bins, and never above chance for equal shares", () => {
  const { psi, criticalZ, criticalChiSquare } = populationStability([10, 20, 70], [15, 25, 60]);
  const terms = [[0.1, 0.15], [0.2, 0.25], [0.7, 0.6]].map(([a, b]) => (b! - a!) * Math.log(b! / a!));
  assert.ok(Math.abs(psi - terms.reduce((a, b) => a + b)) < 1e-12);
  assert.ok(Math.abs(criticalZ - 0.02 * (2 + 1.6448536 * 2)) < 1e-7);
  // χ² of 2 degrees: -2 ln 0.05.
  assert.ok(Math.abs(criticalChiSquare - 0.02 * -2 * Math.log(0.05)) < 1e-12);
  const empty = populationStability([0, 10], [5, 5]);
  // 0.5 of 11 and 5.5 of 10.5: half a person where one side is empty.
  assert.ok(
    Math.abs(empty.psi - (5.5 / 10.5 - 0.5 / 10.5) * Math.log(11) - (5 / 10.5 - 10 / 10.5) * Math.log(0.5)) <
      1e-12,
  );
  assert.deepEqual(populationStability([5, 0], [7, 0]).band, "stable");
  assert.equal(populationStability([500, 500], [900, 100]).band, "shifted");
  assert.equal(populationStability([5000, 5000], [5500, 4500]).band, "moved");
  assert.throws(() => populationStability([1], [1, 2]), /1 bins then, 2 now/);
  assert.throws(() => populationStability([0], [0]), /nobody/);
});

Deno.test("clusteringDrift() finds the column that moved, and advises to fit again", async () => {
  const { model } = await fitted({ method: "kmeans", columns: ["age", "asks"], scale: "z" });
  const older = tableOf({
    age: many.map(({ age }) => age + 15),
    asks: many.map(({ asks }) => asks),
  });
  const drift = clusteringDrift(model, older, await assignPeople(model, older));
  assert.deepEqual(drift.variables.map(({ name, band }) => [name, band]), [["age", "shifted"], [
    "asks",
    "stable",
  ]]);
  assert.equal(drift.refit, true);
  assert.match(drift.advice[0]!, /^"age" has shifted: fit the clusters again\.$/);
  assert.equal(drift.variables[0]!.bins.reduce((sum, { now }) => sum + now, 0), 200);
});

Deno.test("clusteringDrift() of people without gaps leaves out those who cannot be assigned for one", async () => {
  const { model } = await fitted({ method: "kmeans", columns: ["age", "asks"], scale: "z" });
  const older = tableOf({
    age: [...many.map(({ age }) => age), ...many.map(() => null)],
    asks: [...many, ...many].map(({ asks }) => asks),
  });
  const assigned = await assignPeople(model, older);
  assert.equal(assigned.unassigned, many.length);
  const drift = clusteringDrift(model, older, assigned);
  assert.equal(drift.variables.find(({ name }) => name === "age")!.psi, 0);
  assert.equal(drift.refit, false);
  assert.match(drift.advice.join(), /^50 % of people cannot be assigned/);
});

Deno.test("a saved model tells of no word that fewer than 11 people say", async () => {
  const rare = tableOf({
    a: Array.from({ length: 40 }, (_, i) => i % 2),
    w: Array.from({ length: 40 }, (_, i) => i === 0 ? "rare" : "usual"),
  });
  const work = prepareClustering(rare, { method: "kmeans", columns: ["a"] });
  const { baseline } = makeModel({
    ...work,
    features: { ...work.features!, encodings: [{ ...work.features!.encodings[0]!, column: "w" }] },
  }, await work.fit(2, 1));
  assert.deepEqual(baseline[0], { column: "w", edges: null, words: ["usual"], counts: [39, 1, 0] });
});

Deno.test("updateModel() moves centres by the new people's share, and says who moved", async () => {
  const work = prepareClustering(tableOf({ x: [0, 0, 0, 10, 10] }), { method: "kmeans" });
  const model = makeModel(work, await work.fit(2, 1));
  const { model: moved, migration } = await updateModel(model, tableOf({ x: [4, 4, 4, 4, 4.5, 20, 20] }));
  // Five new people of mean 4.1 beside three at 0; two at 20 beside two at 10.
  assert.ok(Math.abs(moved.centres![0]![0]! - 4.1 * 5 / 8) < 1e-6);
  assert.equal(moved.centres![1]![0], 15);
  assert.deepEqual([moved.seen, moved.n, moved.k], [[8, 4], 12, 2]);
  assert.equal(migration.moved, 0);
  const { model: classes } = await fitted({ method: "lca", items: ["asks", "reads"] });
  await assert.rejects(updateModel(classes, people), /only centres can be moved/);
});

Deno.test("readModel() refuses other versions, other files and changed ones", async () => {
  const { model } = await fitted({ method: "kmeans", columns: ["age"] });
  const refuses = (change: Readonly<Record<string, unknown>> | string, message: RegExp) =>
    assert.throws(
      () =>
        readModel(typeof change === "string" ? change : JSON.stringify({ ...model, ...change }), "m.json"),
      { name: "InputError", message },
    );
  refuses("{", /"m\.json": it is not JSON/);
  refuses("[]", /it is not a model/);
  refuses("null", /it is not a model/);
  refuses({ kind: "report" }, /it is not a model/);
  refuses({ format: 2 }, /it is a model of format 2, and this version reads format 1\. Fit it again/);
  refuses({ format: "1" }, /format "1"/);
  refuses({ k: 3 }, /its parts do not fit each other/);
  refuses({ centres: [[1, 2], [3, 4]] }, /its parts do not fit/);
  refuses({ centres: "x" }, /it has been changed or cut/);
  refuses({ method: "magic" }, /it has been changed or cut/);
  refuses({ extra: 1 }, /unknown key "extra"/);
  const same: ClusteringModel = readModel(writeModel(model), "m.json");
  assert.deepEqual(same, model);
});
