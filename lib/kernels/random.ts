/**
 * A source of random numbers in [0, 1) that a seed fixes: the same seed, the same numbers, on every machine.
 *
 * Chris Doty-Humphrey's sfc32 (small fast counting generator, passes PractRand), 128 bits of state, numbers with
 * 32 random bits; the seed fills the state, and the first 16 numbers are thrown away to mix it. Not for secrets.
 *
 * @param seed Any whole number; its low 53 bits count.
 * @throws {RangeError} The seed is not a safe whole number.
 *
 * @example
 * ```ts
 * import { random } from "./random.ts";
 * const [a, b] = [random(1), random(1)];
 * if (a() !== b() || a() === random(2)()) throw new Error();
 * ```
 */
export function random(seed: number): () => number {
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`Cannot start random numbers from ${seed}: the seed must be a whole number`);
  }
  let a = seed | 0;
  let b = Math.floor(seed / 4_294_967_296) | 0;
  let c = 0x9e3779b9 | 0;
  let count = 1;
  const next = () => {
    const t = (a + b | 0) + count | 0;
    count = count + 1 | 0;
    a = b ^ b >>> 9;
    b = c + (c << 3) | 0;
    c = (c << 21 | c >>> 11) + t | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 16; i++) next();
  return next;
}
