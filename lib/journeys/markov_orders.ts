import { random } from "../kernels/mod.ts";
import { collapseRepeats, contexts } from "./_contexts.ts";
import type { MarkovOrder } from "./attribution_result.ts";
import type { ChannelPaths } from "./channel_paths.ts";

/** How orders are compared. */
export interface MarkovOrdersOptions {
  /** Highest order tried, 1 to 4. Default 4. */
  readonly highest?: number;
  /** Parts the journeys are split into; each is foreseen from the others. Default 10. */
  readonly folds?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Repeats of a channel in a row as one step or many. Default "keep". */
  readonly repeats?: "collapse" | "keep";
}

/**
 * How well Markov chains of order 1 to 4 foresee the next step of journeys they were not made from: the order with
 * the least loss remembers as much as the data can teach, and no more.
 *
 * Journeys (all of a person's together, when people are known) are split at random into folds. A step is the next
 * channel, converting, or ending without. Its probability after a context mixes what was seen there with what the
 * next lower order says, by the number of different steps seen (Witten & Bell 1991), so that steps never seen have
 * one too.
 *
 * @throws {RangeError} Counts are not whole numbers, or an option is out of bounds.
 *
 * @example
 * ```ts
 * import { channelPaths } from "./channel_paths.ts";
 * import { markovOrders } from "./markov_orders.ts";
 * // What follows b depends on what came before it.
 * const orders = markovOrders(channelPaths([
 *   { path: "a > b > c", conversions: 500 },
 *   { path: "d > b > e", conversions: 500 },
 * ]), { highest: 2 });
 * if (!(orders[1]!.logLoss < orders[0]!.logLoss)) throw new Error();
 * ```
 */
export function markovOrders(given: ChannelPaths, options: MarkovOrdersOptions = {}): MarkovOrder[] {
  const highest = options.highest ?? 4;
  const folds = options.folds ?? 10;
  if (!(Number.isInteger(highest) && highest >= 1 && highest <= 4)) {
    throw new RangeError(`Cannot try Markov orders up to ${highest}: 1 to 4 can be tried`);
  }
  if (!(Number.isInteger(folds) && folds >= 2)) {
    throw new RangeError(`Cannot split journeys into ${folds} folds: 2 or more are needed`);
  }
  const paths = (options.repeats ?? "keep") === "collapse" ? collapseRepeats(given) : given;
  const counts = foldCounts(paths, folds, random(options.seed ?? 1));
  const steps = numberSteps(paths, highest);
  const total = tally(steps, paths, counts.all);
  const losses = Array.from({ length: highest }, () => [] as { sum: number; steps: number }[]);
  for (const held of counts.folds) {
    const part = tally(steps, paths, held);
    const rest = total.map((table, order) => less(table, part[order]!));
    score(steps, paths, held, rest).forEach((loss, i) => losses[i]!.push(loss));
  }
  return losses.map((parts, i) => {
    const all = parts.reduce((sum, part) => sum + part.steps, 0);
    const means = parts.filter((part) => part.steps > 0).map((part) => part.sum / part.steps);
    const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
    const spread = means.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return {
      order: i + 1,
      logLoss: all ? parts.reduce((sum, part) => sum + part.sum, 0) / all : 0,
      standardError: means.length > 1 ? Math.sqrt(spread / (means.length - 1) / means.length) : 0,
    };
  });
}

/** Journeys by path that convert and that do not. */
interface Journeys {
  readonly converted: Float64Array;
  readonly ended: Float64Array;
}

function foldCounts(
  paths: ChannelPaths,
  folds: number,
  draw: () => number,
): { all: Journeys; folds: Journeys[] } {
  const size = paths.conversions.length;
  const ended = paths.nulls ?? new Float64Array(size);
  const parts = Array.from(
    { length: folds },
    () => ({ converted: new Float64Array(size), ended: new Float64Array(size) }),
  );
  const ofPerson = new Map<number, number>();
  for (let path = 0; path < size; path++) {
    const person = paths.person?.[path];
    let own = 0;
    if (person !== undefined) {
      own = ofPerson.get(person) ?? Math.floor(draw() * folds);
      ofPerson.set(person, own);
    }
    for (const kind of ["converted", "ended"] as const) {
      const count = (kind === "converted" ? paths.conversions : ended)[path]!;
      if (!Number.isSafeInteger(count)) {
        throw new RangeError(
          `Cannot hold out journeys of path ${path + 1}: ${count} is not a whole number of them`,
        );
      }
      if (person !== undefined) parts[own]![kind][path] = count;
      else deal(count, parts.map((part) => part[kind]), path, draw);
    }
  }
  return { all: { converted: paths.conversions, ended }, folds: parts };
}

