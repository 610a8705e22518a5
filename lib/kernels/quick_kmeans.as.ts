// @ts-nocheck: checked by asc, not by TypeScript

// AssemblyScript, compiled to quick_kmeans.wasm by `deno task kernels`. Plain SIMD: the same bits on every CPU.
// Memory: its own.
// With: _quick_memory.as.ts
// With: _quick_seeding.as.ts
//
// Many small fits on resamples of the same people, each a whole run in one call. Rows that were drawn stand four
// abreast ("lanes": four numbers of the first column, four of the second …), so that four rows are held against all
// centres at once and nothing is added up across lanes. What a row is worth to a centre is half the centre's squared
// length less their product: the least is the nearest centre's. Values must be centred: the products stay small.


const most: f32 = 3e38;

/** Rows drawn. */
let drawn: i32 = 0;

/** Moves the rows to their weighted mean and puts them in lanes; returns the mean variance of the columns. */
export function prepare(): f64 {
  for (let i = 0; i < people; i++) store<f64>(counts + (<usize>i << 3), 1);
  gather();
  let all: f64 = 0, squares: f64 = 0;
  for (let i = 0; i < rows; i++) all += load<f64>(weights + (<usize>i << 3));
  for (let j = 0; j < columns; j++) {
    let sum: f64 = 0;
    for (let i = 0; i < rows; i++) {
      sum += load<f64>(weights + (<usize>i << 3)) * <f64>load<f32>(data + (<usize>(i * width + j) << 2));
    }
    for (let i = 0; i < rows; i++) {
      const at = data + (<usize>(i * width + j) << 2);
      const value = <f64>load<f32>(at) - sum / all;
      store<f32>(at, <f32>value);
      squares += load<f64>(weights + (<usize>i << 3)) * value * value;
    }
  }
  for (let i = 0; i < rows; i++) store<u32>(used + (<usize>i << 2), i);
  turn(whole, rows);
  return squares / all / columns;
}

/** Puts centres where rows are held against them: four at a time, column by column, the last four filled up. */
function spread(): void {
  for (let c = 0, at = turned; c < k; c += 4) {
    for (let j = 0; j < columns; j++) {
      for (let i = c; i < c + 4; i++, at += 4) {
        store<f32>(at, i < k ? <f32>load<f64>(centres + (<usize>(i * width + j) << 3)) : 0);
      }
    }
  }
  for (let c = 0; c < ((k + 3) & ~3); c++) {
    let sum: f64 = c < k ? 0 : most;
    for (let j = 0; j < columns && c < k; j++) {
      const x = load<f64>(centres + (<usize>(c * width + j) << 3));
      sum += x * x;
    }
    store<f32>(halves + (<usize>c << 2), <f32>(sum / 2));
  }
}

/**
 * The nearest centre of each of eight rows, the first of several equally near, to `scores`. Four centres are measured
 * at a time, so that sums stay in registers.
 */
