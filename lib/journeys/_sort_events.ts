import { sortRows } from "../kernels/mod.ts";
import type { Codes } from "./event_log.ts";

/** Events in any order, one entry an event in every array. */
export interface EventColumns {
  readonly people: number;
  readonly person: Uint32Array;
  readonly at: Int32Array | Float64Array;
  readonly event: Uint16Array;
  readonly properties: readonly Codes[];
  /** Order among events of one person at one time; the missing ones are NaN and last. Null: none is known. */
  readonly sequence: Float64Array | null;
}

/** Events sorted by person, time, sequence and content; `starts[p]` is the first of person p. */
export interface SortedEvents extends EventColumns {
  readonly starts: Uint32Array;
}

/** Up to so many events of a person, insertion beats everything. */
const few = 40;
const indexBits = 2 ** 20;

/**
 * Sorts events by person, time, sequence, name and properties: whatever order they came in, the same ones give the
 * same arrays. Events at whole seconds without a sequence, which is most logs, are sorted as whole numbers, in a time
 * that grows with their number only. Others are dealt out to their people by counting, and each person's events
 * sorted in cache, or only looked at when they already stand right. May return the arrays it was given, sorted.
 */
export function sortEvents(events: EventColumns): SortedEvents {
  const { people, person, at, event, properties, sequence } = events;
  const inOrder = isAscending(person);
  const together = !inOrder && sequence === null && at instanceof Int32Array &&
    sortRows([person, at, event, ...properties]);
  const starts = new Uint32Array(people + 1);
  for (let i = 0; i < person.length; i++) starts[person[i]! + 1]!++;
  let most = 0;
  for (let p = 0; p < people; p++) {
    most = Math.max(most, starts[p + 1]!);
    starts[p + 1]! += starts[p]!;
  }
  if (together) return { ...events, starts };
  const dealt = inOrder ? events : deal(events, starts);
  const sorter = new PersonSorter(dealt, most);
  for (let p = 0; p < people; p++) sorter.sort(starts[p]!, starts[p + 1]!);
  return { ...dealt, starts };
}

function isAscending(values: Uint32Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i]! < values[i - 1]!) return false;
  return true;
}

function deal(events: EventColumns, starts: Uint32Array): EventColumns {
  const { people, person, at, event, properties, sequence } = events;
  const count = person.length;
  const place = new Uint32Array(count);
  const next = starts.slice(0, people);
  for (let i = 0; i < count; i++) place[i] = next[person[i]!]!++;
  const dealt = <T extends Int32Array | Float64Array | Codes>(values: T): T => {
    const out = new (values.constructor as new (length: number) => T)(count);
    for (let i = 0; i < count; i++) out[place[i]!] = values[i]!;
    return out;
  };
  const ordered = new Uint32Array(count);
  for (let p = 0; p < people; p++) ordered.fill(p, starts[p], starts[p + 1]);
  return {
    people,
    person: ordered,
    at: dealt(at),
    event: dealt(event),
    properties: properties.map((codes) => dealt(codes)),
    sequence: sequence && dealt(sequence),
  };
}

/** Sorts the events of one person after the other, with scratch space for the largest. */
class PersonSorter {
  readonly #events: EventColumns;
  readonly #columns: readonly (Int32Array | Float64Array | Codes)[];
  readonly #order: Uint32Array;
  readonly #scratch: Float64Array;

  constructor(events: EventColumns, most: number) {
    this.#events = events;
    this.#columns = [
      events.at,
      events.event,
      ...events.properties,
      ...(events.sequence === null ? [] : [events.sequence]),
    ];
    this.#order = new Uint32Array(most);
    this.#scratch = new Float64Array(most);
  }

  sort(begin: number, end: number): void {
    const { at } = this.#events;
    let sorted = true;
    for (let i = begin + 1; i < end && sorted; i++) {
      sorted = at[i]! > at[i - 1]! || (at[i] === at[i - 1] && this.#compare(i - 1, i) <= 0);
    }
    if (sorted) return;
    const count = end - begin;
    const order = this.#order.subarray(0, count);
    if (count <= few) this.#insert(begin, count);
    else if (at instanceof Int32Array && count <= indexBits) this.#sortPacked(begin, order);
    else order.map((_, k) => begin + k).sort((a, b) => this.#inTime(a, b)).forEach((i, k) => order[k] = i);
    this.#settleMoments(order);
    for (const column of this.#columns) {
      for (let k = 0; k < count; k++) this.#scratch[k] = column[order[k]!]!;
      for (let k = 0; k < count; k++) column[begin + k] = this.#scratch[k]!;
    }
  }

  #insert(begin: number, count: number): void {
    const { at } = this.#events;
    const order = this.#order;
    const times = this.#scratch;
    for (let k = 0; k < count; k++) {
      const t = at[begin + k]!;
      let j = k;
      for (; j > 0 && times[j - 1]! > t; j--) {
        times[j] = times[j - 1]!;
        order[j] = order[j - 1]!;
      }
      times[j] = t;
      order[j] = begin + k;
    }
  }

  /** Time and index in the 52 bits of a double, so that the engine's own sort of numbers does the work. */
  #sortPacked(begin: number, order: Uint32Array): void {
    const { at } = this.#events;
    const keys = this.#scratch.subarray(0, order.length);
    for (let k = 0; k < order.length; k++) keys[k] = at[begin + k]! * indexBits + k;
    keys.sort();
    for (let k = 0; k < order.length; k++) {
      const key = keys[k]!;
      order[k] = begin + (key - Math.floor(key / indexBits) * indexBits);
    }
  }

  /** Puts events of one time in order of sequence and content. */
  #settleMoments(order: Uint32Array): void {
    const { at } = this.#events;
    for (let from = 0; from < order.length;) {
      const t = at[order[from]!]!;
      let to = from + 1;
      while (to < order.length && at[order[to]!] === t) to++;
      if (to - from > 1) order.subarray(from, to).sort((a, b) => this.#compare(a, b));
      from = to;
    }
  }

  #inTime(a: number, b: number): number {
    return this.#events.at[a]! - this.#events.at[b]!;
  }

  /** The order of two events of one time. */
  #compare(a: number, b: number): number {
    const { sequence, event, properties } = this.#events;
    if (sequence !== null) {
      const x = sequence[a]!;
      const y = sequence[b]!;
      if (x !== y && !(isNaN(x) && isNaN(y))) return isNaN(x) ? 1 : isNaN(y) ? -1 : x - y;
    }
    if (event[a] !== event[b]) return event[a]! - event[b]!;
    for (const codes of properties) if (codes[a] !== codes[b]) return codes[a]! - codes[b]!;
    return 0;
  }
}
