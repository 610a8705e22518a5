import { type CreditShares, creditShares, ruleCredits } from "./_credit_rules.ts";
import { type MarkovChain, markovChain, type MarkovShape, markovShape } from "./_markov_chain.ts";
import { inProportion, type RemovalEffects, removalEffects } from "./_removal_effects.ts";
import { type ChannelSets, channelSets, isExact, shapleyRateCredit } from "./_shapley_rate.ts";
import type { AttributedChannel, CreditModel, Credits } from "./attribution_result.ts";
import type { ChannelPaths } from "./channel_paths.ts";

export interface CreditSettings {
  readonly order: number;
  readonly repeats: "collapse" | "keep";
  /** Code of the direct channel, or −1. */
  readonly direct: number;
  readonly halfLifeSeconds: number | null;
}

/** Journeys by path; what the bootstrap draws anew. */
export interface Amounts {
  readonly conversions: Float64Array;
  readonly nulls: Float64Array | undefined;
}

/** Credit by channel, by model; a model that does not apply is absent. */
export type CreditTable = ReadonlyMap<CreditModel | "removalEffect", Float64Array>;

/** Everything about the paths that does not depend on how many journeys took each. */
export interface CreditWorker {
  readonly paths: ChannelPaths;
  readonly shares: CreditShares;
  readonly shape: MarkovShape;
  readonly sets: ChannelSets;
}

/** Credit for the paths as they are. */
export interface FoundCredits {
  readonly worker: CreditWorker;
  readonly table: CreditTable;
  readonly shapleyRateError: Float64Array | null;
  readonly chain: MarkovChain;
  readonly effects: RemovalEffects;
}

export function credits(paths: ChannelPaths, settings: CreditSettings, random: () => number): FoundCredits {
  const shares = creditShares(paths, settings);
  const worker = {
    paths,
    shares,
    shape: markovShape(paths, settings.order, settings.repeats),
    sets: channelSets(shares, paths.channels.length),
  };
  const chain = markovChain(worker.shape, paths.conversions, paths.nulls, paths.value);
  const effects = removalEffects(chain);
  const table = new Map<CreditModel | "removalEffect", Float64Array>();
  addRules(worker, paths.conversions, table);
  table.set("removalEffect", effects.conversions);
  table.set("markov", inProportion(effects.conversions, chain.conversionRate * chain.journeys));
  const rate = paths.nulls && shapleyRateCredit(worker.sets, paths.conversions, paths.nulls, random);
  if (rate) table.set("shapleyRate", rate.credit);
  return { worker, table, shapleyRateError: rate?.error ?? null, chain, effects };
}

/** Credit for other numbers of journeys, to the precision an interval needs. Sampled Shapley values are left out. */
export function drawnCredits(worker: CreditWorker, amounts: Amounts): CreditTable {
  const chain = markovChain(worker.shape, amounts.conversions, amounts.nulls, undefined);
  const effects = removalEffects(chain, 1e-4, 1e6);
  const table = new Map<CreditModel | "removalEffect", Float64Array>();
  addRules(worker, amounts.conversions, table);
  table.set("removalEffect", effects.conversions);
  table.set("markov", inProportion(effects.conversions, chain.conversionRate * chain.journeys));
  if (amounts.nulls && isExact(worker.sets)) {
    table.set(
      "shapleyRate",
      shapleyRateCredit(worker.sets, amounts.conversions, amounts.nulls, noRandom).credit,
    );
  }
  return table;
}

function noRandom(): never {
  throw new Error("exact Shapley values draw nothing");
}

function addRules(worker: CreditWorker, amounts: Float64Array, table: Map<string, Float64Array>): void {
  const credits = ruleCredits(worker.shares, amounts, worker.paths.channels.length);
  for (const [model, credit] of credits) table.set(model, credit);
}

/** The table turned to one object a channel, most Markov credit first. */
export function attributedChannels(
  paths: ChannelPaths,
  { worker, table, shapleyRateError, chain, effects }: FoundCredits,
  intervals: ReadonlyMap<CreditModel | "removalEffect", readonly (readonly [number, number])[]> | null,
): AttributedChannel[] {
  const touches = touchCounts(paths);
  const channels = paths.channels.map((channel, code): AttributedChannel => {
    const credit = channelCredits(table, code);
    return {
      channel,
      touches: touches[code]!,
      ...credit,
      removalEffect: effects.conversions[code]!,
      range: range(credit),
      ...(shapleyRateError ? { shapleyRateError: shapleyRateError[code]! } : {}),
      ...(intervals
        ? { intervals: Object.fromEntries([...intervals].map(([model, ends]) => [model, ends[code]!])) }
        : {}),
    };
  });
  const values = paths.value && valueTable(worker, paths.value, chain, effects);
  return channels
    .map((channel, code) => {
      if (!values) return channel;
      const { shapleyRate: _, ...credit } = channelCredits(values, code);
      return { ...channel, value: { ...credit, removalEffect: effects.value![code]! } };
    })
    .sort((a, b) => b.markov - a.markov || (a.channel < b.channel ? -1 : 1));
}

function valueTable(
  worker: CreditWorker,
  value: Float64Array,
  chain: MarkovChain,
  effects: RemovalEffects,
): CreditTable {
  const table = new Map<CreditModel, Float64Array>();
  addRules(worker, value, table);
  return table.set("markov", inProportion(effects.value!, chain.meanValue * chain.journeys));
}

function channelCredits(table: CreditTable, code: number): Credits {
  const of = (model: CreditModel) => table.get(model)?.[code] ?? 0;
  const maybe = (model: CreditModel) => table.get(model)?.[code] ?? null;
  return {
    first: of("first"),
    last: of("last"),
    lastNonDirect: of("lastNonDirect"),
    linear: of("linear"),
    uShaped: of("uShaped"),
    jShaped: of("jShaped"),
    inverseJ: of("inverseJ"),
    timeDecay: maybe("timeDecay"),
    participation: of("participation"),
    shapley: of("shapley"),
    markov: of("markov"),
    shapleyRate: maybe("shapleyRate"),
  };
}

function range({ participation: _, ...credit }: Credits): [number, number] {
  const values = Object.values(credit).filter((value) => value !== null);
  return [Math.min(...values), Math.max(...values)];
}

/** Touches of each channel: of every journey along every path. */
function touchCounts({ starts, touches, conversions, nulls, channels }: ChannelPaths): Float64Array {
  const counts = new Float64Array(channels.length);
  for (let path = 0; path < conversions.length; path++) {
    const journeys = conversions[path]! + (nulls?.[path] ?? 0);
    for (let i = starts[path]!; i < starts[path + 1]!; i++) counts[touches[i]!]! += journeys;
  }
  return counts;
}
