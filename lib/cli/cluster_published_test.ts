/** Published answers, through the command line. */
import { strict as assert } from "node:assert";
import { answer, hasSharedData, sharedFile } from "./_table_for_tests.ts";

const ignore = !hasSharedData;
const unless = ignore ? " (skipped: no shared data)" : "";

const expected = ignore ? null : JSON.parse(await Deno.readTextFile(sharedFile("expected/clustering.json")));

function near(value: number, wanted: number, within: number): void {
  assert.ok(Math.abs(value - wanted) <= within, `${value} is not ${wanted} to ${within}`);
}

function cluster(file: string, line: string, ...more: readonly string[]) {
  return answer(["cluster", sharedFile(`segments/${file}`), ...line.split(" "), ...more]);
}

Deno.test({
  name: `cluster --method lca finds poLCA's optima of carcinoma and values${unless}`,
  ignore,
  async fn() {
    for (const data of ["carcinoma", "values"]) {
      for (const [k, wanted] of Object.entries<number>(expected.latentClass[data].logLikelihood)) {
        const { logLikelihood, n } = await cluster(`polca_${data}.csv`, `--method lca --k ${k}`);
        assert.equal(n, expected.latentClass[data].n);
        near(logLikelihood, wanted, 5e-4);
      }
    }
  },
});

Deno.test({
  name: `cluster --method lca prints poLCA's three classes of carcinoma${unless}`,
  ignore,
  async fn() {
    const { k3 } = expected.latentClass.carcinoma;
    const found = await cluster("polca_carcinoma.csv", "--method lca --k 3");
    assert.equal(found.parameters, k3.parameters);
    near(found.aic, k3.AIC, 0.005);
    near(found.bic, k3.BIC, 5e-5);
    near(found.latentClasses.gSquared!, k3.G2, 5e-6);
    near(found.latentClasses.chiSquare!, k3.X2, 5e-6);
    // Published in another order of the classes.
    const order = k3.shares.map((share: number) =>
      found.shares.findIndex((one) => Math.abs(one - share) < 5e-4)
    );
    for (const [j, item] of [..."ABCDEFG"].entries()) {
      order.forEach((c: number, i: number) =>
        near(found.probabilities[c]![j]![1]!, k3.probabilityOfCategory2ByClass[item][i], 5e-5)
      );
    }
  },
});

Deno.test({
  name: `cluster --method lca with covariates finds poLCA's optimum of the election survey${unless}`,
  ignore,
  async fn() {
    // poLCA 1.6 manual, 5.3: three classes, PARTY as covariate, listwise deletion: n 1300, log-likelihood -16222.32.
    const items = ["G", "B"].flatMap((who) =>
      ["MORAL", "CARES", "KNOW", "LEAD", "DISHON", "INTEL"].map((what) => what + who)
    );
    const found = await cluster(
      "polca_election.csv",
      `--method lca --k 3 --covariates PARTY --missing drop --restarts 5 --items`,
      items.join(","),
    );
    assert.equal(found.n, 1300);
    near(found.logLikelihood, -16222.32, 0.005);
  },
});

Deno.test({
  name:
    `cluster --method kmeans is as good as the published groups of tourists and the best known of fast food${unless}`,
  ignore,
  async fn() {
    const { withinSS, totalSS } = await cluster("flexclust_vacmot.csv", "--method kmeans --k 6");
    assert.ok(withinSS < expected.vacmot.withinSS);
    near(totalSS, expected.vacmot.totalSS, 5e-4);
    const items = "yummy,convenient,spicy,fattening,greasy,fast,cheap,tasty,expensive,healthy,disgusting";
    for (const [k, bound] of Object.entries<number>(expected.kMeans.k)) {
      const found = await cluster("mcdonalds.csv", `--method kmeans --k ${k} --columns ${items}`);
      assert.ok(found.withinSS <= bound + 5e-4);
      assert.equal(found.sizes.reduce((sum, size) => sum + size, 0), 1453);
    }
  },
});

Deno.test({
  name: `compare gives the published agreement${unless}`,
  ignore,
  async fn() {
    const { a, b, ...wanted } = expected.agreement;
    const folder = await Deno.makeTempDir();
    try {
      const rows = a.map((group: number, i: number) => `${group},${b[i]}`);
      await Deno.writeTextFile(`${folder}/g.csv`, `a,b\n${rows.join("\n")}\n`);
      const found = await answer<Readonly<Record<string, number>>>([
        "compare",
        `${folder}/g.csv`,
        "--a",
        "a",
        "--b",
        "b",
      ]);
      for (const [name, value] of Object.entries<number>(wanted)) near(found[name]!, value, 5e-5);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
