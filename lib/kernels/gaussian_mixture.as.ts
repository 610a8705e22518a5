// @ts-nocheck: checked by asc, not by TypeScript

// AssemblyScript, compiled to gaussian_mixture.wasm by `deno task kernels`. Plain SIMD: the same bits on every CPU.
// Memory: its own.
//
// Two rows go through at once, one in each lane: columns stand one after the other, padded to an even number of rows
// (the last one with weight 0). Factors are lower triangles of inverse Cholesky factors, or diagonals of them.

/** Where memory is free: behind the tables of exponential and logarithm. */
export function free(): usize {
  return (__heap_base + 15) & ~15;
}

/** exp of both lanes, 0 for what is too small to matter. */
@inline
function both(x: v128): v128 {
  const a = f64x2.extract_lane(x, 0);
  const b = f64x2.extract_lane(x, 1);
  return f64x2.replace_lane(
    f64x2.splat(a > -700 ? Math.exp(a) : 0),
    1,
    b > -700 ? Math.exp(b) : 0,
  );
}

/**
 * One expectation step: the weighted log-likelihood, and for every component the expected people (`counts`), the sums
 * of their differences from its mean (`sums`, one a column) and of the products of these (`products`, one a pair of
 * columns, or one a column if `diagonal`). All of these keep two lanes, to be added up by the caller. `posterior`
 * (0: not wanted) gets the chances, component by component.
 */
export function expect(
  data: usize,
  weights: usize,
  rows: i32,
  columns: i32,
  components: i32,
  diagonal: bool,
  means: usize,
  factors: usize,
  constants: usize,
  counts: usize,
  sums: usize,
  products: usize,
  scratch: usize,
  posterior: usize,
): f64 {
  let likelihood: f64 = 0;
  const column = <usize>rows << 3;
  const pairs = diagonal ? columns : (columns * (columns + 1)) >> 1;
  const line = <usize>columns << 4;
  const chances = scratch + <usize>components * line;
  for (let i = 0; i < rows; i += 2) {
    const row = data + (<usize>i << 3);
    let most = f64x2.splat(-Infinity);
    for (let c = 0; c < components; c++) {
      const differences = scratch + <usize>c * line;
      const mean = means + (<usize>(c * columns) << 3);
      let factor = factors + (<usize>(c * pairs) << 3);
      let square = f64x2.splat(0);
      for (let j = 0; j < columns; j++) {
        const x = f64x2.sub(v128.load(row + <usize>j * column), v128.load64_splat(mean + (<usize>j << 3)));
        v128.store(differences + (<usize>j << 4), x);
        let z = f64x2.splat(0);
        if (diagonal) {
          z = f64x2.mul(x, v128.load64_splat(factor));
          factor += 8;
        } else {
          for (let m = 0; m <= j; m++) {
            z = f64x2.add(z, f64x2.mul(v128.load(differences + (<usize>m << 4)), v128.load64_splat(factor)));
            factor += 8;
          }
        }
        square = f64x2.add(square, f64x2.mul(z, z));
      }
      const log = f64x2.sub(
        v128.load64_splat(constants + (<usize>c << 3)),
        f64x2.mul(square, f64x2.splat(0.5)),
      );
      v128.store(chances + (<usize>c << 4), log);
      most = f64x2.max(most, log);
    }
    let total = f64x2.splat(0);
    for (let c = 0; c < components; c++) {
      const at = chances + (<usize>c << 4);
      const chance = both(f64x2.sub(v128.load(at), most));
      v128.store(at, chance);
      total = f64x2.add(total, chance);
    }
    const weight = v128.load(weights + (<usize>i << 3));
    likelihood += f64x2.extract_lane(weight, 0) * (f64x2.extract_lane(most, 0) + Math.log(f64x2.extract_lane(total, 0)));
    likelihood += f64x2.extract_lane(weight, 1) * (f64x2.extract_lane(most, 1) + Math.log(f64x2.extract_lane(total, 1)));
    for (let c = 0; c < components; c++) {
      const chance = f64x2.div(v128.load(chances + (<usize>c << 4)), total);
      if (posterior) v128.store(posterior + <usize>c * column + (<usize>i << 3), chance);
      const people = f64x2.mul(chance, weight);
      if (f64x2.extract_lane(people, 0) == 0 && f64x2.extract_lane(people, 1) == 0) continue;
      const differences = scratch + <usize>c * line;
      const count = counts + (<usize>c << 4);
      v128.store(count, f64x2.add(v128.load(count), people));
      let sum = sums + <usize>c * line;
      let product = products + (<usize>(c * pairs) << 4);
      for (let j = 0; j < columns; j++) {
        const x = v128.load(differences + (<usize>j << 4));
        const px = f64x2.mul(people, x);
        v128.store(sum, f64x2.add(v128.load(sum), px));
        sum += 16;
        if (diagonal) {
          v128.store(product, f64x2.add(v128.load(product), f64x2.mul(px, x)));
          product += 16;
        } else {
          for (let m = 0; m <= j; m++) {
            const y = v128.load(differences + (<usize>m << 4));
            v128.store(product, f64x2.add(v128.load(product), f64x2.mul(px, y)));
            product += 16;
          }
        }
      }
    }
  }
  return likelihood;
}
