import type { DropOffGroup, DropOffResult, DropOffStep } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { type Cell, type Cells, costs } from "./suppression/_cells.ts";
import type { Context } from "./_context.ts";
import { digits } from "./_digits.ts";
import { printSignals, registerSignals, type SignalCells } from "./_drop_off_signals.ts";
import { roundedNext, roundedSignals } from "./_drop_off_shares.ts";
import { divide } from "./_groups.ts";
import { type NextCells, printNext, registerNext } from "./_next_events.ts";
import { shown, shownIf } from "./_shown.ts";

interface StepCells {
  readonly of: Cell;
  readonly lost: Cell;
  /** The others with whom the group is compared. */
  readonly others: { readonly of: Cell; readonly lost: Cell } | null;
  /** What is said of those who left; null where a funnel hides how many they are: then only in whole percent. */
  readonly said: { readonly next: NextCells; readonly signals: readonly SignalCells[] } | null;
}

/**
 * Where people leave: those lost at a step and those who reach the next make up each step, as in a funnel of the same
 * steps, whose cells these are. What only few did next, and values that only few had, are left out; no test or
 * difference of hidden counts is shown.
 */
export function dropOff(
  result: DropOffResult,
  { cells, mode, minimum }: Context,
): () => DropOffResult<Shown> {
  const single = result.groups.length < 2;
  const groups = result.groups.map((one) => ({
    id: one.group,
    steps: register(one, cells, one.group === "all" && !single ? costs.summary : 0),
  }));
  const all = groups.find(({ id }) => id === "all");
  const parts = groups.filter(({ id }) => id !== "all");
  result.groups[0]?.steps.forEach((_, k) => {
    const at = (get: (step: StepCells) => Cell | undefined) =>
      new Map(parts.flatMap(({ id, steps }) => {
        const cell = steps[k] && get(steps[k]);
        return cell ? [[id, cell] as const] : [];
      }));
    for (const key of ["of", "lost"] as const) {
      if (all && parts.length > 0) divide(cells, all.steps[k]?.[key], at((step) => step[key]), mode);
      compare(cells, all?.steps[k]?.[key], parts.flatMap(({ steps }) => steps[k] ?? []), key);
    }
    if (all && parts.length > 0) {
      divide(cells, all.steps[k]?.said?.next.nothing, at((step) => step.said?.next.nothing), mode);
      divideNext(cells, result, groups, k);
    }
  });
  return () => {
    const printed = result.groups.map((one, g) => ({
      ...one,
      steps: one.steps.map((step, k) => print(step, groups[g]!.steps[k]!, minimum)),
    }));
    const isShorter = printed.some(({ steps }, g) =>
      steps.some(({ after, signals }, k) => {
        const step = result.groups[g]!.steps[k]!;
        return after.length < step.after.length || signals.length < step.signals.length;
      })
    );
    return {
      ...result,
      groups: printed,
      warnings: !isShorter ? result.warnings : [
        ...result.warnings,
        `Left out: next events and values of fewer than ${minimum} people, or that would give such people away.`,
      ],
    };
  };
}

function register({ group, steps }: DropOffGroup, cells: Cells, cost: number): StepCells[] {
  const size = cells.printedPeople(group);
  const found = steps.map((step): StepCells => {
    const of = cells.same(`over/${step.step}`, group, step.of, cost);
    const lost = cells.same(`lost/${step.step}`, group, step.lost, cost);
    if (size) cells.within(size, of);
    const wentOn = cells.rest(of, lost);
    const { excess } = step;
    const others = excess && {
      of: cells.count(excess.of, costs.summary),
      lost: cells.count(excess.lost, costs.summary),
    };
    if (others) cells.within(others.of, others.lost);
    const said = lost.hidden || of.hidden ? null : {
      next: registerNext({ ...step, next: step.after }, group, lost, cells, cost),
      signals: registerSignals(step.signals, { lost, wentOn }, cells),
    };
    return { of, lost, others, said };
  });
  found.forEach(({ of, lost }, k) => {
    const next = found[k + 1];
    if (next) cells.sum(of, [lost, next.of]);
  });
  return found;
}

/** A group and those of all others are apart, and lie within everybody; the others are the other groups together. */
function compare(
  cells: Cells,
  all: Cell | undefined,
  groups: readonly StepCells[],
  key: "of" | "lost",
): void {
  for (const one of groups) {
    const others = one.others?.[key];
    if (!others) continue;
    if (all) cells.sum(all, [one[key], others]);
    const parts = groups.filter((other) => other !== one).map((other) => other[key]);
    const total = parts.reduce((sum, { value }) => sum + value, 0);
    if (total === others.value) cells.sum(others, parts);
    else if (parts.length === 1) cells.within(parts[0]!, others);
  }
}

/** The same next event in every group lies within everybody's. */
function divideNext(
  cells: Cells,
  { groups: given }: DropOffResult,
  groups: readonly { readonly id: string; readonly steps: readonly StepCells[] }[],
  k: number,
): void {
  const byEvent = new Map<string, Map<string, Cell>>();
  groups.forEach(({ id, steps }, g) =>
    given[g]!.steps[k]?.after.forEach(({ event }, i) => {
      const cell = steps[k]?.said?.next.events[i];
      if (!cell) return;
      if (!byEvent.has(event)) byEvent.set(event, new Map());
      byEvent.get(event)!.set(id, cell);
    })
  );
  for (const cellsOf of byEvent.values()) {
    const all = cellsOf.get("all");
    const parts = [...cellsOf].filter(([id]) => id !== "all").map(([, cell]) => cell);
    if (all && parts.length > 0) cells.sum(all, parts);
  }
}

function print(
  step: DropOffStep,
  { of, lost, others, said }: StepCells,
  minimum: number,
): DropOffStep<Shown> {
  const { excess } = step;
  const rounded = lost.hidden && lost.rate?.of === of ? lost.rate : null;
  const rate = (name: "rate" | "low" | "high") => rounded ? rounded[name] : shownIf(step[name], of, lost);
  const against = [of, lost, ...(others ? [others.of, others.lost] : [])];
  const { after, signals } = said
    ? {
      after: printNext(step.after, said.next.events, lost, minimum),
      signals: lost.hidden || of.hidden ? [] : printSignals(step.signals, said.signals),
    }
    : { after: roundedNext(step.after, step.lost, minimum), signals: roundedSignals(step, minimum) };
  const more = signals.find(({ shareOfLeft, shareOfWentOn }) => Number(shareOfLeft) > Number(shareOfWentOn));
  return {
    ...step,
    of: shown(of),
    lost: shown(lost),
    rate: rate("rate"),
    low: rate("low"),
    high: rate("high"),
    excess: excess && others && {
      of: shown(others.of),
      lost: shown(others.lost),
      difference: shownIf(excess.difference, ...against),
      low: shownIf(excess.low, ...against),
      high: shownIf(excess.high, ...against),
      p: shownIf(digits(excess.p), ...against),
    },
    nothing: said ? shown(said.next.nothing) : "hidden",
    after,
    signals,
    likely: step.likely?.from !== "signal"
      ? step.likely
      : more
      ? { cause: more.cause, from: "signal" }
      : null,
  };
}
