import { random } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { checkFit } from "./_check_fit.ts";
import { clusteringOf } from "./_clustering_of.ts";
import { hitsOf } from "./_kmeans_task.ts";
import {
  climbPrototypes,
  type PrototypeSolution,
  startingPrototypes,
  swapPrototype,
} from "./_prototype_climb.ts";
import { huangGamma, type PrototypeData, prototypeData } from "./_prototype_data.ts";
import { prototypeSilhouette } from "./_prototype_silhouette.ts";
import type { Scaling } from "./feature_encoding.ts";
import type { MixedData } from "./mixed_data.ts";
import type { Clustering } from "./result.ts";

/** How to run k-prototypes. */
export interface KprototypesOptions {
  /** How many clusters, 1 to the number of rows. */
  readonly k: number;
  /** Of numbers and ranks. Default `none`: as they are, so that the widest counts most. */
  readonly scale?: Scaling;
  /** How much a different word counts against squared differences, above 0. Default: Huang's rule. */
  readonly gamma?: number;
  /** Default 10. */
  readonly restarts?: number;
  /** Fixes the random starts. Default 1. */
  readonly seed?: number;
  /** Default 300 a start. */
  readonly maxIterations?: number;
  /** One number a row, not negative, in place of the data's own. A row of weight 0 is labelled and moves nothing. */
  readonly weights?: Float64Array;
  /**
   * Whether to measure the mean silhouette, by what one person would cost as another's prototype: the different rows
   * squared. Default true; never of more than 5,000 different rows.
   */
  readonly silhouette?: boolean;
  /** Stops the work between starts. */
  readonly signal?: AbortSignal;
}

const exchangeUpTo = 20_000;
const mostSwaps = 15;
const swapBudget = 1e6;

/**
 * K-prototypes (Huang 1998): k-means for a mix of numbers and words. A cluster's prototype holds the mean of each number
 * and the commonest of each word; a person costs the squared differences in numbers plus gamma for each other word, and
 * the costs add up to the least.
 *
 * Gamma by Huang's rule is half the mean of the numeric variables' standard deviations (n in the denominator), each of
 * its own variable. Starts are drawn as in k-means++; a cluster that runs empty gets the person who costs most. Up to
 * 20,000 different rows, single rows are moved at the end where that lowers the sum (after Hartigan 1975), and single
 * prototypes put elsewhere at random (Fränti 2018). What is
 * missing costs nothing and counts in no mean. With words only this is k-modes.
 *
 * Rows × k × variables an iteration. The order of rows and columns does not matter.
 *
 * @returns Labels 1 to k; `withinSS` the sum of costs and `totalSS` that with one prototype for all; `prototypeFit` with
 * gamma and the prototypes.
 * @throws {InputError} k, gamma, restarts or weights make no sense.
 *
 * @example
 * ```ts
 * import type { Column } from "../engine/mod.ts";
 * import { kprototypes } from "./kprototypes.ts";
 * import { mixedData } from "./mixed_data.ts";
 * const table = {
 *   rows: 4,
 *   columns: new Map<string, Column>([
 *     ["age", Float64Array.of(20, 22, 60, 64)],
 *     ["town", { codes: Uint32Array.of(0, 0, 1, 1), dictionary: ["Ulm", "Bonn"] }],
 *   ]),
 *   nulls: new Map(),
 * };
 * const { result } = await kprototypes(mixedData(table), { k: 2 });
 * if (result.prototypeFit?.prototypes.flat().join() !== "21,Ulm,62,Bonn") throw new Error();
 * ```
 */
export async function kprototypes(data: MixedData, options: KprototypesOptions): Promise<Clustering> {
  const { k, scale = "none", restarts = 10, seed = 1, maxIterations = 300, signal } = options;
  const weights = options.weights ?? data.weights;
  checkFit({ rows: data.rows, k, restarts, seed, weights });
  if (!Number.isInteger(maxIterations) || maxIterations < 1) {
    throw new InputError(`Cannot run ${maxIterations} iterations: give a whole number from 1`);
  }
  const from = performance.now();
  const parts = prototypeData(data, scale, weights);
  const gamma = options.gamma ?? huangGamma(parts);
  if (!(gamma > 0 && Number.isFinite(gamma))) {
    throw new InputError(`Cannot weigh words by gamma = ${gamma}: give a number above 0`);
  }
  const swaps = Math.min(mostSwaps, Math.floor(swapBudget / (parts.rows * k * data.variables.length)));
  const climb = { gamma, maxIterations, exchange: parts.rows <= exchangeUpTo };
  const next = random(seed);
  const found: PrototypeSolution[] = [];
  for (let restart = 0; restart < restarts; restart++) {
    signal?.throwIfAborted();
    let best = climbPrototypes(parts, startingPrototypes(parts, k, gamma, next), climb);
    for (let swap = 0; swap < swaps && k > 1; swap++) {
      const other = climbPrototypes(parts, swapPrototype(parts, best, gamma, next), climb);
      if (other.cost < best.cost * (1 - 1e-9)) best = other;
    }
    found.push(best);
    if (signal) await new Promise((done) => setTimeout(done));
  }
  const best = found.reduce((a, b) => b.cost < a.cost * (1 - 1e-9) ? b : a);
  const one = climbPrototypes(parts, startingPrototypes(parts, 1, gamma, next), climb);
  const fitSeconds = (performance.now() - from) / 1000;
  const first = firsts(best.labels, k);
  const { clustering, order } = clusteringOf({
    method: "kprototypes",
    features: data.variables.map(({ name }) => name),
    labels: Uint16Array.from(parts.of, (row) => best.labels[row]!),
    ...{ k, weights, restarts, seed },
    tie: (a, b) => first[a]! - first[b]!,
    ...{ withinSS: best.cost, totalSS: one.cost },
    silhouette: options.silhouette ?? true ? prototypeSilhouette(parts, best.labels, k, gamma) : null,
    ...{ iterations: best.iterations, converged: best.converged },
    restartHits: hitsOf(found.map(({ cost }) => ({ withinSS: cost })), best.cost, one.cost),
    description: `K-prototypes with ${k} ${k === 1 ? "prototype" : "prototypes"}, a different word counting ${
      Number(gamma.toPrecision(3))
    }${options.gamma === undefined ? " (Huang's rule)" : ""}: the best of ${restarts} ${
      restarts === 1 ? "start" : "starts"
    } (seed ${seed}).`,
    warnings: [],
    fitSeconds,
  });
  const prototypeFit = {
    gamma,
    variables: data.variables.map(({ name, kind }) => ({ name, kind })),
    prototypes: order.map((c) => data.variables.map(({ name }) => part(parts, best, c, name))),
  };
  return { ...clustering, result: { ...clustering.result, prototypeFit } };
}

/** What one variable of a prototype is, in the units of the input. */
function part(
  { numbers, words }: PrototypeData,
  { prototypes }: PrototypeSolution,
  c: number,
  name: string,
): number | string | null {
  const j = numbers.findIndex(({ variable }) => variable.name === name);
  if (j >= 0) {
    const mean = prototypes.mean(c, j) * numbers[j]!.scale + numbers[j]!.offset;
    return Number.isNaN(mean) ? null : mean;
  }
  const w = words.findIndex(({ variable }) => variable.name === name);
  const mode = prototypes.mode(c, w);
  return mode < 0 ? null : words[w]!.variable.words?.[mode] ?? String(mode);
}

function firsts(labels: Uint16Array, k: number): Uint32Array {
  const first = new Uint32Array(k);
  for (let i = labels.length - 1; i >= 0; i--) first[labels[i]!] = i;
  return first;
}