function measure(x: usize): void {
  const wide = <usize>columns << 4;
  let t = turned;
  let least0 = f32x4.splat(Infinity), least1 = least0;
  let which0 = i32x4.splat(0), which1 = which0;
  let c = 0;
  for (; c + 2 < k; c += 4) {
    const half = halves + (<usize>c << 2);
    let a0 = v128.load32_splat(half), a1 = v128.load32_splat(half, 4);
    let a2 = v128.load32_splat(half, 8), a3 = v128.load32_splat(half, 12);
    let b0 = a0, b1 = a1, b2 = a2, b3 = a3;
    for (let j: usize = 0; j < wide; j += 16) {
      const a = v128.load(x + j), b = v128.load(x + j + wide);
      const c0 = v128.load32_splat(t + j), c1 = v128.load32_splat(t + j, 4);
      const c2 = v128.load32_splat(t + j, 8), c3 = v128.load32_splat(t + j, 12);
      a0 = f32x4.sub(a0, f32x4.mul(a, c0)), b0 = f32x4.sub(b0, f32x4.mul(b, c0));
      a1 = f32x4.sub(a1, f32x4.mul(a, c1)), b1 = f32x4.sub(b1, f32x4.mul(b, c1));
      a2 = f32x4.sub(a2, f32x4.mul(a, c2)), b2 = f32x4.sub(b2, f32x4.mul(b, c2));
      a3 = f32x4.sub(a3, f32x4.mul(a, c3)), b3 = f32x4.sub(b3, f32x4.mul(b, c3));
    }
    t += wide;
    let own = i32x4.splat(c);
    which0 = v128.bitselect(own, which0, f32x4.lt(a0, least0)), least0 = f32x4.pmin(least0, a0);
    which1 = v128.bitselect(own, which1, f32x4.lt(b0, least1)), least1 = f32x4.pmin(least1, b0);
    own = i32x4.splat(c + 1);
    which0 = v128.bitselect(own, which0, f32x4.lt(a1, least0)), least0 = f32x4.pmin(least0, a1);
    which1 = v128.bitselect(own, which1, f32x4.lt(b1, least1)), least1 = f32x4.pmin(least1, b1);
    own = i32x4.splat(c + 2);
    which0 = v128.bitselect(own, which0, f32x4.lt(a2, least0)), least0 = f32x4.pmin(least0, a2);
    which1 = v128.bitselect(own, which1, f32x4.lt(b2, least1)), least1 = f32x4.pmin(least1, b2);
    own = i32x4.splat(c + 3);
    which0 = v128.bitselect(own, which0, f32x4.lt(a3, least0)), least0 = f32x4.pmin(least0, a3);
    which1 = v128.bitselect(own, which1, f32x4.lt(b3, least1)), least1 = f32x4.pmin(least1, b3);
  }
  if (c < k) {
    const half = halves + (<usize>c << 2);
    let a0 = v128.load32_splat(half), a1 = v128.load32_splat(half, 4);
    let b0 = a0, b1 = a1;
    for (let j: usize = 0; j < wide; j += 16) {
      const a = v128.load(x + j), b = v128.load(x + j + wide);
      const c0 = v128.load32_splat(t + j), c1 = v128.load32_splat(t + j, 4);
      a0 = f32x4.sub(a0, f32x4.mul(a, c0)), b0 = f32x4.sub(b0, f32x4.mul(b, c0));
      a1 = f32x4.sub(a1, f32x4.mul(a, c1)), b1 = f32x4.sub(b1, f32x4.mul(b, c1));
    }
    let own = i32x4.splat(c);
    which0 = v128.bitselect(own, which0, f32x4.lt(a0, least0)), least0 = f32x4.pmin(least0, a0);
    which1 = v128.bitselect(own, which1, f32x4.lt(b0, least1)), least1 = f32x4.pmin(least1, b0);
    own = i32x4.splat(c + 1);
    which0 = v128.bitselect(own, which0, f32x4.lt(a1, least0));
    which1 = v128.bitselect(own, which1, f32x4.lt(b1, least1));
  }
  v128.store(scores, which0);
  v128.store(scores, which1, 16);
}

/** Adds a slot's row, so heavy, to the sum of a centre. */
function move(slot: i32, c: i32, weight: f64): void {
  const row = data + (<usize>load<u32>(used + (<usize>slot << 2)) * <usize>width << 2);
  let sum = sums + (<usize>(c * width) << 3);
  const w = f64x2.splat(weight);
  for (let j = 0; j < columns; j += 2, sum += 16) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(row + (<usize>j << 2)));
    v128.store(sum, f64x2.add(v128.load(sum), f64x2.mul(x, w)));
  }
  const at = sizes + (<usize>c << 3);
  store<f64>(at, load<f64>(at) + weight);
}

/** Puts every row drawn with its nearest centre; returns how many changed theirs. */
function pass(): i32 {
  let changed = 0;
  let x = lanes;
  for (let slot = 0; slot < drawn; slot += 8, x += <usize>columns << 5) {
    measure(x);
    const at = place + (<usize>slot << 2);
    const differ = v128.or(
      v128.xor(v128.load(at), v128.load(scores)),
      v128.xor(v128.load(at, 16), v128.load(scores, 16)),
    );
    if (!v128.any_true(differ)) continue;
    for (let i = slot; i < min(slot + 8, drawn); i++) {
      const from = load<i32>(place + (<usize>i << 2));
      const to = load<i32>(scores + (<usize>(i - slot) << 2));
      if (from == to) continue;
      store<i32>(place + (<usize>i << 2), to);
      const weight = <f64>load<f32>(mass + (<usize>i << 2));
      if (from >= 0) move(i, from, -weight);
      move(i, to, weight);
      changed++;
    }
  }
  return changed;
}

