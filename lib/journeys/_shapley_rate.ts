import type { CreditShares } from "./_credit_rules.ts";
import { shapleyValues } from "./shapley_values.ts";

/** Most channels for which every coalition is looked at. */
const mostExact = 15;
/** Orders drawn beyond: each is also walked backwards. */
const drawnPairs = 1000;

/** The distinct sets of channels on paths, and which set each path has; −1 without touches. */
export interface ChannelSets {
  readonly channels: number;
  readonly sets: readonly (readonly number[])[];
  readonly setOf: Int32Array;
}

/** Credit in conversions by conversion-rate worth, with its sampling error (null when exact). */
export interface RateCredit {
  readonly credit: Float64Array;
  readonly error: Float64Array | null;
}

export function channelSets({ starts, channel }: CreditShares, channels: number): ChannelSets {
  const ids = new Map<number | string, number>();
  const sets: (readonly number[])[] = [];
  const setOf = new Int32Array(starts.length - 1).fill(-1);
  for (let path = 0; path < setOf.length; path++) {
    const distinct = channel.subarray(starts[path], starts[path + 1]);
    if (distinct.length === 0) continue;
    const key = channels <= mostExact ? bits(distinct) : distinct.toSorted().join();
    const id = ids.get(key) ?? sets.length;
    if (id === sets.length) {
      ids.set(key, id);
      sets.push([...distinct]);
    }
    setOf[path] = id;
  }
  return { channels, sets, setOf };
}

function bits(set: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < set.length; i++) sum |= 1 << set[i]!;
  return sum;
}

/** Whether {@linkcode shapleyRateCredit} looks at every coalition. */
export function isExact({ channels }: ChannelSets): boolean {
  return channels <= mostExact;
}

/**
 * Shapley values where the worth of some channels is the conversion rate of journeys that use no others (0 when
 * there are none), times all journeys: they add up to the conversions.
 */
export function shapleyRateCredit(
  known: ChannelSets,
  conversions: Float64Array,
  nulls: Float64Array,
  random: () => number,
): RateCredit {
  const converted = new Float64Array(known.sets.length);
  const journeys = new Float64Array(known.sets.length);
  for (let path = 0; path < known.setOf.length; path++) {
    const set = known.setOf[path]!;
    if (set < 0) continue;
    converted[set]! += conversions[path]!;
    journeys[set]! += conversions[path]! + nulls[path]!;
  }
  const all = journeys.reduce((sum, n) => sum + n, 0);
  return isExact(known)
    ? { credit: exact(known, converted, journeys).map((value) => value * all), error: null }
    : drawn(known, converted, journeys, all, random);
}

function exact(
  { channels, sets }: ChannelSets,
  converted: Float64Array,
  journeys: Float64Array,
): Float64Array {
  const size = 1 << channels;
  const worth = new Float64Array(size);
  const uses = new Float64Array(size);
  sets.forEach((set, i) => {
    const coalition = bits(set);
    worth[coalition]! += converted[i]!;
    uses[coalition]! += journeys[i]!;
  });
  // From the journeys of exactly these channels to those of no others: sums over all subsets.
  for (let bit = 1; bit < size; bit <<= 1) {
    for (let s = 0; s < size; s++) {
      if ((s & bit) === 0) continue;
      worth[s]! += worth[s ^ bit]!;
      uses[s]! += uses[s ^ bit]!;
    }
  }
  for (let s = 0; s < size; s++) worth[s] = uses[s]! > 0 ? worth[s]! / uses[s]! : 0;
  return shapleyValues(worth);
}

function drawn(
  { channels, sets }: ChannelSets,
  converted: Float64Array,
  journeys: Float64Array,
  all: number,
  random: () => number,
): RateCredit {
  const order = Uint32Array.from({ length: channels }, (_, i) => i);
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  const added = new Float64Array(channels);
  const walk = () => {
    const rank = new Uint32Array(channels);
    order.forEach((channel, i) => rank[channel] = i);
    // A set belongs to the coalition once its last channel has come.
    const won = new Float64Array(channels);
    const uses = new Float64Array(channels);
    sets.forEach((set, i) => {
      const last = set.reduce((most, channel) => Math.max(most, rank[channel]!), 0);
      won[last]! += converted[i]!;
      uses[last]! += journeys[i]!;
    });
    let before = 0, wonSoFar = 0, usesSoFar = 0;
    order.forEach((channel, i) => {
      wonSoFar += won[i]!;
      usesSoFar += uses[i]!;
      const worth = usesSoFar > 0 ? wonSoFar / usesSoFar : 0;
      added[channel]! += (worth - before) / 2;
      before = worth;
    });
  };
  for (let pair = 0; pair < drawnPairs; pair++) {
    for (let i = channels - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    added.fill(0);
    walk();
    order.reverse();
    walk();
    added.forEach((value, channel) => {
      sums[channel]! += value;
      squares[channel]! += value * value;
    });
  }
  const mean = sums.map((sum) => sum / drawnPairs);
  const error = squares.map((square, i) => {
    const variance = Math.max(0, square / drawnPairs - mean[i]! ** 2) / (drawnPairs - 1);
    return all * Math.sqrt(variance);
  });
  return { credit: mean.map((value) => value * all), error };
}
