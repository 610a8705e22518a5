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
  const { shape, probability } = chain;
  const open = Array.from(closed.keys()).filter((state) => closed[state] === 0);
  const place = new Int32Array(shape.states).fill(-1);
  open.forEach((state, i) => place[state] = i);
  const size = open.length;
  // Columns: the open states, then converted, value won, and lost (left, or went into a closed state).
  const width = size + 3;
  const first = new Float64Array(width);
  const rows = open.map((state, i) => {
    const row = new Float64Array(width);
    row[size] = chain.convert[state]!;
    row[size + 1] = chain.value?.[state] ?? 0;
    row[size + 2] = chain.leave[state]!;
    for (let e = shape.exits[state]!; e < shape.exits[state + 1]!; e++) {
      const to = place[shape.to[e]!]!;
      row[to < 0 ? size + 2 : to]! += probability[e]!;
    }
    first[i] = chain.start[state]!;
    return row;
  });
  for (let k = size - 1; k >= 0; k--) {
    const row = rows[k]!;
    let out = row[size]! + row[size + 2]!;
    for (let j = 0; j < k; j++) out += row[j]!;
    if (out === 0) continue;
    for (let i = -1; i < k; i++) {
      const target = i < 0 ? first : rows[i]!;
      const into = target[k]!;
      if (into === 0) continue;
      const factor = into / out;
      for (let j = 0; j < k; j++) target[j]! += factor * row[j]!;
      for (let j = size; j < width; j++) target[j]! += factor * row[j]!;
    }
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
