import { allocateMatrix, inTurn, KMeansKernel, type KMeansRun, type Matrix, random } from "../kernels/mod.ts";
import { exchange } from "./_exchange.ts";
import { hitsOf, type KMeansBest, type KMeansTask } from "./_kmeans_task.ts";

const rowsACluster = 256;
const leastSample = 8192;
/** The second sample is this many times the first. */
const second = 8;
/** A sample pays when there are at least this many times its rows. */
const worthwhile = 4;
/** Centres that move less are near enough to their end to be compared (scikit-learn's measure). */
const near = 1e-4;
/** The best run goes on for as many iterations at most, or until no row changes. */
const lastIterations = 100;
/** Of up to so many rows a few runs that end this near the best go on with it, and single rows are exchanged. */
const exchangedRows = 200_000;
const closeBy = 1e-5;
const mostEnds = 3;
/** A start this much worse than the best on the sample they share … */
const stillInTheRun = 1.01;
/** … gets this many iterations on all rows to catch up. */
const fewIterations = 5;

/** Starts are drawn from this many rows; from all when there are not four times as many. */
export function startRows(rows: number, k: number): number {
  const sample = Math.max(leastSample, rowsACluster * k);
  return rows < worthwhile * sample ? rows : sample;
}

/** Where so few of ten starts or more end alike to four digits … */
const fewAlike = 2;
const manyStarts = 10;
const alike = 1e-4;
/** … centres of the best are moved so often, on a sample. */
const swaps = 40;

/**
 * Of many rows each start is drawn by k-means++ on a fresh sample and run there first, then, of very many, on a larger
 * sample that all starts share; from where that ends it runs on all rows. Runs on the same rows keep the bounds of
 * earlier ones, so that one that ends where another ended costs little, and for the same reason the most promising
 * starts go first. Each runs until its centres all but rest, the best on until no row changes. One that is 1 % worse on
 * the sample, and still is after five iterations on all rows, is left there. Where few of them agree, centres of the best
 * are dropped and put on random rows, on a sample, and what comes of that runs on all rows too.
 */
export function onManyRows(task: KMeansTask): Promise<KMeansBest> {
  return inTurn(task.matrix, async () => {
    const { matrix, weights, k, restarts, seed, maxIterations, signal, onProgress } = task;
    const helpers = task.helpers ?? KMeansKernel.helpers(matrix.rows);
    using kernel = await KMeansKernel.over(matrix, k, { weights: weights ?? undefined, helpers });
    const next = random(seed);
    const starts = await drawStarts(task, kernel, next);
    const least = starts[0]!.withinSS;
    const runs: KMeansRun[] = [];
    let best: KMeansRun | undefined;
    for (const start of starts) {
      signal?.throwIfAborted();
      const hopeful = start.withinSS <= least * stillInTheRun;
      const limits = { maxIterations, tolerance: near, warm: true };
      let run = kernel.run(start.centres, hopeful ? limits : { ...limits, maxIterations: fewIterations });
      if (!hopeful && run.withinSS < (best?.withinSS ?? Infinity) * stillInTheRun) {
        const rest = kernel.run(run.centres, limits);
        run = { ...rest, iterations: run.iterations + rest.iterations };
      }
      runs.push(run);
      // The last digits of two runs that end alike differ: the first stays the best.
      if (best === undefined || run.withinSS < best.withinSS * (1 - 1e-9)) best = run;
      onProgress?.(runs.length / restarts);
      // A turn of the event loop, so that an abort is heard and progress seen.
      if (signal || onProgress) await new Promise((done) => setTimeout(done));
    }
    const reached = best!.withinSS;
    const like = runs.filter(({ withinSS }) => withinSS <= reached * (1 + alike)).length;
    const further: KMeansRun[] = [];
    if (k > 1 && restarts >= manyStarts && like <= fewAlike) {
      const limits = { maxIterations, tolerance: near, warm: true };
      further.push(kernel.run(await swapped(task, best!.centres, next), limits));
      if (further[0]!.withinSS < reached * (1 - 1e-9)) best = further[0];
    }
    const { withinSS } = best!;
    const few = matrix.rows <= exchangedRows;
    const close = [...runs, ...further].filter((run) =>
      run !== best && run.withinSS <= withinSS * (1 + closeBy)
    );
    const ends = [best!, ...few ? close.toSorted((a, b) => a.withinSS - b.withinSS) : []].slice(0, mostEnds)
      .map(({ centres, iterations, converged }) => {
        const limits = { maxIterations: Math.min(lastIterations, maxIterations), warm: true };
        const last = kernel.run(centres, limits);
        const labels = kernel.labels();
        if (few) exchange(matrix, weights ?? new Float64Array(matrix.rows).fill(1), k, labels);
        const through = { iterations: iterations + last.iterations, converged: converged || last.converged };
        return { ...kernel.exact(labels), labels, ...through };
      });
    return {
      ...ends.reduce((a, b) => b.withinSS < a.withinSS * (1 - 1e-9) ? b : a),
      totalSS: kernel.totalSS(),
      hits: Math.max(1, hitsOf(runs, withinSS, kernel.totalSS())),
    };
  });
}

