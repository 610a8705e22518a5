import type { GroupingComparison, GroupMatch } from "../clustering/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { type Cell, costs } from "./suppression/_cells.ts";
import type { Context } from "./_context.ts";
import { index } from "./_index.ts";
import { shown, shownIf } from "./_shown.ts";

/** Measures worked out from the whole table. */
const indices = [
  "rand",
  "adjustedRand",
  "mutualInformation",
  "adjustedMutualInformation",
  "homogeneity",
  "completeness",
  "vMeasure",
  "jaccard",
  "fowlkesMallows",
] as const;

/**
 * Two groupings: the table of both adds up to the groups of each, and these to everybody in both; who moved and who did
 * not, too. An index of a table that hides counts is coarse, or hidden.
 */
export function groupingComparison(
  result: GroupingComparison,
  { cells, minimum }: Context,
): () => GroupingComparison<Shown> {
  const n = cells.count(result.n, costs.group);
  const unknown = cells.count(result.unknown);
  const table = result.table.map((row) => row.map((people) => cells.count(people)));
  const rows = result.matchesA.map(({ people }) => cells.count(people, 1e6));
  const columns = result.matchesB.map(({ people }) => cells.count(people, 1e6));
  cells.sum(n, rows);
  cells.sum(n, columns);
  rows.forEach((row, i) => cells.sum(row, table[i]!));
  columns.forEach((column, j) => cells.sum(column, table.map((row) => row[j]!)));
  const moved = cells.count(result.moved, costs.summary);
  const at = (a: string, b: string) => table[result.a.groups.indexOf(a)]![result.b.groups.indexOf(b)]!;
  cells.sum(n, [moved, ...result.aligned.map(({ a, b }) => at(a, b))]);
  const match = (
    one: GroupMatch,
    own: Cell,
    others: readonly Cell[],
    names: readonly string[],
    shared: Cell,
  ) => ({
    ...one,
    people: shown(own),
    jaccard: shownIf(one.jaccard, own, others[names.indexOf(one.match)]!, shared),
  });
  return () => {
    const all = [n, moved, ...rows, ...columns, ...table.flat()];
    const measures = Object.fromEntries(
      indices.map((name) => [name, index(result[name], all, result.n, minimum)]),
    ) as Pick<GroupingComparison<Shown>, typeof indices[number]>;
    return {
      ...result,
      ...measures,
      n: shown(n),
      unknown: shown(unknown),
      table: table.map((row) => row.map(shown)),
      matchesA: result.matchesA.map((one, i) =>
        match(one, rows[i]!, columns, result.b.groups, at(one.group, one.match))
      ),
      matchesB: result.matchesB.map((one, j) =>
        match(one, columns[j]!, rows, result.a.groups, at(one.match, one.group))
      ),
      aligned: result.aligned.map((one) => ({ ...one, people: shown(at(one.a, one.b)) })),
      moved: shown(moved),
      movedShare: shownIf(result.movedShare, moved, n),
    };
  };
}
