import type { PersonPath } from "./_person_path.ts";

/**
 * Matches events to steps, one event a step, whatever the order of the steps (Kuhn 1955, by augmenting paths).
 *
 * Events that may fill the same steps are interchangeable, so of each kind only as many as there are steps are ever
 * looked at, the earliest ones.
 */
export class StepMatching {
  /** By step, from 0: the place of the event that fills it; −1 when none does. */
  readonly placeOf: Int32Array;
  readonly #tried: Uint8Array;
  #path: PersonPath | undefined;
  readonly #kinds: number[] = [];
  #kindOf = new Map<number, number>();
  /** By kind: places of its events, ascending. */
  readonly #places: number[][] = [];

  constructor(steps: number) {
    this.placeOf = new Int32Array(steps);
    this.#tried = new Uint8Array(steps);
  }

  /** Sorts the events of a path, from place `begin` on, into kinds. */
  read(path: PersonPath, begin: number): void {
    this.#path = path;
    this.#kinds.length = 0;
    this.#kindOf = new Map();
    for (let i = begin; i < path.length; i++) {
      const mask = path.mask[i]!;
      if (mask === 0) continue;
      let kind = this.#kindOf.get(mask);
      if (kind === undefined) {
        kind = this.#kinds.length;
        this.#kindOf.set(mask, kind);
        this.#kinds.push(mask);
        (this.#places[kind] ??= []).length = 0;
      }
      this.#places[kind]!.push(i);
    }
  }

  /** Forgets the matching. */
  clear(): void {
    this.placeOf.fill(-1);
  }

  /** Places that can matter to the steps of `wanted`, from `begin` on and up to the time `until`, ascending. */
  candidates(wanted: number, begin: number, until: number): number[] {
    const path = this.#path!;
    const most = bits(wanted);
    const found: number[] = [];
    this.#kinds.forEach((mask, kind) => {
      if ((mask & wanted) === 0) return;
      const places = this.#places[kind]!;
      const first = lowerBound(places, begin);
      const last = Math.min(first + most, places.length);
      for (let k = first; k < last && path.time[places[k]!]! <= until; k++) found.push(places[k]!);
    });
    return found.sort((a, b) => a - b);
  }

  /** Gives the event at `place` a step of `wanted`, moving others when need be; false when there is none left. */
  fill(place: number, wanted: number): boolean {
    this.#tried.fill(0);
    return this.#augment(place, wanted);
  }

  /** Which steps the events of a path can fill at all, as bits: each step that can be added to those before it. */
  fillable(path: PersonPath): number {
    let union = 0;
    let shared = false;
    for (let i = 0; i < path.length; i++) {
      const mask = path.mask[i]!;
      union |= mask;
      if ((mask & (mask - 1)) !== 0) shared = true;
    }
    if (!shared) return union;
    this.read(path, 0);
    let wanted = 0;
    for (let step = 0; step < this.placeOf.length; step++) {
      const more = wanted | 1 << step;
      this.clear();
      const filled = this.candidates(more, 0, Infinity).filter((place) => this.fill(place, more)).length;
      if (filled === bits(more)) wanted = more;
    }
    return wanted;
  }

  #augment(place: number, wanted: number): boolean {
    for (let rest = this.#path!.mask[place]! & wanted; rest !== 0;) {
      const bit = rest & -rest;
      rest ^= bit;
      const step = 31 - Math.clz32(bit);
      if (this.#tried[step] === 1) continue;
      this.#tried[step] = 1;
      const holder = this.placeOf[step]!;
      if (holder < 0 || this.#augment(holder, wanted)) {
        this.placeOf[step] = place;
        return true;
      }
    }
    return false;
  }
}

/** How many steps a mask holds. */
export function bits(mask: number): number {
  let n = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) n++;
  return n;
}

function lowerBound(sorted: readonly number[], least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
