import { climb, type Climbed, type ClimbLimits, type EmStep } from "./_climb.ts";

/** Something to climb on. */
export interface Slope {
  readonly step: EmStep;
  /** See {@linkcode climb}. */
  readonly repair: (place: Float64Array, safe: Float64Array) => void;
  /** Whether a place may be an answer; one that may not is taken only where there is no other. Default: all may. */
  readonly sound?: (place: Float64Array) => boolean;
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
  /** Steps of all climbs until the going got slow. */
  readonly steps: number;
  /** Whether a place with a higher log-likelihood was set aside as not sound. */
  readonly setAside: boolean;
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
/** Log-likelihoods that differ by at most this share are the same. */
const level = 1e-7;
/** Those then within this share of the best (or 2 units of log-likelihood) climb on to the end. */
const within = 1e-3;
const mostLeaders = 4;

/**
 * Climbs from several starts and keeps the best sound one; of equal ones, the first. Starts far behind when the going
 * gets slow are left there. Log-likelihoods count as equal when they agree to seven digits.
 *
 * @param from The place of each start.
 * @returns null where no start arrived.
 * @throws {unknown} `signal.reason` once it is aborted.
 */
export function bestStart(
  { wanted, most = wanted, signal }: Starts,
  from: (start: number) => Float64Array,
  { step, repair, sound = () => true }: Slope,
  { tolerance, maxIterations }: ClimbLimits,
): BestStart | null {
  const arrived: Climbed[] = [];
  let tried = 0;
  let steps = 0;
  while (arrived.length < wanted && tried < most) {
    signal?.throwIfAborted();
    const climbed = climb(step, from(tried++), repair, {
      tolerance: Math.max(tolerance, coarse),
      maxIterations,
    });
    steps += climbed.iterations;
    if (!Number.isNaN(climbed.logLikelihood)) arrived.push(climbed);
  }
  const all = arrived.toSorted((a, b) => b.logLikelihood - a.logLikelihood);
  const mayBe = all.filter(({ at }) => sound(at));
  const falling = mayBe.length > 0 ? mayBe : all;
  let best: Climbed | undefined;
  const reached: number[] = [];
  for (const first of falling) {
    signal?.throwIfAborted();
    const top = best?.logLikelihood ?? first.logLikelihood;
    if (top - first.logLikelihood > Math.max(2, within * Math.abs(top))) break;
    const left = maxIterations - first.iterations;
    const further = left > 0 && tolerance < coarse
      ? onwards(first, climb(step, first.at, repair, { tolerance, maxIterations: left }))
      : first;
    // The last stretch of a climb may lead astray.
    const climbed = mayBe.length === 0 || sound(further.at) ? further : first;
    reached.push(climbed.logLikelihood);
    if (!best || climbed.logLikelihood > best.logLikelihood + 1e-9 * Math.abs(best.logLikelihood)) {
      best = climbed;
    }
  }
  if (!best) return null;
  const top = Math.max(...reached);
  const hits = reached.filter((value) => top - value <= level * Math.abs(top)).length;
  return {
    ...{ best, arrived: arrived.length, givenUp: tried - arrived.length, hits, steps },
    leaders: falling.slice(0, mostLeaders),
    setAside: all[0]!.logLikelihood > top + level * Math.abs(top),
  };
}

/** So few of ten starts or more that agree may have been lucky. */
const fewHits = 2;
const manyStarts = 10;
/** Climbs from near a leader that come to nothing, one after another, end its search; as do so many climbs. */
const patience = 8;
const mostTries = 40;
/** Steps of the whole search, for each that the starts took. */
const mostSteps = 3;

/**
 * Goes on where hardly two of many starts agree: climbs from near each leader, and from near what that leads to while it
 * is better and sound. Where they agree, what was found stays.
 *
 * @param near A place near another.
 * @throws {unknown} `signal.reason` once it is aborted.
 */
export function searchNear(
  found: BestStart,
  near: (place: Float64Array) => Float64Array,
  { step, repair, sound = () => true }: Slope,
  limits: ClimbLimits,
  signal?: AbortSignal,
): BestStart {
  if (found.hits > fewHits || found.arrived < manyStarts) return found;
  const { maxIterations, tolerance } = limits;
  let steps = 0;
  const ends = found.leaders.map((leader, place) => {
    let top = leader;
    // What the leaders before have left is there for those after.
    const most = mostSteps * found.steps * (place + 1) / found.leaders.length;
    for (let time = 0, idle = 0; time < mostTries && idle < patience && steps < most; time++, idle++) {
      signal?.throwIfAborted();
      const climbed = climb(step, near(top.at), repair, {
        maxIterations: Math.min(maxIterations, Math.ceil(most - steps)),
        tolerance: Math.max(tolerance, coarse),
      });
      steps += climbed.iterations;
      if (!(climbed.logLikelihood > top.logLikelihood) || !sound(climbed.at)) continue;
      if (climbed.logLikelihood > top.logLikelihood + 1e-6 * Math.abs(top.logLikelihood)) idle = 0;
      top = climbed;
    }
    return top;
  });
  const end = ends.reduce((a, b) => b.logLikelihood > a.logLikelihood ? b : a);
  if (found.leaders.includes(end)) return found;
  const left = maxIterations - end.iterations;
  const further = left > 0
    ? onwards(end, climb(step, end.at, repair, { tolerance, maxIterations: left }))
    : end;
  const best = sound(further.at) ? further : end;
  return best.logLikelihood > found.best.logLikelihood + level * Math.abs(found.best.logLikelihood)
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
