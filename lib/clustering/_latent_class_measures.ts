import type { PatternTable } from "./_answer_patterns.ts";
import type { BivariateResidual } from "./latent_class_result.ts";

/** Chances as the model has them: `probabilities[class][item][category]`, items in the table's order. */
export type Probabilities = readonly (readonly (readonly number[])[])[];

/** How well predicted cells meet the observed ones. */
export interface CellFit {
  readonly complete: number;
  readonly gSquared: number | null;
  readonly chiSquare: number | null;
}

/** G² and X² over the cells of people who answered everything (poLCA's rule); groups of covariates are put together. */
export function cellFit(
  table: PatternTable,
  shares: readonly number[],
  probabilities: Probabilities,
): CellFit {
  const cells = new Map<string, { people: number; chance: number }>();
  let complete = 0;
  for (let p = 0; p < table.patterns; p++) {
    const answers = table.cells.subarray(p * table.items, (p + 1) * table.items);
    const people = table.weights[p]!;
    if (people === 0 || answers.includes(table.answers)) continue;
    complete += people;
    const key = answers.join();
    const cell = cells.get(key);
    if (cell) cell.people += people;
    else cells.set(key, { people, chance: chanceOf(table, answers, shares, probabilities) });
  }
  if (complete === 0) return { complete, gSquared: null, chiSquare: null };
  let gSquared = 0;
  let chiSquare = complete;
  for (const { people, chance } of cells.values()) {
    const expected = complete * chance;
    gSquared += 2 * people * Math.log(people / expected);
    chiSquare += (people - expected) ** 2 / expected - expected;
  }
  return { complete, gSquared, chiSquare };
}

function chanceOf(
  { first }: PatternTable,
  answers: Uint32Array,
  shares: readonly number[],
  probabilities: Probabilities,
): number {
  return shares.reduce(
    (sum, share, c) =>
      sum + answers.reduce((chance, a, j) => chance * probabilities[c]![j]![a - first[j]!]!, share),
    0,
  );
}

/** Bivariate residuals of every pair of items. Items × items × (patterns + categories² × classes). */
export function bivariateResiduals(
  table: PatternTable,
  shares: readonly number[],
  probabilities: Probabilities,
  names: readonly string[],
): BivariateResidual[] {
  const { items, first, answers, cells, weights, patterns } = table;
  const found: BivariateResidual[] = [];
  for (let i = 0; i < items; i++) {
    for (let j = i + 1; j < items; j++) {
      const [a, b] = [first[i + 1]! - first[i]!, first[j + 1]! - first[j]!];
      const observed = new Float64Array(a * b);
      let people = 0;
      for (let p = 0; p < patterns; p++) {
        const [x, y] = [cells[p * items + i]!, cells[p * items + j]!];
        if (x === answers || y === answers) continue;
        observed[(x - first[i]!) * b + y - first[j]!]! += weights[p]!;
        people += weights[p]!;
      }
      let chiSquare = 0;
      for (let at = 0; at < observed.length; at++) {
        const [x, y] = [Math.floor(at / b), at % b];
        let chance = 0;
        for (let c = 0; c < shares.length; c++) {
          chance += shares[c]! * probabilities[c]![i]![x]! * probabilities[c]![j]![y]!;
        }
        if (chance > 0) chiSquare += (observed[at]! - people * chance) ** 2 / (people * chance);
      }
      const df = (a - 1) * (b - 1);
      if (df > 0 && people > 0) {
        found.push({ items: [names[i]!, names[j]!], chiSquare, df, residual: chiSquare / df });
      }
    }
  }
  return found.sort((a, b) => b.residual - a.residual);
}

/** Relative entropy of the classification; null for one class. */
export function relativeEntropy(
  posterior: Float64Array,
  k: number,
  weightOf: (row: number) => number,
): number | null {
  if (k === 1) return null;
  let lost = 0;
  let people = 0;
  for (let i = 0; i * k < posterior.length; i++) {
    const weight = weightOf(i);
    people += weight;
    if (weight === 0) continue;
    for (let c = 0; c < k; c++) {
      const p = posterior[i * k + c]!;
      if (p > 0) lost -= weight * p * Math.log(p);
    }
  }
  return 1 - lost / (people * Math.log(k));
}
