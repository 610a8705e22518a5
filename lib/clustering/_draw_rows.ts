import { random } from "../kernels/mod.ts";

/** So many of the rows at random, each at most once, in their order (Vitter's selection sampling). */
export function drawRows(rows: number, count: number, seed: number): Uint32Array {
  const out = new Uint32Array(Math.min(rows, count));
  const next = random(seed);
  let taken = 0;
  for (let i = 0; i < rows && taken < out.length; i++) {
    if (next() * (rows - i) < out.length - taken) out[taken++] = i;
  }
  return out;
}
