import { strict as assert } from "node:assert";
import { InputError } from "../workspace/mod.ts";
import { assignClasses } from "./assign_classes.ts";
import { categoricalItem } from "./categorical_item.ts";
import { latentClasses } from "./latent_classes.ts";
import { predictedCells } from "./predicted_cells.ts";

const answers = { a: "nnnnnyyyyn", b: "nnnnyyyyyn", c: "nnnnnyyynn" };
const items = Object.entries(answers).map(([name, column]) => categoricalItem(name, [...column]));

Deno.test("assignClasses() gives the people of the fit their own classes and chances, also from JSON", async () => {
  const { result, labels, posterior } = await latentClasses(items, { k: 2 });
  const again = assignClasses(JSON.parse(JSON.stringify(result)), items);
  assert.deepEqual(again.labels, labels);
  again.posterior.forEach((chance, i) => assert.ok(Math.abs(chance - posterior![i]!) < 1e-6));
  assert.deepEqual(again.warnings, []);
});

Deno.test("assignClasses() by hand: Bayes' rule, a missing answer says nothing, an unseen one is reported", async () => {
  const { result } = await latentClasses([categoricalItem("a", [..."nnny"])], { k: 1 });
  const model = {
    ...result,
    k: 2,
    probabilities: [[[0.8, 0.2]], [[0.4, 0.6]]],
    latentClasses: { ...result.latentClasses!, shares: [0.75, 0.25] },
  };
  const { labels, posterior, warnings } = assignClasses(model, [
    categoricalItem("a", ["y", null, "maybe", "n"]),
  ]);
  // y: 0.75 × 0.2 = 0.15 against 0.25 × 0.6 = 0.15.
  assert.deepEqual([...posterior.subarray(0, 6)].map((x) => x.toFixed(6)), [
    ...["0.500000", "0.500000"],
    ...["0.750000", "0.250000", "0.750000", "0.250000"],
  ]);
  assert.deepEqual([...labels], [1, 0, 0, 1]);
  assert.deepEqual(warnings, [
    '"a": "maybe" never occurred when the model was fitted; 1 answer counts as missing.',
  ]);
});

Deno.test("assignClasses() uses covariates, and shares for who lacks them", async () => {
  const values = [1, 2, 1, 3, 4, 6, 5, 7, 6, 2];
  const { result, posterior } = await latentClasses(items, { k: 2, covariates: [{ name: "age", values }] });
  const again = assignClasses(result, items, { covariates: [{ name: "age", values }] });
  again.posterior.forEach((chance, i) => assert.ok(Math.abs(chance - posterior![i]!) < 1e-6));
  const none = assignClasses(result, [...items].map((item) => ({ ...item, codes: Int32Array.of(-1) })), {
    covariates: [{ name: "age", values: [NaN] }],
  });
  result.latentClasses!.shares.forEach((share, c) => assert.ok(Math.abs(none.posterior[c]! - share) < 1e-9));
});

Deno.test("assignClasses() and predictedCells() say what is wrong", async () => {
  const { result } = await latentClasses(items, { k: 2 });
  const bad = (run: () => unknown, message: RegExp) =>
    assert.throws(run, (error) => error instanceof InputError && message.test(error.message));
  bad(() => assignClasses(result, items.slice(1)), /item "a" is missing \(given: b, c\)/);
  const { latentClasses: _, ...other } = result;
  bad(() => assignClasses({ ...other, method: "kmeans" }, items), /method "kmeans"/);
  bad(() => predictedCells(result, items.toReversed()), /those of the model/);
});
