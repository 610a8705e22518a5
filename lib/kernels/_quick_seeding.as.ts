// @ts-nocheck: checked by asc, not by TypeScript

// How quick_kmeans.as.ts draws people, puts their rows in lanes, and places the first centres.

// Random numbers as in random.ts: sfc32.
let a: i32 = 0;
let b: i32 = 0;
let c: i32 = 0;
let count: i32 = 0;

export function seed(low: i32, high: i32): void {
  a = low;
  b = high;
  c = 0x9e3779b9;
  count = 1;
  for (let i = 0; i < 16; i++) random();
}

function random(): u32 {
  const t = a + b + count;
  count++;
  a = b ^ (<u32>b >>> 9);
  b = c + (c << 3);
  c = (c << 21 | <u32>c >>> 11) + t;
  return t;
}

/** A bootstrap sample, each person in it once. */
function draw(): void {
  memory.fill(counts, 0, <usize>people << 3);
  for (let i = 0; i < people; i++) {
    store<f64>(counts + (<usize>(<u64>random() * <u64>people >> 32) << 3), 1);
  }
}

/** Lists the rows of those who count, with their weights, and puts them in lanes. */
function gather(): void {
  memory.fill(weights, 0, <usize>rows << 3);
  for (let i = 0; i < people; i++) {
    const times = load<f64>(counts + (<usize>i << 3));
    if (times <= 0) continue;
    const at = weights + (<usize>load<u32>(rowOf + (<usize>i << 2)) << 3);
    store<f64>(at, load<f64>(at) + times * load<f64>(shares + (<usize>i << 3)));
  }
  drawn = 0;
  for (let i = 0; i < rows; i++) {
    const weight = load<f64>(weights + (<usize>i << 3));
    store<u32>(used + (<usize>drawn << 2), i);
    store<f32>(mass + (<usize>drawn << 2), <f32>weight);
    drawn += i32(weight > 0);
  }
  for (let i = drawn; i < ((drawn + 7) & ~7); i++) store<f32>(mass + (<usize>i << 2), 0);
  if (drawn > 0) turn(lanes, drawn);
}

/** Puts the rows listed in `used` four abreast; the last stands in for those that are missing. */
function turn(to: usize, length: i32): void {
  for (let i = length; i < ((length + 7) & ~7); i++) {
    store<u32>(used + (<usize>i << 2), load<u32>(used + (<usize>(length - 1) << 2)));
  }
  const wide = <usize>width << 2;
  for (let i = 0; i < ((length + 7) & ~7); i += 4) {
    const at = used + (<usize>i << 2);
    let r0 = data + <usize>load<u32>(at) * wide;
    let r1 = data + <usize>load<u32>(at, 4) * wide;
    let r2 = data + <usize>load<u32>(at, 8) * wide;
    let r3 = data + <usize>load<u32>(at, 12) * wide;
    for (let j = 0; j < columns; j += 4) {
      const x0 = v128.load(r0), x1 = v128.load(r1), x2 = v128.load(r2), x3 = v128.load(r3);
      const low0 = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5), low1 = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5);
      const high0 = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7), high1 = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f32>(low0, low1, 0, 1, 4, 5));
      if (j + 1 < columns) v128.store(to, v128.shuffle<f32>(low0, low1, 2, 3, 6, 7), 16);
      if (j + 2 < columns) v128.store(to, v128.shuffle<f32>(high0, high1, 0, 1, 4, 5), 32);
      if (j + 3 < columns) v128.store(to, v128.shuffle<f32>(high0, high1, 2, 3, 6, 7), 48);
      to += <usize>min(columns - j, 4) << 4;
      r0 += 16, r1 += 16, r2 += 16, r3 += 16;
    }
  }
}

/** A number in [0, 1). */
@inline
function share(): f64 {
  return <f64>random() / 4294967296;
}

/** The slot at which masses, each times what stands in `values`, add up to more than a mark. */
function reach(values: usize, slots: i32, mark: f64): i32 {
  let last = 0;
  for (let i = 0; i < slots; i++) {
    const at = <usize>i << 2;
    const here = load<f32>(values + at) * load<f32>(mass + at);
    if (here <= 0) continue;
    last = i;
    mark -= <f64>here;
    if (mark < 0) break;
  }
  return last;
}

/** Writes to `to` what is in `from`, lowered by a centre at a slot; returns the sum, each times its mass. */
function lower(slot: i32, slots: i32, from: usize, to: usize): f64 {
  const centre = lanes + (<usize>(slot >> 2) * <usize>columns << 4) + (<usize>(slot & 3) << 2);
  let x = lanes;
  let all = f64x2.splat(0);
  for (let i = 0; i < slots; i += 4) {
    let sum = f32x4.splat(0);
    for (let j: usize = 0; j < <usize>columns << 4; j += 16) {
      const t = f32x4.sub(v128.load(x + j), v128.load32_splat(centre + j));
      sum = f32x4.add(sum, f32x4.mul(t, t));
    }
    x += <usize>columns << 4;
    const at = <usize>i << 2;
    sum = f32x4.pmin(sum, v128.load(from + at));
    v128.store(to + at, sum);
    const worth = f32x4.mul(sum, v128.load(mass + at));
    all = f64x2.add(all, f64x2.promote_low_f32x4(worth));
    all = f64x2.add(all, f64x2.promote_low_f32x4(v128.shuffle<f32>(worth, worth, 2, 3, 0, 1)));
  }
  return f64x2.extract_lane(all, 0) + f64x2.extract_lane(all, 1);
}

/** Centres by k-means++ (Arthur & Vassilvitskii 2007) from the first slots, each the best of some draws. */
function plusPlus(slots: i32, draws: i32): void {
  slots = min(slots, drawn);
  let near = nearest, found = nearer, least = lowest;
  for (let i: usize = 0; i < <usize>slots << 2; i += 16) v128.store(found + i, f32x4.splat(1));
  let left: f64 = 0;
  for (let i = 0; i < slots; i++) left += <f64>load<f32>(mass + (<usize>i << 2));
  let slot = reach(found, slots, share() * left);
  for (let i: usize = 0; i < <usize>slots << 2; i += 16) v128.store(found + i, f32x4.splat(most));
  left = lower(slot, slots, found, near);
  centre(0, slot);
  for (let c = 1; c < k; c++) {
    let reached: f64 = Infinity;
    for (let t = 0; t < draws; t++) {
      const other = reach(near, slots, share() * left);
      const sum = lower(other, slots, near, found);
      if (t > 0 && sum >= reached) continue;
      reached = sum;
      slot = other;
      const kept = least;
      least = found;
      found = kept;
    }
    const kept = near;
    near = least;
    least = kept;
    left = reached;
    centre(c, slot);
  }
}

/** Puts a centre where a slot's row is. */
function centre(c: i32, slot: i32): void {
  const row = data + (<usize>load<u32>(used + (<usize>slot << 2)) * <usize>width << 2);
  for (let j = 0; j < columns; j++) {
    store<f64>(centres + (<usize>(c * width + j) << 3), <f64>load<f32>(row + (<usize>j << 2)));
  }
}
