import { strict as assert } from "node:assert";
import fc from "fast-check";
import { random } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { answerPatterns } from "./_answer_patterns.ts";
import { climb } from "./_climb.ts";
import { LatentClassEm } from "./_latent_class_em.ts";
import { type CategoricalItem, categoricalItem } from "./categorical_item.ts";
import { latentClasses } from "./latent_classes.ts";

Deno.test("LatentClassEm.step() by hand: three people, one item", async () => {
  const items = [categoricalItem("a", ["n", "n", "y"])];
  const em = await LatentClassEm.over(answerPatterns(items, { use: Uint8Array.of(1, 1, 1) }), 2, null);
  const next = new Float64Array(6);
  // Chances of n: 0.8 and 0.2, of y: 0.2 and 0.8; classes of half the people.
  const logLikelihood = em.step(Float64Array.of(0.8, 0.2, 0.2, 0.8, 0.5, 0.5), next);
  near(logLikelihood, 3 * Math.log(0.5));
  // Who says n is of class 1 with chance 0.8: class 1 expects 2 × 0.8 + 0.2 = 1.8 people, 1.6 of whom say n.
  [1.6 / 1.8, 0.4 / 1.2, 0.2 / 1.8, 0.8 / 1.2, 1.8 / 3, 1.2 / 3].forEach((value, i) => near(next[i]!, value));
});

Deno.test("latentClasses() by hand: one class is the margins", async () => {
  const items = [categoricalItem("a", [1, 1, 2, 3]), categoricalItem("b", ["n", "y", "y", null])];
  const { result, labels, posterior } = await latentClasses(items, { k: 1 });
  near(
    result.logLikelihood!,
    2 * Math.log(1 / 2) + 2 * Math.log(1 / 4) + Math.log(1 / 3) + 2 * Math.log(2 / 3),
  );
  assert.deepEqual(result.probabilities![0]![0], [0.5, 0.25, 0.25]);
  assert.equal(result.parameters, 3);
  near(result.bic!, -2 * result.logLikelihood! + 3 * Math.log(4));
  near(result.latentClasses!.caic, result.bic! + 3);
  assert.equal(result.latentClasses!.entropy, null);
  assert.equal(result.latentClasses!.complete, 3);
  assert.equal(result.restarts, 1);
  assert.deepEqual([...labels], [1, 1, 1, 1]);
  assert.deepEqual([...posterior!], [1, 1, 1, 1]);
});

Deno.test("latentClasses() by hand: two kinds of people without overlap", async () => {
  const items = ["a", "b", "c"].map((name) => categoricalItem(name, [..."nnnyynn"]));
  const { result, labels } = await latentClasses(items, { k: 2 });
  near(result.logLikelihood!, 5 * Math.log(5 / 7) + 2 * Math.log(2 / 7));
  assert.deepEqual(result.sizes, [5, 2]);
  assert.deepEqual(result.probabilities, [[[1, 0], [1, 0], [1, 0]], [[0, 1], [0, 1], [0, 1]]]);
  assert.deepEqual([...labels], [1, 1, 1, 2, 2, 1, 1]);
  near(result.latentClasses!.gSquared!, 0, 1e-6);
  near(result.latentClasses!.entropy!, 1, 1e-6);
  assert.equal(result.restartHits, result.restarts);
  assert.equal(result.clusters[1]!.share, 2 / 7);
});

/** People of two or three kinds who answer items of two or three categories, some not at all. */
const people = fc.record({
  rows: fc.integer({ min: 30, max: 120 }),
  items: fc.integer({ min: 3, max: 6 }),
  kinds: fc.integer({ min: 2, max: 3 }),
  seed: fc.nat(1e6),
}).map(({ rows, items, kinds, seed }) => {
  const next = random(seed);
  const kind = Array.from({ length: rows }, () => Math.floor(next() * kinds));
  return Array.from({ length: items }, (_, j): CategoricalItem => {
    const categories = j % 2 === 0 ? ["no", "yes"] : ["high", "low", "middle"];
    return {
      name: `item ${j}`,
      categories,
      codes: Int32Array.from(
        kind,
        (own) =>
          next() < 0.08
            ? -1
            : next() < 0.75
            ? (own + j) % categories.length
            : Math.floor(next() * categories.length),
      ),
    };
  });
});

