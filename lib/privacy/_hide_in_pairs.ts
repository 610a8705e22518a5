import { isSmall } from "./_few.ts";

/**
 * Which cells of a table to hide when rows and columns have known totals and what is hidden is not a count of its own:
 * the small ones, and in each row and column that hides any, the smallest others until at least two are hidden and they
 * add up to the minimum. Cells of nobody are never hidden.
 */
export function hideInPairs(table: readonly (readonly number[])[], minimum: number): boolean[][] {
  const hidden = table.map((row) => row.map((n) => isSmall(n, minimum)));
  const rows = table.map((row, r) => row.map((_, c) => [r, c] as const));
  const columns = table.length < 2
    ? []
    : (table[0] ?? []).map((_, c) => table.map((_, r) => [r, c] as const));
  for (let found = true; found;) {
    found = false;
    for (const line of [...rows, ...columns]) {
      const value = ([r, c]: readonly [number, number]) => table[r]![c]!;
      const out = line.filter(([r, c]) => hidden[r]![c]);
      const sum = out.reduce((total, at) => total + value(at), 0);
      if (out.length === 0 || (out.length > 1 && sum >= minimum)) continue;
      const [next] = line.filter(([r, c]) => !hidden[r]![c] && table[r]![c]! > 0)
        .sort((a, b) => value(a) - value(b));
      if (!next) continue;
      hidden[next[0]]![next[1]] = found = true;
    }
  }
  return hidden;
}
