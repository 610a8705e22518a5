import type { PatternTable } from "./_answer_patterns.ts";
import { type Classified, classify } from "./_classify.ts";
import type { LatentClassEm } from "./_latent_class_em.ts";
import type { Probabilities } from "./_latent_class_measures.ts";

/** A fitted model with its classes in the order they are shown in; items in the table's order. */
export interface LatentClassModel {
  readonly probabilities: Probabilities;
  /** Estimated share of each class, over everybody used. */
  readonly shares: readonly number[];
  /** `priors[g * k + c]`. */
  readonly priors: Float64Array;
  /** Class and chances of each pattern. */
  readonly patterns: Classified;
}

/** Less than this is a chance of 0. */
const nothing = 1e-12;

/**
 * Reads a model that EM arrived at.
 *
 * @param peopleOf How many people a row is.
 */
export function readModel(
  em: LatentClassEm,
  table: PatternTable,
  model: Float64Array,
  peopleOf: (row: number) => number,
): LatentClassModel {
  const { k, width } = em;
  const chances = tight(em.posterior(model), width, k);
  const people = table.weights.reduce((sum, weight) => sum + weight, 0);
  const shares = Array.from({ length: k }, (_, c) => {
    let sum = 0;
    table.weights.forEach((weight, p) => sum += weight * chances[p * k + c]!);
    return sum / people;
  });
  const sizes = new Float64Array(table.patterns);
  table.of.forEach((p, i) => p >= 0 && (sizes[p]! += peopleOf(i)));
  const patterns = classify(chances, k, shares, (p) => sizes[p]!);
  const { order } = patterns;
  return {
    probabilities: order.map((c) =>
      Array.from({ length: table.items }, (_, j) => {
        const from = table.first[j]!;
        return Array.from({ length: table.first[j + 1]! - from }, (_, a) => {
          const chance = model[(from + a) * width + c]!;
          return chance < nothing ? 0 : chance;
        });
      })
    ),
    shares: order.map((c) => shares[c]!),
    priors: tight(em.priors(model), width, k, order),
    patterns,
  };
}

/** Rows of `width` numbers as rows of k, in another order of classes if given. */
function tight(wide: Float64Array, width: number, k: number, order?: readonly number[]): Float64Array {
  const out = new Float64Array(wide.length / width * k);
  for (let at = 0; at < out.length; at++) {
    const c = at % k;
    out[at] = wide[(at - c) / k * width + (order ? order[c]! : c)]!;
  }
  return out;
}
