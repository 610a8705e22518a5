import type { RetentionCohort, RetentionOverall, RetentionResult } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { type Cell, type Cells, costs } from "./suppression/_cells.ts";
import type { Context } from "./_context.ts";
import { divide } from "./_groups.ts";
import { shown, shownIf } from "./_shown.ts";

interface Part {
  readonly people: number;
  readonly cohorts: readonly RetentionCohort[];
  readonly overall: readonly (RetentionOverall | null)[];
}

interface PartCells {
  readonly people: Cell;
  readonly cohorts: readonly { readonly people: Cell; readonly returned: readonly (Cell | null)[] }[];
  readonly overall: readonly ({ readonly returned: Cell; readonly of: Cell } | null)[];
}

/** Retention: who started, by cohort; who came back; over all cohorts; and how groups add up to everybody. */
export function retention(result: RetentionResult, { cells, mode }: Context): () => RetentionResult<Shown> {
  const all = register(result, result, cells, result.groups ? costs.summary : 0);
  const groups = result.groups?.map((one) => register(one, result, cells, 0)) ?? [];
  const ids = result.groups?.map(({ group }) => group) ?? [];
  const add = (whole: Cell | null | undefined, part: (of: PartCells) => Cell | null | undefined) => {
    const parts = groups.flatMap((one, i) => {
      const cell = part(one);
      return cell ? [[ids[i]!, cell] as const] : [];
    });
    if (whole && parts.length > 0) divide(cells, whole, new Map(parts), mode);
  };
  add(all.people, ({ people }) => people);
  result.cohorts.forEach((cohort, c) => {
    const same = (i: number) => result.groups![i]!.cohorts.findIndex((one) => one.cohort === cohort.cohort);
    const at = new Map(groups.map((one, i) => [one, one.cohorts[same(i)]]));
    add(all.cohorts[c]!.people, (one) => at.get(one)?.people);
    cohort.returned.forEach((_, b) => add(all.cohorts[c]!.returned[b], (one) => at.get(one)?.returned[b]));
  });
  return () => ({
    ...result,
    ...print(result, all),
    ...(result.groups && { groups: result.groups.map((one, i) => ({ ...one, ...print(one, groups[i]!) })) }),
  });
}

function register(part: Part, { mode }: RetentionResult, cells: Cells, cost: number): PartCells {
  const people = cells.count(part.people, cost);
  const cohorts = part.cohorts.map((cohort) => {
    const size = cells.count(cohort.people, cost);
    const returned = cohort.returned.map((n, b) =>
      n === null ? null : b === 0 && n === cohort.people ? size : cells.count(n, cost)
    );
    for (const n of returned) if (n && n !== size) cells.within(size, n);
    // Some ways to count hold the next bracket's people, or the one's before.
    const chain = mode === "on" ? [] : mode === "onOrBefore" ? returned.toReversed() : returned;
    chain.slice(1).forEach((n, b) => {
      const before = chain[b];
      if (n && before && before !== size && n !== size) cells.within(before, n);
    });
    return { people: size, returned };
  });
  cells.sum(people, cohorts.map(({ people }) => people));
  const overall = part.overall.map((one, b) => {
    if (!one) return null;
    const seen = part.cohorts.flatMap((cohort, c) => cohort.returned[b] == null ? [] : [c]);
    const [of, returned] = [cells.count(one.of, cost), cells.count(one.returned, cost)];
    cells.within(of, returned);
    cells.sum(of, seen.map((c) => cohorts[c]!.people));
    cells.sum(returned, seen.map((c) => cohorts[c]!.returned[b]!));
    return { of, returned };
  });
  return { people, cohorts, overall };
}

function print(part: Part, { people, cohorts, overall }: PartCells) {
  return {
    people: shown(people),
    cohorts: part.cohorts.map((cohort, c) => ({
      ...cohort,
      people: shown(cohorts[c]!.people),
      returned: cohorts[c]!.returned.map((n) => n && shown(n)),
    })),
    overall: part.overall.map((one, b): RetentionOverall<Shown> | null => {
      const counts = overall[b];
      if (!one || !counts) return null;
      const from = [counts.of, counts.returned];
      return {
        returned: shown(counts.returned),
        of: shown(counts.of),
        rate: shownIf(one.rate, ...from),
        low: shownIf(one.low, ...from),
        high: shownIf(one.high, ...from),
      };
    }),
  };
}
