import { random } from "../kernels/mod.ts";
import { gaussianMixture } from "./gaussian_mixture.ts";
import type { CovarianceShape } from "./gaussian_mixture_result.ts";

/** Five clouds in eight columns. */
function clouds(rows: number): Float64Array[] {
  const next = random(1);
  const kind = Uint8Array.from({ length: rows }, () => Math.floor(next() * 5));
  return Array.from(
    { length: 8 },
    (_, j) => Float64Array.from(kind, (own) => (own * (j + 2)) % 5 * 2 + next() + next() + next() + next()),
  );
}

const shapes: readonly CovarianceShape[] = ["spherical", "diagonal", "tied", "full"];
for (const rows of [10_000, 100_000]) {
  const columns = clouds(rows);
  for (const covariance of shapes) {
    Deno.bench({
      name: `gaussianMixture() of ${rows} × 8, k = 5, ${covariance}, 2 starts`,
      group: `${rows}`,
      n: 3,
      warmup: 1,
      fn: async () => {
        await gaussianMixture(columns, { k: 5, covariance, restarts: 2, tolerance: 1e-8 });
      },
    });
  }
}
