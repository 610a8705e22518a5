import { InputError } from "../workspace/mod.ts";
import { byCodePoint } from "./_code_point.ts";
import type { EventLog } from "./event_log.ts";
import { finishLog } from "./_finish_log.ts";
import { mostEvents, packedCodes, tooManyNames } from "./_codes.ts";

/** One event, as a value. */
export interface EventRow {
  /** Who: the person's key. */
  readonly person: string | number;
  /** What happened. */
  readonly event: string;
  /** Seconds since 1970 UTC. */
  readonly at: number;
  /** Order among events of the person at one time, where it is known. */
  readonly sequence?: number;
  /** By name; absent is missing. */
  readonly properties?: Readonly<Record<string, string | null>>;
}

/**
 * An {@linkcode EventLog} of events in memory. For many events use `loadEventLog` or `readEventFile`.
 *
 * People are numbered in order of their keys: numbers before text, text by code point.
 *
 * @param options `observedUntil`: the last second observed; default the latest event (0 when there is none).
 * @throws {InputError} A time is not a finite number, or there are too many different event names.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * const log = eventLogOf([
 *   { person: "b", event: "visit", at: 60 },
 *   { person: "a", event: "call", at: 10 },
 *   { person: "a", event: "book", at: 10 },
 * ]);
 * if (log.people !== 2 || log.ties !== 1 || log.observedUntil !== 60) throw new Error();
 * if ([...log.event].map((code) => log.names[code]).join() !== "book,call,visit") throw new Error();
 * ```
 */
export function eventLogOf(
  events: readonly EventRow[],
  options: { readonly observedUntil?: number } = {},
): EventLog {
  const broken = events.find((event) => !Number.isFinite(event.at));
  if (broken) throw new InputError(`Cannot place event "${broken.event}" in time: its time is ${broken.at}`);
  const names = [...new Set(events.map((event) => event.event))].sort(byCodePoint);
  if (names.length > mostEvents) throw tooManyNames(names.length, "event");
  const keys = [...new Set(events.map((event) => event.person))].sort(byKey);
  const properties = [...new Set(events.flatMap((event) => Object.keys(event.properties ?? {})))].sort();
  const dictionaries = properties.map((name) =>
    [...new Set(events.map((event) => valueOf(event, name)).filter((value) => value !== null))].sort(
      byCodePoint,
    )
  );
  const pidOf = new Map(keys.map((key, pid) => [key, pid]));
  const codeOf = new Map(names.map((name, code) => [name, code]));
  const valueCodeOf = dictionaries.map((dictionary) =>
    new Map(dictionary.map((value, code) => [value, code]))
  );
  const times = Float64Array.from(events, (event) => event.at);
  const whole = Int32Array.from(times);
  return finishLog(
    {
      people: keys.length,
      person: Uint32Array.from(events, (event) => pidOf.get(event.person)!),
      at: times.every((time, i) => time === whole[i]) ? whole : times,
      event: Uint16Array.from(events, (event) => codeOf.get(event.event)!),
      properties: properties.map((name, j) => {
        const codes = events.map((event) => {
          const value = valueOf(event, name);
          return value === null ? dictionaries[j]!.length : valueCodeOf[j]!.get(value)!;
        });
        return packedCodes(codes, dictionaries[j]!.length);
      }),
      sequence: events.some((event) => event.sequence !== undefined)
        ? Float64Array.from(events, (event) => event.sequence ?? NaN)
        : null,
    },
    new Map(properties.map((name, j) => [name, dictionaries[j]!])),
    {
      names,
      observedUntil: options.observedUntil ??
        times.reduce((last, time) => Math.max(last, time), times[0] ?? 0),
      leftOut: 0,
      warnings: [],
    },
  );
}

function valueOf(event: EventRow, name: string): string | null {
  const properties = event.properties;
  return properties !== undefined && Object.hasOwn(properties, name) ? properties[name]! : null;
}

function byKey(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return byCodePoint(a, b);
  return typeof a === "number" ? -1 : 1;
}
