import type { AttributedChannel, AttributionResult, CreditModel } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { Cell, Cells } from "./suppression/_cells.ts";
import type { Context } from "./_context.ts";
import { hideInPairs } from "./_hide_in_pairs.ts";
import { shown, shownIf } from "./_shown.ts";

/** Models whose credit is a count of conversions; together they are all conversions with a touch. */
const counting = ["first", "last", "lastNonDirect"] as const;

/** Models that divide each conversion: their credit is a sum over all conversions a channel took part in. */
const dividing = ["linear", "uShaped", "jShaped", "inverseJ", "timeDecay", "shapley", "markov"] as const;

/** Those of them that give the first and the last touch a fixed part of each conversion. */
const positional = ["uShaped", "jShaped", "inverseJ"] as const;

interface ChannelCells {
  readonly touches: Cell;
  readonly took: Cell;
  readonly credits: ReadonlyMap<CreditModel, Cell>;
  /** Took part in few conversions, or would give such a channel away: nothing of it is shown. */
  readonly few: boolean;
}

/**
 * Attribution: conversions, those without a touch, and the credit of each channel, which adds up to the rest under
 * every model. A channel that took part in few conversions shows none of its credit, and no error or interval of it;
 * another goes with it, in its group and among the groups, so that it does not follow from the sums.
 */
export function attribution(
  result: AttributionResult,
  { cells, minimum }: Context,
): () => AttributionResult<Shown> {
  const conversions = cells.count(result.conversions, 1e12);
  const unattributed = cells.count(result.unattributed);
  const nulls = result.nulls === null ? null : cells.count(result.nulls, 1e12);
  const few = fewOf(result, minimum);
  const channels = register(result.channels, cells, few(null));
  addUp(conversions, unattributed, channels, cells);
  const groups = result.groups?.map((one, g) => {
    const all = cells.count(one.conversions, 1e9);
    const without = cells.count(one.unattributed);
    const own = register(one.channels, cells, few(g));
    addUp(all, without, own, cells);
    return { all, without, own };
  });
  if (groups) {
    cells.sum(conversions, groups.map(({ all }) => all));
    cells.sum(unattributed, groups.map(({ without }) => without));
    result.channels.forEach(({ channel }, c) => {
      const parts = (of: (cells: ChannelCells) => Cell | undefined) =>
        groups.flatMap(({ own }, g) => {
          const at = result.groups![g]!.channels.findIndex((one) => one.channel === channel);
          const cell = at < 0 ? undefined : of(own[at]!);
          return cell ? [cell] : [];
        });
      cells.sum(channels[c]!.touches, parts(({ touches }) => touches));
      cells.sum(channels[c]!.took, parts(({ took }) => took));
      for (const model of counting) {
        cells.sum(channels[c]!.credits.get(model)!, parts(({ credits }) => credits.get(model)));
      }
    });
  }
  return () => ({
    ...result,
    conversions: shown(conversions),
    unattributed: shown(unattributed),
    nulls: nulls && shown(nulls),
    value: result.value === null ? null : shownIf(result.value, conversions),
    channels: result.channels.map((one, i) => print(one, channels[i]!)),
    ...(groups && {
      groups: result.groups!.map((one, g) => ({
        ...one,
        conversions: shown(groups[g]!.all),
        unattributed: shown(groups[g]!.without),
        channels: one.channels.map((channel, i) => print(channel, groups[g]!.own[i]!)),
      })),
    }),
    markov: {
      ...result.markov,
      conversionRate: shownIf(result.markov.conversionRate, conversions, nulls ?? conversions),
    },
  });
}

/** Which channels of everybody (null) or of a group may show nothing. */
function fewOf(
  result: AttributionResult,
  minimum: number,
): (group: number | null) => (channel: string) => boolean {
  const names = [
    ...new Set([...result.channels, ...(result.groups ?? []).flatMap(({ channels }) => channels)]
      .map(({ channel }) => channel)),
  ];
  const took = (channels: readonly AttributedChannel[]) =>
    names.map((name) => channels.find(({ channel }) => channel === name)?.participation ?? 0);
  const all = hideInPairs([took(result.channels)], minimum);
  const groups = hideInPairs((result.groups ?? []).map(({ channels }) => took(channels)), minimum);
  return (group) => (channel) => {
    const at = names.indexOf(channel);
    return (group === null ? all[0] : groups[group])?.[at] ?? false;
  };
}

