import { chiSquareTail } from "../kernels/mod.ts";
import type { ProfileColumn } from "./_profile_column.ts";
import type { ProfileTest } from "./cluster_profile.ts";

/**
 * Whether the clusters differ in a column: Kruskal & Wallis (1952) with the correction for ties for numbers, Pearson's
 * chi-square for words. Null where everybody has the same value, or only one cluster has any.
 */
export function profileTest(
  column: ProfileColumn,
  labels: Uint16Array,
  k: number,
): Omit<ProfileTest, "adjusted"> | null {
  const rows: number[] = [];
  for (let i = 0; i < labels.length; i++) if (labels[i]! > 0 && !column.missing(i)) rows.push(i);
  return column.isWords
    ? chiSquare(column.values, labels, rows, k)
    : kruskalWallis(column.values, labels, rows, k);
}

function kruskalWallis(values: Float64Array, labels: Uint16Array, rows: number[], k: number) {
  const n = rows.length;
  rows.sort((a, b) => values[a]! - values[b]!);
  const sums = new Float64Array(k);
  const counts = new Float64Array(k);
  let ties = 0;
  for (let from = 0; from < n;) {
    let to = from;
    while (to < n && values[rows[to]!] === values[rows[from]!]) to++;
    const rank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) {
      const c = labels[rows[i]!]! - 1;
      sums[c]! += rank;
      counts[c]!++;
    }
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  const used = counts.filter((count) => count > 0).length;
  const spread = 1 - ties / (n ** 3 - n);
  if (used < 2 || !(spread > 0)) return null;
  const h = 12 / (n * (n + 1)) *
      sums.reduce((sum, ranks, c) => counts[c]! > 0 ? sum + ranks ** 2 / counts[c]! : sum, 0) -
    3 * (n + 1);
  const statistic = Math.max(0, h / spread);
  return {
    method: "kruskal-wallis" as const,
    statistic,
    df: used - 1,
    p: chiSquareTail(statistic, used - 1),
  };
}

function chiSquare(values: Float64Array, labels: Uint16Array, rows: readonly number[], k: number) {
  const words = [...new Set(rows.map((row) => values[row]!))];
  const place = new Map(words.map((word, i) => [word, i]));
  const cells = new Float64Array(k * words.length);
  for (const row of rows) cells[(labels[row]! - 1) * words.length + place.get(values[row]!)!]!++;
  const ofCluster = Array.from(
    { length: k },
    (_, c) => cells.subarray(c * words.length, (c + 1) * words.length).reduce((sum, count) => sum + count, 0),
  );
  const ofWord = words.map((_, w) => ofCluster.reduce((sum, _, c) => sum + cells[c * words.length + w]!, 0));
  const used = ofCluster.filter((count) => count > 0).length;
  const df = (used - 1) * (words.length - 1);
  if (df < 1) return null;
  let statistic = 0;
  cells.forEach((count, at) => {
    const expected = ofCluster[Math.floor(at / words.length)]! * ofWord[at % words.length]! / rows.length;
    if (expected > 0) statistic += (count - expected) ** 2 / expected;
  });
  return { method: "chi-square" as const, statistic, df, p: chiSquareTail(statistic, df) };
}
