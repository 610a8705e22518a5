// @ts-nocheck: checked by asc, not by TypeScript

// AssemblyScript, compiled to latent_classes.wasm by `deno task kernels`. Plain SIMD: the same bits on every CPU.
// Memory: its own.
//
// Classes stand side by side, two to a vector, padded to an even number ("width") with classes of chance 0.
// An answer is a row of `chances`; a missing answer points to a row of ones, so that it changes nothing.

const small: f64 = 7.888609052210118e-31; // 2⁻¹⁰⁰
const grow: f64 = 1.2676506002282294e30; // 2¹⁰⁰
const grown: f64 = 69.31471805599453; // ln 2¹⁰⁰
/** Answers multiplied between two looks at the size: chances are 1e-30 or more, so 8 of them stay above 1e-308. */
const block: i32 = 8;

/** Where memory is free: behind the tables of the logarithm. */
export function free(): usize {
  return (__heap_base + 15) & ~15;
}

/**
 * One expectation step over the patterns: adds each pattern's expected number of people in each class to `counts`
 * (one row an answer) and to `sums` (one row a group), writes its chances to `posterior` (moving by `stride` bytes
 * a pattern; 0 keeps none), and returns the log-likelihood.
 */
export function expect(
  cells: usize,
  weights: usize,
  groups: usize,
  patterns: i32,
  items: i32,
  width: i32,
  priors: usize,
  chances: usize,
  counts: usize,
  sums: usize,
  posterior: usize,
  stride: usize,
): f64 {
  let likelihood: f64 = 0;
  const line = <usize>width << 3;
  for (let p = 0; p < patterns; p++) {
    const weight = load<f64>(weights + (<usize>p << 3));
    // Nobody was drawn who answers so.
    if (weight == 0 && stride == 0) {
      cells += <usize>items << 2;
      continue;
    }
    const group = <usize>load<u32>(groups + (<usize>p << 2)) * line;
    let shift: f64 = 0;
    let from = 0;
    for (let c: usize = 0; c < line; c += 16) v128.store(posterior + c, v128.load(priors + group + c));
    for (;;) {
      const to = min(from + block, items);
      let most = f64x2.splat(0);
      for (let c: usize = 0; c < line; c += 16) {
        let chance = v128.load(posterior + c);
        for (let j = from; j < to; j++) {
          const row = <usize>load<u32>(cells + (<usize>j << 2)) * line;
          chance = f64x2.mul(chance, v128.load(chances + row + c));
        }
        v128.store(posterior + c, chance);
        most = f64x2.max(most, chance);
      }
      from = to;
      if (from >= items) break;
      let top = max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
      while (top < small && top > 0) {
        top *= grow;
        shift += grown;
        for (let c: usize = 0; c < line; c += 16) {
          v128.store(posterior + c, f64x2.mul(v128.load(posterior + c), f64x2.splat(grow)));
        }
      }
    }
    let both = f64x2.splat(0);
    for (let c: usize = 0; c < line; c += 16) both = f64x2.add(both, v128.load(posterior + c));
    const total = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
    likelihood += weight * (Math.log(total) - shift);
    const share = f64x2.splat(1 / total);
    const people = f64x2.splat(weight);
    for (let c: usize = 0; c < line; c += 16) {
      const chance = f64x2.mul(v128.load(posterior + c), share);
      v128.store(posterior + c, chance);
      const expected = f64x2.mul(chance, people);
      v128.store(sums + group + c, f64x2.add(v128.load(sums + group + c), expected));
      for (let j = 0; j < items; j++) {
        const at = counts + <usize>load<u32>(cells + (<usize>j << 2)) * line + c;
        v128.store(at, f64x2.add(v128.load(at), expected));
      }
    }
    cells += <usize>items << 2;
    posterior += stride;
  }
  return likelihood;
}
