/** With more codes than this, pairs are looked up in a map instead of a square. */
const mostSquare = 1500;

/** Numbers pairs of codes as they come. */
export class PairNumbers {
  /** How many different pairs there are so far. */
  count = 0;
  readonly #size: number;
  readonly #square: Int32Array | null;
  readonly #map = new Map<number, number>();
  readonly #keys: number[] = [];

  constructor(size: number) {
    this.#size = size;
    this.#square = size <= mostSquare ? new Int32Array(size * size).fill(-1) : null;
  }

  /** The number of a pair, from 0. */
  of(from: number, to: number): number {
    const key = from * this.#size + to;
    const known = this.#square === null ? this.#map.get(key) ?? -1 : this.#square[key]!;
    return known >= 0 ? known : this.#add(key);
  }

  from(pair: number): number {
    return Math.floor(this.#keys[pair]! / this.#size);
  }

  to(pair: number): number {
    return this.#keys[pair]! % this.#size;
  }

  #add(key: number): number {
    this.#keys.push(key);
    if (this.#square === null) this.#map.set(key, this.count);
    else this.#square[key] = this.count;
    return this.count++;
  }
}
