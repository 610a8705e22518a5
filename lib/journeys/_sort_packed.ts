import type { EventColumns, SortedEvents } from "./_sort_events.ts";

/** Whole numbers up to 2^53 are exact as doubles. */
const bits = 53;
const few = 40;

/** A field of a packed event. */
interface Field {
  /** Where its values are read, and written back. */
  readonly values: Int32Array | Uint32Array | Uint16Array | Uint8Array;
  /** Its least value. */
  readonly least: number;
  /** How many values there are from the least to the greatest: a whole power of two. */
  readonly size: number;
}

/**
 * Sorts events that fit in one number each (time, name and properties, from their least to their greatest values),
 * which is most logs: a person's events are then dealt out with one write each, and sorted as plain numbers.
 *
 * @param starts `starts[p]` is where the events of person p shall begin.
 * @returns The arrays given, sorted; null when events do not fit or have a sequence.
 */
export function sortPacked(events: EventColumns, starts: Uint32Array): SortedEvents | null {
  const { people, person, at, event, properties, sequence } = events;
  const count = person.length;
  if (sequence !== null || at instanceof Float64Array) return null;
  const fields = [at, event, ...properties].map(fieldOf);
  if (fields.reduce((sum, { size }) => sum + Math.log2(size), 0) > bits) return null;
  const [first, ...others] = fields as [Field, ...Field[]];
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) keys[i] = first.values[i]! - first.least;
  for (const { values, least, size } of others) {
    for (let i = 0; i < count; i++) keys[i] = keys[i]! * size + (values[i]! - least);
  }
  const dealt = new Float64Array(count);
  const next = starts.slice(0, people);
  for (let i = 0; i < count; i++) dealt[next[person[i]!]!++] = keys[i]!;
  for (let p = 0; p < people; p++) {
    const begin = starts[p]!;
    const end = starts[p + 1]!;
    if (end - begin > few) dealt.subarray(begin, end).sort();
    else insert(dealt, begin, end);
    person.fill(p, begin, end);
  }
  for (const { values, least, size } of others.toReversed()) {
    const share = 1 / size;
    for (let i = 0; i < count; i++) {
      const key = dealt[i]!;
      const rest = Math.floor(key * share);
      values[i] = key - rest * size + least;
      dealt[i] = rest;
    }
  }
  for (let i = 0; i < count; i++) first.values[i] = dealt[i]! + first.least;
  return { ...events, starts };
}

function fieldOf(values: Field["values"]): Field {
  let least = values.length === 0 ? 0 : Infinity;
  let greatest = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > greatest || i === 0) greatest = value;
  }
  return { values, least, size: 2 ** Math.ceil(Math.log2(greatest - least + 1)) };
}

function insert(keys: Float64Array, begin: number, end: number): void {
  for (let k = begin + 1; k < end; k++) {
    const key = keys[k]!;
    let j = k;
    for (; j > begin && keys[j - 1]! > key; j--) keys[j] = keys[j - 1]!;
    keys[j] = key;
  }
}