/** Where to start on all rows, and how good that is on a sample: the best first, where one sample tells them apart. */
async function drawStarts(
  task: KMeansTask,
  all: KMeansKernel,
  next: () => number,
): Promise<Pick<KMeansRun, "centres" | "withinSS">[]> {
  const { matrix, k, restarts } = task;
  const rows = startRows(matrix.rows, k);
  const common = rows * second;
  const starts: Pick<KMeansRun, "centres" | "withinSS">[] = [];
  if (matrix.rows < common * worthwhile) {
    while (starts.length < restarts) {
      const centres = rows < matrix.rows ? await startOnSample(task, rows, next) : all.plusPlus(next);
      starts.push({ centres, withinSS: 0 });
    }
    return starts;
  }
  const shared = drawSample(task, common, next);
  using kernel = await KMeansKernel.over(shared.matrix, k, { weights: shared.weights });
  while (starts.length < restarts) {
    starts.push(kernel.run(await startOnSample(task, rows, next), { tolerance: near, warm: true }));
  }
  return starts.sort((a, b) => a.withinSS - b.withinSS);
}

/** Where k-means ends on a sample of its own. */
async function startOnSample(task: KMeansTask, rows: number, next: () => number): Promise<Float64Array> {
  const sample = drawSample(task, rows, next);
  using kernel = await KMeansKernel.over(sample.matrix, task.k, { weights: sample.weights });
  return kernel.run(kernel.plusPlus(next), { tolerance: near }).centres;
}

/** Where centres lead when one after another is dropped and put on a random row of a sample (Fränti 2018). */
async function swapped(task: KMeansTask, start: Float64Array, next: () => number): Promise<Float64Array> {
  const { k, matrix: { columns, width } } = task;
  const { matrix, weights } = drawSample(task, startRows(task.matrix.rows, k), next);
  using kernel = await KMeansKernel.over(matrix, k, { weights });
  const limits = { tolerance: near, warm: true };
  let best = kernel.run(start, limits);
  for (let swap = 0; swap < swaps; swap++) {
    const centres = best.centres.slice();
    const row = Math.floor(next() * matrix.rows) * width;
    centres.set(matrix.data.subarray(row, row + columns), Math.floor(next() * k) * columns);
    const other = kernel.run(centres, limits);
    if (other.withinSS < best.withinSS * (1 - alike)) best = other;
  }
  return best.centres;
}

/** Random rows, one drawn twice now and then, with their weights. */
function drawSample(
  { matrix: { width, columns, data, rows: all }, weights }: KMeansTask,
  rows: number,
  next: () => number,
): { matrix: Matrix; weights: Float64Array | undefined } {
  const matrix = allocateMatrix(rows, columns);
  const own = weights ? new Float64Array(rows) : undefined;
  for (let i = 0; i < rows; i++) {
    const row = Math.floor(next() * all);
    matrix.data.set(data.subarray(row * width, (row + 1) * width), i * width);
    if (own) own[i] = weights![row]!;
  }
  return { matrix, weights: own };
}
