import type { EventLog } from "./event_log.ts";
import { finishLog } from "./_finish_log.ts";
import { byCodePoint } from "./_code_point.ts";

/** What becomes of events that the mapping does not name: they keep their name, are left out, or get this name. */
export type Unmapped = "keep" | "drop" | { readonly name: string };

/** A log with other names, and what the mapping left over. */
export interface MappedLog {
  /** The same people and times. */
  readonly log: EventLog;
  /** Events that the mapping does not name. */
  readonly unmapped: number;
  /** Their share of all events; 0 of none. */
  readonly unmappedShare: number;
  /** Their names, most frequent first. */
  readonly unmappedNames: readonly { readonly name: string; readonly events: number }[];
}

/**
 * A log whose events are called otherwise: event to journey stage, page to topic, ten buttons to one.
 *
 * @param mapping Old name → new name.
 * @param options `unmapped`: default "keep".
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { mapEvents } from "./map_events.ts";
 * const log = eventLogOf(["ad", "page", "call"].map((event, at) => ({ person: 1, event, at })));
 * const { log: stages, unmappedShare } = mapEvents(log, { ad: "aware", page: "aware" }, { unmapped: "drop" });
 * if (stages.names.join() !== "aware" || stages.event.length !== 2) throw new Error();
 * if (unmappedShare !== 1 / 3) throw new Error();
 * ```
 */
export function mapEvents(
  log: EventLog,
  mapping: Readonly<Record<string, string>>,
  options: { readonly unmapped?: Unmapped } = {},
): MappedLog {
  const { unmapped = "keep" } = options;
  const other = typeof unmapped === "object" ? unmapped.name : null;
  const newName = (name: string): string | null =>
    Object.hasOwn(mapping, name) ? mapping[name]! : unmapped === "keep" ? name : other;
  const names = [...new Set(log.names.map(newName).filter((name) => name !== null))].sort(byCodePoint);
  const codeOf = new Map(names.map((name, code) => [name, code]));
  const none = names.length;
  const recoded = Uint16Array.from(log.names, (name) => codeOf.get(newName(name) ?? "") ?? none);
  const counts = new Float64Array(log.names.length);
  const { person, at, event, properties } = log;
  let kept = 0;
  for (let i = 0; i < event.length; i++) {
    counts[event[i]!]!++;
    if (recoded[event[i]!] !== none) kept++;
  }
  const place = new Uint32Array(kept);
  for (let i = 0, n = 0; i < event.length; i++) if (recoded[event[i]!] !== none) place[n++] = i;
  const pick = <T extends Int32Array | Float64Array | Uint8Array | Uint16Array | Uint32Array>(
    values: T,
  ): T => {
    const out = new (values.constructor as new (length: number) => T)(kept);
    for (let n = 0; n < kept; n++) out[n] = values[place[n]!]!;
    return out;
  };
  const picked = pick(event);
  for (let n = 0; n < kept; n++) picked[n] = recoded[picked[n]!]!;
  const mapped = finishLog(
    {
      people: log.people,
      person: pick(person),
      at: pick(at),
      event: picked,
      properties: [...properties.values()].map(({ codes }) => pick(codes)),
      // The order of a sequence is the order of the events.
      sequence: log.sequenced ? Float64Array.from(place) : null,
    },
    new Map([...properties].map(([name, { dictionary }]) => [name, dictionary])),
    { names, observedUntil: log.observedUntil, leftOut: log.leftOut, warnings: log.warnings },
  );
  const unmappedNames = log.names.flatMap((name, code) =>
    Object.hasOwn(mapping, name) || counts[code] === 0 ? [] : [{ name, events: counts[code]! }]
  ).sort((a, b) => b.events - a.events || byCodePoint(a.name, b.name));
  const left = unmappedNames.reduce((sum, { events }) => sum + events, 0);
  return {
    // What was said of ties and repeats was said of the names before.
    log: { ...mapped, warnings: log.warnings },
    unmapped: left,
    unmappedShare: event.length === 0 ? 0 : left / event.length,
    unmappedNames,
  };
}
