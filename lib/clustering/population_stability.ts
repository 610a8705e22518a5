import { chiSquareQuantile, normalQuantile } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";

/** What an index says: `stable` below both critical values; `moved` above one by little; `shifted` by much. */
export type DriftBand = "stable" | "moved" | "shifted";

/** How far a distribution has moved. `N` is `number` inside, `Shown` after the privacy gate. */
export interface PopulationStability<N = number> {
  /** Σ (now − then) ln(now / then), of shares. */
  readonly psi: N;
  /** What the index exceeds by chance in `alpha` of cases where nothing has moved, by a normal approximation. */
  readonly criticalZ: N;
  /** The same by the chi-square distribution: the one that decides. */
  readonly criticalChiSquare: N;
  /** See {@linkcode DriftBand}. */
  readonly band: DriftBand;
}

/** By convention, a shift to act on; the critical value tells whether it is more than chance. */
const much = 0.25;

/**
 * Population stability index of two counts over the same bins, with its critical values (Yurdakul 2018, as PDtoolkit):
 * of b bins, n people then and m now, (1/n + 1/m) (b − 1 + z √(2 (b − 1))) and (1/n + 1/m) χ²(b − 1).
 *
 * A bin that is empty in one of the two has no logarithm: half a person is put in both, and nowhere else.
 *
 * @param then People a bin.
 * @param now People a bin, in the same order.
 * @param alpha Chance of crying wolf. Default 0.05.
 * @throws {InputError} The counts differ in length, or one of them is of nobody.
 *
 * @example
 * ```ts
 * import { populationStability } from "./population_stability.ts";
 * const { psi, criticalZ, criticalChiSquare, band } = populationStability([50, 50], [60, 40]);
 * // 0.1 ln 1.2 − 0.1 ln 0.8; 0.02 × (1 + 1.644854 × √2); 0.02 × 3.841459.
 * if (psi.toFixed(6) !== "0.040547" || criticalZ.toFixed(6) !== "0.066523") throw new Error();
 * if (criticalChiSquare.toFixed(6) !== "0.076829" || band !== "stable") throw new Error();
 * ```
 */
export function populationStability(
  then: readonly number[],
  now: readonly number[],
  alpha = 0.05,
): PopulationStability {
  if (then.length !== now.length) {
    throw new InputError(`Cannot measure drift: ${then.length} bins then, ${now.length} now`);
  }
  const used = then.map((count, i) => [count, now[i]!] as const).filter(([a, b]) => a > 0 || b > 0)
    .map(([a, b]) => a === 0 || b === 0 ? [a + 0.5, b + 0.5] as const : [a, b] as const);
  const [n, m] = [sum(then), sum(now)];
  if (!(n > 0 && m > 0)) throw new InputError("Cannot measure drift: nobody is counted");
  const [all, other] = [sum(used.map(([a]) => a)), sum(used.map(([, b]) => b))];
  const psi = sum(used.map(([a, b]) => (b / other - a / all) * Math.log((b / other) / (a / all))));
  const free = used.length - 1;
  if (free === 0) return { psi: 0, criticalZ: 0, criticalChiSquare: 0, band: "stable" };
  const spread = 1 / n + 1 / m;
  const criticalZ = spread * (free + normalQuantile(1 - alpha) * Math.sqrt(2 * free));
  const criticalChiSquare = spread * chiSquareQuantile(alpha, free);
  return {
    psi,
    criticalZ,
    criticalChiSquare,
    band: psi <= criticalChiSquare ? "stable" : psi < much ? "moved" : "shifted",
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
