import { random } from "../kernels/mod.ts";
import { nearest } from "../workspace/mod.ts";
import { attributedChannels, credits, type CreditSettings } from "./_credits.ts";
import { creditIntervals } from "./_credit_intervals.ts";
import { selectPaths } from "./_select_paths.ts";
import type { AttributedGroup, AttributionResult, MarkovOrder } from "./attribution_result.ts";
import type { ChannelPaths } from "./channel_paths.ts";
import { markovOrders } from "./markov_orders.ts";
import { windowSeconds } from "./_window.ts";

/** How credit is shared. */
export interface AttributionOptions {
  /** Touches a Markov state remembers, 1 to 4; "auto": the order that foresees held-out journeys best. Default 1. */
  readonly order?: number | "auto";
  /**
   * Repeats of a channel in a row as many Markov steps ("keep") or as one ("collapse"). Order 1 gives the same credit
   * either way; from order 2 on ChannelAttribution's `markov_model` gives what "keep" does. The other models count
   * every touch. Default "keep".
   */
  readonly repeats?: "collapse" | "keep";
  /** The channel that last non-direct passes over. Default: the one named "direct" or "(direct)", if any. */
  readonly direct?: string;
  /**
   * Half-life of time decay, such as "7d". Default: the median time from the first touch to the conversion, so that
   * it fits how long people take to decide.
   */
  readonly halfLife?: string;
  /** Bootstrap draws for intervals; 1000 is usual. Default 0: no intervals. */
  readonly draws?: number;
  /** Level of the intervals. Default 0.95. */
  readonly level?: number;
  /** Fixes draws, folds and sampled orders. Default 1. */
  readonly seed?: number;
  /** Names of the codes in `paths.group`: credit is then given in each group as well. */
  readonly groups?: readonly string[];
}

/**
 * Which channels deserve credit for conversions: rules, Markov chains solved exactly, and Shapley values, side by
 * side, with the range over which they disagree and, on request, bootstrap intervals.
 *
 * Markov: journeys as a chain that ends in a conversion or without one (Anderl et al. 2016). The removal effect of a
 * channel is the share of conversions lost when every state that remembers it is closed, found by solving the chain,
 * never by simulation; credit is in proportion to it. A state remembers the last `order` touches.
 * Shapley: see {@linkcode Credits}. All of it is association: only a hold-out test shows what a channel causes.
 *
 * @throws {RangeError} An option is out of bounds, a channel is unknown, or counts are not whole when draws are asked.
 *
 * @example
 * ```ts
 * import { attribution } from "./attribution.ts";
 * import { channelPaths } from "./channel_paths.ts";
 * // The ChannelAttribution white paper: every conversion passes A, half of them never reach B.
 * const result = attribution(channelPaths([
 *   { path: "A>B>A>B>B>A", conversions: 1 },
 *   { path: "A>B>B>A>A", conversions: 1 },
 *   { path: "A>A", conversions: 1 },
 * ], { separator: ">" }));
 * const [a, b] = result.channels;
 * if (a?.markov !== 2 || b?.markov !== 1 || b.removalEffect !== 0.5) throw new Error(JSON.stringify(result));
 * ```
 */
export function attribution(paths: ChannelPaths, options: AttributionOptions = {}): AttributionResult {
  const repeats = options.repeats ?? "keep";
  const seed = options.seed ?? 1;
  const { order, orders } = chooseOrder(paths, options, repeats, seed);
  const direct = directChannel(paths, options.direct);
  const halfLifeSeconds = !paths.secondsBefore
    ? null
    : options.halfLife === undefined
    ? medianCycle(paths)
    : windowSeconds(options.halfLife);
  const settings: CreditSettings = { order, repeats, direct, halfLifeSeconds };
  const draws = options.draws ?? 0;
  const level = options.level ?? 0.95;
  checkDraws(paths, draws, level);
  const whole = analyse(paths, settings, draws, level, seed);
  const groups = options.groups?.map((group, code): AttributedGroup => {
    const rows = Array.from(paths.group ?? []).flatMap((other, i) => other === code ? [i] : []);
    const part = analyse(selectPaths(paths, rows), settings, draws, level, seed);
    return { group, conversions: part.conversions, unattributed: part.unattributed, channels: part.channels };
  });
  if (groups && !paths.group) {
    throw new RangeError("Cannot give credit by group: the paths have no group column");
  }
  return {
    kind: "attribution",
    conversions: whole.conversions,
    unattributed: whole.unattributed,
    nulls: paths.nulls ? total(paths.nulls) : null,
    value: paths.value ? total(paths.value) : null,
    channels: whole.channels,
    ...(groups ? { groups } : {}),
    markov: { ...whole.markov, ...(orders ? { orders } : {}) },
    halfLifeSeconds,
    direct: direct < 0 ? null : paths.channels[direct]!,
    bootstrap: draws > 0 ? { draws, seed, level, unit: paths.person ? "person" : "path" } : null,
    method:
      `Markov chain of order ${order} solved exactly, repeats in a row ${
        repeats === "collapse" ? "counted once" : "kept"
      }, ${paths.nulls ? "with" : "without"} paths that did not convert; rules count every touch. ` +
      "Credit is association, not proof of effect.",
    warnings: [...paths.warnings, ...warnings(paths, whole.conversions)],
  };
}

