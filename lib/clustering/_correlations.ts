import type { Matrix } from "../kernels/mod.ts";

const mostRows = 20_000;

/** Pearson's r of every pair of columns beyond `limit`, strongest first. Of many rows, 20,000 evenly spaced ones. */
export function correlations(
  { data, rows, columns, width }: Matrix,
  limit: number,
): { i: number; j: number; r: number }[] {
  const count = Math.min(rows, mostRows);
  const standard = Array.from({ length: columns }, (_, j) => {
    const values = Float64Array.from(
      { length: count },
      (_, t) => data[Math.floor(t * rows / count) * width + j]!,
    );
    const mean = values.reduce((sum, x) => sum + x, 0) / count;
    const length = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0));
    return length > 0 ? values.map((x) => (x - mean) / length) : null;
  });
  const found: { i: number; j: number; r: number }[] = [];
  for (let i = 0; i < columns; i++) {
    for (let j = i + 1; j < columns; j++) {
      const [a, b] = [standard[i], standard[j]];
      if (!a || !b) continue;
      let r = 0;
      for (let t = 0; t < count; t++) r += a[t]! * b[t]!;
      if (Math.abs(r) > limit) found.push({ i, j, r });
    }
  }
  return found.sort((a, b) => Math.abs(b.r) - Math.abs(a.r));
}
