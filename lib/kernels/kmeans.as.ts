// @ts-nocheck: checked by asc, not by TypeScript

// AssemblyScript, compiled to kmeans.wasm by `deno task kernels`. Plain SIMD: the same bits on every CPU.
// Memory: the matrix's, shared with workers.
//
// Points are rows of single precision, padded with zeros to a multiple of four columns ("width"). Centres stand
// twice: by row (to measure one) and turned (column by column, padded to a multiple of four centres with a huge
// value), to measure four at once.

// A bound is widened by more than the rounding of the few operations behind it (width ≤ 64 columns: 2⁻²⁴ each), so
// that a skipped row is never one that a full comparison would have moved by more than rounding itself could.
const above: f32 = 1.000001;
const below: f32 = 0.999999;

// Rows whose bounds are looked at together: those that are left are listed first and measured then, so that the
// processor fetches many of them at the same time instead of stumbling over each.
const stretch = 256;
const crowded = 192;

/** Squared distance of two rows. */
@inline
function distance(a: usize, b: usize, width: i32): f32 {
  let sum = f32x4.splat(0);
  for (let j = 0; j < width; j += 4) {
    const t = f32x4.sub(v128.load(a + (<usize>j << 2)), v128.load(b + (<usize>j << 2)));
    sum = f32x4.add(sum, f32x4.mul(t, t));
  }
  return f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3));
}

/** Squared distances of one row to all centres, written to `out` (one single-precision number a centre). */
@inline
function measure(row: usize, turned: usize, out: usize, width: i32, padded: i32): void {
  const next = <usize>padded << 2;
  let c = 0;
  for (; c + 8 <= padded; c += 8) {
    let sum0 = f32x4.splat(0), sum1 = f32x4.splat(0);
    let centre = turned + (<usize>c << 2);
    for (let j = 0; j < width; j++) {
      const x = v128.load32_splat(row + (<usize>j << 2));
      const t0 = f32x4.sub(x, v128.load(centre));
      const t1 = f32x4.sub(x, v128.load(centre, 16));
      sum0 = f32x4.add(sum0, f32x4.mul(t0, t0));
      sum1 = f32x4.add(sum1, f32x4.mul(t1, t1));
      centre += next;
    }
    v128.store(out + (<usize>c << 2), sum0);
    v128.store(out + (<usize>c << 2), sum1, 16);
  }
  if (c < padded) {
    let sum = f32x4.splat(0);
    let centre = turned + (<usize>c << 2);
    for (let j = 0; j < width; j++) {
      const t = f32x4.sub(v128.load32_splat(row + (<usize>j << 2)), v128.load(centre));
      sum = f32x4.add(sum, f32x4.mul(t, t));
      centre += next;
    }
    v128.store(out + (<usize>c << 2), sum);
  }
}

/** Squared distance of the row last looked at to its nearest centre, and to the second nearest. */
let best: f32 = 0;
let second: f32 = 0;

/**
 * The nearest centre of a row, the first of several equally near. Leaves its squared distance in `best` and that of the
 * second nearest in `second`. `scratch` is room for one number a centre.
 */
@inline
function nearestCentre(row: usize, turned: usize, scratch: usize, width: i32, padded: i32): i32 {
  if (padded > 8) {
    measure(row, turned, scratch, width, padded);
    let least = v128.load(scratch);
    let next = f32x4.splat(f32.MAX_VALUE);
    for (let c = 4; c < padded; c += 4) {
      const d = v128.load(scratch + (<usize>c << 2));
      next = f32x4.pmin(next, f32x4.pmax(least, d));
      least = f32x4.pmin(least, d);
    }
    reduce(least, next);
    const wanted = f32x4.splat(best);
    let c = 0;
    while (!v128.any_true(f32x4.eq(v128.load(scratch + (<usize>c << 2)), wanted))) c += 4;
    return c + ctz(i32x4.bitmask(f32x4.eq(v128.load(scratch + (<usize>c << 2)), wanted)));
  }
  // Up to eight centres stay in registers.
  let sum0 = f32x4.splat(0), sum1 = f32x4.splat(0);
  if (padded == 8) {
    for (let j = 0; j < width; j++) {
      const x = v128.load32_splat(row + (<usize>j << 2));
      const t0 = f32x4.sub(x, v128.load(turned));
      const t1 = f32x4.sub(x, v128.load(turned, 16));
      sum0 = f32x4.add(sum0, f32x4.mul(t0, t0));
      sum1 = f32x4.add(sum1, f32x4.mul(t1, t1));
      turned += 32;
    }
  } else {
    for (let j = 0; j < width; j++) {
      const t = f32x4.sub(v128.load32_splat(row + (<usize>j << 2)), v128.load(turned));
      sum0 = f32x4.add(sum0, f32x4.mul(t, t));
      turned += 16;
    }
    sum1 = f32x4.splat(f32.MAX_VALUE);
  }
  reduce(f32x4.pmin(sum0, sum1), f32x4.pmax(sum0, sum1));
  const wanted = f32x4.splat(best);
  const in0 = i32x4.bitmask(f32x4.eq(sum0, wanted));
  return in0 ? ctz(in0) : 4 + ctz(i32x4.bitmask(f32x4.eq(sum1, wanted)));
}

