/** Frequencies up to here are worked out exactly; beyond, the risk is near enough to p / (f − q). */
const mostExact = 20;

/**
 * The chance that a person of a sample can be found again in the population: `sample` people of the sample and an
 * estimated `population` people share their combination of values. The mean of 1/F when F, given f, is negative
 * binomial with p = f/F (Benedetti and Franconi 1998; Capobianchi, Polettini and Lucarelli 2001, as in sdcMicro).
 *
 * @param sample f, at least 1.
 * @param population F, the sum of their sampling weights, at least f.
 *
 * @example
 * ```ts
 * import { individualRisk } from "./individual_risk.ts";
 * if (Math.abs(individualRisk(1, 17) - 0.17707583) > 1e-8) throw new Error();
 * if (individualRisk(3, 3) !== 1 / 3) throw new Error();
 * ```
 */
export function individualRisk(sample: number, population: number): number {
  if (!(sample >= 1) || !(population >= sample)) {
    throw new RangeError(
      `Cannot work out a risk of ${sample} in ${population}: there must be at least 1, and no fewer in the population`,
    );
  }
  const p = sample / population;
  const q = 1 - p;
  if (q === 0) return 1 / sample;
  if (sample > mostExact || !Number.isInteger(sample)) return p / (sample - q);
  return p ** sample * (q < 0.5 ? series(sample, q) : recursion(sample, p, q));
}

/** ∫ x^(f−1) / (1 − qx)^f over [0, 1], as the sum of (f)_j / j! q^j / (f + j). */
function series(f: number, q: number): number {
  let sum = 0;
  for (let j = 0, term = 1; term > 1e-17 * (sum + 1); j++) {
    sum += term / (f + j);
    term *= (f + j) / (j + 1) * q;
  }
  return sum;
}

/** The same integral, by parts. */
function recursion(f: number, p: number, q: number): number {
  let integral = -Math.log(p) / q;
  for (let n = 2; n <= f; n++) integral = (p ** (1 - n) / (n - 1) - integral) / q;
  return integral;
}
