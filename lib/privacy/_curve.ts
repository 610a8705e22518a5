import { isSmall } from "./_few.ts";

/** A point of a curve that rises with every person to whom something happened. */
export interface RisingPoint {
  readonly time: number;
  /** Share of people to whom it has happened by then. */
  readonly share: number;
  readonly low: number | null;
  readonly high: number | null;
  /** People it could still happen to, just before this time. */
  readonly atRisk: number;
}

/** A point that may be shown; `atRisk` is null where it would give away a few people who left the count. */
export interface PublicPoint extends Omit<RisingPoint, "atRisk"> {
  readonly atRisk: number | null;
}

/** How a curve is made public. */
export interface PublicCurveOptions {
  readonly minimum: number;
  /** People at the start. */
  readonly people: number;
  /** Only these times; default: a round grid of at most 100 steps. */
  readonly times?: readonly number[];
}

/**
 * The points of a curve that may be shown: read at round times, each at least `minimum` people after the one before,
 * with no small number left over after the last; shares in tenths of a percent. A step of the full curve is one
 * person's own time, so the curve is made coarser instead of full of holes.
 *
 * Events are recovered as a reader would: at each step the share that is left falls by events over people at risk.
 */
export function publicCurve(curve: readonly RisingPoint[], options: PublicCurveOptions): PublicPoint[] {
  const { minimum, people } = options;
  const events = eventsUpTo(curve);
  const total = events.at(-1) ?? 0;
  const shown: PublicPoint[] = [];
  let counted = 0;
  let atRisk = people;
  let [next, lastIndex] = [0, -1];
  for (const time of options.times ?? gridOf(curve)) {
    while (next < curve.length && curve[next]!.time <= time) next++;
    const index = next - 1;
    const happened = index < 0 ? 0 : events[index]!;
    const left = people - happened;
    if ([happened - counted, total - happened, left].some((n) => isSmall(n, minimum))) continue;
    if (index < 0) {
      if (options.times) shown.push({ time, share: 0, low: null, high: null, atRisk: people });
      continue;
    }
    if (index === lastIndex && !options.times) continue;
    const point = curve[index]!;
    const before = (events[index - 1] ?? 0) - (lastIndex < 0 ? 0 : events[lastIndex - 1] ?? 0);
    const gone = atRisk - point.atRisk;
    const safe = ![gone, gone - before, point.atRisk].some((n) => isSmall(n, minimum));
    shown.push({
      time,
      share: tenths(point.share),
      low: point.low === null ? null : tenths(point.low),
      high: point.high === null ? null : tenths(point.high),
      atRisk: safe ? point.atRisk : null,
    });
    counted = happened;
    lastIndex = index;
    if (safe) atRisk = point.atRisk;
  }
  return shown;
}

/** Events up to each point, as they follow from shares and people at risk. */
function eventsUpTo(curve: readonly RisingPoint[]): number[] {
  let sum = 0;
  let share = 0;
  return curve.map((point) => {
    if (share < 1) sum += Math.round(point.atRisk * (point.share - share) / (1 - share));
    share = point.share;
    return sum;
  });
}

function tenths(share: number): number {
  return Math.round(1000 * share) / 1000;
}

/** Round times, at most about a hundred, over the length of a curve. */
function gridOf(curve: readonly RisingPoint[]): number[] {
  const end = curve.at(-1)?.time ?? 0;
  if (!(end > 0)) return [];
  const steps = [60, 300, 900, 3600, 4 * 3600, 86_400, 7 * 86_400].filter((step) =>
    end / step <= 100 && end > 1e4
  );
  const power = 10 ** Math.floor(Math.log10(end / 100));
  const step = steps[0] ?? [1, 2, 5, 10].map((n) => n * power).find((n) => end / n <= 100)!;
  return Array.from({ length: Math.ceil(end / step) }, (_, i) => (i + 1) * step);
}
