import type { DropOffCause, DropOffResult, DropOffStep } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { count, percent, points, pointsInterval } from "../words/mod.ts";
import { cell, rateWithEnds, row, section } from "./_cells.ts";
import type { DataTable } from "./data_table.ts";

/** What the kinds of cause are called. */
export const causeNames: Readonly<Record<DropOffCause, string>> = {
  message: "the message",
  form: "the form",
  callToAction: "the call to action",
  channel: "the channel",
};

/** Where people leave: one row a step, in sections of a group. */
export function dropOffTable(result: DropOffResult<Shown>): DataTable {
  return {
    caption: "Where people leave, of those whose time is over",
    columns: ["After", "Reached it", "Left", "Share", "More than others", "Did next", "Goes with"],
    sections: result.groups.map(({ group, name, steps }) =>
      section(
        { id: group, name },
        steps.map((step) =>
          row(
            step.step,
            cell(step.of, count),
            cell(step.lost, count),
            rateWithEnds(step.rate, step.low, step.high),
            excess(step),
            next(step),
            likely(step),
          )
        ),
      )
    ),
  };
}

function excess({ excess }: DropOffStep<Shown>): string {
  if (excess === null) return "–";
  const between = pointsInterval(excess);
  return between === "" ? cell(excess.difference, points) : `${points(excess.difference)} (${between})`;
}

function next({ after, nothing, lost }: DropOffStep<Shown>): string {
  const first = after[0];
  const none = typeof nothing === "number" && nothing > 0 &&
    (first === undefined || nothing > Number(first.people));
  if (none) return typeof lost === "number" && lost > 0 ? `nothing more (${percent(nothing / lost)})` : "–";
  return first ? `${first.event} (${cell(first.share, percent)})` : "–";
}

function likely({ likely, signals }: DropOffStep<Shown>): string {
  if (likely === null) return "–";
  const signal = likely.from === "signal" ? signals.find(({ cause }) => cause === likely.cause) : undefined;
  return signal
    ? `${causeNames[likely.cause]}: ${signal.property} = ${signal.value}`
    : causeNames[likely.cause];
}
