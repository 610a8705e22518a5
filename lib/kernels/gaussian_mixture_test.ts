import { strict as assert } from "node:assert";
import fc from "fast-check";
import { compileKernel } from "./compile.ts";
import { GaussianMixtureKernel } from "./gaussian_mixture.ts";

Deno.test("GaussianMixtureKernel.expect() by hand: two components on a line, an odd number of rows", async () => {
  const rows = { columns: [Float64Array.of(0, 1, 4)], weights: Float64Array.of(1, 2, 1) };
  const kernel = await GaussianMixtureKernel.over(rows, 2, true);
  kernel.means.set([0, 4]);
  kernel.factors.set([1, 1]);
  kernel.constants.set([Math.log(0.5), Math.log(0.5)]);
  // Densities (without 1/√2π): row 0: 1 and e⁻⁸; row 1: e⁻⁰·⁵ and e⁻⁴·⁵; row 2: e⁻⁸ and 1; each half.
  const row = [[1, Math.exp(-8)], [Math.exp(-0.5), Math.exp(-4.5)], [Math.exp(-8), 1]] as const;
  const { logLikelihood, counts, sums, products } = kernel.expect();
  near(logLikelihood, row.reduce((sum, [a, b], i) => sum + (i === 1 ? 2 : 1) * Math.log((a + b) / 2), 0));
  const first = row.map(([a, b]) => a / (a + b));
  near(counts[0]!, first[0]! + 2 * first[1]! + first[2]!);
  near(sums[0]!, 2 * first[1]! + 4 * first[2]!);
  near(products[0]!, 2 * first[1]! + 16 * first[2]!);
  near(counts[0]! + counts[1]!, 4);
  const posterior = kernel.posterior();
  [0, 1, 2].forEach((i) => near(posterior[i * 2]!, first[i]!));
});

Deno.test("GaussianMixtureKernel.expect() equals the textbook's sums, full and diagonal", async () => {
  const number = fc.double({ min: -5, max: 5, noNaN: true });
  const setup = fc.record({
    rows: fc.integer({ min: 1, max: 9 }),
    columns: fc.integer({ min: 1, max: 5 }),
    k: fc.integer({ min: 1, max: 3 }),
    diagonal: fc.boolean(),
  }).chain((size) => {
    const pairs = size.diagonal ? size.columns : size.columns * (size.columns + 1) / 2;
    const numbers = (length: number) => fc.array(number, { minLength: length, maxLength: length });
    return fc.record({
      size: fc.constant({ ...size, pairs }),
      data: numbers(size.rows * size.columns),
      means: numbers(size.k * size.columns),
      factors: numbers(size.k * pairs),
      constants: numbers(size.k),
    });
  });
  await fc.assert(
    fc.asyncProperty(setup, async ({ size, data, means, factors, constants }) => {
      const { rows, columns, k, diagonal, pairs } = size;
      const weights = Float64Array.from({ length: rows }, (_, i) => i % 3 + 0.5);
      const kernel = await GaussianMixtureKernel.over(
        {
          columns: Array.from(
            { length: columns },
            (_, j) => Float64Array.from(data.slice(j * rows, (j + 1) * rows)),
          ),
          weights,
        },
        k,
        diagonal,
      );
      kernel.means.set(means);
      kernel.factors.set(factors);
      kernel.constants.set(constants);
      const found = kernel.expect();
      const expected = {
        logLikelihood: 0,
        counts: zeros(k),
        sums: zeros(k * columns),
        products: zeros(k * pairs),
      };
      for (let i = 0; i < rows; i++) {
        const apart = (c: number, j: number) => data[j * rows + i]! - means[c * columns + j]!;
        const logs = constants.map((constant, c) => {
          let square = 0;
          for (let j = 0, at = c * pairs; j < columns; j++) {
            let z = 0;
            if (diagonal) z = apart(c, j) * factors[at++]!;
            else for (let m = 0; m <= j; m++) z += apart(c, m) * factors[at++]!;
            square += z * z;
          }
          return constant - square / 2;
        });
        const most = Math.max(...logs);
        const total = logs.reduce((sum, log) => sum + Math.exp(log - most), 0);
        expected.logLikelihood += weights[i]! * (most + Math.log(total));
        logs.forEach((log, c) => {
          const people = weights[i]! * Math.exp(log - most) / total;
          expected.counts[c]! += people;
          for (let j = 0, at = c * pairs; j < columns; j++) {
            expected.sums[c * columns + j]! += people * apart(c, j);
            for (let m = diagonal ? j : 0; m <= j; m++) {
              expected.products[at++]! += people * apart(c, j) * apart(c, m);
            }
          }
        });
      }
      near(found.logLikelihood, expected.logLikelihood);
      for (const name of ["counts", "sums", "products"] as const) {
        expected[name].forEach((value, i) => near(found[name][i]!, value));
      }
    }),
    { numRuns: 150, seed: 5 },
  );
});

Deno.test("compileKernel() makes the committed gaussian_mixture.wasm again", async () => {
  const source = await Deno.readTextFile(new URL("./gaussian_mixture.as.ts", import.meta.url));
  const committed = await Deno.readFile(new URL("./gaussian_mixture.wasm", import.meta.url));
  assert.deepEqual(await compileKernel(source, "gaussian_mixture.as.ts"), committed);
});

function zeros(length: number): Float64Array {
  return new Float64Array(length);
}

function near(found: number, expected: number): void {
  assert.ok(Math.abs(found - expected) <= 1e-9 * (1 + Math.abs(expected)), `${found} is not ${expected}`);
}
