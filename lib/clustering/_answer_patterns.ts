import type { AnswerPatterns } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import type { CategoricalItem } from "./categorical_item.ts";
import { distinctRows } from "./_distinct.ts";

/** Everybody's answers, collapsed to distinct patterns. */
export interface PatternTable extends AnswerPatterns {
  /** The items by name, so that the order of columns does not matter; `order[j]` is an item's place as given. */
  readonly order: readonly number[];
  /** `first[j]`: number of the first answer of item `j` (in this order); `first[items]` is `answers`. */
  readonly first: readonly number[];
  /** Pattern of each row; −1 for rows not used. */
  readonly of: Int32Array;
  /** A row of each group. */
  readonly groupRow: Uint32Array;
  /** Sum of squared weights of each pattern. */
  readonly squares: Float64Array;
}

/** What stands beside the answers. */
export interface PatternOptions {
  /** One positive number a row. Default: all 1. */
  readonly weights?: Float64Array | undefined;
  /** Whether a row is to be used. Default: all that answered anything. */
  readonly use: Uint8Array;
  /** Columns of numbers that part rows into groups. */
  readonly by?: readonly ArrayLike<number>[];
}

/**
 * Collapses rows to distinct patterns of answers (and group): an EM step then costs patterns, not people.
 */
export function answerPatterns(
  items: readonly CategoricalItem[],
  { weights, use, by = [] }: PatternOptions,
): PatternTable {
  const order = items.map((_, j) => j).sort((a, b) => items[a]!.name < items[b]!.name ? -1 : 1);
  const sorted = order.map((j) => items[j]!);
  const first = [0];
  for (const item of sorted) first.push(first.at(-1)! + item.categories.length);
  const answers = first.at(-1)!;
  const rows = new Uint32Array(use.length);
  let count = 0;
  for (let i = 0; i < use.length; i++) if (use[i]) rows[count++] = i;
  const used = rows.subarray(0, count);
  const columns = sorted.map(({ codes, categories }) => {
    const own = new Uint32Array(count);
    for (let i = 0; i < count; i++) own[i] = codes[used[i]!]! + 1;
    return { codes: own, radix: categories.length + 1 };
  });
  const groups = distinctRows(by.map((column) => ranked(Float64Array.from(used, (i) => column[i]!))), count);
  const patterns = distinctRows([...columns, { codes: groups.of, radix: groups.count }], count);
  const cells = new Uint32Array(patterns.count * sorted.length);
  for (let p = 0; p < patterns.count; p++) {
    for (let j = 0; j < sorted.length; j++) {
      const code = columns[j]!.codes[patterns.first[p]!]!;
      cells[p * sorted.length + j] = code === 0 ? answers : first[j]! + code - 1;
    }
  }
  const sums = new Float64Array(patterns.count);
  const squares = new Float64Array(patterns.count);
  const of = new Int32Array(use.length).fill(-1);
  for (let i = 0; i < count; i++) {
    const weight = weights ? weights[used[i]!]! : 1;
    const p = patterns.of[i]!;
    of[used[i]!] = p;
    sums[p]! += weight;
    squares[p]! += weight * weight;
  }
  return {
    patterns: patterns.count,
    items: sorted.length,
    answers,
    cells,
    weights: sums,
    squares,
    groups: groups.count,
    group: Uint32Array.from(patterns.first, (row) => groups.of[row]!),
    groupRow: Uint32Array.from(groups.first, (i) => used[i]!),
    order,
    first,
    of,
  };
}

/** Numbers as codes in their order. */
function ranked(values: Float64Array): { codes: Uint32Array; radix: number } {
  const place = new Map([...new Set(values)].sort((a, b) => a - b).map((value, i) => [value, i]));
  return { codes: Uint32Array.from(values, (value) => place.get(value)!), radix: place.size };
}

/**
 * Checks that items can be used together.
 *
 * @returns Number of rows.
 * @throws {InputError} There are none, two share a name, or they differ in length.
 */
export function checkItems(items: readonly CategoricalItem[]): number {
  if (items.length === 0) throw new InputError("Cannot find latent classes: no items are given");
  const rows = items[0]!.codes.length;
  const names = new Set<string>();
  for (const { name, codes, categories } of items) {
    if (names.has(name)) throw new InputError(`Cannot find latent classes: two items are named "${name}"`);
    names.add(name);
    if (codes.length !== rows) {
      throw new InputError(
        `Cannot find latent classes: the item "${name}" has ${codes.length} rows, "${
          items[0]!.name
        }" has ${rows}`,
      );
    }
    const wrong = codes.findIndex((code) => !(code >= -1 && code < categories.length));
    if (wrong >= 0) {
      throw new InputError(
        `Cannot find latent classes: the item "${name}", row ${wrong + 1} has code ${codes[wrong]}, ` +
          `and its ${categories.length} categories are coded from 0 (−1: missing)`,
      );
    }
    if (!codes.some((code) => code >= 0)) {
      throw new InputError(`Cannot find latent classes: nobody answered the item "${name}". Leave it out.`);
    }
  }
  return rows;
}
