import { InputError } from "../workspace/mod.ts";

/** A question with a fixed set of answers, and what everybody answered. */
export interface CategoricalItem {
  /** What messages and results call it. */
  readonly name: string;
  /** The possible answers, in the order of their codes. */
  readonly categories: readonly string[];
  /** One code a person: a place in `categories`, −1 where the answer is missing. */
  readonly codes: Int32Array;
}

/** An answer as it stands in a table; null, undefined, NaN and the empty text are missing. */
export type Answer = string | number | boolean | null | undefined;

/** How {@linkcode categoricalItem} reads answers. */
export interface CategoricalItemOptions {
  /**
   * The possible answers in their order. Default: the answers that occur, numbers by size, texts by their letters
   * ("No" before "Yes", false before true).
   */
  readonly categories?: readonly string[];
}

/**
 * Makes an item for latent class analysis from a column of words or numbers.
 *
 * @param name What messages and results call it.
 * @param values One answer a person.
 * @throws {InputError} An answer is not among the given categories, or nobody answered.
 *
 * @example
 * ```ts
 * import { categoricalItem } from "./categorical_item.ts";
 * const item = categoricalItem("reads", ["Yes", "No", null, "Yes"]);
 * if (item.categories.join() !== "No,Yes" || item.codes.join() !== "1,0,-1,1") throw new Error();
 * ```
 */
export function categoricalItem(
  name: string,
  values: ArrayLike<Answer>,
  options: CategoricalItemOptions = {},
): CategoricalItem {
  const answers = Array.from(values, textOf);
  const categories = options.categories ?? categoriesIn(answers);
  if (categories.length === 0) {
    throw new InputError(`Cannot use the item "${name}": nobody answered it. Leave it out.`);
  }
  const code = new Map(categories.map((category, i) => [category, i]));
  const codes = Int32Array.from(answers, (answer, i) => {
    if (answer === null) return -1;
    const found = code.get(answer);
    if (found === undefined) {
      throw new InputError(
        `Cannot use the item "${name}": row ${i + 1} has "${answer}", which is not among its answers ` +
          `(${categories.join(", ")})`,
      );
    }
    return found;
  });
  return { name, categories, codes };
}

function textOf(value: Answer): string | null {
  if (value === null || value === undefined || value === "" || Number.isNaN(value)) return null;
  return String(value);
}

function categoriesIn(answers: readonly (string | null)[]): string[] {
  const found = [...new Set(answers)].filter((answer) => answer !== null);
  const numbers = found.every((answer) => answer.trim() !== "" && Number.isFinite(Number(answer)));
  return numbers ? found.sort((a, b) => Number(a) - Number(b)) : found.sort();
}
