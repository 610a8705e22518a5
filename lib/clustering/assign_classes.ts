import { InputError } from "../workspace/mod.ts";
import type { CategoricalItem } from "./categorical_item.ts";
import { classChances } from "./_class_chances.ts";
import type { Covariate } from "./_covariates.ts";
import type { LatentClassFit } from "./latent_class_result.ts";
import type { ClusteringResult } from "./result.ts";

/** People put into the classes of an earlier fit. */
export interface ClassAssignment {
  /** Likeliest class of each row, 1 to k; 0 for rows without any answer the model knows. */
  readonly labels: Uint16Array;
  /** `posterior[i * k + c]`; each row adds up to 1. */
  readonly posterior: Float64Array;
  /** Such as answers the model has never seen. */
  readonly warnings: readonly string[];
}

/** What assigning needs of latent classes: a result of {@linkcode latentClasses}, or a part of it. */
export type ClassModel = Pick<ClusteringResult, "method" | "k" | "probabilities"> & {
  /** The items, shares and covariates; absent in other methods. */
  readonly latentClasses?: Pick<LatentClassFit, "items" | "shares" | "membership">;
};

/** What goes with the assignment. */
export interface AssignClassesOptions {
  /** The covariates of the model. A person without one of them is assigned by the classes' shares. */
  readonly covariates?: readonly Covariate[];
}

/**
 * Puts new people into the latent classes of an earlier fit, by Bayes' rule. Answers are matched by their words, so
 * the new items may come in any order, with their categories in any order; an answer the model has never seen counts
 * as missing, and a warning says how often.
 *
 * @param model A result of {@linkcode latentClasses}, as it is or read back from JSON.
 * @throws {InputError} The model has no latent classes, or an item or a covariate of it is not given.
 *
 * @example
 * ```ts
 * import { assignClasses, categoricalItem, latentClasses } from "./mod.ts";
 * const items = ["a", "b", "c"].map((name) => categoricalItem(name, [..."yyyyynnnnnnn"]));
 * const { result } = await latentClasses(items, { k: 2 });
 * const { labels } = assignClasses(result, ["c", "b", "a"].map((name) => categoricalItem(name, ["n", "y"])));
 * if (labels.join() !== "1,2") throw new Error(labels.join());
 * ```
 */
export function assignClasses(
  model: ClassModel,
  items: readonly CategoricalItem[],
  { covariates = [] }: AssignClassesOptions = {},
): ClassAssignment {
  const { latentClasses: fit, probabilities, k } = model;
  if (!fit || !probabilities) {
    throw new InputError(`Cannot assign classes: the model is of method "${model.method}"`);
  }
  const rows = items[0]?.codes.length ?? 0;
  const warnings: string[] = [];
  const answers = fit.items.map(({ name, categories }) => {
    const item = items.find((given) => given.name === name);
    if (!item || item.codes.length !== rows) {
      throw new InputError(
        item
          ? `Cannot assign classes: the item "${name}" has ${item.codes.length} rows, others have ${rows}`
          : `Cannot assign classes: the model's item "${name}" is missing ` +
            `(given: ${items.map((given) => given.name).join(", ") || "none"})`,
      );
    }
    const place = item.categories.map((category) => categories.indexOf(category));
    const codes = item.codes.map((code) => code < 0 ? -1 : place[code]!);
    const unseen = item.categories.filter((_, a) => place[a] === -1 && item.codes.includes(a));
    if (unseen.length > 0) {
      const times = codes.filter((code, i) => code < 0 && item.codes[i]! >= 0).length;
      warnings.push(
        `"${name}": ${
          unseen.map((answer) => `"${answer}"`).join(", ")
        } never occurred when the model was fitted; ` +
          `${times} ${times === 1 ? "answer counts" : "answers count"} as missing.`,
      );
    }
    return codes;
  });
  const priorsOf = membership(fit, covariates, rows);
  const labels = new Uint16Array(rows);
  const posterior = new Float64Array(rows * k);
  for (let i = 0; i < rows; i++) {
    const chances = classChances(priorsOf(i), probabilities, (j) => answers[j]![i]!);
    posterior.set(chances, i * k);
    if (answers.some((codes) => codes[i]! >= 0)) labels[i] = 1 + chances.indexOf(Math.max(...chances));
  }
  return { labels, posterior, warnings };
}

/** Chances of each row before its answers. */
function membership(
  { membership: logit, shares }: Pick<LatentClassFit, "shares" | "membership">,
  covariates: readonly Covariate[],
  rows: number,
): (row: number) => readonly number[] {
  if (!logit) return () => shares;
  const columns = logit.names.slice(1).map((name) => {
    const found = covariates.find((covariate) => covariate.name === name);
    if (!found || found.values.length !== rows) {
      throw new InputError(
        `Cannot assign classes: the model's covariate "${name}" ` +
          (found ? `has ${found.values.length} rows, the items have ${rows}` : "is missing"),
      );
    }
    return found.values;
  });
  return (row) => {
    if (columns.some((values) => !Number.isFinite(values[row]))) return shares;
    const logits = logit.coefficients.map(([intercept, ...slopes]) =>
      slopes.reduce((sum, slope, j) => sum + slope * columns[j]![row]!, intercept!)
    );
    const most = Math.max(...logits);
    const odds = logits.map((value) => Math.exp(value - most));
    const total = odds.reduce((sum, value) => sum + value, 0);
    return odds.map((value) => value / total);
  };
}
