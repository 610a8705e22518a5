import { strict as assert } from "node:assert";
import fc from "fast-check";
import { benjaminiHochberg, holm } from "./adjust_p.ts";

const close = (actual: number[], expected: number[]) => {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) => assert.ok(Math.abs(value - expected[i]!) < 1e-12, `${actual}`));
};

Deno.test("holm() and benjaminiHochberg() agree with a case worked by hand, and with R 4.2.2 p.adjust", () => {
  const p = [0.01, 0.04, 0.03, 0.005, 0.04];
  close(holm(p), [0.04, 0.09, 0.09, 0.025, 0.09]);
  close(benjaminiHochberg(p), [0.025, 0.04, 0.04, 0.025, 0.04]);
  assert.deepEqual([holm([]), benjaminiHochberg([])], [[], []]);
});

Deno.test("holm() is at least benjaminiHochberg(), which is at least p; both keep the order of p", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (p) => {
      const [strict, mild] = [holm(p), benjaminiHochberg(p)];
      p.forEach((value, i) => {
        assert.ok(value <= mild[i]! && mild[i]! <= strict[i]! + 1e-15 && strict[i]! <= 1);
        p.forEach((other, j) =>
          assert.ok(!(value < other) || (strict[i]! <= strict[j]! && mild[i]! <= mild[j]!))
        );
      });
    }),
    { seed: 1 },
  );
});

Deno.test("holm() and benjaminiHochberg() refuse what is no probability", () => {
  assert.throws(() => holm([0.5, NaN]), RangeError);
  assert.throws(() => benjaminiHochberg([1.1]), RangeError);
});
