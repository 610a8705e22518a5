import {
  bytesOfKeys,
  type EventKernel,
  eventPlaces,
  hasRoom,
  readyEventKernel,
  releaseEventKernel,
} from "./_event_kernel.ts";
import { block, mostFineBits, mostHighBits } from "./_sort_kernel.ts";

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
 * Sorts events that stand as whole numbers of 64 bits, and takes the numbers apart. Keys are dealt out to buckets in
 * WebAssembly as they come, then one bucket after the other is sorted and taken apart, in a time that grows with their
 * number only. That takes some 8 bytes a key and what comes out of them; more where one person has a great part of
 * all events.
 *
 * @example
 * ```ts
 * import { EventKeySorter } from "./event_key_sorter.ts";
 * // Person, then a time of 4 bits from 100 on, then a name of 2 bits.
 * const layout = { person: 2, time: 4, leastTime: 100, name: { bits: 2, first: 0 }, properties: [] };
 * const sorter = EventKeySorter.of(layout, null)!;
 * sorter.take(BigInt64Array.of(0b10_0111_01n, 0b00_0000_10n));
 * sorter.take(BigInt64Array.of(0b10_0011_00n));
 * const events = sorter.finish()!;
 * if (events.person.join() !== "0,1,1" || events.at.join() !== "100,103,107") throw new Error();
 * if (events.event.join() !== "2,0,1" || events.starts.join() !== "0,1,3") throw new Error();
 * ```
 */
export class EventKeySorter {
  readonly #layout: KeyLayout;
  readonly #people: number | null;
  readonly #kernel: EventKernel;
  /** Where the kernel's blocks of keys end. */
  #top: number = eventPlaces.arena;
  #count = 0;
  #isFull = false;

  private constructor(layout: KeyLayout, people: number | null, bits: number) {
    this.#layout = layout;
    this.#people = people;
    this.#kernel = readyEventKernel();
    const highBits = Math.min(mostHighBits, bits);
    this.#kernel.begin(eventPlaces.tables, highBits, bits - highBits, eventPlaces.arena);
  }

  /**
   * A sorter without keys.
   *
   * @param people How many people there are, from 0; null: as many as there are different ones, who are numbered anew
   * without gaps, in the same order.
   * @returns null when the layout needs more than 63 bits.
   */
  static of(layout: KeyLayout, people: number | null): EventKeySorter | null {
    const { person, time, name, properties } = layout;
    const bits = properties.reduce((sum, one) => sum + one.bits, person + time + name.bits);
    return bits > 63 ? null : new EventKeySorter(layout, people, bits);
  }

  /** Takes keys, which are not negative, in any order. They are left as they are. */
  take(keys: BigInt64Array): void {
    const kernel = this.#kernel;
    for (let from = 0; from < keys.length && !this.#isFull; from += block) {
      const part = keys.subarray(from, from + block);
      this.#isFull = !hasRoom(kernel, this.#top + bytesOfKeys(part.length));
      if (this.#isFull) return;
      new BigInt64Array(kernel.memory.buffer, eventPlaces.keys, part.length).set(part);
      this.#top = kernel.take(eventPlaces.keys, part.length) >>> 0;
      this.#count += part.length;
    }
  }

  /**
   * The events of all keys, in order. The sorter is of no use afterwards.
   *
   * @returns null when there are more keys than the kernel's memory holds: some 500 million, or 170 million of one
   * person.
   */
  finish(): KeyedEvents | null {
    const [layout, kernel, count] = [this.#layout, this.#kernel, this.#count];
    const room = Math.max(kernel.largest() >>> 0, Math.min(count, block));
    const other = this.#top + 8 * room;
    if (this.#isFull || !hasRoom(kernel, other + 8 * room)) return null;
    const tail = layout.properties.reduce((sum, { bits }) => sum + bits, 0);
    const timeShift = tail + layout.name.bits;
    const person = new Uint32Array(count);
    const at = new Int32Array(count);
    const event = new Uint16Array(count);
    const properties = layout.properties.map(({ bytes }) => roomFor(bytes, count));
    const begun = new StartList(this.#people, count);
    const { buffer } = kernel.memory;
    const { persons, times, names, firsts, fine, counts } = eventPlaces;
    let from = 0;
    for (;;) {
      const sorted = kernel.next(this.#top, other, room, fine, mostFineBits, counts) >>> 0;
      if (sorted === 0) break;
      for (let k = 0; k < sorted; k += block) {
        const rows = Math.min(block, sorted - k);
        const keys = this.#top + 8 * k;
        const found = kernel.unpack(
          keys,
          rows,
          timeShift + layout.time,
          timeShift,
          tail,
          layout.time,
          layout.name.bits,
          layout.name.first,
          layout.leastTime,
          this.#people === null ? 1 : 0,
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
        layout.properties.forEach((field, j) => {
          pull(kernel, field, properties[j]!.subarray(from, from + rows), keys, shift -= field.bits);
        });
        from += rows;
      }
    }
    const starts = begun.finish();
    releaseEventKernel(kernel);
    return {
      people: starts.length - 1,
      person,
      starts,
      at,
      event,
      properties,
      ties: kernel.ties() >>> 0,
      duplicates: kernel.duplicates() >>> 0,
    };
  }
}

type Codes = Uint8Array | Uint16Array | Uint32Array;

function roomFor(bytes: 1 | 2 | 4, count: number): Codes {
  return bytes === 1 ? new Uint8Array(count) : bytes === 2 ? new Uint16Array(count) : new Uint32Array(count);
}

/** Reads codes out of keys: the bits above the lowest `shift`. */
function pull(
  kernel: EventKernel,
  { bits, first }: KeyCode,
  codes: Codes,
  keys: number,
  shift: number,
): void {
  const { values } = eventPlaces;
  const { buffer } = kernel.memory;
  const size = codes.BYTES_PER_ELEMENT;
  const pulled = size === 4 ? kernel.pull32 : size === 2 ? kernel.pull16 : kernel.pull8;
  pulled(values, keys, codes.length, -first, bits, shift);
  const Read = codes.constructor as { new (buffer: ArrayBufferLike, at: number, rows: number): Codes };
  codes.set(new Read(buffer, values, codes.length));
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