Deno.test("climb() of latent classes never lets the likelihood fall", async () => {
  await fc.assert(
    fc.asyncProperty(people, fc.integer({ min: 2, max: 4 }), async (items, k) => {
      const use = new Uint8Array(items[0]!.codes.length).fill(1);
      const em = await LatentClassEm.over(answerPatterns(items, { use }), k, null);
      const { path } = climb(em.step, em.start(random(1)), em.repair, {
        tolerance: 1e-12,
        maxIterations: 500,
      });
      path.forEach((value, i) =>
        assert.ok(i === 0 || value >= path[i - 1]! - 1e-9 * Math.abs(value), `${path[i - 1]} then ${value}`)
      );
    }),
    { numRuns: 40, seed: 1 },
  );
});

Deno.test("latentClasses() does not depend on the order of people or items, nor on names of answers", async () => {
  await fc.assert(
    fc.asyncProperty(people, async (items) => {
      const options = { k: 2, restarts: 3, seed: 5 };
      const { result, posterior } = await latentClasses(items, options);
      const rows = items[0]!.codes.length;
      const shuffled = await latentClasses(
        items.map((item) => ({ ...item, codes: item.codes.toReversed() })).reverse(),
        options,
      );
      assert.equal(shuffled.result.logLikelihood, result.logLikelihood);
      assert.deepEqual(shuffled.result.sizes, result.sizes);
      assert.deepEqual(shuffled.result.probabilities!.map((list) => list.toReversed()), result.probabilities);
      assert.deepEqual(shuffled.posterior!.slice(0, 2), posterior!.slice((rows - 1) * 2));
      const renamed = await latentClasses(
        items.map((item) => ({ ...item, categories: item.categories.map((name) => `"${name}"?`) })),
        options,
      );
      assert.deepEqual(renamed.result.probabilities, result.probabilities);
      assert.deepEqual((await latentClasses(items, options)).posterior, posterior);
    }),
    { numRuns: 15, seed: 2 },
  );
});

Deno.test("latentClasses() gives chances that add up, and labels by the largest", async () => {
  await fc.assert(
    fc.asyncProperty(people, async (items) => {
      const { result, labels, posterior } = await latentClasses(items, { k: 3, restarts: 2 });
      assert.equal(result.sizes.reduce((sum, size) => sum + size, 0), result.n);
      assert.ok(result.sizes.every((size, c) => c === 0 || size <= result.sizes[c - 1]!));
      near(result.latentClasses!.shares.reduce((sum, share) => sum + share, 0), 1);
      labels.forEach((label, i) => {
        const own = posterior!.subarray(i * 3, i * 3 + 3);
        near(own.reduce((sum, chance) => sum + chance, 0), 1);
        if (label > 0) assert.equal(own[label - 1], Math.max(...own));
      });
      result.probabilities!.flat().forEach((chances) =>
        near(chances.reduce((sum, x) => sum + x, 0), 1, 1e-9)
      );
    }),
    { numRuns: 20, seed: 3 },
  );
});

Deno.test("latentClasses() with counts equals people written out; sample weights have no scale", async () => {
  const items = ["a", "b", "c", "d"].map((name, j) =>
    categoricalItem(name, [..."nnyynyyn"].map((x, i) => (i * j) % 3 ? x : "y"))
  );
  const counts = Float64Array.of(9, 4, 1, 6, 3, 8, 2, 5);
  const once = { k: 2, seed: 3, standardErrors: true };
  const repeated = items.map((item) => ({
    ...item,
    codes: Int32Array.from([...item.codes].flatMap((code, i) => Array<number>(counts[i]!).fill(code))),
  }));
  const written = (await latentClasses(repeated, once)).result;
  const counted = (await latentClasses(items, { ...once, weights: counts, weightsAre: "counts" })).result;
  const timeless = ({ timings: _, description: __, latentClasses: fit, ...rest }: typeof written) => ({
    ...rest,
    latentClasses: { ...fit, weightsAre: null },
  });
  assert.deepEqual(timeless(counted), timeless(written));
  const sample = (await latentClasses(items, { ...once, weights: counts.map((w) => w * 100.5) })).result;
  const other = (await latentClasses(items, { ...once, weights: counts })).result;
  near(sample.logLikelihood!, other.logLikelihood!, 1e-9);
  near(other.logLikelihood! / 8, written.logLikelihood! / 38, 1e-6);
  assert.deepEqual(other.n, 8);
  assert.match(other.warnings.join("\n"), /whole numbers and were scaled/);
});

Deno.test("latentClasses() labels a person of weight 0, who moves nothing", async () => {
  const items = (extra: string) =>
    ["a", "b", "c"].map((name) => categoricalItem(name, [..."nnnyyny", ...extra]));
  const without = await latentClasses(items(""), { k: 2 });
  const weights = Float64Array.of(1, 1, 1, 1, 1, 1, 1, 0);
  const beside = await latentClasses(items("y"), { k: 2, weights });
  near(beside.result.logLikelihood!, without.result.logLikelihood!);
  assert.deepEqual(beside.result.sizes, without.result.sizes);
  assert.equal(beside.labels[7], beside.labels[3]);
  near(beside.result.latentClasses!.gSquared!, without.result.latentClasses!.gSquared!, 1e-9);
});

