import type { ConversionWindowGroup, ConversionWindowResult } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { type Cell, costs } from "./suppression/_cells.ts";
import type { Context } from "./_context.ts";
import { publicCurve, type RisingPoint } from "./_curve.ts";
import { tooFewForMiddle } from "./_few.ts";
import { divide } from "./_groups.ts";
import { shown } from "./_shown.ts";

const day = 86_400;

/** Conversion windows: people who started and those who arrived; curves made coarser; no time of few people. */
export function conversionWindow(
  result: ConversionWindowResult,
  { cells, mode, minimum }: Context,
): () => ConversionWindowResult<Shown> {
  const [first, last] = [result.steps[0], result.steps.at(-1)];
  const groups = result.groups.map((one) => {
    const cost = one.group === "all" ? costs.summary : 0;
    const people = cells.shared(`step/${one.group}/${first}`, one.people, cost);
    const converted = cells.shared(`step/${one.group}/${last}`, one.converted, cost);
    cells.within(people, converted);
    const size = cells.printedPeople(one.group);
    if (size) cells.within(size, people);
    return { id: one.group, people, converted };
  });
  const all = groups.find(({ id }) => id === "all");
  const parts = groups.filter(({ id }) => id !== "all");
  for (const key of ["people", "converted"] as const) {
    if (parts.length > 0) divide(cells, all?.[key], new Map(parts.map((one) => [one.id, one[key]])), mode);
  }
  return () => ({
    ...result,
    // To the second it is how long one person was watched.
    horizonSeconds: Math.floor(result.horizonSeconds / day) * day,
    groups: result.groups.map((one, i) => print(one, groups[i]!, minimum)),
  });
}

function print(
  one: ConversionWindowGroup,
  { people, converted }: { readonly people: Cell; readonly converted: Cell },
  minimum: number,
): ConversionWindowGroup<Shown> {
  const hide = people.hidden || converted.hidden;
  const mark = (value: number | null) => value === null ? null : "hidden" as const;
  const points = one.curve.map((p): RisingPoint => ({ ...p, time: p.seconds, share: p.converted }));
  const read = (times?: readonly number[]) =>
    hide ? [] : publicCurve(points, { minimum, people: one.people, ...(times && { times }) });
  const within = one.at.filter(({ rate }) => rate !== null).map(({ seconds }) => seconds);
  const at = new Map(read(within.toSorted((a, b) => a - b)).map((point) => [point.time, point]));
  const middle = tooFewForMiddle(one.converted, minimum) || hide;
  const { suggested } = one;
  return {
    ...one,
    people: shown(people),
    converted: shown(converted),
    eventually: hide ? mark(one.eventually) : round(one.eventually),
    suggested: suggested &&
      (middle ? { seconds: "hidden", low: mark(suggested.low), high: mark(suggested.high) } : suggested),
    at: one.at.map((row) => {
      if (row.rate === null) return row;
      const seen = at.get(row.seconds);
      if (!seen) {
        return { ...row, rate: "hidden", low: mark(row.low), high: mark(row.high), missed: mark(row.missed) };
      }
      return {
        ...row,
        rate: seen.share,
        low: round(row.low),
        high: round(row.high),
        missed: round(row.missed),
      };
    }),
    curve: read().map(({ time, share, low, high, atRisk }) => ({
      seconds: time,
      converted: share,
      low,
      high,
      atRisk: atRisk ?? "hidden",
    })),
  };
}

function round<T extends number | null>(share: T): T {
  return (share === null ? null : Math.round(1000 * share!) / 1000) as T;
}
