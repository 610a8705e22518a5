import { KMeansKernel, random } from "../kernels/mod.ts";
import { compact } from "./_compact.ts";
import { exchange } from "./_exchange.ts";
import { hitsOf, type KMeansBest, type KMeansTask, type Solution } from "./_kmeans_task.ts";

const mostSwaps = 15;
const swapBudget = 1e6;

/**
 * Of few rows, equal ones are collapsed, and each start is worked on: single rows are exchanged, then a centre is
 * dropped and put on a random row a few times (Fränti 2018), which is kept where it lowers the sum of squares.
 */
export async function onFewRows({ names, signal, onProgress, ...task }: KMeansTask): Promise<KMeansBest> {
  const { k, restarts, maxIterations } = task;
  const { matrix, weights, of } = compact(task.matrix, names, task.weights);
  const { columns, width, data, rows } = matrix;
  const next = random(task.seed);
  using kernel = await KMeansKernel.over(matrix, k, { weights });
  const swaps = Math.min(mostSwaps, Math.floor(swapBudget / (rows * k * columns)));
  const from = (start: Float64Array): Solution => {
    const { iterations, converged } = kernel.run(start, { maxIterations });
    const labels = kernel.labels();
    return { labels, iterations, converged, withinSS: exchange(matrix, weights, k, labels) };
  };
  const solutions: Solution[] = [];
  for (let restart = 0; restart < restarts; restart++) {
    signal?.throwIfAborted();
    let best = from(kernel.plusPlus(next));
    for (let swap = 0; swap < swaps && k > 1; swap++) {
      const centres = kernel.exact(best.labels).centres;
      const row = Math.floor(next() * rows);
      centres.set(data.subarray(row * width, row * width + columns), Math.floor(next() * k) * columns);
      const other = from(centres);
      if (other.withinSS < best.withinSS * (1 - 1e-9)) best = other;
    }
    solutions.push(best);
    onProgress?.((restart + 1) / restarts);
    if (signal || onProgress) await new Promise((done) => setTimeout(done));
  }
  const best = solutions.reduce((a, b) => b.withinSS < a.withinSS * (1 - 1e-9) ? b : a);
  const totalSS = kernel.totalSS();
  const exact = kernel.exact(best.labels);
  return {
    ...exact,
    labels: Uint16Array.from(of, (d) => best.labels[d]!),
    totalSS,
    iterations: best.iterations,
    converged: best.converged,
    hits: hitsOf(solutions, best.withinSS, totalSS),
  };
}
