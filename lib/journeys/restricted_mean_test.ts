import { strict as assert } from "node:assert";
import { published, publishedColumns } from "./_published_for_tests.ts";
import { kaplanMeier } from "./kaplan_meier.ts";
import { restrictedMean } from "./restricted_mean.ts";

const curve = kaplanMeier({ time: Float64Array.of(1, 2, 4), status: Uint8Array.of(1, 1, 0) });

Deno.test("restrictedMean() agrees with a case worked by hand", () => {
  const result = restrictedMean(curve, { horizon: 3 });
  assert.ok(Math.abs(result!.mean - (1 + 2 / 3 + 1 / 3)) < 1e-14);
  // Areas beyond 1 and 2: 2/3 + 1/3 and 1/3; d/(n(n-d)): 1/6 and 1/2.
  assert.ok(Math.abs(result!.standardError - Math.sqrt(1 / 6 + 1 / 9 / 2)) < 1e-14);
});

Deno.test("restrictedMean() without censoring and to the end is the mean", () => {
  const all = kaplanMeier({ time: Float64Array.of(3, 4, 4, 9), status: Uint8Array.of(1, 1, 1, 1) });
  assert.equal(restrictedMean(all)?.mean.toFixed(12), "5.000000000000");
});

Deno.test("restrictedMean() is null beyond the time people were followed, unless it has happened to all", () => {
  assert.equal(restrictedMean(curve, { horizon: 5 }), null);
  const all = kaplanMeier({ time: Float64Array.of(1, 3), status: Uint8Array.of(1, 1) });
  assert.equal(restrictedMean(all, { horizon: 10 })?.mean, 2);
  assert.equal(restrictedMean(kaplanMeier({ time: new Float64Array(0), status: new Uint8Array(0) })), null);
  assert.throws(() => restrictedMean(curve, { horizon: 0 }), RangeError);
});

Deno.test({
  name: "restrictedMean() gives the means and errors of R survival 3.5.3 (skipped without ../shared/data)",
  ignore: !published,
  fn: () => {
    // summary(survfit(Surv(time, status) ~ sex, lung), rmean = 500)$table
    const expected = { "1": [278.763231530, 14.3545585667], "2": [360.910954195, 16.8010181687] };
    const column = publishedColumns("journeys/lung.csv");
    for (const [sex, [mean, error]] of Object.entries(expected)) {
      const rows = column("sex").flatMap((value, i) => value === sex ? [i] : []);
      const result = restrictedMean(
        kaplanMeier({
          time: Float64Array.from(rows, (i) => Number(column("time")[i])),
          status: Uint8Array.from(rows, (i) => Number(column("status")[i])),
        }),
        { horizon: 500 },
      );
      assert.ok(Math.abs(result!.mean - mean!) < 1e-8 && Math.abs(result!.standardError - error!) < 1e-9);
    }
  },
});
