import { block, bytesFor, places, pull, ready, release, sortHere } from "./_sort_kernel.ts";

/** How the numbers of an event stand in its key, highest bits first: person, time, name, properties. */
export interface KeyLayout {
  /** Bits of the person's number. */
  readonly person: number;
  /** Bits of the time in whole seconds, counted from `leastTime`. */
  readonly time: number;
  readonly leastTime: number;
  /** The name's code, in at most 16 bits. */
  readonly name: KeyCode;
  /** Of each property: its code, and the bytes that codes of so many values take. */
  readonly properties: readonly (KeyCode & { readonly bytes: 1 | 2 | 4 })[];
}

/** A code in a key. */
export interface KeyCode {
  readonly bits: number;
  /** What stands for code 0. */
  readonly first: number;
}

/** Events in order of person, time, name and properties. */
export interface KeyedEvents {
  readonly people: number;
  readonly person: Uint32Array;
  /** The events of person `p` are `starts[p]` to `starts[p + 1]` − 1. */
  readonly starts: Uint32Array;
  readonly at: Int32Array;
  readonly event: Uint16Array;
  readonly properties: readonly (Uint8Array | Uint16Array | Uint32Array)[];
  /** Events at the time of the same person's event before: with another name, and with nothing that differs. */
  readonly ties: number;
  readonly duplicates: number;
}

/**
 * Sorts events that stand as whole numbers of 64 bits, and takes the numbers apart: a sort of keys in WebAssembly, in
 * a time that grows with their number only, and one pass after it that finds people, ties and duplicates as well.
 *
 * @param keys Not negative. Left as they are.
 * @param people How many people there are, from 0; null: as many as there are different ones, who are numbered anew
 * without gaps, in the same order.
 * @returns null when the layout needs more than 63 bits, or there are more keys than the kernel's memory holds (some
 * 250 million).
 *
 * @example
 * ```ts
 * import { sortEventKeys } from "./sort_event_keys.ts";
 * // Person, then a time of 4 bits from 100 on, then a name of 2 bits.
 * const keys = BigInt64Array.of(0b10_0111_01n, 0b00_0000_10n, 0b10_0011_00n);
 * const layout = { person: 2, time: 4, leastTime: 100, name: { bits: 2, first: 0 }, properties: [] };
 * const events = sortEventKeys(keys, layout, null)!;
 * if (events.person.join() !== "0,1,1" || events.at.join() !== "100,103,107") throw new Error();
 * if (events.event.join() !== "2,0,1" || events.starts.join() !== "0,1,3") throw new Error();
 * ```
 */
export function sortEventKeys(
  keys: BigInt64Array,
  layout: KeyLayout,
  people: number | null,
): KeyedEvents | null {
  const count = keys.length;
  const tail = layout.properties.reduce((sum, { bits }) => sum + bits, 0);
  const timeShift = tail + layout.name.bits;
  const personShift = timeShift + layout.time;
  const bits = personShift + layout.person;
  const needed = bytesFor(count);
  if (bits > 63 || needed === null) return null;
  const kernel = ready(needed + 14 * block);
  const { buffer } = kernel.memory;
  new BigInt64Array(buffer, places.keys, count).set(keys);
  sortHere(kernel, count, bits);
  const person = new Uint32Array(count);
  const at = new Int32Array(count);
  const event = new Uint16Array(count);
  const properties = layout.properties.map((one) => ({
    values: roomFor(one.bytes, count),
    width: one.bits,
    least: -one.first,
  }));
  const [persons, times, names, firsts] = [0, 4, 8, 10].map((bytes) => needed + bytes * block) as Places;
  const begun = new StartList(people, count);
  kernel.begin();
  for (let from = 0; from < count; from += block) {
    const rows = Math.min(block, count - from);
    const keysAt = places.keys + 8 * from;
    const found = kernel.unpack(
      keysAt,
      rows,
      personShift,
      timeShift,
      tail,
      layout.time,
      layout.name.bits,
      layout.name.first,
      layout.leastTime,
      people === null ? 1 : 0,
      persons,
      times,
      names,
      firsts,
    );
    person.set(new Uint32Array(buffer, persons, rows), from);
    at.set(new Int32Array(buffer, times, rows), from);
    event.set(new Uint16Array(buffer, names, rows), from);
    const first = new Uint32Array(buffer, firsts, found);
    for (let k = 0; k < found; k++) begun.begin(person[from + first[k]!]!, from + first[k]!);
    let shift = tail;
    for (const field of properties) pull(kernel, field, from, shift -= field.width);
  }
  const starts = begun.finish();
  release(kernel);
  return {
    people: starts.length - 1,
    person,
    starts,
    at,
    event,
    properties: properties.map(({ values }) => values),
    ties: kernel.ties(),
    duplicates: kernel.duplicates(),
  };
}

type Places = [persons: number, times: number, names: number, firsts: number];

function roomFor(bytes: 1 | 2 | 4, count: number): Uint8Array | Uint16Array | Uint32Array {
  return bytes === 1 ? new Uint8Array(count) : bytes === 2 ? new Uint16Array(count) : new Uint32Array(count);
}

/** Where everybody's events begin, told person after person. */
class StartList {
  readonly #count: number;
  readonly #people: number | null;
  #starts: Uint32Array;
  #next = 0;

  constructor(people: number | null, count: number) {
    this.#count = count;
    this.#people = people;
    this.#starts = new Uint32Array((people ?? Math.min(count, 1024)) + 1);
  }

  /** The first event of a person; those passed over have none. */
  begin(person: number, event: number): void {
    if (person + 1 >= this.#starts.length) {
      const room = new Uint32Array(Math.min(2 * (person + 1), this.#count) + 1);
      room.set(this.#starts);
      this.#starts = room;
    }
    while (this.#next <= person) this.#starts[this.#next++] = event;
  }

  finish(): Uint32Array {
    const people = this.#people ?? this.#next;
    const starts = this.#starts.length === people + 1 ? this.#starts : this.#starts.slice(0, people + 1);
    return starts.fill(this.#count, this.#next);
  }
}
