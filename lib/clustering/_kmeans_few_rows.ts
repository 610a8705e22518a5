import { KMeansKernel, random } from "../kernels/mod.ts";
import { compact } from "./_compact.ts";
import { exchange } from "./_exchange.ts";
import { hitsOf, type KMeansBest, type KMeansTask, type Solution } from "./_kmeans_task.ts";

const mostSwaps = 15;
const swapBudget = 1e6;
/** Where so few of ten starts or more agree, the best goes on for longer. */
const fewHits = 2;
const manyStarts = 10;
const mostLeaders = 4;
const moreSwaps = 200;
const moreBudget = 3e7;

/**
 * Of few rows, equal ones are collapsed, and each start is worked on: single rows are exchanged, then a centre is
 * dropped and put on a random row a few times (Fränti 2018), which is kept where it lowers the sum of squares. Where
 * few starts agree, the best is worked on for longer.
 */
export async function onFewRows({ names, signal, onProgress, ...task }: KMeansTask): Promise<KMeansBest> {
  const { k, restarts, maxIterations } = task;
  const { matrix, weights, of } = compact(task.matrix, names, task.weights);
  const { columns, width, data, rows } = matrix;
  const next = random(task.seed);
  using kernel = await KMeansKernel.over(matrix, k, { weights });
  const allowed = (most: number, budget: number) =>
    k > 1 ? Math.min(most, Math.floor(budget / (rows * k * columns))) : 0;
  const from = (start: Float64Array): Solution => {
    const { iterations, converged } = kernel.run(start, { maxIterations });
    const labels = kernel.labels();
    return { labels, iterations, converged, withinSS: exchange(matrix, weights, k, labels) };
  };
  const swap = (best: Solution): Solution => {
    const centres = kernel.exact(best.labels).centres;
    const row = Math.floor(next() * rows);
    centres.set(data.subarray(row * width, row * width + columns), Math.floor(next() * k) * columns);
    const other = from(centres);
    return other.withinSS < best.withinSS * (1 - 1e-9) ? other : best;
  };
  const solutions: Solution[] = [];
  for (let restart = 0; restart < restarts; restart++) {
    signal?.throwIfAborted();
    let best = from(kernel.plusPlus(next));
    for (let left = allowed(mostSwaps, swapBudget); left > 0; left--) best = swap(best);
    solutions.push(best);
    onProgress?.((restart + 1) / restarts);
    if (signal || onProgress) await new Promise((done) => setTimeout(done));
  }
  let best = solutions.reduce((a, b) => b.withinSS < a.withinSS * (1 - 1e-9) ? b : a);
  const totalSS = kernel.totalSS();
  if (restarts >= manyStarts && hitsOf(solutions, best.withinSS, totalSS) <= fewHits) {
    const leaders = solutions.toSorted((a, b) => a.withinSS - b.withinSS).slice(0, mostLeaders);
    const swaps = Math.floor(allowed(moreSwaps, moreBudget) / leaders.length);
    for (let leader of leaders) {
      signal?.throwIfAborted();
      for (let left = swaps; left > 0; left--) leader = swap(leader);
      if (leader.withinSS < best.withinSS * (1 - 1e-9)) best = leader;
    }
  }
  const exact = kernel.exact(best.labels);
  return {
    ...exact,
    labels: Uint16Array.from(of, (d) => best.labels[d]!),
    totalSS,
    iterations: best.iterations,
    converged: best.converged,
    hits: Math.max(1, hitsOf(solutions, best.withinSS, totalSS)),
  };
}
