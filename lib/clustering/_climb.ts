/**
 * One EM step: writes where it leads from `from` into `to`, and returns the log-likelihood at `from`; NaN where the
 * model has no sense (a component on a single point).
 */
export type EmStep = (from: Float64Array, to: Float64Array) => number;

/** How far to climb. */
export interface ClimbLimits {
  /** EM steps at most. */
  readonly maxIterations: number;
  /** Stop when one EM step gains at most this share of the log-likelihood. */
  readonly tolerance: number;
}

/** Where a climb ended. */
export interface Climbed {
  readonly at: Float64Array;
  readonly logLikelihood: number;
  /** EM steps taken. */
  readonly iterations: number;
  readonly converged: boolean;
  /** Log-likelihood at every place the climb went on from; it never falls. */
  readonly path: readonly number[];
}

/**
 * Climbs to a local maximum of a likelihood by EM with squared extrapolation (SQUAREM, Varadhan & Roland 2008, step
 * length S3): two EM steps show direction and curvature, a long step follows, one more EM step settles it. A long step
 * that does not reach at least the likelihood of the first EM step is thrown away, so the likelihood never falls.
 * Where a step gives NaN the climb ends with that.
 *
 * @param repair Brings an extrapolated place back into bounds, near `safe`, which is within them.
 */
export function climb(
  step: EmStep,
  start: Float64Array,
  repair: (place: Float64Array, safe: Float64Array) => void,
  { maxIterations, tolerance }: ClimbLimits,
): Climbed {
  let here = start.slice();
  const one = new Float64Array(start.length);
  let two = new Float64Array(start.length);
  const far = new Float64Array(start.length);
  let beyond = new Float64Array(start.length);
  const path: number[] = [];
  let iterations = 0;
  let longest = 1;
  let converged = false;
  while (iterations < maxIterations && !converged) {
    const before = step(here, one);
    const after = step(one, two);
    iterations += 2;
    if (Number.isNaN(before + after)) {
      return { at: here, logLikelihood: NaN, iterations, converged: false, path };
    }
    path.push(before);
    converged = after - before <= tolerance * (1 + Math.abs(after));
    let change = 0;
    let curve = 0;
    for (let i = 0; i < here.length; i++) {
      const r = one[i]! - here[i]!;
      const v = two[i]! - one[i]! - r;
      change += r * r;
      curve += v * v;
    }
    const length = Math.min(longest, Math.sqrt(change / curve));
    if (!converged && length > 1) {
      for (let i = 0; i < here.length; i++) {
        const r = one[i]! - here[i]!;
        far[i] = here[i]! + 2 * length * r + length * length * (two[i]! - one[i]! - r);
      }
      repair(far, two);
      const reached = step(far, beyond);
      iterations++;
      if (reached >= after) {
        [here, beyond] = [beyond, here];
        if (length === longest) longest *= 4;
        continue;
      }
      if (length === longest) longest = Math.max(1, longest / 4);
    }
    if (length === longest) longest *= 4;
    [here, two] = [two, here];
  }
  const logLikelihood = step(here, one);
  path.push(logLikelihood);
  return { at: here, logLikelihood, iterations, converged, path };
}
