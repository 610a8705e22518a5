import type { MarkovChain } from "./_markov_chain.ts";

/** Probability of converting, and mean value won, when some states are closed. */
export interface Absorbed {
  readonly conversionRate: number;
  readonly meanValue: number;
  /** Upper bound of the conversion rate less the lower one; 0 by elimination. */
  readonly gap: number;
}

/** Most states that are eliminated: the matrix then takes 128 MB. */
const mostDense = 4000;
const mostSteps = 1_000_000;

/**
 * Elimination of one state after another (Grassmann, Taksar & Heyman 1985): no subtraction anywhere, so that even
 * a chain that hardly ever ends keeps all digits. states³/3 steps.
 */
export function eliminate(chain: MarkovChain, closed: Uint8Array): Absorbed {
  const { shape: { states, exits, to }, probability, convert, leave, value } = chain;
  /** Row of each state that is open, or −1. */
  const place = new Int32Array(states).fill(-1);
  let size = 0;
  for (let state = 0; state < states; state++) if (closed[state] === 0) place[state] = size++;
  // Columns: the open states, then converted, value won, and lost (left, or went into a closed state).
  const width = size + 3;
  const first = new Float64Array(width);
  const rows = new Float64Array(size * width);
  for (let state = 0; state < states; state++) {
    const at = place[state]!;
    if (at < 0) continue;
    const row = at * width;
    rows[row + size] = convert[state]!;
    rows[row + size + 1] = value?.[state] ?? 0;
    rows[row + size + 2] = leave[state]!;
    const end = exits[state + 1]!;
    for (let e = exits[state]!; e < end; e++) {
      const next = place[to[e]!]!;
      rows[row + (next < 0 ? size + 2 : next)]! += probability[e]!;
    }
    first[at] = chain.start[state]!;
  }
  /** Takes state `k` out of a row: whatever went into it goes where it goes. */
  const takeOut = (target: Float64Array, base: number, k: number, out: number) => {
    const into = target[base + k]!;
    if (into === 0) return;
    const factor = into / out;
    const row = k * width;
    for (let j = 0; j < k; j++) target[base + j]! += factor * rows[row + j]!;
    for (let j = size; j < width; j++) target[base + j]! += factor * rows[row + j]!;
  };
  for (let k = size - 1; k >= 0; k--) {
    const row = k * width;
    let out = rows[row + size]! + rows[row + size + 2]!;
    for (let j = 0; j < k; j++) out += rows[row + j]!;
    if (out === 0) continue;
    takeOut(first, 0, k, out);
    for (let i = 0; i < k; i++) takeOut(rows, i * width, k, out);
  }
  return { conversionRate: first[size]!, meanValue: first[size + 1]!, gap: 0 };
}

/**
 * Follows all journeys at once, step by step, until the share still on its way is at most `tolerance` of the
 * conversion rate: what has converted is a lower bound, and that share more an upper one. Between the bounds the
 * journeys on their way are taken to end as those of the last step did. For large, sparse chains.
 * Turns to elimination once that is less work.
 *
 * @throws {RangeError} Paths are so long, and states so many, that neither comes to an end.
 */
export function follow(chain: MarkovChain, closed: Uint8Array, tolerance: number): Absorbed {
  const { shape: { states, exits, to }, probability, convert, value } = chain;
  const goal = tolerance * chain.conversionRate;
  const stepsToEliminate = states <= mostDense ? states ** 3 / 3 / Math.max(1, to.length) : mostSteps;
  let here = Float64Array.from(chain.start);
  let next = new Float64Array(states);
  let conversionRate = 0;
  let meanValue = 0;
  let before = Infinity;
  /** What the last step added. */
  let converted = 0;
  let won = 0;
  for (let step = 0; step <= stepsToEliminate; step++) {
    let left = 0;
    for (let state = 0; state < states; state++) {
      if (closed[state] === 1) here[state] = 0;
      left += here[state]!;
    }
    if (left <= goal) {
      const more = before > left && before < Infinity ? left / (before - left) : 0;
      return {
        conversionRate: conversionRate + Math.min(left, more * converted),
        meanValue: meanValue + more * won,
        gap: left,
      };
    }
    before = left;
    converted = 0;
    won = 0;
    next.fill(0);
    for (let state = 0; state < states; state++) {
      const share = here[state]!;
      if (share === 0) continue;
      converted += share * convert[state]!;
      if (value) won += share * value[state]!;
      const end = exits[state + 1]!;
      for (let e = exits[state]!; e < end; e++) next[to[e]!]! += share * probability[e]!;
    }
    conversionRate += converted;
    meanValue += won;
    [here, next] = [next, here];
  }
  if (states <= mostDense) return eliminate(chain, closed);
  throw new RangeError(
    `Cannot work out the Markov credit: ${states} states and paths of thousands of touches are too many; ` +
      "use a lower order, collapse repeats, or pool rare channels",
  );
}
