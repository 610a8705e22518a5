import type { NextEvent } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { Cell, Cells } from "./suppression/_cells.ts";
import { tooFewForMiddle } from "./_few.ts";
import { shown, shownIf } from "./_shown.ts";

/** What people who left did next, as cells. */
export interface NextCells {
  /** Those who did nothing more. */
  readonly nothing: Cell;
  /** For each event. */
  readonly events: readonly Cell[];
}

/** What the people lost at a step did next: each lost person did one thing, or nothing. */
export function registerNext(
  step: { readonly step: string; readonly nothing: number; readonly next: readonly NextEvent[] },
  group: string,
  lost: Cell,
  cells: Cells,
  cost: number,
): NextCells {
  const nothing = cells.same(`nothing/${step.step}`, group, step.nothing, cost);
  const events = step.next.map(({ event, people }) =>
    cells.same(`after/${step.step}/${event}`, group, people, cost)
  );
  cells.sum(lost, [nothing, ...events]);
  return { nothing, events };
}

/** The events that may be shown: those of few people are left out, since the event itself says much of them. */
export function printNext(
  next: readonly NextEvent[],
  events: readonly Cell[],
  lost: Cell,
  minimum: number,
): NextEvent<Shown>[] {
  return next.flatMap((one, i) =>
    events[i]!.hidden ? [] : [{
      ...one,
      people: shown(events[i]!),
      share: shownIf(one.share, lost),
      medianSeconds: tooFewForMiddle(one.people, minimum) ? "hidden" as const : one.medianSeconds,
    }]
  );
}
