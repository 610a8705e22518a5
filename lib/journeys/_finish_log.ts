import type { EventLog, EventProperty } from "./event_log.ts";
import { type EventColumns, sortEvents } from "./_sort_events.ts";

/** What a log is told besides its events. */
export type LogRest = Pick<EventLog, "names" | "observedUntil" | "leftOut" | "warnings">;

/** Sorts events to a log and counts ties and duplicates. `dictionaries`: property → its values, in column order. */
export function finishLog(
  columns: EventColumns,
  dictionaries: ReadonlyMap<string, readonly string[]>,
  rest: LogRest,
): EventLog {
  const { people, person, starts, at, event, properties, sequence } = sortEvents(columns);
  let ties = 0;
  let duplicates = 0;
  for (let i = 1; i < person.length; i++) {
    if (at[i] !== at[i - 1] || person[i] !== person[i - 1]) continue;
    if (event[i] !== event[i - 1]) ties++;
    else if (properties.every((codes) => codes[i] === codes[i - 1])) duplicates++;
  }
  const sorted = { people, person, starts, at, event, properties, ties, duplicates };
  return logOf(sorted, sequence !== null, dictionaries, rest);
}

type Sorted =
  & Pick<EventLog, "people" | "person" | "starts" | "at" | "event" | "ties" | "duplicates">
  & Pick<EventColumns, "properties">;

/** A log of sorted events, with a warning where the order of some is not known, or some repeat others. */
export function logOf(
  { properties, ...events }: Sorted,
  sequenced: boolean,
  dictionaries: ReadonlyMap<string, readonly string[]>,
  rest: LogRest,
): EventLog {
  const { person, ties, duplicates } = events;
  const warnings = [...rest.warnings];
  const count = (n: number) => n.toLocaleString("en-US");
  const of = `of ${count(person.length)} events`;
  if (ties > 0 && !sequenced) {
    warnings.push(
      `${count(ties)} ${of} happened at the same time as another event of the same person; ` +
        "events of one moment are taken in the order of the steps.",
    );
  }
  if (duplicates > 0) {
    warnings.push(
      `${
        count(duplicates)
      } ${of} repeat another in person, time, name and every property read; they are kept.`,
    );
  }
  const named = [...dictionaries].map(([name, dictionary], j): [string, EventProperty] => [
    name,
    { codes: properties[j]!, dictionary },
  ]);
  return { ...rest, ...events, properties: new Map(named), sequenced, warnings };
}
