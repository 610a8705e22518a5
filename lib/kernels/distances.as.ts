// @ts-nocheck: checked by asc, not by TypeScript

// AssemblyScript, compiled to distances.wasm by `deno task kernels`. Plain SIMD: the same bits on every CPU.
// Memory: the matrix's, shared with workers.

/**
 * Distances of one row to those from `start` to before `stop`, in double precision, to `out`. Rows are padded with
 * zeros to `width` numbers, a multiple of four.
 */
export function euclidean(data: usize, width: i32, row: i32, start: i32, stop: i32, out: usize): void {
  const step = <usize>width << 2;
  const own = data + <usize>row * step;
  let other = data + <usize>start * step;
  for (let i = start; i < stop; i++) {
    let even = f64x2.splat(0), odd = f64x2.splat(0);
    for (let j: usize = 0; j < step; j += 16) {
      const a = v128.load(own + j), b = v128.load(other + j);
      const low = f64x2.sub(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(b));
      const high = f64x2.sub(f64x2.promote_low_f32x4(upper(a)), f64x2.promote_low_f32x4(upper(b)));
      even = f64x2.add(even, f64x2.mul(low, low));
      odd = f64x2.add(odd, f64x2.mul(high, high));
    }
    const sum = f64x2.add(even, odd);
    store<f64>(out, Math.sqrt(f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)));
    other += step;
    out += 8;
  }
}

/** The same with the sum of absolute differences. */
export function manhattan(data: usize, width: i32, row: i32, start: i32, stop: i32, out: usize): void {
  const step = <usize>width << 2;
  const own = data + <usize>row * step;
  let other = data + <usize>start * step;
  for (let i = start; i < stop; i++) {
    let even = f64x2.splat(0), odd = f64x2.splat(0);
    for (let j: usize = 0; j < step; j += 16) {
      const a = v128.load(own + j), b = v128.load(other + j);
      const low = f64x2.sub(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(b));
      const high = f64x2.sub(f64x2.promote_low_f32x4(upper(a)), f64x2.promote_low_f32x4(upper(b)));
      even = f64x2.add(even, f64x2.abs(low));
      odd = f64x2.add(odd, f64x2.abs(high));
    }
    const sum = f64x2.add(even, odd);
    store<f64>(out, f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
    other += step;
    out += 8;
  }
}

/** The upper two of four numbers, moved down. */
@inline
function upper(x: v128): v128 {
  return i8x16.shuffle(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
}
