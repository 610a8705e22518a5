import { PairNumbers } from "./_pair_numbers.ts";
import type { EventLog } from "./event_log.ts";

/** Two kinds of events, the second at some time after the first. */
export interface LaterPair {
  /** Codes of the earlier event and of the later one. */
  readonly from: number;
  readonly to: number;
  /** Pairs of such events. */
  readonly count: number;
  /** People with one. */
  readonly people: number;
}

/** With more names than these, pairs are numbered as they come instead of standing in a square. */
const mostSquare = 1500;

/** Counts, for every event, what its person did before it: events × the different ones before, one pass. */
export function laterPairs(log: EventLog, members: Uint8Array | null): LaterPair[] {
  return log.names.length <= mostSquare ? squarePairs(log, members) : sparsePairs(log, members);
}

/**
 * The pair of `a` and a later `b` stands at b · names + a. A pair gets its person when it is first seen: for each name
 * it is known how many of those done before it were counted already.
 */
function squarePairs({ people, starts, event, names }: EventLog, members: Uint8Array | null): LaterPair[] {
  const size = names.length;
  const count = new Float64Array(size * size);
  const doers = new Uint32Array(size * size);
  const done = new Float64Array(size);
  const seen = new Uint16Array(size);
  const counted = new Uint16Array(size);
  for (let pid = 0; pid < people; pid++) {
    if (members !== null && members[pid] !== 1) continue;
    let different = 0;
    for (let i = starts[pid]!, end = starts[pid + 1]!; i < end; i++) {
      const to = event[i]!;
      const row = to * size;
      for (let k = 0; k < different; k++) {
        const from = seen[k]!;
        count[row + from]! += done[from]!;
      }
      for (let k = counted[to]!; k < different; k++) doers[row + seen[k]!]!++;
      counted[to] = different;
      if (done[to] === 0) seen[different++] = to;
      done[to]!++;
    }
    for (let k = 0; k < different; k++) done[seen[k]!] = counted[seen[k]!] = 0;
  }
  const pairs: LaterPair[] = [];
  for (let k = 0; k < count.length; k++) {
    if (doers[k]! > 0) {
      pairs.push({ from: k % size, to: Math.floor(k / size), count: count[k]!, people: doers[k]! });
    }
  }
  return pairs;
}

function sparsePairs({ people, starts, event, names }: EventLog, members: Uint8Array | null): LaterPair[] {
  const numbers = new PairNumbers(names.length);
  const tallies: { count: number; people: number; last: number }[] = [];
  const done = new Map<number, number>();
  for (let pid = 0; pid < people; pid++) {
    if (members !== null && members[pid] !== 1) continue;
    done.clear();
    for (let i = starts[pid]!; i < starts[pid + 1]!; i++) {
      const to = event[i]!;
      for (const [from, times] of done) {
        const tally = tallies[numbers.of(from, to)] ??= { count: 0, people: 0, last: -1 };
        tally.count += times;
        if (tally.last !== pid) tally.people++;
        tally.last = pid;
      }
      done.set(to, (done.get(to) ?? 0) + 1);
    }
  }
  return tallies.map(({ count, people }, k) => ({ from: numbers.from(k), to: numbers.to(k), count, people }));
}
