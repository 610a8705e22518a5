import { collapseRepeats, contexts } from "./_contexts.ts";
import type { ChannelPaths } from "./channel_paths.ts";

/** The shape of the absorbing chain of some paths: states are what is remembered after a touch. */
export interface MarkovShape {
  readonly channels: number;
  readonly states: number;
  /** Distinct channels of each state: it is lost when one of them is removed. */
  readonly channelsOf: readonly (readonly number[])[];
  /** Ways out of state `s` are `exits[s]` to `exits[s + 1] - 1`; to state `to[e]`. */
  readonly exits: Uint32Array;
  readonly to: Uint32Array;
  /** Starts of paths and touches with the way (into `to`) that led to each; −1 for a path's first. */
  readonly starts: Uint32Array;
  readonly way: Int32Array;
  /** First and last state of each path; −1 for a path without touches. */
  readonly firstState: Int32Array;
  readonly lastState: Int32Array;
}

/** A chain with probabilities. */
export interface MarkovChain {
  readonly shape: MarkovShape;
  /** Probability of each way, of starting in each state, of converting and of leaving without after each state. */
  readonly probability: Float64Array;
  readonly start: Float64Array;
  readonly convert: Float64Array;
  readonly leave: Float64Array;
  /** Value won on leaving each state, per visit; null without values. */
  readonly value: Float64Array | null;
  /** Of all journeys with a touch: how many there are, the share that converts, the mean value. */
  readonly journeys: number;
  readonly conversionRate: number;
  readonly meanValue: number;
}

export function markovShape(given: ChannelPaths, order: number, repeats: "collapse" | "keep"): MarkovShape {
  const paths = repeats === "collapse" ? collapseRepeats(given) : given;
  const { of, channels: channelsOf } = contexts(paths, order).at(-1)!;
  const states = channelsOf.length;
  const ids = new Map<number, number>();
  const way = new Int32Array(paths.touches.length).fill(-1);
  const count = paths.starts.length - 1;
  const firstState = new Int32Array(count).fill(-1);
  const lastState = new Int32Array(count).fill(-1);
  for (let path = 0; path < count; path++) {
    const from = paths.starts[path]!;
    const to = paths.starts[path + 1]!;
    if (from === to) continue;
    firstState[path] = of[from]!;
    lastState[path] = of[to - 1]!;
    for (let i = from + 1; i < to; i++) {
      const key = of[i - 1]! * states + of[i]!;
      const id = ids.get(key) ?? ids.size;
      if (id === ids.size) ids.set(key, id);
      way[i] = id;
    }
  }
  // Ways are numbered as met; renumber them so that those out of one state stand together.
  const keys = [...ids.keys()];
  const byState = Uint32Array.from(keys, (_, id) => id).sort((a, b) => keys[a]! - keys[b]!);
  const place = new Int32Array(keys.length);
  byState.forEach((id, at) => place[id] = at);
  for (let i = 0; i < way.length; i++) if (way[i]! >= 0) way[i] = place[way[i]!]!;
  const exits = new Uint32Array(states + 1);
  for (const key of keys) exits[Math.floor(key / states) + 1]!++;
  for (let s = 0; s < states; s++) exits[s + 1]! += exits[s]!;
  const to = Uint32Array.from(byState, (id) => keys[id]! % states);
  return {
    channels: paths.channels.length,
    states,
    channelsOf,
    exits,
    to,
    starts: paths.starts,
    way,
    firstState,
    lastState,
  };
}

/** Probabilities of a chain from how many journeys took each path. */
export function markovChain(
  shape: MarkovShape,
  conversions: Float64Array,
  nulls: Float64Array | undefined,
  value: Float64Array | undefined,
): MarkovChain {
  const probability = new Float64Array(shape.to.length);
  const start = new Float64Array(shape.states);
  const convert = new Float64Array(shape.states);
  const leave = new Float64Array(shape.states);
  const won = value ? new Float64Array(shape.states) : null;
  let journeys = 0;
  let converted = 0;
  let worth = 0;
  for (let path = 0; path < shape.firstState.length; path++) {
    const first = shape.firstState[path]!;
    const lost = nulls?.[path] ?? 0;
    const count = conversions[path]! + lost;
    if (first < 0 || count === 0) continue;
    const last = shape.lastState[path]!;
    start[first]! += count;
    convert[last]! += conversions[path]!;
    leave[last]! += lost;
    if (won) won[last]! += value![path]!;
    for (let i = shape.starts[path]! + 1; i < shape.starts[path + 1]!; i++) {
      probability[shape.way[i]!]! += count;
    }
    journeys += count;
    converted += conversions[path]!;
    worth += value?.[path] ?? 0;
  }
  for (let s = 0; s < shape.states; s++) {
    let total = convert[s]! + leave[s]!;
    for (let e = shape.exits[s]!; e < shape.exits[s + 1]!; e++) total += probability[e]!;
    if (total === 0) continue;
    for (let e = shape.exits[s]!; e < shape.exits[s + 1]!; e++) probability[e]! /= total;
    convert[s]! /= total;
    leave[s]! /= total;
    if (won) won[s]! /= total;
    start[s]! /= journeys;
  }
  return {
    shape,
    probability,
    start,
    convert,
    leave,
    value: won,
    journeys,
    conversionRate: journeys ? converted / journeys : 0,
    meanValue: journeys ? worth / journeys : 0,
  };
}
