import type { MeasureInGroup, MeasureResult } from "../outcomes/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { type Cell, costs } from "./suppression/_cells.ts";
import type { Context } from "./_context.ts";
import { isDominated } from "./is_dominated.ts";
import type { Reader } from "./_chain.ts";
import { divide } from "./_groups.ts";
import type { ReleasePolicy } from "./result.ts";
import { type Neighbour, roundedRate } from "./_rounded.ts";
import { shown } from "./_shown.ts";

interface Counts {
  readonly id: string;
  readonly n: Cell;
  readonly of: Cell;
  readonly unknown: Cell;
}

/** A measure: its counts, what they leave of the group, and how the groups add up to everybody. */
export function measure(
  result: MeasureResult,
  { cells, mode, policy }: Context,
): (reader: Reader) => MeasureResult<Shown> {
  const counts = result.groups.map((one): Counts => {
    const cost = one.group === "all" ? costs.summary : 0;
    const n = cells.count(one.n, cost);
    const unknown = cells.count(one.unknown, cost);
    if (result.type === "rate") {
      const of = cells.count(one.of, cost);
      cells.rest(of, n);
      if (isCertain(one, policy)) cells.guard(n);
      else if (one.group !== "all") cells.rates.push({ n, of });
      const people = cells.printedPeople(one.group);
      if (people !== undefined) cells.sum(people, [of, unknown]);
      return { id: one.group, n, of, unknown };
    }
    const of = cells.people(one.group, one.of);
    cells.sum(of, [n, unknown]);
    return { id: one.group, n, of, unknown };
  });
  const all = counts.find(({ id }) => id === "all");
  const parts = counts.filter(({ id }) => id !== "all");
  for (const key of ["n", "of", "unknown"] as const) {
    divide(cells, all?.[key], new Map(parts.map((part) => [part.id, part[key]])), mode);
  }
  const { contributions, dominance } = policy;
  const dominated = new Set(
    result.type === "total" && contributions
      ? result.groups.map(({ group }) => group).filter((id) =>
        isDominated(contributions(result.id, id), dominance)
      )
      : [],
  );
  return ({ minimum, knows, rounds }) => {
    const totalOfPartHidden = dominated.size > 0 || parts.some(({ n, of }) => n.hidden || of.hidden);
    return {
      ...result,
      groups: result.groups.map((one, i) => {
        const { n, of, unknown } = counts[i]!;
        const hide = {
          rate: n.hidden || of.hidden,
          // A median says nothing of how many people it is made from, only who stands in the middle of few.
          median: one.n > 0 && one.n < 2 * minimum,
          total: dominated.has(one.group) || n.hidden || of.hidden ||
            (one.group === "all" && totalOfPartHidden),
        }[result.type];
        const open = !knows(n) && !knows(of) && !isCertain(one, policy);
        const rounded = result.type === "rate" && one.group !== "all" && open
          ? roundedRate(one.n, one.of, {
            minimum,
            neighbours: neighboursOf(one, cells.printedPeople(one.group)),
            possible: () => true,
          })
          : null;
        return {
          ...one,
          n: shown(n),
          of: shown(of),
          unknown: shown(unknown),
          ...(rounded && rounds(n, of, rounded)
            ? { value: rounded.rate, low: rounded.low, high: rounded.high }
            : values(one, hide)),
        };
      }),
    };
  };
}

/** Whether a rate says something of everybody in its group, and the policy keeps that inside. */
function isCertain({ n, of }: MeasureInGroup, { certain }: ReleasePolicy): boolean {
  return certain === "hide" && of > 0 && (n === 0 || n === of);
}

/** What a rate leaves of its group: people of unknown status, and people it could not be true for. */
function neighboursOf({ of, unknown }: MeasureInGroup, group: Cell | undefined): Neighbour[] {
  const people = group?.value ?? of + unknown;
  const apart = people - of - unknown;
  return [
    { value: unknown, pairs: (v) => ({ of: people - apart - v }) },
    { value: apart, pairs: (v) => ({ of: people - unknown - v }) },
  ];
}

function values(one: MeasureInGroup, hide: boolean): Pick<MeasureInGroup<Shown>, "value" | "low" | "high"> {
  const mark = (value: number | null) => hide && value !== null ? "hidden" : value;
  return { value: mark(one.value), low: mark(one.low), high: mark(one.high) };
}