Deno.test("latentClasses() leaves those without answers unassigned, and keeps those with some", async () => {
  const items = ["a", "b", "c"].map((name, j) =>
    categoricalItem(name, ["n", "n", "n", "y", "y", null, j ? null : "y"])
  );
  const { result, labels, posterior } = await latentClasses(items, { k: 2 });
  assert.equal(result.n, 6);
  assert.equal(labels[5], 0);
  assert.equal(labels[6], labels[3]);
  assert.deepEqual([...posterior!.subarray(10, 12)].map((x) => x.toFixed(6)), ["0.500000", "0.500000"]);
  assert.match(result.warnings.join("\n"), /1 row was not used/);
});

Deno.test("latentClasses() warns of an item with one category, and of more parameters than patterns", async () => {
  const items = [
    categoricalItem("a", [..."nnyyny"]),
    categoricalItem("b", [..."nyynny"]),
    categoricalItem("same", [..."xxxxxx"]),
  ];
  const warnings = (await latentClasses(items, { k: 2 })).result.warnings.join("\n");
  assert.match(warnings, /Everybody who answered "same" says "x"/);
  assert.match(warnings, /5 parameters for 4 possible patterns: it is not identified/);
});

Deno.test("latentClasses() says what is wrong with bad input", async () => {
  const a = categoricalItem("a", [..."nnyy"]);
  const b = categoricalItem("b", [..."nyny"]);
  const refuses = (run: () => unknown, message: RegExp) =>
    assert.rejects(
      async () => await run(),
      (error) => error instanceof InputError && message.test(error.message),
    );
  await refuses(() => latentClasses([], { k: 1 }), /no items/);
  await refuses(() => latentClasses([a, b], { k: 5 }), /5 clusters of 4 people/);
  await refuses(() => latentClasses([a], { k: 3 }), /only 2 different patterns of answers/);
  await refuses(() => latentClasses([a, b], { k: 0 }), /0 clusters/);
  await refuses(() => latentClasses([a, b], { k: 2, restarts: 0 }), /0 times/);
  await refuses(() => latentClasses([a, a], { k: 2 }), /two items are named "a"/);
  await refuses(() => latentClasses([a, categoricalItem("c", ["x"])], { k: 1 }), /"c" has 1 rows, "a" has 4/);
  await refuses(() => latentClasses([a, b], { k: 2, weights: Float64Array.of(1, 1, -1, 1) }), /row 3 is -1/);
  await refuses(() => latentClasses([a, b], { k: 2, tolerance: -1 }), /tolerance -1/);
  await refuses(
    () => latentClasses([{ ...a, codes: Int32Array.of(0, 1, 2, 0) }], { k: 1 }),
    /row 3 has code 2/,
  );
  await refuses(
    () => latentClasses([{ ...a, codes: new Int32Array(4).fill(-1) }], { k: 1 }),
    /nobody answered/,
  );
  await refuses(() => categoricalItem("empty", [null, "", NaN]), /nobody answered/);
  await refuses(() => categoricalItem("c", ["a", "b"], { categories: ["a"] }), /row 2 has "b"/);
  const covariates = (values: number[]) => ({ k: 2, covariates: [{ name: "age", values }] });
  await refuses(() => latentClasses([a, b], covariates([1, 1, 1, 1])), /"age": it is the same for everybody/);
  await refuses(() => latentClasses([a, b], covariates([1, 2])), /"age": it has 2 rows/);
  await refuses(() => latentClasses([a, b], covariates([1, 2, Infinity, 1])), /row 3 is Infinity/);
  const twice = [{ name: "x", values: [1, 2, 3, 5] }, { name: "y", values: [2, 4, 6, 10] }];
  await refuses(() => latentClasses([a, b], { k: 2, covariates: twice }), /"y": it follows from/);
});

Deno.test("latentClasses() stops when asked to", async () => {
  const items = [categoricalItem("a", [..."nnyy"]), categoricalItem("b", [..."nyny"])];
  await assert.rejects(
    latentClasses(items, { k: 2, signal: AbortSignal.abort("enough") }),
    (why) => why === "enough",
  );
});

function near(found: number, expected: number, tolerance = 1e-10): void {
  assert.ok(
    Math.abs(found - expected) <= tolerance * (1 + Math.abs(expected)),
    `${found} is not ${expected}`,
  );
}
