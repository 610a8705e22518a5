import { strict as assert } from "node:assert";
import fc from "fast-check";
import { matrixOf, random } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { climb } from "./_climb.ts";
import { GaussianEm } from "./_gaussian_em.ts";
import { mixtureSpace } from "./_mixture_space.ts";
import { MixtureStarts } from "./_mixture_start.ts";
import { assignMixture } from "./assign_mixture.ts";
import { featuresOfMatrix } from "./features_of_matrix.ts";
import { gaussianMixture } from "./gaussian_mixture.ts";
import { gaussianMixtureRange } from "./gaussian_mixture_range.ts";
import type { CovarianceShape } from "./gaussian_mixture_result.ts";
import type { ClusteringResult } from "./result.ts";
import { uncertainty } from "./uncertainty.ts";

const shapes: readonly CovarianceShape[] = ["spherical", "diagonal", "tied", "full"];

Deno.test("GaussianEm.step() by hand: four points on a line, two components", async () => {
  // Mean 0 and mean square 1, so that the space is the line itself.
  const x = [-1.2, -0.748331477354788, 0.748331477354788, 1.2];
  const space = mixtureSpace([x], ["x"], new Float64Array(4).fill(1), "full");
  assert.ok(Math.abs(space.logVolume - Math.log(1)) < 1e-3);
  const em = await GaussianEm.over(space, 2, "full");
  const next = new Float64Array(6);
  // Shares ½, means −1 and 1, variances 1: the log odds of the second component are 2 z.
  const logLikelihood = em.step(Float64Array.of(0.5, 0.5, -1, 1, 1, 1), next);
  const z = [...space.columns[0]!];
  const second = z.map((value) => 1 / (1 + Math.exp(-2 * value)));
  const density = (value: number) => Math.exp(-(value ** 2) / 2) / Math.sqrt(2 * Math.PI);
  near(logLikelihood, z.reduce((sum, v) => sum + Math.log((density(v + 1) + density(v - 1)) / 2), 0));
  const people = second.reduce((sum, chance) => sum + chance, 0);
  const mean = z.reduce((sum, v, i) => sum + second[i]! * v, 0) / people;
  near(next[1]!, people / 4);
  near(next[3]!, mean);
  near(next[5]!, z.reduce((sum, v, i) => sum + second[i]! * (v - mean) ** 2, 0) / people);
});

Deno.test("GaussianEm.sound() by hand: somebody is likeliest everywhere, and few people are not narrow", async () => {
  const x = Array.from({ length: 101 }, (_, i) => (i - 50) / 29.154759474226502);
  const space = mixtureSpace([x], ["x"], new Float64Array(101).fill(1), "full");
  const em = await GaussianEm.over(space, 2, "full");
  const sound = (share: number, mean: number, variance: number) =>
    em.sound(Float64Array.of(1 - share, share, 0, mean, 1, variance));
  assert.ok(sound(0.5, 1, 0.25));
  // One in a hundred around the middle, as wide as everybody: nobody's likeliest.
  assert.ok(!sound(0.01, 0, 1));
  // Five people (fewer than 5 × 2) within 0.03 of a deviation; then as narrow, but a fifth of all; then as few, but wide.
  assert.ok(!sound(0.05, 0, 0.0009));
  assert.ok(sound(0.2, 0, 0.0009));
  assert.ok(sound(0.05, 0, 0.0011));
});

Deno.test("gaussianMixture() by hand: one component is mean and covariance, in any shape", async () => {
  const columns = [[1, 2, 3, 6], [2, 0, 2, 4]];
  // Means 3 and 2; variances 3.5 and 2; covariance (−2×0 + −1×−2 + 0×0 + 3×2)/4 = 2.
  const expected: Record<CovarianceShape, { covariance: number[][]; parameters: number }> = {
    full: { covariance: [[3.5, 2], [2, 2]], parameters: 5 },
    tied: { covariance: [[3.5, 2], [2, 2]], parameters: 5 },
    diagonal: { covariance: [[3.5, 0], [0, 2]], parameters: 4 },
    spherical: { covariance: [[2.75, 0], [0, 2.75]], parameters: 3 },
  };
  for (const covariance of shapes) {
    const { result, labels } = await gaussianMixture(columns, { k: 1, covariance });
    const { covariance: [[a, b], [, d]], parameters } = expected[covariance] as {
      covariance: [[number, number], [number, number]];
      parameters: number;
    };
    all(result.mixture!.means[0]!, [3, 2]);
    all(result.mixture!.covariances[0]!.flat(), [a, b, b, d]);
    // At the maximum the squared distances add up to n × columns.
    near(result.logLikelihood!, -2 * Math.log(a * d - b * b) - 4 * Math.log(2 * Math.PI) - 4);
    assert.equal(result.parameters, parameters);
    near(result.mixture!.icl, result.bic!);
    assert.deepEqual([...labels], [1, 1, 1, 1]);
  }
});