function register(
  channels: readonly AttributedChannel[],
  cells: Cells,
  few: (channel: string) => boolean,
): ChannelCells[] {
  return channels.map((one) => {
    const hide = few(one.channel);
    const touches = cells.amount(one.touches);
    const took = cells.amount(one.participation);
    const credits = new Map<CreditModel, Cell>([["participation", took]]);
    for (const model of counting) {
      const cell = cells.amount(one[model]);
      credits.set(model, cell);
      cells.within(took, cell);
      if (hide) cell.hidden = true;
    }
    if (hide) took.hidden = true;
    return { touches, took, credits, few: hide };
  });
}

function addUp(all: Cell, without: Cell, channels: readonly ChannelCells[], cells: Cells): void {
  for (const model of counting) {
    const credits = channels.flatMap(({ credits }) => credits.get(model) ?? []);
    if (credits.length > 0) cells.sum(all, [without, ...credits]);
  }
}

function print(
  one: AttributedChannel,
  { touches, took, credits, few }: ChannelCells,
): AttributedChannel<Shown> {
  const hide = few || took.hidden;
  const hidden = new Set<string>(hide ? [...counting, ...dividing] : hiddenModels(credits));
  const mark = <T extends number | null>(value: T, model?: string) =>
    value !== null && (hide || (model !== undefined && hidden.has(model)))
      ? "hidden" as const
      : hundredths(value);
  const divided = Object.fromEntries(
    dividing.map((model) => [model, mark(one[model], model)]),
  ) as unknown as Pick<
    AttributedChannel<Shown>,
    typeof dividing[number]
  >;
  const { intervals, value } = one;
  return {
    ...one,
    ...divided,
    first: shown(credits.get("first")!),
    last: shown(credits.get("last")!),
    lastNonDirect: shown(credits.get("lastNonDirect")!),
    participation: shown(took),
    shapleyRate: mark(one.shapleyRate),
    touches: shown(touches),
    removalEffect: mark(one.removalEffect),
    range: hide ? ["hidden", "hidden"] : rangeOfShown(one, hidden),
    ...(one.shapleyRateError !== undefined && { shapleyRateError: mark(one.shapleyRateError) }),
    ...(intervals && {
      intervals: Object.fromEntries(
        Object.entries(intervals).map((
          [model, [low, high]],
        ) => [model, [mark(low, model), mark(high, model)] as const]),
      ),
    }),
    ...(value && {
      value: Object.fromEntries(
        Object.entries(value).map(([model, amount]) => [model, mark(amount, model)]),
      ) as unknown as NonNullable<AttributedChannel<Shown>["value"]>,
    }),
  };
}

/**
 * Models whose credit is hidden, also as an interval or in value. Where the count of first or last touches is, so are
 * the models that give those a fixed part: of a count of 9 at least 5.4 are in the inverse J, so less would rule out 9.
 */
function hiddenModels(credits: ReadonlyMap<CreditModel, Cell>): CreditModel[] {
  const counts = counting.filter((model) => credits.get(model)!.hidden);
  return counts.includes("first") || counts.includes("last") ? [...counts, ...positional] : counts;
}

/** From the least to the most credit among the models shown: an end that is a hidden count would print it. */
function rangeOfShown(one: AttributedChannel, hidden: ReadonlySet<string>): readonly [number, number] {
  const known = [...counting, ...dividing, "shapleyRate" as const]
    .flatMap((model) => hidden.has(model) ? [] : [hundredths(one[model])])
    .filter((credit) => credit !== null);
  return [Math.min(...known), Math.max(...known)];
}

/** Parts of conversions in hundredths: the exact fraction would tell how long the paths behind it are. */
function hundredths<T extends number | null>(value: T): T {
  return (value === null ? null : Math.round(100 * value!) / 100) as T;
}
