import type { PatternTable } from "./_answer_patterns.ts";
import type { CategoricalItem } from "./categorical_item.ts";
import { classChances } from "./_class_chances.ts";
import type { LatentClassModel } from "./_latent_class_model.ts";
import type { Clustering } from "./result.ts";

/**
 * From patterns to people. Who was not used gets label 0, and the chances that follow from the shares and the answers.
 */
export function rowChances(
  items: readonly CategoricalItem[],
  table: PatternTable,
  { probabilities, shares, patterns }: LatentClassModel,
): Omit<Clustering, "result"> {
  const k = shares.length;
  const labels = new Uint16Array(table.of.length);
  const posterior = new Float64Array(table.of.length * k);
  table.of.forEach((p, i) => {
    if (p >= 0) {
      labels[i] = patterns.labels[p]!;
      posterior.set(patterns.posterior.subarray(p * k, (p + 1) * k), i * k);
    } else {
      posterior.set(classChances(shares, probabilities, (j) => items[table.order[j]!]!.codes[i]!), i * k);
    }
  });
  return { labels, posterior };
}
