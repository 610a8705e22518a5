import { random } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { answerPatterns, checkItems, type PatternTable } from "./_answer_patterns.ts";
import { bestStart } from "./_best_start.ts";
import type { Climbed } from "./_climb.ts";
import { LatentClassEm } from "./_latent_class_em.ts";
import { checkMixtureOptions, type MixtureOptions } from "./_mixture_options.ts";
import type { CategoricalItem } from "./categorical_item.ts";

/** How to test the number of classes. */
export interface BootstrapLikelihoodRatioOptions extends Omit<MixtureOptions, "weights" | "weightsAre"> {
  /** Number of classes to test against one fewer; 2 or more. */
  readonly k: number;
  /** Simulated data sets. Default 99: p is then a multiple of 0.01. */
  readonly replicates?: number;
  /** Further starts on each simulated set, beside those from the known solutions. Default 4. */
  readonly replicateRestarts?: number;
}

/** Whether k classes fit better than k − 1 by more than chance. */
export interface BootstrapLikelihoodRatio {
  /** Number of classes tested. */
  readonly k: number;
  /** 2 (log-likelihood of k − log-likelihood of k − 1). */
  readonly statistic: number;
  /** (1 + simulated statistics at least as large) / (1 + replicates). */
  readonly p: number;
  /** How many sets were simulated. */
  readonly replicates: number;
  /** The statistic on sets simulated from k − 1 classes, rising. */
  readonly simulated: readonly number[];
}

/**
 * Bootstrap likelihood-ratio test of k latent classes against k − 1 (McLachlan 1987): the statistic has no chi-square
 * distribution, so it is worked out on data simulated from the fitted k − 1 classes. Who left out an item leaves it out
 * there too. Weights have no place in it: the test takes people as independent draws.
 *
 * Cost: replicates × (2 × replicateRestarts + 4) climbs, each as of {@linkcode latentClasses}.
 *
 * @throws {InputError} As {@linkcode latentClasses}, or k is less than 2.
 *
 * @example
 * ```ts
 * import { bootstrapLikelihoodRatio, categoricalItem } from "./mod.ts";
 * const items = ["a", "b", "c", "d"].map((name) => categoricalItem(name, [..."yyyyyyyyyynnnnnnnnnn"]));
 * const { p } = await bootstrapLikelihoodRatio(items, { k: 2, replicates: 19 });
 * if (p !== 0.05) throw new Error(String(p));
 * ```
 */
export async function bootstrapLikelihoodRatio(
  items: readonly CategoricalItem[],
  options: BootstrapLikelihoodRatioOptions,
): Promise<BootstrapLikelihoodRatio> {
  const rows = checkItems(items);
  const { k, restarts, seed, ...limits } = checkMixtureOptions(options, rows, null);
  const { replicates = 99, replicateRestarts = 4, signal } = options;
  if (k < 2) throw new InputError("Cannot test 1 class against none: give k from 2");
  if (
    !(Number.isInteger(replicates) && replicates > 0 && Number.isInteger(replicateRestarts) &&
      replicateRestarts >= 0)
  ) {
    throw new InputError(
      `Cannot simulate ${replicates} times with ${replicateRestarts} starts: give whole numbers`,
    );
  }
  const next = random(seed);
  const use = Uint8Array.from({ length: rows }, (_, i) => items.some(({ codes }) => codes[i]! >= 0) ? 1 : 0);
  const fit = async (
    table: PatternTable,
    classes: number,
    starts: number,
    known: readonly Float64Array[],
  ) => {
    const em = await LatentClassEm.over(table, classes, null);
    const wanted = known.length + (classes === 1 ? 1 : starts);
    return bestStart({ wanted, signal }, (start) => known[start] ?? em.start(next), em, limits)!.best;
  };
  const statistic = (small: Climbed, large: Climbed) =>
    Math.max(0, 2 * (large.logLikelihood - small.logLikelihood));
  const table = answerPatterns(items, { use });
  const layout = { table, small: k - 1, large: k };
  const small = await fit(table, k - 1, restarts, []);
  const large = await fit(table, k, restarts, splits(small.at, layout, next));
  const observed = statistic(small, large);
  const simulated: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const drawn = answerPatterns(simulate(items, table, small.at, k - 1, next), { use });
    const few = await fit(drawn, k - 1, replicateRestarts, [small.at]);
    const many = await fit(drawn, k, replicateRestarts, [large.at, ...splits(few.at, layout, next)]);
    simulated.push(statistic(few, many));
  }
  const beyond = simulated.filter((value) => value >= observed - 1e-6).length;
  return {
    k,
    statistic: observed,
    p: (1 + beyond) / (1 + replicates),
    replicates,
    simulated: simulated.sort((a, b) => a - b),
  };
}

const widthOf = (k: number) => Math.ceil(k / 2) * 2;

/** Models of one more class: each class split in two that differ at random. At most four, the first classes. */
function splits(
  model: Float64Array,
  { table, small, large }: { table: PatternTable; small: number; large: number },
  next: () => number,
): Float64Array[] {
  const { answers, items, first } = table;
  const [from, to] = [widthOf(small), widthOf(large)];
  return Array.from({ length: Math.min(small, 4) }, (_, split) => {
    const out = new Float64Array((answers + 1) * to);
    for (let j = 0; j < items; j++) {
      for (let c = 0; c < to; c++) {
        const old = c < small ? c : split;
        let sum = 0;
        for (let a = first[j]!; a < first[j + 1]!; a++) {
          const changed = c === split || c === small;
          sum += out[a * to + c] = (model[a * from + old]! + 0.01) * (changed ? 0.5 + next() : 1);
        }
        for (let a = first[j]!; a < first[j + 1]!; a++) out[a * to + c]! /= sum;
      }
    }
    for (let c = 0; c < large; c++) {
      const old = c < small ? c : split;
      out[answers * to + c] = model[answers * from + old]! * (c === split || c === small ? 0.5 : 1);
    }
    return out;
  });
}

/** Items drawn from a model of k classes; missing answers stay where they are. */
function simulate(
  items: readonly CategoricalItem[],
  { order, first, answers }: PatternTable,
  model: Float64Array,
  k: number,
  next: () => number,
): CategoricalItem[] {
  const width = widthOf(k);
  const drawn = items.map(({ name, categories, codes }) => ({ name, categories, codes: codes.slice() }));
  const draw = (count: number, chance: (i: number) => number) => {
    let left = next();
    for (let i = 0; i < count - 1; i++) if ((left -= chance(i)) < 0) return i;
    return count - 1;
  };
  const rows = items[0]!.codes.length;
  for (let i = 0; i < rows; i++) {
    const c = draw(k, (at) => model[answers * width + at]!);
    order.forEach((item, j) => {
      const { codes, categories } = drawn[item]!;
      if (codes[i]! >= 0) codes[i] = draw(categories.length, (a) => model[(first[j]! + a) * width + c]!);
    });
  }
  return drawn;
}
