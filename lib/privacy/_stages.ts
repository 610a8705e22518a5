import type { StagesResult } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { type Cell, costs } from "./suppression/_cells.ts";
import type { Context } from "./_context.ts";
import { tooFewForMiddle } from "./_few.ts";
import { divide } from "./_groups.ts";
import { shown, shownIf } from "./_shown.ts";

/** Stages: everybody who started stands in one of them now; who was ever in one, stalled, came back or skipped it. */
export function stages(result: StagesResult, { cells, mode, minimum }: Context): () => StagesResult<Shown> {
  const groups = result.groups.map((one) => {
    const cost = one.group === "all" ? costs.summary : 0;
    const people = cells.people(one.group, one.people);
    const started = cells.count(one.started, cost);
    cells.within(people, started);
    const rows = one.stages.map((stage) => {
      const [ever, now, stalled, returned, skipped] = [
        stage.people,
        stage.now,
        stage.stalled,
        stage.returned,
        stage.skipped,
      ].map((n) => cells.count(n, cost)) as [Cell, Cell, Cell, Cell, Cell];
      cells.within(started, ever);
      cells.within(ever, now);
      cells.within(now, stalled);
      cells.within(ever, returned);
      cells.sum(started, [ever, skipped]);
      return { ever, now, stalled, returned, skipped };
    });
    cells.sum(started, rows.map(({ now }) => now));
    return { id: one.group, people, started, rows };
  });
  const all = groups.find(({ id }) => id === "all");
  const parts = groups.filter(({ id }) => id !== "all");
  if (parts.length > 0) {
    divide(cells, all?.started, new Map(parts.map(({ id, started }) => [id, started])), mode);
    all?.rows.forEach((row, k) => {
      for (const key of ["ever", "now", "stalled", "returned", "skipped"] as const) {
        divide(cells, row[key], new Map(parts.map(({ id, rows }) => [id, rows[k]![key]])), mode);
      }
    });
  }
  const unmapped = result.unmapped.map(({ events }) => cells.count(events));
  return () => ({
    ...result,
    groups: result.groups.map((one, i) => {
      const { people, started, rows } = groups[i]!;
      return {
        ...one,
        people: shown(people),
        started: shown(started),
        unmappedShare: one.started < minimum
          ? shownIf(one.unmappedShare, started)
          : percent(one.unmappedShare),
        stages: one.stages.map((stage, k) => {
          const { ever, now, stalled, returned, skipped } = rows[k]!;
          const few = ever.hidden || tooFewForMiddle(stage.people, minimum);
          return {
            ...stage,
            people: shown(ever),
            now: shown(now),
            stalled: shown(stalled),
            returned: shown(returned),
            skipped: shown(skipped),
            medianSeconds: few && stage.medianSeconds !== null ? "hidden" : stage.medianSeconds,
          };
        }),
      };
    }),
    unmapped: result.unmapped.map((one, i) => ({ ...one, events: shown(unmapped[i]!) })),
  });
}

/** Whole percent: the exact share of events would give their number away. */
function percent(share: number | null): number | null {
  return share === null ? null : Math.round(100 * share) / 100;
}