/** Two or three clouds in two or three columns. */
const clouds = fc.record({
  rows: fc.integer({ min: 40, max: 90 }),
  kinds: fc.integer({ min: 2, max: 3 }),
  width: fc.integer({ min: 2, max: 3 }),
  seed: fc.nat(1e6),
}).map(({ rows, kinds, width, seed }) => {
  const next = random(seed);
  const kind = Array.from({ length: rows }, (_, i) => i % kinds);
  return Array.from(
    { length: width },
    (_, j) => kind.map((own) => own * (j + 3) + (next() + next() + next()) * (1 + own) + j * 10),
  );
});
const shape = fc.constantFrom(...shapes);

Deno.test("climb() of mixtures never lets the likelihood fall, in any shape", async () => {
  await fc.assert(
    fc.asyncProperty(clouds, shape, fc.integer({ min: 2, max: 4 }), async (columns, covariance, k) => {
      const names = columns.map((_, j) => `x${j}`);
      const space = mixtureSpace(columns, names, new Float64Array(columns[0]!.length).fill(1), covariance);
      const em = await GaussianEm.over(space, k, covariance);
      const starts = new MixtureStarts(em, space, covariance);
      const next = random(1);
      for (let start = 0; start < 4; start++) {
        const limits = { tolerance: 1e-13, maxIterations: 500 };
        const { path } = climb(em.step, starts.next(start, next), em.repair, limits);
        path.forEach((value, i) =>
          assert.ok(i === 0 || value >= path[i - 1]! - 1e-9 * Math.abs(value), `${path[i - 1]} then ${value}`)
        );
      }
    }),
    { numRuns: 40, seed: 1 },
  );
});

Deno.test("gaussianMixture() does not depend on the order of rows, nor on units; the seed fixes it", async () => {
  await fc.assert(
    fc.asyncProperty(clouds, shape, async (columns, covariance) => {
      const options = { k: 2, covariance, restarts: 4, seed: 9 };
      const { result, labels, posterior } = await gaussianMixture(columns, options);
      const timeless = (r: ClusteringResult) => ({ ...r, timings: null });
      assert.deepEqual(timeless((await gaussianMixture(columns, options)).result), timeless(result));
      const turned = await gaussianMixture(columns.map((column) => column.toReversed()), options);
      assert.deepEqual(timeless(turned.result), timeless(result));
      assert.deepEqual(turned.labels, labels.toReversed());
      const scaled = await gaussianMixture(columns.map((column) => column.map((x) => 8 * x - 40)), options);
      near(
        scaled.result.logLikelihood!,
        result.logLikelihood! - columns.length * labels.length * Math.log(8),
        1e-8,
      );
      assert.deepEqual(scaled.result.sizes, result.sizes);
      const doubt = uncertainty(posterior!, 2);
      labels.forEach((label, i) => {
        near(posterior![i * 2]! + posterior![i * 2 + 1]!, 1);
        near(posterior![i * 2 + label - 1]!, 1 - doubt[i]!);
      });
    }),
    { numRuns: 25, seed: 2 },
  );
});

Deno.test("gaussianMixture() with counts equals people written out; weight 0 moves nothing", async () => {
  const column = [1, 2, 3, 4, 10, 11, 12, 14];
  const counts = Float64Array.of(3, 1, 2, 1, 2, 4, 1, 1);
  const options = { k: 2, seed: 4, restarts: 5 };
  const written = await gaussianMixture(
    [column.flatMap((x, i) => Array<number>(counts[i]!).fill(x))],
    options,
  );
  const counted = await gaussianMixture([column], { ...options, weights: counts, weightsAre: "counts" });
  near(counted.result.logLikelihood!, written.result.logLikelihood!, 1e-8);
  assert.equal(counted.result.n, 15);
  assert.deepEqual(counted.result.sizes, written.result.sizes);
  const without = await gaussianMixture([column], options);
  const beside = await gaussianMixture([[...column, 500]], {
    ...options,
    weights: Float64Array.of(...column.map(() => 1), 0),
  });
  near(beside.result.logLikelihood!, without.result.logLikelihood!, 1e-8);
  assert.equal(beside.result.n, 8);
  assert.equal(beside.labels.length, 9);
});

Deno.test("gaussianMixture() takes features, and gives centres in the units of the input", async () => {
  const features = featuresOfMatrix(matrixOf([[0, 1, 0.5, 9, 10, 9.5]]), { names: ["visits"] });
  const scaled = {
    ...features,
    encodings: features.encodings.map((encoding) => ({ ...encoding, scale: 2, offset: 1 })),
  };
  const { result } = await gaussianMixture(scaled, { k: 2, covariance: "spherical" });
  assert.deepEqual(result.features, ["visits"]);
  assert.deepEqual(result.centres!.flat().map((x) => Math.round(x * 1e6) / 1e6).sort((a, b) => a - b), [
    2,
    20,
  ]);
  all(result.mixture!.means.flat().toSorted((a, b) => a - b), [0.5, 9.5], 1e-6);
});

