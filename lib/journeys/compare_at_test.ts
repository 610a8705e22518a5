import { strict as assert } from "node:assert";
import { published, publishedColumns } from "./_published_for_tests.ts";
import { compareAt } from "./compare_at.ts";
import { kaplanMeier } from "./kaplan_meier.ts";

const curve = (time: number[], status: number[]) =>
  kaplanMeier({ time: Float64Array.from(time), status: Uint8Array.from(status) });

Deno.test("compareAt() agrees with a case worked by hand", () => {
  // At 2: S = 1/2 and 3/4; variance of log S: 2/(4·2) and 1/(4·3).
  const test = compareAt([curve([1, 2, 3, 3], [1, 1, 0, 0]), curve([1, 3, 3, 3], [1, 0, 0, 0])], 2);
  const [a, b] = [Math.log(0.5), Math.log(0.75)];
  const byHand = (Math.log(-a) - Math.log(-b)) ** 2 / (0.25 / a ** 2 + 1 / 12 / b ** 2);
  assert.ok(Math.abs(test!.chiSquare - byHand) < 1e-12);
  assert.equal(test!.df, 1);
});

Deno.test("compareAt() leaves out curves that say nothing at that time", () => {
  const some = curve([1, 5], [1, 0]);
  assert.equal(compareAt([some, curve([5, 5], [1, 0])], 2), null); // still at 1
  assert.equal(compareAt([some, curve([1, 1], [1, 1])], 1), null); // at 0
  assert.equal(compareAt([some, curve([1, 1.5], [1, 0])], 2), null); // ended
  assert.equal(compareAt([some, curve([], [])], 2), null);
  assert.equal(compareAt([some, some, some], 2)?.chiSquare, 0);
});

Deno.test({
  name: "compareAt() gives the test worked out from R survival 3.5.3 (skipped without ../shared/data)",
  ignore: !published,
  fn: () => {
    // s <- summary(survfit(Surv(time, status) ~ sex, lung), times = 365); th <- log(-log(s$surv))
    // v <- (s$std.err / s$surv)^2 / log(s$surv)^2; (th[1] - th[2])^2 / sum(v); likewise by ph.ecog < 3 with contrasts
    for (
      const [by, names, expected] of [
        ["sex", ["1", "2"], 6.20657394772],
        ["ph.ecog", ["0.0", "1.0", "2.0"], 11.1487201482],
      ] as const
    ) {
      const column = publishedColumns("journeys/lung.csv");
      const curves = names.map((name) => {
        const rows = column(by).flatMap((value, i) => value === name ? [i] : []);
        return curve(
          rows.map((i) => Number(column("time")[i])),
          rows.map((i) => Number(column("status")[i])),
        );
      });
      assert.ok(Math.abs(compareAt(curves, 365)!.chiSquare - expected) < 1e-9);
    }
  },
});