/** Moves centres to the means of their rows; returns their squared movements. */
function means(): f64 {
  let total: f64 = 0;
  for (let c = 0; c < k; c++) {
    const size = load<f64>(sizes + (<usize>c << 3));
    if (size <= 1e-9) {
      centre(c, farthest());
      total = Infinity;
      continue;
    }
    for (let j = 0; j < columns; j++) {
      const at = <usize>(c * width + j) << 3;
      const mean = load<f64>(sums + at) / size;
      const t = mean - load<f64>(centres + at);
      total += t * t;
      store<f64>(centres + at, mean);
    }
  }
  return total;
}

/** The slot farthest from its centre: where a centre that lost all its rows begins anew. */
function farthest(): i32 {
  let far = 0;
  let most: f64 = -1;
  for (let i = 0; i < drawn; i++) {
    const row = data + (<usize>load<u32>(used + (<usize>i << 2)) * <usize>width << 2);
    const own = centres + (<usize>(load<i32>(place + (<usize>i << 2)) * width) << 3);
    let sum: f64 = 0;
    for (let j = 0; j < columns; j++) {
      const t = <f64>load<f32>(row + (<usize>j << 2)) - load<f64>(own + (<usize>j << 3));
      sum += t * t;
    }
    if (sum > most) {
      most = sum;
      far = i;
    }
  }
  return far;
}

/** Lloyd's algorithm (1982) from `centres`. Returns what the means explain of the squares: the more, the better. */
function climb(near: f64, limit: i32): f64 {
  memory.fill(sums, 0, <usize>(k * width) << 3);
  memory.fill(sizes, 0, <usize>k << 3);
  memory.fill(place, 0xff, <usize>((drawn + 7) & ~7) << 2);
  spread();
  pass();
  for (let step = 0; step < limit; step++) {
    const moved = means();
    spread();
    if (pass() == 0 || moved <= near) break;
  }
  let explained: f64 = 0;
  for (let c = 0; c < k; c++) {
    const size = load<f64>(sizes + (<usize>c << 3));
    if (size <= 1e-9) continue;
    for (let j = 0; j < columns; j++) {
      const sum = load<f64>(sums + (<usize>(c * width + j) << 3));
      explained += sum * sum / size;
    }
  }
  return explained;
}

/**
 * A bootstrap sample, clustered from one start, each person in it once. Leaves in `table` how many of its people are in
 * each pair of clusters: those in `own`, and those found (from 1), of k + 1.
 */
export function bootstrap(slots: i32, draws: i32, near: f64, limit: i32, others: i32): void {
  memory.fill(table, 0, <usize>((others + 1) * (k + 1)) << 2);
  draw();
  gather();
  if (drawn == 0) return;
  plusPlus(slots, draws);
  climb(near, limit);
  for (let i = 0; i < drawn; i++) {
    store<u16>(labels + (<usize>load<u32>(used + (<usize>i << 2)) << 1), <u16>load<u32>(place + (<usize>i << 2)));
  }
  for (let i = 0; i < people; i++) {
    const row = load<u32>(rowOf + (<usize>i << 2));
    // Who weighs nothing moves nothing and says nothing.
    if (load<f64>(counts + (<usize>i << 3)) == 0 || load<f64>(weights + (<usize>row << 3)) == 0) continue;
    const found = <i32>load<u16>(labels + (<usize>row << 1)) + 1;
    const at = table + (<usize>(<i32>load<u16>(own + (<usize>i << 1)) * (k + 1) + found) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
}

/** Clusters those who count, from so many starts, and leaves in `labels` the nearest centre of every row. */
export function fit(starts: i32, draws: i32, near: f64, limit: i32): void {
  gather();
  memory.fill(best, 0, <usize>(k * width) << 3);
  let most: f64 = -1;
  for (let start = 0; start < starts && drawn > 0; start++) {
    plusPlus(drawn, draws);
    const explained = climb(near, limit);
    if (explained <= most) continue;
    most = explained;
    means();
    memory.copy(best, centres, <usize>(k * width) << 3);
  }
  memory.copy(centres, best, <usize>(k * width) << 3);
  spread();
  let x = whole;
  for (let i = 0; i < rows; i += 8, x += <usize>columns << 5) {
    measure(x);
    for (let r = i; r < min(i + 8, rows); r++) {
      store<u16>(labels + (<usize>r << 1), <u16>load<u32>(scores + (<usize>(r - i) << 2)));
    }
  }
}
