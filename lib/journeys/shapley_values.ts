/** Most players whose coalitions are all looked at: 2²⁰ of them. */
const mostPlayers = 20;

/**
 * Shapley values of a game: what each player adds to the worth of those who came before, on average over all orders.
 *
 * Shapley (1953). φᵢ = Σ |S|! (n−|S|−1)! / n! · (v(S ∪ i) − v(S)) over coalitions S without i; all values add up to
 * v(everybody) − v(nobody). Players × 2^players steps.
 *
 * @param worth v by coalition: entry number Σ 2^player; the first is the worth of nobody. Length a power of 2.
 * @throws {RangeError} The length is not a power of 2, or there are more than 20 players.
 *
 * @example
 * ```ts
 * import { shapleyValues } from "./shapley_values.ts";
 * // Nobody 0, A 1, B 2, both 5: A adds 1 or 3, B adds 2 or 4.
 * if (shapleyValues(Float64Array.of(0, 1, 2, 5)).join() !== "2,3") throw new Error();
 * ```
 */
export function shapleyValues(worth: Float64Array): Float64Array {
  const players = Math.log2(worth.length);
  if (!Number.isInteger(players) || players > mostPlayers) {
    throw new RangeError(
      `Cannot give Shapley values of ${worth.length} coalitions: their number must be a power of 2, ` +
        `of at most ${mostPlayers} players`,
    );
  }
  // |S|! (n−|S|−1)! / n! = 1 / (n · C(n−1, |S|))
  const weight = new Float64Array(players);
  let choose = 1;
  for (let size = 0; size < players; size++) {
    weight[size] = 1 / (players * choose);
    choose = choose * (players - 1 - size) / (size + 1);
  }
  const sizes = new Uint8Array(worth.length);
  for (let s = 1; s < worth.length; s++) sizes[s] = sizes[s >> 1]! + (s & 1);
  const values = new Float64Array(players);
  for (let player = 0; player < players; player++) {
    const bit = 1 << player;
    let sum = 0;
    for (let s = 0; s < worth.length; s++) {
      if ((s & bit) === 0) sum += weight[sizes[s]!]! * (worth[s | bit]! - worth[s]!);
    }
    values[player] = sum;
  }
  return values;
}
