import type { FunnelStep } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { Cell, Cells } from "./suppression/_cells.ts";
import { type RoundedRate, roundedRate } from "./_rounded.ts";
import { shown, shownIf } from "./_shown.ts";

/** What a reader of the finished results knows. */
export interface Reader {
  /** Counts from 1 to one less are hidden. */
  readonly minimum: number;
  /** Whether a count is printed, or follows from what is. */
  readonly knows: (cell: Cell) => boolean;
  /** Whether a rate may be printed rounded, beside everything else that is printed. */
  readonly rounds: (n: Cell, of: Cell, rate: RoundedRate) => boolean;
}

/** The counts of one step of a funnel. */
export interface StepCells {
  readonly people: Cell;
  readonly left: Cell;
  readonly stillDeciding: Cell;
  /** Those of them who left: the numerator of the drop-off. */
  readonly lost: Cell;
  /** People whose window is over: its denominator. */
  readonly over: Cell | undefined;
}

/** The place of the next step, among those that each hold only people of the one before; undefined on the last. */
function nextOf(steps: readonly FunnelStep[], k: number): number | undefined {
  const next = steps.findIndex((step, j) => j > k && !step.apart);
  return next < 0 || steps[k]!.apart ? undefined : next;
}

/** The place of the step whose people rates are of, −1 before the first; `whole`: that holds all people of this one. */
function beforeOf(steps: readonly FunnelStep[], k: number, whole = false): number {
  return steps.findLastIndex((step, j) => j < k && (!step.apart || (steps[0]!.apart === true && !whole)));
}

/**
 * Registers the counts of one funnel and what a reader can take from one another.
 *
 * Of people whose window is over, those who left at a step and those over at the next make up those over at this
 * one: one small count anywhere would empty the whole chain. So from the first step that has one, who left, who
 * still decides and whose window is over are hidden together, and the drop-off is printed rounded, without counts.
 */
export function chain(
  steps: readonly FunnelStep[],
  size: Cell,
  cells: Cells,
  options: { readonly group: string; readonly minimum: number; readonly cost: number },
): StepCells[] {
  const { group, minimum, cost } = options;
  const counts = steps.map((step): StepCells => {
    const left = cells.count(step.left, cost);
    return {
      people: cells.count(step.people, cost),
      left,
      stillDeciding: cells.count(step.stillDeciding, cost),
      lost: step.drop && step.drop.lost !== step.left ? cells.count(step.drop.lost, cost) : left,
      over: step.drop ? cells.count(step.drop.of, cost) : undefined,
    };
  });
  counts.forEach(({ people }, k) => {
    if (k === 0 || steps[k]!.apart) cells.within(counts[beforeOf(steps, k, true)]?.people ?? size, people);
  });
  if (counts[0]) cells.remember("entered", group, counts[0].people);
  counts.forEach(({ left, lost, over }, k) => {
    const { name } = steps[k]!;
    cells.remember(`lost/${name}`, group, lost);
    cells.remember(`lost/${name}`, group, left);
    if (over) cells.remember(`over/${name}`, group, over);
  });
  const closed = steps.findIndex((step, k) => hasSmall(step, steps[nextOf(steps, k) ?? -1], minimum));
  counts.forEach(({ people, left, stillDeciding, lost, over }, k) => {
    const next = counts[nextOf(steps, k) ?? -1];
    if (next) cells.sum(people, [next.people, left, stillDeciding]);
    if (over) cells.within(people, over);
    if (next && over) {
      if (next.over) cells.sum(over, [lost, next.over]);
      // Who went on and whose window is over: on no page, but the next step holds them.
      else if (lost.value <= over.value) cells.within(next.people, cells.rest(over, lost));
    }
    if (!next || closed < 0 || k < closed) return;
    stillDeciding.hidden = true;
    // At the first closed step the steps before tell whose window is over; its rate takes that into account.
    if (k === closed && k > 0) { for (const cell of [left, lost, over]) cell && (cell.hidden = true); }
    else for (const cell of [left, lost, over]) cell && cells.guard(cell);
  });
  return counts;
}

/** Whether how a step ends holds a small count, printed or to be worked out. */
function hasSmall(step: FunnelStep, next: FunnelStep | undefined, minimum: number): boolean {
  if (!next) return false;
  const { lost, of } = step.drop ?? { lost: 0, of: 0 };
  const ways = [
    step.left,
    step.stillDeciding,
    lost,
    of,
    step.people - of,
    of - lost,
    next.people - (of - lost),
  ];
  return ways.some((n) => n > 0 && n < minimum);
}

/** The steps as they may be printed, once all cells are decided. */
export function printChain(
  steps: readonly FunnelStep[],
  counts: readonly StepCells[],
  reader: Reader,
): FunnelStep<Shown>[] {
  return steps.map((step, k) => {
    const { people, left, stillDeciding } = counts[k]!;
    const before = counts[beforeOf(steps, k)]?.people ?? people;
    const few = step.people > 0 && step.people < 2 * reader.minimum;
    const median = step.medianSecondsFromPrevious;
    return {
      name: step.name,
      ...(step.apart && { apart: true }),
      people: shown(people),
      rateFromFirst: shownIf(step.rateFromFirst, people, counts[0]!.people),
      rateFromPrevious: shownIf(step.rateFromPrevious, people, before),
      medianSecondsFromPrevious: few && median !== null ? "hidden" : shownIf(median, people),
      left: shown(left),
      stillDeciding: shown(stillDeciding),
      drop: printDrop(steps, counts, k, reader),
    };
  });
}

function printDrop(
  steps: readonly FunnelStep[],
  counts: readonly StepCells[],
  k: number,
  { minimum, knows, rounds }: Reader,
): FunnelStep<Shown>["drop"] {
  const step = steps[k]!;
  const { drop } = step;
  const { lost, over, stillDeciding } = counts[k]!;
  const next = steps[nextOf(steps, k) ?? -1];
  if (!drop || !over || !next) return drop;
  if (!lost.hidden && !over.hidden) return drop;
  const stopped = step.people - next.people;
  // The people at both steps are taken as known even where they are hidden: the reader is given the benefit.
  const rounded = knows(lost) || knows(over) ? null : roundedRate(drop.lost, drop.of, {
    minimum,
    neighbours: [
      { value: step.stillDeciding, pairs: (v) => ({ n: stopped - v }) },
      { value: step.people - drop.of, pairs: (v) => ({ of: step.people - v }) },
      { value: next.people - (drop.of - drop.lost), pairs: (v) => ({ ofMinusN: next.people - v }) },
    ],
    possible: (n, of) =>
      n <= stopped && of <= step.people && of - n <= next.people &&
      (!knows(stillDeciding) || stopped - n === step.stillDeciding),
  });
  const none = { rate: "hidden", low: "hidden", high: "hidden" } as const;
  const printed = rounded && rounds(lost, over, rounded) ? rounded : null;
  lost.rate = printed && { of: over, rate: printed.rate, low: printed.low, high: printed.high };
  return { lost: shown(lost), of: shown(over), ...(printed ?? none) };
}
