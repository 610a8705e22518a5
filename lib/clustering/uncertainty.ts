import { InputError } from "../workspace/mod.ts";

/**
 * How uncertain everybody's class is: 1 − the chance of the likeliest one, in [0, 1 − 1/k].
 *
 * @param posterior `posterior[i * k + c]`, as latent classes and mixtures give it.
 * @throws {InputError} The chances are not a whole number of rows.
 *
 * @example
 * ```ts
 * import { uncertainty } from "./uncertainty.ts";
 * if (uncertainty(Float64Array.of(0.75, 0.25, 0.5, 0.5), 2).join() !== "0.25,0.5") throw new Error();
 * ```
 */
export function uncertainty(posterior: Float64Array, k: number): Float64Array {
  if (!Number.isInteger(posterior.length / k)) {
    throw new InputError(`Cannot tell uncertainty: ${posterior.length} chances are not rows of ${k}`);
  }
  return Float64Array.from({ length: posterior.length / k }, (_, i) => {
    let most = 0;
    for (let c = 0; c < k; c++) most = Math.max(most, posterior[i * k + c]!);
    return 1 - most;
  });
}
