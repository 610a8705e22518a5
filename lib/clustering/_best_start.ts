import type { Climbed } from "./_climb.ts";

/** The best of several starts. */
export interface BestStart<T> {
  readonly best: T;
  /** How many starts arrived anywhere; the others gave NaN. */
  readonly arrived: number;
  /** How many starts reached its log-likelihood, to seven digits. */
  readonly hits: number;
}

/**
 * Runs a climb from several starts and keeps the best; of equal ones, the first. Log-likelihoods count as equal when
 * they agree to seven digits.
 *
 * @returns null where no start arrived.
 * @throws {unknown} `signal.reason` once it is aborted.
 */
export function bestStart<T extends Pick<Climbed, "logLikelihood">>(
  starts: number,
  run: (start: number) => T,
  signal?: AbortSignal,
): BestStart<T> | null {
  let best: T | undefined;
  const reached: number[] = [];
  for (let start = 0; start < starts; start++) {
    signal?.throwIfAborted();
    const climbed = run(start);
    if (Number.isNaN(climbed.logLikelihood)) continue;
    reached.push(climbed.logLikelihood);
    if (!best || climbed.logLikelihood > best.logLikelihood + 1e-9 * Math.abs(best.logLikelihood)) {
      best = climbed;
    }
  }
  if (!best) return null;
  const top = Math.max(...reached);
  const hits = reached.filter((value) => top - value <= 1e-7 * Math.abs(top)).length;
  return { best, arrived: reached.length, hits };
}
