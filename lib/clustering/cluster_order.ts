import { type Columns, hasBit } from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { readColumn } from "./_read_column.ts";

/**
 * Clusters in the order of their means of a column, from low to high: for rules that may only work one way.
 *
 * @param labels Cluster of each row, 1 to k; people of 0 have no part. A cluster of which nothing is known comes last.
 * @throws {InputError} The column is absent or holds words.
 *
 * @example
 * ```ts
 * import { clusterOrder } from "./cluster_order.ts";
 * const table = { rows: 3, columns: new Map([["age", Float64Array.of(70, 20, 40)]]), nulls: new Map() };
 * if (clusterOrder(table, Uint16Array.of(1, 2, 3), "age").join() !== "2,3,1") throw new Error();
 * ```
 */
export function clusterOrder(table: Columns, labels: Uint16Array, column: string): number[] {
  const read = readColumn(table, column);
  if (read.kind !== "numbers") {
    throw new InputError(`Cannot order clusters by column "${column}": it holds words, which have no order`);
  }
  const k = labels.reduce((most, label) => Math.max(most, label), 0);
  const [sums, counts] = [new Float64Array(k), new Float64Array(k)];
  labels.forEach((label, i) => {
    if (label === 0 || hasBit(read.missing, i)) return;
    sums[label - 1]! += read.numbers[i]!;
    counts[label - 1]!++;
  });
  const mean = (cluster: number) =>
    counts[cluster - 1]! > 0 ? sums[cluster - 1]! / counts[cluster - 1]! : Infinity;
  return Array.from({ length: k }, (_, c) => c + 1).sort((a, b) => mean(a) - mean(b) || a - b);
}
