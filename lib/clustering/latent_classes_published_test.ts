/**
 * poLCA's published log-likelihoods (its help pages and manual), and what poLCA 1.6.0.2 itself printed for the same
 * data with 20 starts: shares, criteria, standard errors, coefficients.
 */
import { strict as assert } from "node:assert";
import { bootstrapLikelihoodRatio } from "./bootstrap_likelihood_ratio.ts";
import { readSegments } from "./_read_segments_for_tests.ts";
import { hasSharedData, unlessShared } from "./_shared_data_for_tests.ts";
import { latentClasses } from "./latent_classes.ts";
import { predictedCells } from "./predicted_cells.ts";

const ignore = !hasSharedData;
const carcinoma = [..."ABCDEFG"];
const election = [..."GB"].flatMap((who) =>
  ["MORAL", "CARES", "KNOW", "LEAD", "DISHON", "INTEL"].map((x) => x + who)
);

/** File, items, classes, log-likelihood, and how many of the 20 starts of seed 1 must reach it. */
const optima: readonly (readonly [string, readonly string[], number, number, number])[] = [
  ["polca_carcinoma.csv", carcinoma, 2, -317.256837, 20],
  ["polca_carcinoma.csv", carcinoma, 3, -293.704979, 20],
  ["polca_carcinoma.csv", carcinoma, 4, -289.285849, 5],
  ["polca_values.csv", [..."ABCD"], 1, -543.649825, 1],
  ["polca_values.csv", [..."ABCD"], 2, -504.46767, 20],
  ["polca_values.csv", [..."ABCD"], 3, -503.301137, 15],
  ["polca_gss82.csv", ["PURPOSE", "ACCURACY", "UNDERSTA", "COOPERAT"], 2, -2783.26801, 20],
  ["polca_gss82.csv", ["PURPOSE", "ACCURACY", "UNDERSTA", "COOPERAT"], 3, -2754.545405, 8],
  ["polca_gss82.csv", ["PURPOSE", "ACCURACY", "UNDERSTA", "COOPERAT"], 4, -2746.620807, 8],
  ["polca_cheating.csv", ["LIEEXAM", "LIEPAPER", "FRAUD", "COPYEXAM"], 2, -440.027112, 20],
  ["polca_election.csv", election, 2, -22127.913291, 20],
  ["polca_election.csv", election, 3, -21311.535671, 2],
  ["polca_election.csv", election, 4, -20837.31389, 5],
];

for (const [file, names, k, logLikelihood, hits] of optima) {
  Deno.test({
    name: `latentClasses() finds poLCA's best optimum of ${file}, ${k} classes, in 20 starts${unlessShared}`,
    ignore,
    fn: async () => {
      const { result } = await latentClasses((await readSegments(file)).items(names), { k });
      near(result.logLikelihood!, logLikelihood, 2e-6);
      assert.ok(result.restartHits >= hits, `${result.restartHits} of ${result.restarts} hits`);
      assert.ok(result.converged);
    },
  });
}

Deno.test({
  name: `latentClasses() equals poLCA in every number of carcinoma${unlessShared}`,
  ignore,
  fn: async () => {
    const items = (await readSegments("polca_carcinoma.csv")).items(carcinoma);
    const { result } = await latentClasses(items, { k: 3, standardErrors: true });
    const fit = result.latentClasses!;
    all(fit.shares, [0.44473, 0.37356, 0.18171], 5e-6);
    all(fit.standardErrors!.shares, [0.04793, 0.04746, 0.04067], 5e-6);
    assert.deepEqual(result.sizes, [51, 44, 23]);
    assert.equal(result.parameters, 23);
    near(result.aic!, 633.41, 5e-5);
    near(result.bic!, 697.1357, 5e-5);
    near(fit.gSquared!, 15.26171, 5e-6);
    near(fit.chiSquare!, 20.50336, 1e-5);
    assert.equal(fit.residualDf, 95);
    assert.equal(fit.patterns, 20);
    const published = [[1, 0.9809, 0.8575, 0.5862, 1, 0.4764, 1], [0.0573, 0.1379, 0, 0, 0.0551, 0, 0], [
      0.5128,
      1,
      0,
      0.0576,
      0.7506,
      0,
      0.6307,
    ]];
    published.forEach((chances, c) => all(result.probabilities![c]!.map((item) => item[1]!), chances, 6e-5));
    all(fit.standardErrors!.probabilities[2]!.map((item) => item[1]!), [
      0.1258946,
      0,
      0,
      0.06321363,
      0.1237747,
      0,
      0.1210657,
    ], 5e-6);
    const cells = predictedCells(result, items);
    assert.equal(cells.length, 20);
    near(
      2 * cells.reduce((sum, { observed, expected }) => sum + observed * Math.log(observed / expected), 0),
      fit.gSquared!,
      1e-9,
    );
  },
});

