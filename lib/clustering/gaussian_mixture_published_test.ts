/**
 * mclust's own data: its fits (version 6.0.0, converged to 1e-10), and those printed in its vignette. A likelihood may
 * be better than mclust's, whose single start is a hierarchy; it may not be worse.
 */
import { strict as assert } from "node:assert";
import { readSegments } from "./_read_segments_for_tests.ts";
import { hasSharedData, unlessShared } from "./_shared_data_for_tests.ts";
import { gaussianMixture } from "./gaussian_mixture.ts";
import { gaussianMixtureRange } from "./gaussian_mixture_range.ts";
import type { CovarianceShape } from "./gaussian_mixture_result.ts";

const ignore = !hasSharedData;

const files: Record<string, readonly string[]> = {
  banknote: ["Length", "Left", "Right", "Bottom", "Top", "Diagonal"],
  thyroid: ["RT3U", "T4", "T3", "TSH", "DTSH"],
  diabetes: ["glucose", "insulin", "sspg"],
};

/** Data, shape, components, mclust's log-likelihood, parameters. */
const fits: readonly (readonly [string, CovarianceShape, number, number, number])[] = [
  ["banknote", "spherical", 3, -972.183484, 23],
  ["banknote", "diagonal", 4, -784.153941, 51],
  ["banknote", "tied", 3, -698.121213, 41],
  ["banknote", "full", 2, -729.952077, 55],
  ["banknote", "full", 3, -627.03659, 83],
  ["thyroid", "spherical", 3, -3148.179891, 20],
  ["thyroid", "diagonal", 2, -2581.755644, 21],
  ["thyroid", "diagonal", 3, -2303.022331, 32],
  ["thyroid", "tied", 1, -3140.505926, 20],
  ["thyroid", "full", 3, -2238.39044, 62],
  ["diabetes", "spherical", 3, -2568.344662, 14],
  ["diabetes", "diagonal", 3, -2364.137203, 20],
  ["diabetes", "tied", 4, -2380.175908, 21],
  ["diabetes", "full", 3, -2303.491843, 29],
];

for (const [file, covariance, k, logLikelihood, parameters] of fits) {
  Deno.test({
    name: `gaussianMixture() of ${file}, ${k} ${covariance}, reaches mclust's likelihood${unlessShared}`,
    ignore,
    fn: async () => {
      const columns = (await readSegments(`mclust_${file}.csv`)).numbers(files[file]!);
      const { result } = await gaussianMixture(columns, { k, covariance });
      assert.ok(result.logLikelihood! > logLikelihood - 2e-5, `${result.logLikelihood} < ${logLikelihood}`);
      assert.equal(result.parameters, parameters);
      assert.ok(result.converged);
    },
  });
}

Deno.test({
  name: `gaussianMixture() of diabetes equals mclust's BIC, ICL and sizes${unlessShared}`,
  ignore,
  fn: async () => {
    const columns = (await readSegments("mclust_diabetes.csv")).numbers(files.diabetes!);
    const { result } = await gaussianMixture(columns, { k: 3 });
    // The vignette stops EM earlier and prints −4751.316 and −4770.169, with the sign turned.
    assert.ok(Math.abs(result.bic! - 4751.316) < 0.02, String(result.bic));
    assert.ok(Math.abs(result.mixture!.icl - 4770.169) < 0.2, String(result.mixture!.icl));
    assert.deepEqual(result.sizes, [81, 36, 28]);
  },
});

Deno.test({
  name: `gaussianMixtureRange() finds the three kinds of diabetes by BIC, as mclust does${unlessShared}`,
  ignore,
  fn: async () => {
    const columns = (await readSegments("mclust_diabetes.csv")).numbers(files.diabetes!);
    const { best } = await gaussianMixtureRange(columns, { k: [1, 2, 3, 4, 5], restarts: 10 });
    assert.equal(best.result.k, 3);
    assert.equal(best.result.mixture!.covariance, "full");
  },
});