function analyse(paths: ChannelPaths, settings: CreditSettings, draws: number, level: number, seed: number) {
  const found = credits(paths, settings, random(seed));
  const intervals = draws > 0 && paths.conversions.some((count) => count > 0)
    ? creditIntervals(found.worker, paths, draws, level, random(seed))
    : null;
  const { chain, effects } = found;
  const conversions = total(paths.conversions);
  const { starts } = paths;
  const unattributed = total(paths.conversions.filter((_, i) => starts[i] === starts[i + 1]));
  return {
    conversions,
    unattributed,
    channels: attributedChannels(paths, found, intervals),
    markov: {
      order: settings.order,
      repeats: settings.repeats,
      states: chain.shape.states,
      conversionRate: chain.conversionRate,
      solver: effects.solver,
      gap: effects.gap,
    },
  };
}

function chooseOrder(
  paths: ChannelPaths,
  options: AttributionOptions,
  repeats: "collapse" | "keep",
  seed: number,
): { order: number; orders?: MarkovOrder[] } {
  const order = options.order ?? 1;
  if (order === "auto") {
    const orders = markovOrders(paths, { repeats, seed });
    return {
      order: orders.reduce((best, other) => other.logLoss < best.logLoss ? other : best).order,
      orders,
    };
  }
  if (!(Number.isInteger(order) && order >= 1 && order <= 4)) {
    throw new RangeError(`Cannot use a Markov chain of order ${order}: give 1, 2, 3, 4 or "auto"`);
  }
  return { order };
}

function directChannel({ channels }: ChannelPaths, name: string | undefined): number {
  if (name === undefined) return channels.findIndex((channel) => /^\(?direct\)?$/i.test(channel));
  const code = channels.indexOf(name);
  if (code < 0) {
    const near = nearest(name, channels);
    throw new RangeError(
      `Cannot pass over the direct channel "${name}": no path has it${
        near ? `; did you mean "${near}"?` : ""
      }`,
    );
  }
  return code;
}

/** Median seconds from first touch to conversion, over conversions. */
function medianCycle({ starts, secondsBefore, conversions }: ChannelPaths): number {
  const countOf = new Map<number, number>();
  let all = 0;
  for (let i = 0; i < conversions.length; i++) {
    if (conversions[i] === 0 || starts[i] === starts[i + 1]) continue;
    const seconds = secondsBefore![starts[i]!]!;
    countOf.set(seconds, (countOf.get(seconds) ?? 0) + conversions[i]!);
    all += conversions[i]!;
  }
  let passed = 0;
  const lengths = Float64Array.from(countOf.keys()).sort();
  return lengths.find((seconds) => (passed += countOf.get(seconds)!) >= all / 2) ?? 0;
}

function checkDraws({ conversions, nulls }: ChannelPaths, draws: number, level: number): void {
  if (!(Number.isInteger(draws) && draws >= 0) || (draws > 0 && draws < 100)) {
    throw new RangeError(`Cannot draw ${draws} times: give 0 for no intervals, or at least 100`);
  }
  const broken = draws === 0
    ? -1
    : conversions.findIndex((count, i) => !Number.isInteger(count) || !Number.isInteger(nulls?.[i] ?? 0));
  if (broken >= 0) {
    throw new RangeError(
      `Cannot draw intervals: path ${broken + 1} has ${conversions[broken]} conversions and ${
        nulls?.[broken] ?? 0
      } without, and only whole numbers of journeys can be drawn; ask for no draws`,
    );
  }
  if (!(level > 0 && level < 1)) {
    throw new RangeError(
      `Cannot give intervals at level ${level}: it must lie between 0 and 1, such as 0.95`,
    );
  }
}

function warnings(paths: ChannelPaths, conversions: number): string[] {
  const found: string[] = [];
  if (conversions === 0) found.push("No path converts: there is no credit to share.");
  if (!paths.nulls) {
    found.push(
      "Paths that did not convert are not in the data: every path seems to convert, and credit only tells which " +
        "channels converting people met.",
    );
  }
  return found;
}

function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