Deno.test({
  name: `latentClasses() equals poLCA's regression on GPA, who lacks it left out${unlessShared}`,
  ignore,
  fn: async () => {
    const table = await readSegments("polca_cheating.csv");
    const { result, labels } = await latentClasses(
      table.items(["LIEEXAM", "LIEPAPER", "FRAUD", "COPYEXAM"]),
      {
        k: 2,
        standardErrors: true,
        covariates: [{ name: "GPA", values: table.numbers(["GPA"])[0]! }],
      },
    );
    const fit = result.latentClasses!;
    near(result.logLikelihood!, -429.638384, 1e-6);
    assert.equal(result.n, 315);
    assert.equal(labels.filter((label) => label === 0).length, 4);
    assert.equal(result.parameters, 10);
    all(fit.shares, [0.82189, 0.17811], 1.1e-5);
    // poLCA's coefficients are of the larger class against the smaller: here the sign is turned.
    all(fit.membership!.coefficients[1]!, [0.1134291, -0.8424835], 2e-5);
    all(fit.membership!.standardErrors![1]!, [0.5099159, 0.2813141], 3e-6);
    near(fit.gSquared!, 8.356555, 1e-4);
  },
});

Deno.test({
  name: `latentClasses() equals poLCA's regression on party, three classes of 12 items${unlessShared}`,
  ignore,
  fn: async () => {
    const table = await readSegments("polca_election.csv");
    const items = table.items(election);
    const complete = (i: number) => items.every(({ codes }) => codes[i]! >= 0);
    const party = table.numbers(["PARTY"])[0]!;
    const rows = party.map((_, i) => i).filter(complete);
    const { result } = await latentClasses(
      items.map((item) => ({ ...item, codes: Int32Array.from(rows, (i) => item.codes[i]!) })),
      { k: 3, restarts: 5, covariates: [{ name: "PARTY", values: rows.map((i) => party[i]!) }] },
    );
    near(result.logLikelihood!, -16222.323348, 1e-6);
    assert.equal(result.n, 1300);
    all(result.latentClasses!.shares, [0.38588, 0.34051, 0.2736], 6e-6);
    const [, second, third] = result.latentClasses!.membership!.coefficients;
    all(second!, [-3.818127, 0.793265], 2e-5);
    all(third!, [1.1615459, -0.5743589], 2e-5);
  },
});

Deno.test({
  name: `bootstrapLikelihoodRatio() finds three classes in carcinoma, not four${unlessShared}`,
  ignore,
  fn: async () => {
    const items = (await readSegments("polca_carcinoma.csv")).items(carcinoma);
    const options = { replicates: 49, seed: 2 };
    const three = await bootstrapLikelihoodRatio(items, { k: 3, ...options });
    near(three.statistic, 2 * (317.256837 - 293.704979), 5e-6);
    assert.equal(three.p, 0.02);
    const four = await bootstrapLikelihoodRatio(items, { k: 4, ...options });
    assert.ok(four.p > 0.05, `${four.p}`);
    assert.deepEqual(await bootstrapLikelihoodRatio(items, { k: 4, ...options }), four);
  },
});

function near(found: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(found - expected) <= tolerance, `${found} is not ${expected}`);
}

function all(found: readonly number[], expected: readonly number[], tolerance: number): void {
  assert.equal(found.length, expected.length);
  found.forEach((value, i) => near(value, expected[i]!, tolerance));
}
