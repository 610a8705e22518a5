import { InputError } from "../workspace/mod.ts";
import { answerPatterns, checkItems } from "./_answer_patterns.ts";
import type { CategoricalItem } from "./categorical_item.ts";
import type { ClusteringResult } from "./result.ts";

/** One pattern of answers, as often as it occurs and as the classes predict it. */
export interface PredictedCell {
  /** One answer an item, in the order of the model's items. */
  readonly answers: readonly string[];
  /** People (or weight). */
  readonly observed: number;
  /** Of the people who answered everything. */
  readonly expected: number;
}

/** What {@linkcode predictedCells} counts. */
export interface PredictedCellsOptions {
  /** How many people each row is. Default 1. */
  readonly weights?: Float64Array;
}

/**
 * Compares how often each complete pattern of answers occurs with what latent classes predict. Patterns that do not
 * occur are left out; `expected` then adds up to less than `observed`. These are counts of few people: they need the
 * privacy gate before anybody outside sees them.
 *
 * @param model A result of {@linkcode latentClasses}.
 * @param items The people it was fitted on, with the same categories.
 * @throws {InputError} The items are not the model's.
 *
 * @example
 * ```ts
 * import { categoricalItem, latentClasses, predictedCells } from "./mod.ts";
 * const items = [categoricalItem("a", ["y", "y", "n", "n"]), categoricalItem("b", ["y", "n", "y", "y"])];
 * const { result } = await latentClasses(items, { k: 1 });
 * const [first] = predictedCells(result, items);
 * // n and y: half say n to a, three quarters y to b.
 * if (first?.answers.join() !== "n,y" || first.observed !== 2 || first.expected.toFixed(9) !== "1.500000000") {
 *   throw new Error(JSON.stringify(first));
 * }
 * ```
 */
export function predictedCells(
  model: ClusteringResult,
  items: readonly CategoricalItem[],
  { weights }: PredictedCellsOptions = {},
): PredictedCell[] {
  const { latentClasses: fit, probabilities } = model;
  if (!fit || !probabilities) {
    throw new InputError(`Cannot predict cells: the model is of method "${model.method}"`);
  }
  const rows = checkItems(items);
  const matches = items.length === fit.items.length &&
    fit.items.every(({ name, categories }, j) =>
      items[j]!.name === name && items[j]!.categories.join("\n") === categories.join("\n")
    );
  if (!matches) {
    throw new InputError(
      "Cannot predict cells: items and categories must be those of the model, in its order",
    );
  }
  const table = answerPatterns(items, { weights, use: new Uint8Array(rows).fill(1) });
  const cells: { answers: number[]; observed: number }[] = [];
  for (let p = 0; p < table.patterns; p++) {
    const answers: number[] = [];
    table.order.forEach((j, at) => answers[j] = table.cells[p * table.items + at]! - table.first[at]!);
    const complete = !table.cells.subarray(p * table.items, (p + 1) * table.items).includes(table.answers);
    if (complete) cells.push({ answers, observed: table.weights[p]! });
  }
  const people = cells.reduce((sum, { observed }) => sum + observed, 0);
  return cells.map(({ answers, observed }) => ({
    answers: answers.map((code, j) => items[j]!.categories[code]!),
    observed,
    expected: people * fit.shares.reduce(
      (sum, share, c) =>
        sum + answers.reduce((chance, code, j) => chance * probabilities[c]![j]![code]!, share),
      0,
    ),
  })).sort((a, b) => b.observed - a.observed || b.expected - a.expected);
}
