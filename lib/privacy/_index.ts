import type { Cell } from "./suppression/_cells.ts";
import { digits } from "./_digits.ts";

/** So many times the minimum, that ten people more or less do not move two decimals of an index by much. */
const many = 500;

/**
 * An index worked out from a whole table of counts, such as an adjusted Rand index. Where counts of the table are
 * hidden, it is of two decimals when so many people are behind it that these tell nothing of few, and else hidden.
 */
export function index(value: number, table: readonly Cell[], n: number, minimum: number): number | "hidden" {
  if (!table.some(({ hidden }) => hidden)) return digits(value);
  return n >= many * minimum ? Math.round(100 * value) / 100 : "hidden";
}
