import { climb, type Climbed, type ClimbLimits, type EmStep } from "./_climb.ts";

/** Something to climb on. */
export interface Slope {
  readonly step: EmStep;
  /** See {@linkcode climb}. */
  readonly repair: (place: Float64Array, safe: Float64Array) => void;
}

/** The best of several starts. */
export interface BestStart {
  readonly best: Climbed;
  /** How many starts arrived somewhere, and how many gave NaN. */
  readonly arrived: number;
  readonly givenUp: number;
  /** How many starts reached its log-likelihood, to seven digits. */
  readonly hits: number;
}

/** How often to start. */
export interface Starts {
  /** Starts that must arrive somewhere. */
  readonly wanted: number;
  /** Starts at most; those that gave NaN are made again. Default: as many as are wanted. */
  readonly most?: number;
  readonly signal?: AbortSignal | undefined;
}

/** First, every start climbs until an EM step gains at most this share. */
const coarse = 1e-7;
/** Those then within this share of the best (or 2 units of log-likelihood) climb on to the end. */
const within = 1e-3;

/**
 * Climbs from several starts and keeps the best; of equal ones, the first. Starts far behind when the going gets slow
 * are left there. Log-likelihoods count as equal when they agree to seven digits.
 *
 * @param from The place of each start.
 * @returns null where no start arrived.
 * @throws {unknown} `signal.reason` once it is aborted.
 */
export function bestStart(
  { wanted, most = wanted, signal }: Starts,
  from: (start: number) => Float64Array,
  { step, repair }: Slope,
  { tolerance, maxIterations }: ClimbLimits,
): BestStart | null {
  const arrived: Climbed[] = [];
  let tried = 0;
  while (arrived.length < wanted && tried < most) {
    signal?.throwIfAborted();
    const climbed = climb(step, from(tried++), repair, {
      tolerance: Math.max(tolerance, coarse),
      maxIterations,
    });
    if (!Number.isNaN(climbed.logLikelihood)) arrived.push(climbed);
  }
  let best: Climbed | undefined;
  const reached: number[] = [];
  for (const first of arrived.toSorted((a, b) => b.logLikelihood - a.logLikelihood)) {
    signal?.throwIfAborted();
    const top = best?.logLikelihood ?? first.logLikelihood;
    if (top - first.logLikelihood > Math.max(2, within * Math.abs(top))) break;
    const left = maxIterations - first.iterations;
    const climbed = left > 0 && tolerance < coarse
      ? onwards(first, climb(step, first.at, repair, { tolerance, maxIterations: left }))
      : first;
    reached.push(climbed.logLikelihood);
    if (!best || climbed.logLikelihood > best.logLikelihood + 1e-9 * Math.abs(best.logLikelihood)) {
      best = climbed;
    }
  }
  if (!best) return null;
  const top = Math.max(...reached);
  const hits = reached.filter((value) => top - value <= 1e-7 * Math.abs(top)).length;
  return { best, arrived: arrived.length, givenUp: tried - arrived.length, hits };
}

/** Two climbs as one; where the second came to nothing, the first. */
function onwards(first: Climbed, second: Climbed): Climbed {
  if (Number.isNaN(second.logLikelihood)) return first;
  return {
    ...second,
    iterations: first.iterations + second.iterations,
    path: first.path.concat(second.path),
  };
}
