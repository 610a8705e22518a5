/** Codes of property values, in as few bytes as hold them all. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** A property of events, dictionary-encoded. */
export interface EventProperty {
  /** `dictionary[codes[i]]` is the value at event `i`; the code `dictionary.length` says that it is missing. */
  readonly codes: Codes;
  /** The values, sorted by code point. */
  readonly dictionary: readonly string[];
}

/**
 * Events of many people in typed arrays, sorted by person, then time.
 *
 * Made by `loadEventLog` (a workspace), `readEventFile` (a bare file) or `eventLogOf` (values in memory). The order
 * of the rows in the source never matters: events of one person at one time stand in order of their sequence, where
 * the source has one, then of their content (name, then properties). 10 to 14 bytes an event, and 1 to 4 more a
 * property.
 */
export interface EventLog {
  /** How many people, with or without events; a person is a number from 0 to `people` − 1 (`pid`). */
  readonly people: number;
  /** The person of each event, ascending. */
  readonly person: Uint32Array;
  /** The events of person `p` are `starts[p]` to `starts[p + 1]` − 1. `people` + 1 long. */
  readonly starts: Uint32Array;
  /** Seconds since 1970 UTC; integers when all are whole and before 2038. */
  readonly at: Int32Array | Float64Array;
  /** The name of event `i` is `names[event[i]]`. */
  readonly event: Uint16Array;
  /** Event names, sorted by code point. */
  readonly names: readonly string[];
  /** The properties that were asked for, by name. */
  readonly properties: ReadonlyMap<string, EventProperty>;
  /** The last second that was observed, since 1970 UTC: nothing is known about later ones. */
  readonly observedUntil: number;
  /** Whether a sequence column decided the order of events at one time; otherwise their order is unknown. */
  readonly sequenced: boolean;
  /** Events with the person and time of the event before, but another name: their order is not in the times. */
  readonly ties: number;
  /** Events equal to the event before in person, time, name and all loaded properties. They are kept. */
  readonly duplicates: number;
  /** Rows of the source without a person, event or readable time: left out. */
  readonly leftOut: number;
  /** What a reader of any result has to know about the source, in sentences. */
  readonly warnings: readonly string[];
}
