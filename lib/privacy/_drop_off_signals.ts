import type { DropOffSignal } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { type Cell, type Cells, costs } from "./suppression/_cells.ts";
import { digits } from "./_digits.ts";

/** Who has a value, among those who left and those who went on: the counts that its shares give away. */
export interface SignalCells {
  readonly left: Cell;
  readonly wentOn: Cell;
}

/** Shares are of known counts, so that their counts are as good as printed. Values of a property exclude each other. */
export function registerSignals(
  signals: readonly DropOffSignal[],
  { lost, wentOn }: { readonly lost: Cell; readonly wentOn: Cell },
  cells: Cells,
): SignalCells[] {
  const found = signals.map((one) => ({
    property: one.property,
    left: cells.count(Math.round(one.shareOfLeft * lost.value), costs.summary),
    wentOn: cells.count(Math.round(one.shareOfWentOn * wentOn.value), costs.summary),
  }));
  for (const property of new Set(found.map((one) => one.property))) {
    const own = found.filter((one) => one.property === property);
    cells.sum(lost, own.map(({ left }) => left));
    cells.sum(wentOn, own.map(({ wentOn }) => wentOn));
  }
  return found;
}

/** The signals without those of few people: the value itself says much of them. */
export function printSignals(
  signals: readonly DropOffSignal[],
  found: readonly SignalCells[],
): DropOffSignal<Shown>[] {
  return signals.flatMap((one, i) =>
    found[i]!.left.hidden || found[i]!.wentOn.hidden ? [] : [{ ...one, p: digits(one.p) }]
  );
}