/** The least and the second least of all lanes, from the least of each and the next of each. */
@inline
function reduce(least: v128, next: v128): void {
  const least2 = v128.shuffle<f32>(least, least, 2, 3, 0, 1);
  next = f32x4.pmin(f32x4.pmax(least, least2), f32x4.pmin(next, v128.shuffle<f32>(next, next, 2, 3, 0, 1)));
  least = f32x4.pmin(least, least2);
  const least1 = v128.shuffle<f32>(least, least, 1, 0, 3, 2);
  next = f32x4.pmin(f32x4.pmax(least, least1), f32x4.pmin(next, v128.shuffle<f32>(next, next, 1, 0, 3, 2)));
  best = f32x4.extract_lane(f32x4.pmin(least, least1), 0);
  second = f32x4.extract_lane(next, 0);
}

/** Adds a row to (sign 1) or takes it from (sign −1) the double-precision sum of a centre. */
@inline
function move(sums: usize, counts: usize, centre: i32, row: usize, width: i32, weight: f64): void {
  let sum = sums + (<usize>(centre * width) << 3);
  const w = f64x2.splat(weight);
  for (let j = 0; j < width; j += 2) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(row + (<usize>j << 2)));
    v128.store(sum, f64x2.add(v128.load(sum), f64x2.mul(x, w)));
    sum += 16;
  }
  const at = counts + (<usize>centre << 3);
  store<f64>(at, load<f64>(at) + weight);
}

/**
 * Puts every row from `start` to `end` with its nearest centre, adds it to the centre's sum, and notes how far the
 * nearest is at most (upper) and the second nearest at least (lower). Returns the sum of squared distances.
 */
export function assign(
  data: usize,
  weights: usize,
  start: i32,
  end: i32,
  width: i32,
  turned: usize,
  padded: i32,
  labels: usize,
  upper: usize,
  lower: usize,
  sums: usize,
  counts: usize,
  scratch: usize,
): f64 {
  let inertia: f64 = 0;
  for (let i = start; i < end; i++) {
    const row = data + (<usize>i * <usize>width << 2);
    const label = nearestCentre(row, turned, scratch, width, padded);
    const weight: f64 = weights ? load<f64>(weights + (<usize>i << 3)) : 1;
    store<u16>(labels + (<usize>i << 1), <u16>label);
    store<f32>(upper + (<usize>i << 2), sqrt<f32>(best) * above);
    store<f32>(lower + (<usize>i << 2), sqrt<f32>(second) * below);
    move(sums, counts, label, row, width, weight);
    inertia += weight * <f64>best;
  }
  return inertia;
}

/**
 * One step with Hamerly's bounds (2010): a row whose nearest centre cannot have changed is not measured at all.
 * `drift` holds how far each centre moved (rounded up), `most` and `next` the two largest drifts, `far` the centre
 * that moved most, `gaps` half the distance of each centre to its nearest neighbour (rounded down), `list` room for
 * 256 row numbers. Returns how many rows changed their centre; `sums` and `counts` are brought up to date.
 */
