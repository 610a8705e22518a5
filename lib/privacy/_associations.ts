import type { AssociationsResult } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { Context } from "./_context.ts";
import { shown, shownIf } from "./_shown.ts";

/** What goes with conversion: who has it among the converted and the others; no test or ratio of hidden counts. */
export function associations(
  result: AssociationsResult,
  { cells }: Context,
): () => AssociationsResult<Shown> {
  const converted = cells.count(result.converted, 1e12);
  const others = cells.count(result.others, 1e12);
  const { exposure } = result;
  const early = exposure && cells.count(exposure.convertedEarly);
  const deciding = exposure && cells.count(exposure.stillDeciding);
  if (early && deciding) {
    // All of them entered: a funnel of the same steps says how many did.
    const parts = [converted, others, early, deciding];
    const entered = parts.reduce((sum, { value }) => sum + value, 0);
    for (const whole of cells.known("entered", entered).values()) cells.sum(whole, parts);
    const all = cells.printedPeople("all");
    if (all) cells.sum(all, parts);
  }
  const items = result.items.map((one) => {
    const [have, lack] = [cells.count(one.converted), cells.count(one.others)];
    cells.within(converted, have);
    cells.within(others, lack);
    return { have, lack };
  });
  return () => ({
    ...result,
    converted: shown(converted),
    others: shown(others),
    ...(exposure && {
      exposure: { ...exposure, convertedEarly: shown(early!), stillDeciding: shown(deciding!) },
    }),
    items: result.items.map((one, i) => {
      const { have, lack } = items[i]!;
      const all = [have, lack, converted, others];
      const ratio = <T extends number | null>(value: T) => shownIf(value, ...all);
      return {
        ...one,
        converted: shown(have),
        others: shown(lack),
        shareOfConverted: shownIf(one.shareOfConverted, have, converted),
        shareOfOthers: shownIf(one.shareOfOthers, lack, others),
        oddsRatio: ratio(one.oddsRatio),
        low: ratio(one.low),
        high: ratio(one.high),
        p: ratio(one.p),
        pHolm: ratio(one.pHolm),
        pBenjaminiHochberg: ratio(one.pBenjaminiHochberg),
        smoothedOddsRatio: ratio(one.smoothedOddsRatio),
      };
    }),
  });
}
