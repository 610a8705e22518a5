import type { AttributedChannel, AttributionResult, CreditModel } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { Cell, Cells } from "./suppression/_cells.ts";
import type { Context } from "./_context.ts";
import { isSmall } from "./_few.ts";
import { shown, shownIf } from "./_shown.ts";

/** Models that share the conversions with a touch among the channels: their credits add up to them. */
const adding = [
  "first",
  "last",
  "lastNonDirect",
  "linear",
  "uShaped",
  "jShaped",
  "inverseJ",
  "timeDecay",
  "shapley",
  "markov",
] as const;

interface ChannelCells {
  readonly touches: Cell;
  readonly took: Cell;
  readonly credits: ReadonlyMap<CreditModel, Cell>;
}

/**
 * Attribution: conversions, those without a touch, and the credit of each channel, which adds up to the rest under
 * every model. A channel that took part in few conversions shows none of its credit, and no error or interval of it.
 */
export function attribution(
  result: AttributionResult,
  { cells, minimum }: Context,
): () => AttributionResult<Shown> {
  const conversions = cells.count(result.conversions, 1e12);
  const unattributed = cells.count(result.unattributed);
  const nulls = result.nulls === null ? null : cells.count(result.nulls, 1e12);
  const channels = register(result.channels, cells, minimum);
  addUp(conversions, unattributed, channels, cells);
  const groups = result.groups?.map((one) => {
    const all = cells.count(one.conversions, 1e9);
    const without = cells.count(one.unattributed);
    const own = register(one.channels, cells, minimum);
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
      // Other models are worked out in each group anew, or divided alike: whole counts add up.
      for (const model of ["first", "last", "lastNonDirect", "linear"] as const) {
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

function register(channels: readonly AttributedChannel[], cells: Cells, minimum: number): ChannelCells[] {
  return channels.map((one) => {
    const touches = cells.amount(one.touches);
    const took = cells.amount(one.participation);
    const credits = new Map<CreditModel, Cell>([["participation", took]]);
    for (const model of adding) {
      const credit = one[model];
      if (credit === null) continue;
      const cell = cells.amount(credit);
      credits.set(model, cell);
      cells.within(took, cell);
      if (isSmall(one.participation, minimum)) cell.hidden = true;
    }
    return { touches, took, credits };
  });
}

function addUp(all: Cell, without: Cell, channels: readonly ChannelCells[], cells: Cells): void {
  for (const model of adding) {
    const credits = channels.flatMap(({ credits }) => credits.get(model) ?? []);
    if (credits.length > 0) cells.sum(all, [without, ...credits]);
  }
}

function print(one: AttributedChannel, { touches, took, credits }: ChannelCells): AttributedChannel<Shown> {
  const hide = [...credits.values()].some(({ hidden }) => hidden);
  const mark = <T extends number | null>(value: T) => value !== null && hide ? "hidden" as const : value;
  const credit = (model: typeof adding[number]) => {
    const cell = credits.get(model);
    return cell ? shown(cell) : one[model];
  };
  const { intervals, value } = one;
  return {
    ...one,
    first: credit("first")!,
    last: credit("last")!,
    lastNonDirect: credit("lastNonDirect")!,
    linear: credit("linear")!,
    uShaped: credit("uShaped")!,
    jShaped: credit("jShaped")!,
    inverseJ: credit("inverseJ")!,
    timeDecay: credit("timeDecay"),
    shapley: credit("shapley")!,
    markov: credit("markov")!,
    participation: shown(took),
    shapleyRate: mark(one.shapleyRate),
    touches: shown(touches),
    removalEffect: mark(one.removalEffect),
    range: [mark(one.range[0]), mark(one.range[1])],
    ...(one.shapleyRateError !== undefined && { shapleyRateError: mark(one.shapleyRateError) }),
    ...(intervals && {
      intervals: Object.fromEntries(
        Object.entries(intervals).map(([model, [low, high]]) => [model, [mark(low), mark(high)] as const]),
      ),
    }),
    ...(value && { value: valueOf(value, hide) }),
  };
}

function valueOf<T extends NonNullable<AttributedChannel["value"]>>(value: T, hide: boolean) {
  return Object.fromEntries(
    Object.entries(value).map(([model, amount]) => [model, hide && amount !== null ? "hidden" : amount]),
  ) as unknown as NonNullable<AttributedChannel<Shown>["value"]>;
}
