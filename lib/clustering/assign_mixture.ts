import { InputError } from "../workspace/mod.ts";
import type { ClassAssignment } from "./assign_classes.ts";
import { cholesky, invertLower } from "./_cholesky.ts";
import type { MixtureData } from "./mixture_data.ts";
import { readMixtureData } from "./_read_mixture_data.ts";
import type { MixtureFit } from "./gaussian_mixture_result.ts";
import type { ClusteringResult } from "./result.ts";

/** What assigning needs of a mixture: a result of `gaussianMixture`, or a part of it. */
export type MixtureModel = Pick<ClusteringResult, "method" | "k" | "features"> & {
  /** The components; absent in other methods. */
  readonly mixture?: Pick<MixtureFit, "shares" | "means" | "covariances">;
};

/**
 * Puts new people into the components of an earlier Gaussian mixture, by Bayes' rule. Columns are matched by name.
 *
 * @param model A result of `gaussianMixture`, as it is or read back from JSON.
 * @param data On the scale of the fit: features made by `encodeNew`, or columns as those fitted.
 * @throws {InputError} The model is no mixture, or a column of it is not given.
 *
 * @example
 * ```ts
 * import { assignMixture, gaussianMixture } from "./mod.ts";
 * const { result } = await gaussianMixture([[0, 0.1, 0.3, 0.2, 9, 9.3, 9.1]], { k: 2, covariance: "tied" });
 * if (assignMixture(result, [[8, 1]]).labels.join() !== "2,1") throw new Error();
 * ```
 */
export function assignMixture(model: MixtureModel, data: MixtureData): ClassAssignment {
  const { mixture, k, features } = model;
  if (!mixture) throw new InputError(`Cannot assign components: the model is of method "${model.method}"`);
  const { columns: given, names, rows } = readMixtureData(data);
  const columns = features.map((name) => {
    const j = names.indexOf(name);
    if (j < 0) {
      throw new InputError(
        `Cannot assign components: the model's column "${name}" is missing (given: ${names.join(", ")})`,
      );
    }
    return given[j]!;
  });
  const width = features.length;
  const components = mixture.means.map((mean, c) => {
    const covariance = mixture.covariances[c]!;
    const factor = Float64Array.from(covariance.flatMap((row, i) => row.slice(0, i + 1)));
    if (cholesky(factor.slice(), width, factor) >= 0) {
      throw new InputError(`Cannot assign components: the covariance of component ${c + 1} is not one`);
    }
    invertLower(factor, width);
    let constant = Math.log(mixture.shares[c]!);
    for (let j = 0; j < width; j++) constant += Math.log(factor[j * (j + 3) / 2]!);
    return { mean, factor, constant };
  });
  const labels = new Uint16Array(rows);
  const posterior = new Float64Array(rows * k);
  const logs = new Float64Array(k);
  for (let i = 0; i < rows; i++) {
    components.forEach(({ mean, factor, constant }, c) => {
      let square = 0;
      for (let j = 0, at = 0; j < width; j++) {
        let z = 0;
        for (let m = 0; m <= j; m++) z += factor[at++]! * (columns[m]![i]! - mean[m]!);
        square += z * z;
      }
      logs[c] = constant - square / 2;
    });
    const most = logs.reduce((a, b) => Math.max(a, b));
    let total = 0;
    for (let c = 0; c < k; c++) total += posterior[i * k + c] = Math.exp(logs[c]! - most);
    for (let c = 0; c < k; c++) posterior[i * k + c]! /= total;
    labels[i] = 1 + logs.indexOf(most);
  }
  return { labels, posterior, warnings: [] };
}
