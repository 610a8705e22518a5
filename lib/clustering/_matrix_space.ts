import { DistanceKernel, type MatrixMetric } from "../kernels/mod.ts";
import { collapse, compact } from "./_compact.ts";
import { rowsOf } from "./_rows_of.ts";
import { firstOf, type Space } from "./_space.ts";
import type { Features } from "./features.ts";

/** Features, or some rows of them, as a space. */
export async function matrixSpace(
  { matrix, names, rows: tableRows }: Features,
  metric: MatrixMetric,
  weights: Float64Array | null,
  only?: Uint32Array,
): Promise<Space> {
  const { matrix: own, of, weights: weighed } = compact(only ? rowsOf(matrix, only) : matrix, names, weights);
  const kernel = await DistanceKernel.over(own, metric);
  return {
    rows: own.rows,
    of,
    first: firstOf(of, own.rows),
    counts: weights ? collapse(of, own.rows, null) : weighed,
    weights: weighed,
    metric,
    features: names,
    rowNumber: (row) => {
      const whole = only ? only[row]! : row;
      return (tableRows ? tableRows[whole]! : whole) + 1;
    },
    from: (row, start, stop) => kernel.from(row, start, stop),
  };
}
