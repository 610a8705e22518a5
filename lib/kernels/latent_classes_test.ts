import { strict as assert } from "node:assert";
import fc from "fast-check";
import { compileKernel } from "./compile.ts";
import { type AnswerPatterns, LatentClassKernel } from "./latent_classes.ts";

Deno.test("LatentClassKernel.expect() by hand: two items, one answer missing", async () => {
  // Items: yes/no (answers 0, 1) and yes/no (answers 2, 3); the second pattern lacks the second answer (4).
  const kernel = await LatentClassKernel.over({
    patterns: 2,
    items: 2,
    answers: 4,
    cells: new Uint32Array([0, 3, 1, 4]),
    weights: new Float64Array([2, 6]),
    groups: 1,
    group: new Uint32Array(2),
  }, 2);
  kernel.priors.set([0.25, 0.75]);
  kernel.chances.set([0.8, 0.4, 0.2, 0.6, 0.5, 0.9, 0.5, 0.1]);
  const { logLikelihood, counts, sums } = kernel.expect();
  // Pattern 1: 0.25 × 0.8 × 0.5 = 0.1 and 0.75 × 0.4 × 0.1 = 0.03. Pattern 2: 0.25 × 0.2 = 0.05 and 0.75 × 0.6 = 0.45.
  near(logLikelihood, 2 * Math.log(0.13) + 6 * Math.log(0.5));
  const [first, second] = [2 * 0.1 / 0.13, 6 * 0.05 / 0.5];
  near(sums[0]!, first + second);
  near(sums[1]!, 8 - first - second);
  [first, 2 - first, second, 6 - second, 0, 0, first, 2 - first].forEach((count, i) =>
    near(counts[i]!, count)
  );
  near(kernel.posterior()[3]!, 0.9);
});

/** The same step in plain TypeScript, with logarithms, as the textbook has it. */
function plain(table: AnswerPatterns, k: number, priors: number[], chances: number[]) {
  const counts = new Float64Array((table.answers + 1) * k);
  const sums = new Float64Array(table.groups * k);
  let logLikelihood = 0;
  for (let p = 0; p < table.patterns; p++) {
    const cells = table.cells.subarray(p * table.items, (p + 1) * table.items);
    const logs = Array.from({ length: k }, (_, c) =>
      cells.reduce(
        (sum, a) => sum + (a === table.answers ? 0 : Math.log(chances[a * k + c]!)),
        Math.log(priors[table.group[p]! * k + c]!),
      ));
    const most = Math.max(...logs);
    const total = logs.reduce((sum, log) => sum + Math.exp(log - most), 0);
    logLikelihood += table.weights[p]! * (most + Math.log(total));
    logs.forEach((log, c) => {
      const expected = table.weights[p]! * Math.exp(log - most) / total;
      sums[table.group[p]! * k + c]! += expected;
      for (const a of cells) counts[a * k + c]! += expected;
    });
  }
  return { logLikelihood, counts, sums };
}

Deno.test("LatentClassKernel.expect() equals the plain step, down to chances of 1e-30 over many items", async () => {
  const chance = fc.oneof(fc.double({ min: 0.01, max: 1, noNaN: true }), fc.constant(1e-30));
  const setup = fc.record({
    k: fc.integer({ min: 1, max: 5 }),
    items: fc.integer({ min: 1, max: 40 }),
    patterns: fc.integer({ min: 1, max: 12 }),
    groups: fc.integer({ min: 1, max: 3 }),
  }).chain(({ k, items, patterns, groups }) => {
    const answers = items * 3;
    const numbers = (length: number) => fc.array(chance, { minLength: length, maxLength: length });
    const codes = fc.array(fc.integer({ min: 0, max: 3 }), {
      minLength: patterns * items,
      maxLength: patterns * items,
    });
    return fc.record({
      k: fc.constant(k),
      priors: numbers(groups * k),
      chances: numbers(answers * k),
      table: codes.map((given): AnswerPatterns => ({
        patterns,
        items,
        answers,
        cells: Uint32Array.from(given, (code, i) => code === 3 ? answers : (i % items) * 3 + code),
        weights: Float64Array.from({ length: patterns }, (_, p) => 0.5 + p),
        groups,
        group: Uint32Array.from({ length: patterns }, (_, p) => p % groups),
      })),
    });
  });
  await fc.assert(
    fc.asyncProperty(setup, async ({ k, table, priors, chances }) => {
      const kernel = await LatentClassKernel.over(table, k);
      const { width } = kernel;
      priors.forEach((prior, i) => kernel.priors[Math.floor(i / k) * width + i % k] = prior);
      chances.forEach((value, i) => kernel.chances[Math.floor(i / k) * width + i % k] = value);
      const found = kernel.expect();
      const expected = plain(table, k, priors, chances);
      near(found.logLikelihood, expected.logLikelihood);
      expected.sums.forEach((sum, i) => near(found.sums[Math.floor(i / k) * width + i % k]!, sum));
      expected.counts.subarray(0, table.answers * k)
        .forEach((count, i) => near(found.counts[Math.floor(i / k) * width + i % k]!, count));
    }),
    { numRuns: 150, seed: 3 },
  );
});

Deno.test("compileKernel() makes the committed latent_classes.wasm again", async () => {
  const source = await Deno.readTextFile(new URL("./latent_classes.as.ts", import.meta.url));
  const committed = await Deno.readFile(new URL("./latent_classes.wasm", import.meta.url));
  assert.deepEqual(await compileKernel(source, "latent_classes.as.ts"), committed);
});

function near(found: number, expected: number): void {
  assert.ok(Math.abs(found - expected) <= 1e-10 * (1 + Math.abs(expected)), `${found} is not ${expected}`);
}
