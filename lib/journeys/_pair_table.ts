import { countPairs, mostPairCodes, type PairRules } from "../kernels/mod.ts";
import { sparsePairs } from "./_sparse_pairs.ts";
import type { EventLog } from "./event_log.ts";

/** Which pairs of neighbouring events to count. */
export type PairChoice = Omit<PairRules, "codes">;

/** A pair of neighbouring events. */
export interface Pair {
  /** Codes of the event before, and of the one after it. */
  readonly from: number;
  readonly to: number;
  /** How often, by how many people, and in how many sessions. */
  readonly count: number;
  readonly people: number;
  readonly sessions: number;
  /** The median time between the two. */
  readonly middle: number;
}

/** What comes directly after what. */
export interface PairTable {
  /** People with an event. */
  readonly people: number;
  /** By event: how often, by how many people, and how often as the first of a session (of a person, without a cut). */
  readonly times: Uint32Array;
  readonly doers: Uint32Array;
  readonly starts: Uint32Array;
  /** Those that occur. */
  readonly pairs: readonly Pair[];
}

/** Counts the pairs of neighbouring events, in a square of counts where the names are few enough for one. */
export function pairTable(log: EventLog, choice: PairChoice): PairTable {
  const codes = log.names.length;
  if (codes > mostPairCodes) return sparsePairs(log, choice);
  const { people, times, doers, starts, count, pairPeople, sessions, middle } = countPairs(log, {
    codes,
    ...choice,
  });
  const pairs: Pair[] = [];
  for (let k = 0; k < count.length; k++) {
    if (count[k] === 0) continue;
    pairs.push({
      from: Math.floor(k / codes),
      to: k % codes,
      count: count[k]!,
      people: pairPeople[k]!,
      sessions: sessions[k]!,
      middle: middle[k]!,
    });
  }
  return { people, times, doers, starts, pairs };
}
