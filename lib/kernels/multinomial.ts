/** Poisson variables of larger means are sums of ones of this mean. */
const largestMean = 32;

/**
 * Draws, again and again, as many things as there are, with replacement, from kinds of which there are `counts[i]`:
 * what the bootstrap needs. Each call of the returned function fills `out` with how many of each kind were drawn.
 *
 * The numbers are multinomial exactly: independent Poisson variables of slightly too small means, then the missing
 * few one by one. Work for a draw is about the number of kinds, however many things there are.
 *
 * @param counts Whole numbers, 0 or more.
 * @param random Numbers in [0, 1).
 * @throws {RangeError} A count is not a whole number, or all are 0.
 *
 * @example
 * ```ts
 * import { multinomial } from "./multinomial.ts";
 * import { random } from "./random.ts";
 * const draw = multinomial(Float64Array.of(5, 0, 95), random(1));
 * const out = draw(new Float64Array(3));
 * if (out[0]! + out[2]! !== 100 || out[1] !== 0) throw new Error();
 * ```
 */
export function multinomial(
  counts: Float64Array,
  random: () => number,
): (out: Float64Array<ArrayBuffer>) => Float64Array<ArrayBuffer> {
  const upTo = new Float64Array(counts.length);
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    if (!Number.isSafeInteger(counts[i]!) || counts[i]! < 0) {
      throw new RangeError(
        `Cannot draw from ${counts[i]} things of kind ${i}: counts must be whole, 0 or more`,
      );
    }
    upTo[i] = total += counts[i]!;
  }
  if (total === 0) throw new RangeError("Cannot draw from nothing: all counts are 0");
  const scale = Math.max(0, 1 - 4 / Math.sqrt(total));
  const tables = new Map<number, Float64Array>();
  const table = (mean: number) => {
    let known = tables.get(mean);
    if (!known) tables.set(mean, known = poissonTable(mean));
    return known;
  };
  const whole = table(largestMean);
  const rest = Array.from(counts, (count) => table(count * scale % largestMean));
  const wholes = Uint32Array.from(counts, (count) => Math.floor(count * scale / largestMean));
  return (out) => {
    let drawn: number;
    do {
      drawn = 0;
      for (let i = 0; i < counts.length; i++) {
        let n = 0;
        if (counts[i]! > 0) {
          for (let k = wholes[i]!; k > 0; k--) n += fromTable(whole, random());
          n += fromTable(rest[i]!, random());
        }
        out[i] = n;
        drawn += n;
      }
    } while (drawn > total);
    for (; drawn < total; drawn++) out[firstAbove(upTo, random() * total)]!++;
    return out;
  };
}

/** P(X ≤ k) for k = 0, 1, … until what is left is less than a random number can tell. */
function poissonTable(mean: number): Float64Array {
  const sums: number[] = [];
  let term = Math.exp(-mean);
  let sum = 0;
  for (let k = 0; k <= mean || 1 - sum > 2 ** -40 && term > 0; k++, term *= mean / k) sums.push(sum += term);
  return Float64Array.from(sums);
}

function fromTable(table: Float64Array, uniform: number): number {
  let k = 0;
  while (k < table.length - 1 && uniform >= table[k]!) k++;
  return k;
}

function firstAbove(upTo: Float64Array, value: number): number {
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (upTo[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
