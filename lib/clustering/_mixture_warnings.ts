import type { BestStart } from "./_best_start.ts";

/** What is worth saying of any mixture fitted from several starts. */
export function mixtureWarnings(
  { best, hits, setAside }: BestStart,
  starts: number,
  sizes: readonly number[],
  unused: number,
): string[] {
  const empty = sizes.findIndex((size) => size === 0);
  return [
    ...(unused > 0 ? [`${unused} ${unused === 1 ? "row was" : "rows were"} not used and got label 0.`] : []),
    ...(best.converged ? [] : [
      `The best solution was still rising after ${best.iterations} EM steps: raise maxIterations.`,
    ]),
    ...(hits === 1 && starts >= 5
      ? [`Only 1 of ${starts} starts reached the best solution: more restarts may find a better one.`]
      : []),
    ...(setAside
      ? [
        "A solution with a higher likelihood was set aside: it spends a class on few people who lie close by chance, or " +
        "on nobody. Fewer classes may do.",
      ]
      : []),
    ...(empty >= 0
      ? [`${sizes.length - empty} of ${sizes.length} classes are nobody's likeliest class: ask for fewer.`]
      : []),
  ];
}
