import { Team } from "./_team.ts";
import { inTurn } from "./in_turn.ts";
import { type Matrix, Scratch } from "./matrix.ts";

/** Rows are measured in this many stretches, two of them at a time by whoever is free. */
const stretches = 16;
const manyRows = 8000;

let compiled: Promise<WebAssembly.Module> | undefined;

function silhouetteModule(): Promise<WebAssembly.Module> {
  return compiled ??= Deno.readFile(new URL("./silhouette.wasm", import.meta.url)).then((bytes) =>
    WebAssembly.compile(bytes)
  );
}

/**
 * Silhouette width of every row (Rousseeuw 1987), exact: (b − a) / max(a, b), where a is the mean distance to the
 * other rows of the own cluster and b the smallest mean distance to another cluster. 0 for a row alone in its
 * cluster. Rows² / 2 distances in single precision, added up in double: cost grows with the square of the rows. From
 * 8,000 rows on, helpers share the work; the result is the same with any number of them.
 *
 * @param labels Cluster of each row, 0 to k − 1.
 * @param k Number of clusters, 2 or more with at least one row.
 * @param helpers Workers beside this thread. Default: none for few rows, then one a further core.
 * @throws {RangeError} Fewer than two clusters have rows.
 *
 * @example
 * ```ts
 * import { matrixOf, silhouette } from "./mod.ts";
 * const widths = await silhouette(matrixOf([[0, 1, 10]]), new Uint16Array([0, 0, 1]), 2);
 * // Row 0: a = 1, b = 10; row 1: a = 1, b = 9; row 2 is alone.
 * if (widths.map((w) => Math.round(w * 1e4) / 1e4).join() !== "0.9,0.8889,0") throw new Error(widths.join());
 * ```
 */
export async function silhouette(
  matrix: Matrix,
  labels: Uint16Array,
  k: number,
  helpers: number = matrix.rows < manyRows ? 0 : Team.helpers(),
): Promise<Float64Array> {
  const module = await silhouetteModule();
  return inTurn(matrix, () => Promise.resolve(measure(module, matrix, labels, k, helpers)));
}

function measure(
  module: WebAssembly.Module,
  matrix: Matrix,
  labels: Uint16Array,
  k: number,
  helpers: number,
): Float64Array {
  const { rows, width, columns, data } = matrix;
  const sizes = new Uint32Array(k);
  for (const label of labels) sizes[label]!++;
  if (sizes.filter((size) => size > 0).length < 2) {
    throw new RangeError("Cannot work out silhouettes: fewer than two clusters have rows");
  }
  const first = new Uint32Array(k + 1);
  for (let c = 0; c < k; c++) first[c + 1] = first[c]! + Math.ceil(sizes[c]! / 4);
  const padded = first[k]! * 4;
  const memory = new Scratch(matrix);
  const turnedAt = memory.take(padded * columns * 4);
  const firstAt = memory.take((k + 1) * 4);
  const sumsAt = memory.take(padded * k * 8);
  const turned = memory.singles(turnedAt, padded * columns);
  new Uint32Array(matrix.memory.buffer, firstAt, k + 1).set(first);

  const next = Uint32Array.from(first.subarray(0, k), (block) => block * 4);
  const place = new Uint32Array(rows);
  const put = (row: number, at: number) => {
    const block = (at >> 2) * columns * 4 + (at & 3);
    for (let j = 0; j < columns; j++) turned[block + j * 4] = data[row * width + j]!;
  };
  const last = new Uint32Array(k);
  for (let i = 0; i < rows; i++) {
    const label = labels[i]!;
    place[i] = next[label]!++;
    last[label] = i;
    put(i, place[i]!);
  }
  for (let c = 0; c < k; c++) for (let at = next[c]!; at < first[c + 1]! * 4; at++) put(last[c]!, at);

  using team = new Team(module, matrix.memory, helpers);
  const blocks = first[k]!;
  const count = blocks < stretches * 16 ? 2 : stretches;
  const edge = (stretch: number) => Math.floor(blocks * stretch / count);
  const longest = Math.ceil(blocks / count) * 16;
  const roomAt = Array.from({ length: count }, () => memory.take(longest));
  for (const round of rounds(count)) {
    team.run(
      "pair",
      round.map(([a, b], i) => [
        ...[turnedAt, columns, firstAt, k],
        ...[edge(a), edge(a + 1), edge(b), edge(b + 1)],
        ...[sumsAt, roomAt[i]!],
      ]),
    );
  }

  const sums = memory.doubles(sumsAt, padded * k);
  const surplus = Uint32Array.from(sizes, (size) => (4 - size % 4) % 4);
  const widths = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const own = labels[i]!;
    if (sizes[own] === 1) continue;
    let a = 0;
    let b = Infinity;
    for (let c = 0; c < k; c++) {
      if (sizes[c] === 0) continue;
      let sum = sums[place[i]! * k + c]!;
      if (surplus[c]! > 0) sum -= surplus[c]! * apart(matrix, i, last[c]!);
      if (c === own) a = sum / (sizes[c]! - 1);
      else b = Math.min(b, sum / sizes[c]!);
    }
    widths[i] = a === b ? 0 : (b - a) / Math.max(a, b);
  }
  return widths;
}

function apart({ width, columns, data }: Matrix, i: number, j: number): number {
  let sum = 0;
  for (let x = 0; x < columns; x++) {
    const t = data[i * width + x]! - data[j * width + x]!;
    sum += t * t;
  }
  return Math.sqrt(sum);
}

/**
 * Every pair of stretches once, each stretch with itself too, in rounds in which no stretch comes twice: so workers
 * never add to the same row, and always in the same order (the circle method of tournaments).
 */
function rounds(count: number): [number, number][][] {
  const itself = Array.from({ length: count }, (_, i): [number, number] => [i, i]);
  const others = Array.from(
    { length: count - 1 },
    (_, round) =>
      Array.from({ length: count / 2 }, (_, i): [number, number] => {
        const a = i === 0 ? count - 1 : (round + i) % (count - 1);
        return [a, (round - i + count - 1) % (count - 1)];
      }),
  );
  return [itself, ...others];
}
