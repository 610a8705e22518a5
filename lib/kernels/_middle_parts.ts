import { quickselect } from "./quickselect.ts";

/**
 * Parts of waiting times: each doubling of time is cut into 2^`fine` parts. Which part a wait is in: `whole` = the
 * wait in seconds rounded down, at most `longest`; `shift` = by how many bits it is longer than `fine` + 1 bits; part =
 * `shift` · 2^`fine` + `whole` / 2^`shift`, rounded down. A longer wait is never in an earlier part.
 */
export interface Parts {
  readonly fine: number;
  readonly longest: number;
  /** How many parts there are. */
  readonly parts: number;
}

/** As many parts as let the counts of all pairs stay in the processor's cache; one, with very many pairs. */
export function partsOf(codes: number): Parts {
  if (codes > 128) return { fine: 0, longest: 0, parts: 1 };
  const fine = codes <= 16 ? 3 : codes <= 32 ? 2 : codes <= 64 ? 1 : 0;
  return { fine, longest: 2 ** 32 - 1, parts: (33 - fine) * 2 ** fine };
}

/** Where the middle waits of pairs are. */
export interface MiddleParts {
  /** By pair: the first part with a middle wait in it, and in the upper 16 bits the last. */
  readonly ranges: Uint32Array;
  /** Where its waits of these parts begin, of those of all pairs; one more than there are pairs. */
  readonly begins: Uint32Array;
  /** The place of the middle one (of the upper one, of an even number) among them. */
  readonly places: Uint32Array;
}

/** @param waits By pair and part: how many. */
export function middleParts(count: Uint32Array, parts: number, waits: Uint32Array): MiddleParts {
  const ranges = new Uint32Array(count.length).fill(0x0000ffff);
  const begins = new Uint32Array(count.length + 1);
  const places = new Uint32Array(count.length);
  for (let pair = 0; pair < count.length; pair++) {
    begins[pair + 1] = begins[pair]!;
    if (count[pair] === 0) continue;
    const upper = count[pair]! >>> 1;
    const lower = count[pair]! - 1 >>> 1;
    let before = 0;
    let part = 0;
    const size = () => waits[pair * parts + part]!;
    for (; before + size() <= lower; part++) before += size();
    const [from, first] = [before, part];
    for (; before + size() <= upper; part++) before += size();
    ranges[pair] = part << 16 | first;
    places[pair] = upper - from;
    begins[pair + 1]! += before + size() - from;
  }
  return { ranges, begins, places };
}

/** By pair: the median; NaN of none. @param waits Those of the middle parts, pair after pair. Reordered. */
export function middleWaits(
  count: Uint32Array,
  { begins, places }: MiddleParts,
  waits: Float64Array,
): Float64Array {
  return Float64Array.from(count, (size, pair) => {
    if (size === 0) return NaN;
    const noted = waits.subarray(begins[pair]!, begins[pair + 1]!);
    const place = places[pair]!;
    const upper = quickselect(noted, place);
    if (size % 2 === 1) return upper;
    const lower = noted.subarray(0, place).reduce((most, wait) => Math.max(most, wait), -Infinity);
    return (lower + upper) / 2;
  });
}
