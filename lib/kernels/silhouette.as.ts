// AssemblyScript, compiled to silhouette.wasm by `deno task kernels`. Plain SIMD: the same bits on every CPU.
// Memory: the matrix's, shared with workers.
//
// Rows stand sorted by cluster and turned in blocks of four: four rows side by side, column by column, so that one
// instruction measures one row against four. A block holds rows of one cluster only; where a cluster does not fill
// its last block, the block is padded with copies of the cluster's last row, whose distances are taken off again.

/**
 * For rows `start` to `end` (as blocks of four turned rows): the sum of distances to all rows of each cluster.
 * `turned` holds the blocks, `first` the first block of each cluster (k + 1 numbers). Sums go to
 * `sums[(row * k) + cluster]`, row counting padded rows.
 */
export function distances(
  turned: usize,
  width: i32,
  first: usize,
  k: i32,
  start: i32,
  end: i32,
  sums: usize,
): void {
  const size = <usize>width << 4;
  for (let b = start; b < end; b++) {
    const own = turned + <usize>b * size;
    for (let c = 0; c < k; c++) {
      let s0a = f64x2.splat(0), s0b = f64x2.splat(0), s1a = f64x2.splat(0), s1b = f64x2.splat(0);
      const last = <i32>load<u32>(first + (<usize>(c + 1) << 2));
      let other = turned + <usize>load<u32>(first + (<usize>c << 2)) * size;
      let t0 = f32x4.splat(0), t1 = f32x4.splat(0), t2 = f32x4.splat(0), t3 = f32x4.splat(0);
      let left = 256;
      for (let o = <i32>load<u32>(first + (<usize>c << 2)); o < last; o++) {
        let d0 = f32x4.splat(0), d1 = f32x4.splat(0), d2 = f32x4.splat(0), d3 = f32x4.splat(0);
        let mine = own;
        for (let j = 0; j < width; j++) {
          const y = v128.load(other);
          const e0 = f32x4.sub(v128.load32_splat(mine), y);
          const e1 = f32x4.sub(v128.load32_splat(mine, 4), y);
          const e2 = f32x4.sub(v128.load32_splat(mine, 8), y);
          const e3 = f32x4.sub(v128.load32_splat(mine, 12), y);
          d0 = f32x4.add(d0, f32x4.mul(e0, e0));
          d1 = f32x4.add(d1, f32x4.mul(e1, e1));
          d2 = f32x4.add(d2, f32x4.mul(e2, e2));
          d3 = f32x4.add(d3, f32x4.mul(e3, e3));
          mine += 16;
          other += 16;
        }
        t0 = f32x4.add(t0, f32x4.sqrt(d0));
        t1 = f32x4.add(t1, f32x4.sqrt(d1));
        t2 = f32x4.add(t2, f32x4.sqrt(d2));
        t3 = f32x4.add(t3, f32x4.sqrt(d3));
        if (--left == 0) {
          left = 256;
          s0a = f64x2.add(s0a, f64x2.add(half(t0, 0), half(t0, 1)));
          s0b = f64x2.add(s0b, f64x2.add(half(t1, 0), half(t1, 1)));
          s1a = f64x2.add(s1a, f64x2.add(half(t2, 0), half(t2, 1)));
          s1b = f64x2.add(s1b, f64x2.add(half(t3, 0), half(t3, 1)));
          t0 = f32x4.splat(0);
          t1 = f32x4.splat(0);
          t2 = f32x4.splat(0);
          t3 = f32x4.splat(0);
        }
      }
      s0a = f64x2.add(s0a, f64x2.add(half(t0, 0), half(t0, 1)));
      s0b = f64x2.add(s0b, f64x2.add(half(t1, 0), half(t1, 1)));
      s1a = f64x2.add(s1a, f64x2.add(half(t2, 0), half(t2, 1)));
      s1b = f64x2.add(s1b, f64x2.add(half(t3, 0), half(t3, 1)));
      const at = sums + (<usize>((b << 2) * k + c) << 3);
      const row = <usize>k << 3;
      store<f64>(at, f64x2.extract_lane(s0a, 0) + f64x2.extract_lane(s0a, 1));
      store<f64>(at + row, f64x2.extract_lane(s0b, 0) + f64x2.extract_lane(s0b, 1));
      store<f64>(at + row * 2, f64x2.extract_lane(s1a, 0) + f64x2.extract_lane(s1a, 1));
      store<f64>(at + row * 3, f64x2.extract_lane(s1b, 0) + f64x2.extract_lane(s1b, 1));
    }
  }
}

@inline
function half(v: v128, which: i32): v128 {
  return f64x2.promote_low_f32x4(which == 0 ? v : v128.shuffle<f32>(v, v, 2, 3, 2, 3));
}
