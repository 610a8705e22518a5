import type { Probabilities } from "./_latent_class_measures.ts";

/** A chance nobody of the class was seen to take still counts as this much for new people. */
const floor = 1e-10;

/**
 * Chances of one person to be of each class, by Bayes' rule.
 *
 * @param priors Chances before the answers.
 * @param answer Category given to item `j`; negative where it is missing: it then says nothing.
 */
export function classChances(
  priors: readonly number[],
  probabilities: Probabilities,
  answer: (j: number) => number,
): number[] {
  const logs = priors.map((prior, c) =>
    probabilities[c]!.reduce(
      (sum, chances, j) => answer(j) < 0 ? sum : sum + Math.log(Math.max(chances[answer(j)]!, floor)),
      Math.log(Math.max(prior, floor)),
    )
  );
  const most = Math.max(...logs);
  const shares = logs.map((log) => Math.exp(log - most));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}
