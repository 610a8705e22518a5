/** Chances smaller than this beside the likeliest number of heads add nothing that a double could hold. */
const negligible = 1e-20;

/**
 * How few heads in `n` tosses of a fair coin are too unlikely: the largest `rank` with P(heads < rank) at most `tail`
 * (0 when none is), and that chance. The chances are summed as they are, beside the likeliest number's: each is the
 * next one's times a ratio of whole numbers, so no gamma function is needed, and the sums are as exact as doubles
 * add up. O(√n).
 */
export function fairTails(n: number, tail: number): { readonly rank: number; readonly below: number } {
  const middle = n >> 1;
  /** Weights of `middle`, `middle` − 1, …: how likely beside `middle`. */
  const weights = [1];
  for (let heads = middle; heads > 0; heads--) {
    const weight = weights.at(-1)! * heads / (n - heads + 1);
    if (weight < negligible) break;
    weights.push(weight);
  }
  // The other side is the mirror image; with an even number of tosses the middle stands once.
  const half = weights.reduceRight((sum, weight) => sum + weight, 0);
  const whole = 2 * half - (n % 2 === 0 ? 1 : 0);
  let [rank, below] = [0, 0];
  for (let i = weights.length - 1; i >= 0; i--) {
    const more = below + weights[i]! / whole;
    if (more > tail) break;
    [rank, below] = [middle - i + 1, more];
  }
  return { rank, below };
}