Deno.test("gaussianMixture() gives up starts that close in on single points", async () => {
  // Ten times the same value: a component there has no variance.
  const column = [...Array<number>(10).fill(5), 0.1, 1.7, 2.2, 3.9, 6.3, 7.1, 8.8, 9.4];
  const { result } = await gaussianMixture([column], { k: 2, restarts: 10 });
  assert.ok(result.mixture!.degenerateStarts > 0);
  assert.ok(result.mixture!.covariances.flat(2).every((variance) => variance > 1e-6));
  assert.match(result.warnings.join("\n"), /given up: a component closed in/);
});

Deno.test("assignMixture() gives the people of the fit their own components, also from JSON", async () => {
  const next = random(3);
  const columns = [0, 1].map((j) =>
    Array.from({ length: 60 }, (_, i) => (i % 3) * (j + 2) + next() + next())
  );
  for (const covariance of shapes) {
    const { result, labels, posterior } = await gaussianMixture({ columns, names: ["a", "b"] }, {
      k: 3,
      covariance,
    });
    const again = assignMixture(JSON.parse(JSON.stringify(result)), {
      columns: columns.toReversed(),
      names: ["b", "a"],
    });
    assert.deepEqual(again.labels, labels);
    all([...again.posterior], [...posterior!], 1e-7);
  }
});

Deno.test("gaussianMixtureRange() picks by BIC or ICL, and keeps what could not be fitted", async () => {
  const next = random(8);
  const columns = [0, 1].map((j) =>
    Array.from({ length: 40 }, (_, i) => (i % 2) * 8 * (j + 1) + next() + next())
  );
  const { candidates, best } = await gaussianMixtureRange(columns, { k: [1, 2, 3, 14], restarts: 5 });
  assert.equal(candidates.length, 16);
  assert.equal(best.result.k, 2);
  assert.equal(best.result.bic, Math.min(...candidates.map(({ bic }) => bic ?? Infinity)));
  const full = candidates.find(({ k, covariance }) => k === 14 && covariance === "full")!;
  assert.equal(full.bic, null);
  assert.match(full.problem!, /14 components with full covariances to 40 people/);
  assert.equal((await gaussianMixtureRange(columns, { k: [1, 2], restarts: 5, by: "icl" })).best.result.k, 2);
});

Deno.test("gaussianMixture() says what is wrong with bad input", async () => {
  const x = [1, 2, 4, 7, 11];
  const refuses = (run: () => unknown, message: RegExp) =>
    assert.rejects(
      async () => await run(),
      (error) => error instanceof InputError && message.test(error.message),
    );
  await refuses(() => gaussianMixture([], { k: 1 }), /no rows/);
  await refuses(() => gaussianMixture([[]], { k: 1 }), /no rows/);
  await refuses(() => gaussianMixture([x], { k: 6 }), /6 clusters of 5 people/);
  await refuses(() => gaussianMixture([x, [1, 2]], { k: 1 }), /"x2" has 2 rows, "x1" has 5/);
  await refuses(() => gaussianMixture([x, [1, 2, NaN, 4, 5]], { k: 1 }), /"x2", row 3 is NaN/);
  await refuses(() => gaussianMixture([x, [1, 2, 3, 4, -Infinity]], { k: 1 }), /"x2", row 5 is -Infinity/);
  await refuses(() => gaussianMixture([x, [3, 3, 3, 3, 3]], { k: 1 }), /"x2" is the same for everybody/);
  await refuses(
    () => gaussianMixture([x, x.map((v) => 2 * v)], { k: 1 }),
    /"x2" follows from the columns before/,
  );
  await refuses(
    () => gaussianMixture([x], { k: 2, weights: Float64Array.of(1, 1, 1, 1, -1) }),
    /row 5 is -1/,
  );
  await refuses(() => gaussianMixture([[1]], { k: 1 }), /same for everybody/);
  await refuses(() => gaussianMixture([[0, 0, 0, 1, 1, 1]], { k: 2 }), /close in on too few people/);
  await refuses(() => gaussianMixtureRange([x], { k: [] }), /no number of components/);
  const { result } = await gaussianMixture([x], { k: 1 });
  assert.throws(() => assignMixture(result, { columns: [x], names: ["y"] }), /"x1" is missing \(given: y\)/);
  const { mixture: _, ...other } = result;
  assert.throws(() => assignMixture({ ...other, method: "kmeans" }, [x]), InputError);
  assert.throws(() => uncertainty(new Float64Array(3), 2), InputError);
});

function near(found: number, expected: number, tolerance = 1e-9): void {
  assert.ok(
    Math.abs(found - expected) <= tolerance * (1 + Math.abs(expected)),
    `${found} is not ${expected}`,
  );
}

function all(found: readonly number[], expected: readonly number[], tolerance = 1e-9): void {
  assert.equal(found.length, expected.length);
  found.forEach((value, i) => near(value, expected[i]!, tolerance));
}
