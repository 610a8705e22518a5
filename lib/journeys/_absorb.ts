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
 * conversion rate: what has converted is a lower bound, and that share more an upper one. For large, sparse chains.
 * Turns to elimination once that is less work.
 *
 * @throws {RangeError} Paths are so long, and states so many, that neither comes to an end.
 */
export function follow(chain: MarkovChain, closed: Uint8Array, tolerance: number): Absorbed {
  const { shape, probability, convert, value } = chain;
  const goal = tolerance * chain.conversionRate;
  const stepsToEliminate = shape.states <= mostDense
    ? shape.states ** 3 / 3 / Math.max(1, shape.to.length)
    : mostSteps;
  let here = chain.start.map((share, state) => closed[state] ? 0 : share);
  let next = new Float64Array(shape.states);
  let conversionRate = 0;
  let meanValue = 0;
  for (let step = 0; step < stepsToEliminate; step++) {
    let left = 0;
    next.fill(0);
    for (let state = 0; state < shape.states; state++) {
      const share = here[state]!;
      if (share === 0) continue;
      conversionRate += share * convert[state]!;
      if (value) meanValue += share * value[state]!;
      for (let e = shape.exits[state]!; e < shape.exits[state + 1]!; e++) {
        const to = shape.to[e]!;
        if (closed[to]) continue;
        next[to]! += share * probability[e]!;
        left += share * probability[e]!;
      }
    }
    if (left <= goal) return { conversionRate, meanValue, gap: left };
    [here, next] = [next, here];
  }
  if (shape.states <= mostDense) return eliminate(chain, closed);
  throw new RangeError(
    `Cannot work out the Markov credit: ${shape.states} states and paths of thousands of touches are too many; ` +
      "use a lower order, collapse repeats, or pool rare channels",
  );
}
