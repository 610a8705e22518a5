import type { ClusteringDrift, Drifted } from "../clustering/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { type Cell, costs } from "./suppression/_cells.ts";
import { clusterSizes } from "./_cluster_sizes.ts";
import type { Context } from "./_context.ts";
import { isSmall } from "./_few.ts";
import { index } from "./_index.ts";
import { shown, shownIf } from "./_shown.ts";

/**
 * How people have changed: the bins of a column add up to the people of each day. An index over hidden bins is coarse,
 * or hidden; a bin of which both days are hidden is left out, since its label says what few people have.
 */
export function clusteringDrift(
  result: ClusteringDrift,
  { cells, minimum }: Context,
): () => ClusteringDrift<Shown> {
  const then = cells.count(result.then, costs.group);
  const all = cells.printedPeople("all");
  const now = all?.value === result.now ? all : cells.count(result.now, costs.group);
  const register = (before: readonly Cell[], after: readonly Cell[]) => {
    cells.sum(then, before);
    cells.sum(now, after);
    return { before, after };
  };
  const count = (numbers: readonly number[]) => numbers.map((n) => cells.count(n));
  const thenOf = ({ bins }: Drifted) => bins.map((bin) => bin.then);
  const nowOf = ({ bins }: Drifted) => bins.map((bin) => bin.now);
  const sizes = result.sizes &&
    register(clusterSizes(thenOf(result.sizes), cells), clusterSizes(nowOf(result.sizes), cells));
  const variables = result.variables.map((one) => register(count(thenOf(one)), count(nowOf(one))));
  const print = (one: Drifted, { before, after }: ReturnType<typeof register>): Drifted<Shown> => ({
    ...one,
    psi: index(one.psi, [then, now, ...before, ...after], Math.min(result.then, result.now), minimum),
    criticalZ: shownIf(one.criticalZ, then, now),
    criticalChiSquare: shownIf(one.criticalChiSquare, then, now),
    bins: one.bins.flatMap(({ label }, i) =>
      before[i]!.hidden && after[i]!.hidden ? [] : [{ label, then: shown(before[i]!), now: shown(after[i]!) }]
    ),
  });
  const unassigned = result.now - (result.sizes ? nowOf(result.sizes).reduce((sum, n) => sum + n, 0) : 0);
  return () => ({
    ...result,
    then: shown(then),
    now: shown(now),
    sizes: result.sizes && print(result.sizes, sizes!),
    variables: result.variables.map((one, i) => print(one, variables[i]!)),
    advice: result.advice.map((text) =>
      isSmall(unassigned, minimum) ? text.replace(/^\d+ % of people cannot/, "Some people cannot") : text
    ),
  });
}
