import { allocateMatrix, inTurn, KMeansKernel, type KMeansRun, type Matrix, random } from "../kernels/mod.ts";
import { hitsOf, type KMeansBest, type KMeansTask } from "./_kmeans_task.ts";

const rowsACluster = 256;
const leastSample = 8192;
/** A start that ends this much above the best is not followed to its last digit. */
const stillInTheRun = 1.001;

/** Starts are drawn from this many rows; from all when there are not four times as many. */
export function startRows(rows: number, k: number): number {
  const sample = Math.max(leastSample, rowsACluster * k);
  return rows < 4 * sample ? rows : sample;
}

/**
 * Of many rows each start is drawn by k-means++ on a fresh sample and run there first; from where that ends it runs on
 * all rows. Later restarts keep the bounds of earlier ones, so that one that ends where another ended costs little; one
 * that comes to rest 0.1 % above the best is left there.
 */
export function onManyRows(task: KMeansTask): Promise<KMeansBest> {
  return inTurn(task.matrix, async () => {
    const { matrix, weights, k, restarts, seed, maxIterations, signal, onProgress } = task;
    const helpers = task.helpers ?? KMeansKernel.helpers(matrix.rows);
    const next = random(seed);
    const sample = startRows(matrix.rows, k);
    using kernel = await KMeansKernel.over(matrix, k, { weights: weights ?? undefined, helpers });
    const tolerance = sample < matrix.rows ? 1e-4 : 0;
    const runs: KMeansRun[] = [];
    let best: KMeansRun | undefined;
    let labels: Uint16Array = new Uint16Array(0);
    for (let restart = 0; restart < restarts; restart++) {
      signal?.throwIfAborted();
      const start = sample < matrix.rows
        ? await startOnSample(matrix, weights, k, sample, next)
        : kernel.plusPlus(next);
      let run = kernel.run(start, { maxIterations, tolerance, warm: true });
      if (tolerance > 0 && !(run.withinSS > (best?.withinSS ?? Infinity) * stillInTheRun)) {
        const rest = kernel.run(run.centres, { maxIterations, warm: true });
        run = { ...rest, iterations: run.iterations + rest.iterations };
      }
      runs.push(run);
      // The last digits of two runs that end alike differ: the first stays the best.
      if (best === undefined || run.withinSS < best.withinSS * (1 - 1e-9)) {
        best = run;
        labels = kernel.labels();
      }
      onProgress?.((restart + 1) / restarts);
      // A turn of the event loop, so that an abort is heard and progress seen.
      if (signal || onProgress) await new Promise((done) => setTimeout(done));
    }
    const { iterations, converged, withinSS } = best!;
    return {
      ...kernel.exact(labels),
      labels,
      totalSS: kernel.totalSS(),
      iterations,
      converged,
      hits: hitsOf(runs, withinSS, kernel.totalSS()),
    };
  });
}

/** Where k-means ends on a sample of the rows. */
async function startOnSample(
  matrix: Matrix,
  weights: Float64Array | null,
  k: number,
  rows: number,
  next: () => number,
): Promise<Float64Array> {
  const { width, data } = matrix;
  const sample = allocateMatrix(rows, matrix.columns);
  const own = weights ? new Float64Array(rows) : undefined;
  for (let i = 0; i < rows; i++) {
    const row = Math.floor(next() * matrix.rows);
    sample.data.set(data.subarray(row * width, (row + 1) * width), i * width);
    if (own) own[i] = weights![row]!;
  }
  using kernel = await KMeansKernel.over(sample, k, { weights: own });
  return kernel.run(kernel.plusPlus(next)).centres;
}