export function step(
  data: usize,
  weights: usize,
  start: i32,
  end: i32,
  width: i32,
  centres: usize,
  turned: usize,
  padded: i32,
  labels: usize,
  upper: usize,
  lower: usize,
  sums: usize,
  counts: usize,
  scratch: usize,
  list: usize,
  drift: usize,
  gaps: usize,
  far: i32,
  most: f32,
  next: f32,
): i32 {
  let changed = 0;
  for (let from = start; from < end; from += stretch) {
    const to = min<i32>(from + stretch, end);
    let open = 0;
    for (let i = from; i < to; i++) {
      const label = <i32>load<u16>(labels + (<usize>i << 1));
      const u = (load<f32>(upper + (<usize>i << 2)) + load<f32>(drift + (<usize>label << 2))) * above;
      const l = (load<f32>(lower + (<usize>i << 2)) - select<f32>(next, most, label == far)) * below;
      store<f32>(upper + (<usize>i << 2), u);
      store<f32>(lower + (<usize>i << 2), l);
      store<i32>(list + (<usize>open << 2), i);
      open += i32(u >= max<f32>(load<f32>(gaps + (<usize>label << 2)), l));
    }
    // Where hardly any row is out of the question, one distance less to measure does not pay for itself.
    let left = open > crowded ? open : 0;
    for (let t = left; t < open; t++) {
      const i = load<i32>(list + (<usize>t << 2));
      const label = <i32>load<u16>(labels + (<usize>i << 1));
      const row = data + (<usize>i * <usize>width << 2);
      const u = sqrt<f32>(distance(row, centres + (<usize>(label * width) << 2), width)) * above;
      store<f32>(upper + (<usize>i << 2), u);
      store<i32>(list + (<usize>left << 2), i);
      left += i32(u >= max<f32>(load<f32>(gaps + (<usize>label << 2)), load<f32>(lower + (<usize>i << 2))));
    }
    for (let t = 0; t < left; t++) {
      const i = load<i32>(list + (<usize>t << 2));
      const label = <i32>load<u16>(labels + (<usize>i << 1));
      const row = data + (<usize>i * <usize>width << 2);
      const nearest = nearestCentre(row, turned, scratch, width, padded);
      store<f32>(upper + (<usize>i << 2), sqrt<f32>(best) * above);
      store<f32>(lower + (<usize>i << 2), sqrt<f32>(second) * below);
      if (nearest != label) {
        changed++;
        const weight: f64 = weights ? load<f64>(weights + (<usize>i << 3)) : 1;
        store<u16>(labels + (<usize>i << 1), <u16>nearest);
        move(sums, counts, label, row, width, -weight);
        move(sums, counts, nearest, row, width, weight);
      }
    }
  }
  return changed;
}

/**
 * For k-means++: each row's squared distance to its nearest centre so far (`nearest`), lowered by a new centre, goes to
 * `nearer`. Returns the weighted sum.
 */
export function nearer(
  data: usize,
  weights: usize,
  start: i32,
  end: i32,
  width: i32,
  centre: usize,
  nearest: usize,
  nearer: usize,
): f64 {
  let sum: f64 = 0;
  for (let i = start; i < end; i++) {
    const at = <usize>i << 2;
    const here = distance(data + (<usize>i * <usize>width << 2), centre, width);
    const before = load<f32>(nearest + at);
    const d = select<f32>(here, before, here < before);
    store<f32>(nearer + at, d);
    sum += weights ? load<f64>(weights + (<usize>i << 3)) * <f64>d : <f64>d;
  }
  return sum;
}

/**
 * Adds up the rows of each centre by their labels, in double precision and row order: free of what many small
 * updates leave behind. Without labels (0), all rows belong to the first centre.
 */
export function gather(
  data: usize,
  weights: usize,
  start: i32,
  end: i32,
  width: i32,
  labels: usize,
  sums: usize,
  counts: usize,
): void {
  for (let i = start; i < end; i++) {
    const weight: f64 = weights ? load<f64>(weights + (<usize>i << 3)) : 1;
    const label = labels ? <i32>load<u16>(labels + (<usize>i << 1)) : 0;
    move(sums, counts, label, data + (<usize>i * <usize>width << 2), width, weight);
  }
}

/**
 * The weighted sum of squared distances of rows to the centre of their label, in double precision. `centres` stand
 * by row in double precision. Without labels (0), all rows are measured against the first centre.
 */
export function spread(
  data: usize,
  weights: usize,
  start: i32,
  end: i32,
  width: i32,
  labels: usize,
  centres: usize,
): f64 {
  let total: f64 = 0;
  for (let i = start; i < end; i++) {
    const label = labels ? <usize>load<u16>(labels + (<usize>i << 1)) : 0;
    const row = data + (<usize>i * <usize>width << 2);
    const centre = centres + (label * <usize>width << 3);
    let sum = f64x2.splat(0);
    for (let j = 0; j < width; j += 2) {
      const x = f64x2.promote_low_f32x4(v128.load64_zero(row + (<usize>j << 2)));
      const t = f64x2.sub(x, v128.load(centre + (<usize>j << 3)));
      sum = f64x2.add(sum, f64x2.mul(t, t));
    }
    const squares = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
    total += weights ? load<f64>(weights + (<usize>i << 3)) * squares : squares;
  }
  return total;
}
