/** Quartiles of durations; `middle` is the median. */
export interface Quartiles {
  readonly lower: number;
  readonly middle: number;
  readonly upper: number;
}

const buckets = 4096;
/** Up to so many values sorting beats counting. */
const few = 256;

/**
 * Finds quartiles of many durations again and again, with one scratch space.
 *
 * Exact, in two passes: values are counted into equal parts of their range, and only the parts that hold a quartile
 * are sorted. Between two values quartiles are interpolated (Hyndman and Fan 1996, type 7, R's default); the median
 * of an even number is the mean of the middle two.
 */
export class QuartileFinder {
  readonly #counts = new Uint32Array(buckets);
  readonly #wanted = new Uint8Array(buckets);

  /** Quartiles of the first `n` of `values`, which lie in [0, `limit`]; null of none. Reorders `values`. */
  find(values: Float64Array, n: number, limit: number): Quartiles | null {
    if (n === 0) return null;
    const sorted = n <= few ? sortedPart(values, n) : this.#parts(values, n, limit);
    const at = (share: number) => {
      const place = (n - 1) * share;
      const below = Math.floor(place);
      const low = sorted(below);
      return place === below ? low : low + (sorted(below + 1) - low) * (place - below);
    };
    return { lower: at(0.25), middle: at(0.5), upper: at(0.75) };
  }

  /** A reader of ranks that are next to a quartile. */
  #parts(values: Float64Array, n: number, limit: number): (rank: number) => number {
    const counts = this.#counts.fill(0);
    const wanted = this.#wanted.fill(0);
    const scale = limit > 0 ? (buckets - 1) / limit : 0;
    for (let i = 0; i < n; i++) counts[values[i]! * scale | 0]!++;
    const ranks = [0.25, 0.5, 0.75].flatMap((share) => {
      const below = Math.floor((n - 1) * share);
      return [below, Math.min(below + 1, n - 1)];
    });
    const placeOf = new Map<number, number>();
    let before = 0;
    let kept = 0;
    let next = 0;
    for (let b = 0; b < buckets && next < ranks.length; b++) {
      const size = counts[b]!;
      while (next < ranks.length && ranks[next]! < before + size) {
        placeOf.set(ranks[next]!, ranks[next]! - before + kept);
        wanted[b] = 1;
        next++;
      }
      before += size;
      if (wanted[b] === 1) kept += size;
    }
    let m = 0;
    for (let i = 0; i < n; i++) {
      const value = values[i]!;
      if (wanted[value * scale | 0] === 0) continue;
      values[i] = values[m]!;
      values[m++] = value;
    }
    const part = sortedPart(values, m);
    return (rank) => part(placeOf.get(rank)!);
  }
}

function sortedPart(values: Float64Array, n: number): (rank: number) => number {
  const part = values.subarray(0, n).sort();
  return (rank) => part[rank]!;
}