/** As evenly as can be; what is left over goes to folds that stand together, from a random one on. */
function deal(count: number, parts: readonly Float64Array[], path: number, draw: () => number): void {
  if (count === 0) return;
  const each = Math.floor(count / parts.length);
  const over = count - each * parts.length;
  const from = Math.floor(draw() * parts.length);
  parts.forEach((part, i) => {
    part[path] = each + ((i - from + parts.length) % parts.length < over ? 1 : 0);
  });
}

/** For one order: the context before every step, and the pair of context and step. Order 0 has one context. */
interface Steps {
  readonly contexts: number;
  /** Context of each pair. */
  readonly contextOf: readonly number[];
  /** Pair at each touch; and after the last touch of each path, when it converts, when it ends. */
  readonly touch: Uint32Array;
  readonly convert: Uint32Array;
  readonly end: Uint32Array;
}

function numberSteps(paths: ChannelPaths, highest: number): Steps[] {
  const known = contexts(paths, highest);
  const [convertSign, endSign] = [paths.channels.length, paths.channels.length + 1];
  return Array.from({ length: highest + 1 }, (_, order) => {
    const memory = order === 0 ? null : known[order - 1]!;
    const pairs = new Map<number, number>();
    const contextOf: number[] = [];
    // Context 0 is the start of a path (or, at order 0, everything).
    const pair = (path: number, i: number, sign: number) => {
      const context = memory && i > paths.starts[path]! ? memory.of[i - 1]! + 1 : 0;
      const key = context * (endSign + 1) + sign;
      const id = pairs.get(key) ?? contextOf.length;
      if (id === contextOf.length) {
        pairs.set(key, id);
        contextOf.push(context);
      }
      return id;
    };
    const count = paths.starts.length - 1;
    const touch = new Uint32Array(paths.touches.length);
    const convert = new Uint32Array(count);
    const end = new Uint32Array(count);
    for (let path = 0; path < count; path++) {
      const to = paths.starts[path + 1]!;
      for (let i = paths.starts[path]!; i < to; i++) touch[i] = pair(path, i, paths.touches[i]!);
      convert[path] = pair(path, to, convertSign);
      end[path] = pair(path, to, endSign);
    }
    return { contexts: memory ? memory.channels.length + 1 : 1, contextOf, touch, convert, end };
  });
}

function tally(
  steps: readonly Steps[],
  { starts }: ChannelPaths,
  { converted, ended }: Journeys,
): Float64Array[] {
  return steps.map(({ contextOf, touch, convert, end }) => {
    const table = new Float64Array(contextOf.length);
    for (let path = 0; path + 1 < starts.length; path++) {
      const both = converted[path]! + ended[path]!;
      if (both === 0 || starts[path] === starts[path + 1]) continue;
      for (let i = starts[path]!; i < starts[path + 1]!; i++) table[touch[i]!]! += both;
      table[convert[path]!]! += converted[path]!;
      table[end[path]!]! += ended[path]!;
    }
    return table;
  });
}

function less(all: Float64Array, part: Float64Array): Float64Array {
  return all.map((count, i) => count - part[i]!);
}

function score(
  steps: readonly Steps[],
  paths: ChannelPaths,
  { converted, ended }: Journeys,
  seen: readonly Float64Array[],
): { sum: number; steps: number }[] {
  const totals = steps.map(({ contexts: size, contextOf }, order) => {
    const count = new Float64Array(size);
    const kinds = new Float64Array(size);
    seen[order]!.forEach((n, pair) => {
      if (n <= 0) return;
      count[contextOf[pair]!]! += n;
      kinds[contextOf[pair]!]!++;
    });
    return { count, kinds };
  });
  const out = steps.slice(1).map(() => ({ sum: 0, steps: 0 }));
  const add = (times: number, pairAt: (step: Steps) => number) => {
    if (times === 0) return;
    let probability = 1 / (paths.channels.length + 2);
    steps.forEach((step, order) => {
      const pair = pairAt(step);
      const context = step.contextOf[pair]!;
      const { count, kinds } = totals[order]!;
      const weight = count[context]! + kinds[context]!;
      if (weight > 0) probability = (seen[order]![pair]! + kinds[context]! * probability) / weight;
      if (order === 0) return;
      out[order - 1]!.sum -= times * Math.log(probability);
      out[order - 1]!.steps += times;
    });
  };
  for (let path = 0; path + 1 < paths.starts.length; path++) {
    const both = converted[path]! + ended[path]!;
    if (both === 0 || paths.starts[path] === paths.starts[path + 1]) continue;
    for (let i = paths.starts[path]!; i < paths.starts[path + 1]!; i++) add(both, (step) => step.touch[i]!);
    add(converted[path]!, (step) => step.convert[path]!);
    add(ended[path]!, (step) => step.end[path]!);
  }
  return out;
}
