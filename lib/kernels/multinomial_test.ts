import { strict as assert } from "node:assert";
import { multinomial } from "./multinomial.ts";
import { random } from "./random.ts";

Deno.test("multinomial() draws as many as there are, and never of a kind there is none of", () => {
  for (const counts of [[1], [0, 3], [5, 0, 95], [2000, 1, 0, 0, 7], new Array(300).fill(1)]) {
    const draw = multinomial(Float64Array.from(counts), random(1));
    const total = counts.reduce((sum, n) => sum + n, 0);
    for (let k = 0; k < 20; k++) {
      const out = draw(new Float64Array(counts.length));
      assert.equal(out.reduce((sum, n) => sum + n, 0), total);
      out.forEach((n, i) => assert.ok(n >= 0 && (counts[i]! > 0 || n === 0)));
    }
  }
});

Deno.test("multinomial() has the means, variances and covariances of the multinomial distribution", () => {
  const counts = Float64Array.of(1, 9, 90, 400);
  const total = 500;
  const draws = 20_000;
  const draw = multinomial(counts, random(2));
  const out = new Float64Array(4);
  const sums = new Float64Array(4);
  const squares = new Float64Array(4);
  let cross = 0;
  for (let k = 0; k < draws; k++) {
    draw(out);
    out.forEach((n, i) => {
      sums[i]! += n;
      squares[i]! += n * n;
    });
    cross += out[2]! * out[3]!;
  }
  counts.forEach((count, i) => {
    const variance = count * (1 - count / total);
    const mean = sums[i]! / draws;
    assert.ok(Math.abs(mean - count) < 4 * Math.sqrt(variance / draws), `mean ${mean} of ${count}`);
    const measured = squares[i]! / draws - mean * mean;
    assert.ok(Math.abs(measured / variance - 1) < 0.06, `variance ${measured}, not ${variance}`);
  });
  const covariance = cross / draws - sums[2]! / draws * sums[3]! / draws;
  assert.ok(Math.abs(covariance + 90 * 400 / 500) < 3, String(covariance));
});

Deno.test("multinomial() refuses fractions, negatives and nothing", () => {
  for (const counts of [[0.5], [-1], [NaN], [0, 0], []]) {
    assert.throws(() => multinomial(Float64Array.from(counts), random(1)), RangeError);
  }
});
