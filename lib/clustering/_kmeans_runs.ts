import { onFewRows } from "./_kmeans_few_rows.ts";
import { onManyRows } from "./_kmeans_many_rows.ts";
import type { KMeansBest, KMeansTask } from "./_kmeans_task.ts";

/** Up to here, time is better spent on a better solution than saved. */
export const fewRows = 20_000;

/** Runs k-means from several starts, each until no row changes, and keeps the best. */
export function bestRun(task: KMeansTask): Promise<KMeansBest> {
  return task.matrix.rows > fewRows ? onManyRows(task) : onFewRows(task);
}
