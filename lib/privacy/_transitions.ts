import type { TransitionsResult } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { Context } from "./_context.ts";
import { isSmall, tooFewForMiddle } from "./_few.ts";
import { shown, shownIf } from "./_shown.ts";

/**
 * What follows on what: an event happens as often as it starts or is come to, and as often as it ends or is left.
 * Steps of few people are left out; the sums that shares give away count as printed.
 */
export function transitions(
  result: TransitionsResult,
  { cells, minimum }: Context,
): () => TransitionsResult<Shown> {
  const people = cells.shared("people/with an event", result.people, 1e12);
  const edges = result.edges.map((one) => {
    const count = cells.count(one.count);
    const who = cells.count(one.people);
    const sessions = one.sessions === undefined ? undefined : cells.count(one.sessions);
    cells.within(people, who);
    // Where few people do it, how often says no less.
    if (isSmall(one.people, minimum)) count.hidden = true;
    return { count, who, sessions };
  });
  const nodes = result.nodes.map((one) => {
    const count = cells.count(one.count, 1e6);
    const who = cells.count(one.people, 1e6);
    cells.within(people, who);
    return { count, who, starts: cells.count(one.starts), ends: cells.count(one.ends) };
  });
  result.nodes.forEach(({ event }, i) => {
    const { count, starts, ends } = nodes[i]!;
    const of = (side: "from" | "to") =>
      result.edges.flatMap((edge, k) => edge[side] === event ? [edges[k]!.count] : []);
    cells.sum(count, [starts, ...of("to")]);
    cells.sum(count, [ends, ...of("from")]);
  });
  return () => ({
    ...result,
    people: shown(people),
    edges: result.edges.flatMap((one, i) => {
      const { count, who, sessions } = edges[i]!;
      if (count.hidden || who.hidden) return [];
      const from = nodes[result.nodes.findIndex(({ event }) => event === one.from)];
      const openEnds = nodes.some(({ ends }) => ends.hidden);
      return [{
        ...one,
        count: shown(count),
        people: shown(who),
        ...(sessions && { sessions: shown(sessions) }),
        shareOfAll: openEnds ? "hidden" as const : one.shareOfAll,
        shareOfFrom: from ? shownIf(one.shareOfFrom, from.count, from.ends) : "hidden" as const,
        medianSeconds: tooFewForMiddle(one.people, minimum) ? "hidden" as const : one.medianSeconds,
      }];
    }),
    nodes: result.nodes.map((one, i) => {
      const { count, who, starts, ends } = nodes[i]!;
      return {
        ...one,
        count: shownIf(one.count, count, who),
        people: shown(who),
        starts: shown(starts),
        ends: shown(ends),
      };
    }),
    warnings: edges.some(({ count, who }) => count.hidden || who.hidden)
      ? [
        ...result.warnings,
        `Left out: steps of fewer than ${minimum} people, or that would give such a step away.`,
      ]
      : result.warnings,
  });
}
