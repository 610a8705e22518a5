const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const values = new Map([...alphabet].map((letter, i) => [letter, i]));

/** Reads the bits of a base64url text, as the IAB's consent strings are written: six bits a letter, no padding. */
export class Bits {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    if (!/^[A-Za-z0-9_-]+$/.test(text)) throw new RangeError("it is not base64url");
    this.#text = text;
  }

  /** How many bits there are. */
  get length(): number {
    return this.#text.length * 6;
  }

  /** The next bit. */
  bit(): boolean {
    if (this.#at >= this.length) throw new RangeError("it ends too early");
    const letter = values.get(this.#text[Math.floor(this.#at / 6)]!)!;
    return ((letter >> (5 - this.#at++ % 6)) & 1) === 1;
  }

  /** The next bits as a number, the most significant first; up to 48. */
  number(bits: number): number {
    let value = 0;
    for (let i = 0; i < bits; i++) value = value * 2 + (this.bit() ? 1 : 0);
    return value;
  }

  /** The places, from 1, of the ones among the next bits. */
  places(bits: number): number[] {
    const found: number[] = [];
    for (let i = 1; i <= bits; i++) if (this.bit()) found.push(i);
    return found;
  }

  /** The next letters A to Z, six bits each. */
  letters(count: number): string {
    return Array.from({ length: count }, () => String.fromCharCode(65 + this.number(6))).join("");
  }

  /** Numbers written as singles and ranges of 16 bits, after their count in 12. */
  ranges(): number[] {
    const found: number[] = [];
    for (let entries = this.number(12); entries > 0; entries--) {
      const isRange = this.bit();
      const first = this.number(16);
      const last = isRange ? this.number(16) : first;
      if (first === 0 || last < first) throw new RangeError("a range in it runs backwards");
      for (let one = first; one <= last; one++) found.push(one);
    }
    return found;
  }

  /** A whole number from 1 in Fibonacci coding: sums of 1, 2, 3, 5, 8 …, ended by two ones. */
  fibonacci(): number {
    let [step, next, sum, before] = [1, 2, 0, false];
    for (let i = 0; i < 40; i++) {
      const bit = this.bit();
      if (bit && before) return sum;
      if (bit) sum += step;
      [step, next, before] = [next, step + next, bit];
    }
    throw new RangeError("a number in it has no end");
  }
}
