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
  /** The best few where they stood when the going got slow, from the best down. */
  readonly leaders: readonly Climbed[];
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
const mostLeaders = 4;

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
  const falling = arrived.toSorted((a, b) => b.logLikelihood - a.logLikelihood);
  for (const first of falling) {
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
  const leaders = falling.slice(0, mostLeaders);
  return { best, arrived: arrived.length, givenUp: tried - arrived.length, hits, leaders };
}

/** So few of ten starts or more that agree may have been lucky. */
const fewHits = 2;
const manyStarts = 10;
/** Climbs from near a leader that come to nothing, one after another, end its search; as do so many climbs, or steps. */
const patience = 8;
const mostTries = 40;
const mostSteps = 2000;

/**
 * Goes on where hardly two of many starts agree: climbs from near each leader, and from near what that leads to while it
 * is better. Where they agree, what was found stays.
 *
 * @param near A place near another.
 * @throws {unknown} `signal.reason` once it is aborted.
 */
export function searchNear(
  found: BestStart,
  near: (place: Float64Array) => Float64Array,
  { step, repair }: Slope,
  limits: ClimbLimits,
  signal?: AbortSignal,
): BestStart {
  if (found.hits > fewHits || found.arrived < manyStarts) return found;
  const { maxIterations, tolerance } = limits;
  const ends = found.leaders.map((leader) => {
    let top = leader;
    let steps = 0;
    for (let time = 0, idle = 0; time < mostTries && idle < patience && steps < mostSteps; time++, idle++) {
      signal?.throwIfAborted();
      const climbed = climb(step, near(top.at), repair, {
        maxIterations,
        tolerance: Math.max(tolerance, coarse),
      });
      steps += climbed.iterations;
      if (climbed.logLikelihood <= top.logLikelihood || Number.isNaN(climbed.logLikelihood)) continue;
      if (climbed.logLikelihood > top.logLikelihood + 1e-6 * Math.abs(top.logLikelihood)) idle = 0;
      top = climbed;
    }
    return top;
  });
  const end = ends.reduce((a, b) => b.logLikelihood > a.logLikelihood ? b : a);
  if (found.leaders.includes(end)) return found;
  const left = maxIterations - end.iterations;
  const best = left > 0 ? onwards(end, climb(step, end.at, repair, { tolerance, maxIterations: left })) : end;
  return best.logLikelihood > found.best.logLikelihood + 1e-7 * Math.abs(found.best.logLikelihood)
    ? { ...found, best, hits: 1 }
    : found;
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
