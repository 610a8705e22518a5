import { logGamma } from "../kernels/mod.ts";

const negligible = 1e-18;

/**
 * The mutual information two random groupings of these sizes would have on average (Vinh, Epps & Bailey 2010), in nats:
 * for every pair of groups, the sum over all overlaps of the hypergeometric chance of it times what it says.
 *
 * The chances are worked out from the likeliest overlap outwards, each from the one before, until they no longer
 * count: exact to the last digits, in the square root of the sizes.
 */
export function expectedMutualInformation(a: ArrayLike<number>, b: ArrayLike<number>, n: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      if (a[i]! > 0 && b[j]! > 0) sum += overlap(a[i]!, b[j]!, n);
    }
  }
  return sum;
}

function overlap(a: number, b: number, n: number): number {
  const least = Math.max(0, a + b - n);
  const most = Math.min(a, b);
  const likeliest = Math.min(most, Math.max(least, Math.floor((a + 1) * (b + 1) / (n + 2))));
  const chance = Math.exp(logChance(likeliest, a, b, n));
  const says = (both: number) => both > 0 ? both / n * Math.log(n * both / (a * b)) : 0;
  let sum = chance * says(likeliest);
  for (let both = likeliest, p = chance; both < most && p > negligible;) {
    p *= (a - both) * (b - both) / ((both + 1) * (n - a - b + both + 1));
    sum += p * says(++both);
  }
  for (let both = likeliest, p = chance; both > least && p > negligible;) {
    p *= both * (n - a - b + both) / ((a - both + 1) * (b - both + 1));
    sum += p * says(--both);
  }
  return sum;
}

/** ln of the chance that two random groups of `a` and `b` of `n` people share `both`. */
function logChance(both: number, a: number, b: number, n: number): number {
  const choose = (m: number, k: number) => logGamma(m + 1) - logGamma(k + 1) - logGamma(m - k + 1);
  return choose(a, both) + choose(n - a, b - both) - choose(n, b);
}
