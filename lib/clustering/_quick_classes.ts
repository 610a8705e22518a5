import { random } from "../kernels/mod.ts";
import { answerPatterns, type PatternTable } from "./_answer_patterns.ts";
import { climb, type Climbed } from "./_climb.ts";
import { LatentClassEm } from "./_latent_class_em.ts";
import type { CategoricalItem } from "./categorical_item.ts";

/** So far every start goes, and so far the best of them. */
const coarse = { tolerance: 1e-5, maxIterations: 300 };
const fine = { tolerance: 1e-6, maxIterations: 300 };

/** Quick fits of latent classes on many resamples of the same people: patterns are found once, and only the best start is followed. */
export class QuickClasses {
  readonly #items: readonly CategoricalItem[];
  #table: PatternTable | undefined;
  readonly #fits = new Map<number, Promise<LatentClassEm>>();

  constructor(items: readonly CategoricalItem[]) {
    this.#items = items;
  }

  /**
   * The likeliest class of everybody, 1 to k in any order; 0 for who answered nothing. With fewer patterns of answers
   * than classes, everybody's is the first.
   *
   * @param weights How much each person counts; null: 1.
   */
  async label(
    { k, seed, weights, restarts }: {
      readonly k: number;
      readonly seed: number;
      readonly weights: Float64Array | null;
      readonly restarts: number;
    },
  ): Promise<Uint16Array> {
    const table = this.#table ??= patternsOf(this.#items);
    const made = this.#fits.get(k) ?? LatentClassEm.over(table, k, null);
    this.#fits.set(k, made);
    const em = await made;
    const sums = new Float64Array(table.patterns);
    table.of.forEach((p, i) => p >= 0 && (sums[p]! += weights ? weights[i]! : 1));
    if (sums.reduce((count, sum) => count + Number(sum > 0), 0) < k) return labelsOf(table, () => 1);
    em.weigh(sums);
    const next = random(seed);
    let best: Climbed | undefined;
    for (let start = 0; start < (k === 1 ? 1 : restarts); start++) {
      const climbed = climb(em.step, em.start(next), em.repair, coarse);
      if (!best || climbed.logLikelihood > best.logLikelihood) best = climbed;
    }
    const chances = em.posterior(climb(em.step, best!.at, em.repair, fine).at);
    const likeliest = new Uint16Array(table.patterns);
    for (let p = 0; p < table.patterns; p++) {
      let most = 0;
      for (let c = 1; c < k; c++) if (chances[p * em.width + c]! > chances[p * em.width + most]!) most = c;
      likeliest[p] = most + 1;
    }
    return labelsOf(table, (p) => likeliest[p]!);
  }
}

function patternsOf(items: readonly CategoricalItem[]): PatternTable {
  const use = new Uint8Array(items[0]?.codes.length ?? 0);
  for (const { codes } of items) for (let i = 0; i < use.length; i++) if (codes[i]! >= 0) use[i] = 1;
  return answerPatterns(items, { use });
}

function labelsOf({ of }: PatternTable, label: (pattern: number) => number): Uint16Array {
  return Uint16Array.from(of, (p) => p < 0 ? 0 : label(p));
}
