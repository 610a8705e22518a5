// @ts-nocheck: checked by asc, not by TypeScript

// AssemblyScript, compiled to silhouette.wasm by `deno task kernels`. Plain SIMD: the same bits on every CPU.
// Memory: the matrix's, shared with workers.
//
// Rows stand sorted by cluster and turned in blocks of four: four rows side by side, column by column, so that one
// instruction measures one row against four. A block holds rows of one cluster only; where a cluster does not fill
// its last block, the block is padded with copies of the cluster's last row, whose distances are taken off again.

// How many blocks are added up in single precision before the sum moves on to double.
const together = 32;

/**
 * Measures every block of one stretch (`from` to `end`) against every block of another (`start` to `stop`) and adds
 * each distance to both rows it belongs to: to `sums[(row * k) + cluster of the other]`, row counting padded rows.
 * When the two stretches are the same, every pair in it is measured once. `turned` holds the blocks, `first` the first
 * block of each cluster (k + 1 numbers), `columns` room for one number a row of the other stretch.
 */
export function pair(
  turned: usize,
  width: i32,
  first: usize,
  k: i32,
  from: i32,
  end: i32,
  start: i32,
  stop: i32,
  sums: usize,
  columns: usize,
): void {
  const size = <usize>width << 4;
  const itself = from == start;
  memory.fill(columns, 0, <usize>(stop - start) << 4);
  let cluster = clusterOf(first, from);
  let held = 0;
  for (let b = from; b < end; b++) {
    if (b >= <i32>load<u32>(first + (<usize>(cluster + 1) << 2))) {
      spill(columns, start, stop, sums, k, cluster);
      held = 0;
      cluster = clusterOf(first, b);
    }
    const own = turned + <usize>b * size;
    let o = start;
    if (itself) {
      within(own, width, sums + (<usize>((b << 2) * k + cluster) << 3), <usize>k << 3);
      o = b + 1;
    }
    let c = o < stop ? clusterOf(first, o) : 0;
    while (o < stop) {
      const last = min<i32>(<i32>load<u32>(first + (<usize>(c + 1) << 2)), stop);
      o = against(own, width, turned, o, last, columns + (<usize>(o - start) << 4), sums + (<usize>((b << 2) * k + c) << 3), <usize>k << 3);
      c++;
    }
    if (++held == together) {
      spill(columns, start, stop, sums, k, cluster);
      held = 0;
    }
  }
  spill(columns, start, stop, sums, k, cluster);
}

/** One block against those from `o` to `last`, all of one cluster. */
@inline
function against(
  own: usize,
  width: i32,
  turned: usize,
  o: i32,
  last: i32,
  column: usize,
  at: usize,
  next: usize,
): i32 {
  const size = <usize>width << 4;
  let other = turned + <usize>o * size;
  while (o < last) {
    const stop = min<i32>(o + together, last);
    let t0 = f32x4.splat(0), t1 = f32x4.splat(0), t2 = f32x4.splat(0), t3 = f32x4.splat(0);
    for (; o < stop; o++) {
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
      d0 = f32x4.sqrt(d0);
      d1 = f32x4.sqrt(d1);
      d2 = f32x4.sqrt(d2);
      d3 = f32x4.sqrt(d3);
      t0 = f32x4.add(t0, d0);
      t1 = f32x4.add(t1, d1);
      t2 = f32x4.add(t2, d2);
      t3 = f32x4.add(t3, d3);
      v128.store(column, f32x4.add(v128.load(column), f32x4.add(f32x4.add(d0, d1), f32x4.add(d2, d3))));
      column += 16;
    }
    gain(at, t0);
    gain(at + next, t1);
    gain(at + next * 2, t2);
    gain(at + next * 3, t3);
  }
  return o;
}

/** A block against itself: every distance goes to the row it was measured from. */
@inline
function within(own: usize, width: i32, at: usize, next: usize): void {
  for (let r = 0; r < 4; r++) {
    let d = f32x4.splat(0);
    let mine = own;
    for (let j = 0; j < width; j++) {
      const e = f32x4.sub(v128.load32_splat(mine + (<usize>r << 2)), v128.load(mine));
      d = f32x4.add(d, f32x4.mul(e, e));
      mine += 16;
    }
    gain(at + next * <usize>r, f32x4.sqrt(d));
  }
}

/** Adds four numbers to a sum in double precision. */
@inline
function gain(at: usize, v: v128): void {
  const pairs = f64x2.add(
    f64x2.promote_low_f32x4(v),
    f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3)),
  );
  store<f64>(at, load<f64>(at) + (f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1)));
}

/** Adds what rows have gathered of one cluster to their sums, and begins again at 0. */
function spill(columns: usize, start: i32, stop: i32, sums: usize, k: i32, cluster: i32): void {
  const next = <usize>k << 3;
  let at = sums + (<usize>((start << 2) * k + cluster) << 3);
  let column = columns;
  for (let row = start << 2; row < stop << 2; row++) {
    store<f64>(at, load<f64>(at) + <f64>load<f32>(column));
    store<f32>(column, 0);
    at += next;
    column += 4;
  }
}

/** The cluster a block belongs to. */
@inline
function clusterOf(first: usize, block: i32): i32 {
  let c = 0;
  while (<i32>load<u32>(first + (<usize>(c + 1) << 2)) <= block) c++;
  return c;
}
