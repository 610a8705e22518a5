import { strict as assert } from "node:assert";
import fc from "fast-check";
import { published, publishedColumns } from "./_published_for_tests.ts";
import { cumulativeIncidence } from "./cumulative_incidence.ts";
import { kaplanMeier } from "./kaplan_meier.ts";
import { lastAtOrBefore, logLogInterval } from "./survival_curve.ts";

const near = (actual: number | null | undefined, expected: number, within: number) =>
  assert.ok(
    typeof actual === "number" && Math.abs(actual - expected) <= within,
    `${actual}, not ${expected}`,
  );

Deno.test("cumulativeIncidence() agrees with a case worked by hand", () => {
  // 1: one of four books (1/4). 2: one of three opts out (3/4 · 1/3). 3: one of two books (1/2 · 1/2). 4: censored.
  const curves = cumulativeIncidence({
    time: Float64Array.of(4, 3, 2, 1),
    status: Uint8Array.of(0, 1, 2, 1),
  });
  assert.deepEqual(curves.map(({ event, events }) => [event, events]), [[1, 2], [2, 1]]);
  assert.deepEqual([...curves[0]!.time], [1, 3]);
  near(curves[0]?.incidence[1], 0.5, 1e-15);
  near(curves[1]?.incidence[0], 0.25, 1e-15);
});

Deno.test("cumulativeIncidence() of one kind of event alone is 1 − Kaplan-Meier, with Greenwood's variance", () => {
  const person = fc.tuple(fc.integer({ min: 1, max: 15 }), fc.constantFrom(0, 1));
  fc.assert(
    fc.property(fc.array(person, { minLength: 1, maxLength: 40 }), (people) => {
      const data = {
        time: Float64Array.from(people, ([t]) => t),
        status: Uint8Array.from(people, ([, s]) => s),
      };
      const [curve] = cumulativeIncidence(data);
      const survival = kaplanMeier(data);
      curve?.incidence.forEach((share, i) => {
        near(1 - share, survival.survival[i]!, 1e-12);
        const variance = survival.survival[i]! ** 2 * survival.greenwood[i]!;
        if (survival.survival[i]! > 0) near(curve.variance[i], variance, 1e-12);
      });
    }),
    { seed: 1 },
  );
});

Deno.test("cumulativeIncidence() and the share to whom nothing happened add up to 1", () => {
  const person = fc.tuple(fc.integer({ min: 1, max: 15 }), fc.constantFrom(0, 1, 2, 7));
  fc.assert(
    fc.property(fc.array(person, { minLength: 1, maxLength: 40 }), (people) => {
      const time = Float64Array.from(people, ([t]) => t);
      const curves = cumulativeIncidence({ time, status: Uint8Array.from(people, ([, s]) => s) });
      const any = kaplanMeier({ time, status: Uint8Array.from(people, ([, s]) => s && 1) });
      const happened = curves.reduce((sum, curve) => sum + (curve.incidence.at(-1) ?? 0), 0);
      near(happened, 1 - (any.survival.at(-1) ?? 1), 1e-12);
    }),
    { seed: 1 },
  );
});

Deno.test({
  name:
    "cumulativeIncidence() gives the shares, errors and intervals of R survival 3.5.3 (skipped without ../shared/data)",
  ignore: !published,
  fn: () => {
    // l3 <- lung[!is.na(lung$ph.karno), ]
    // l3$ev <- factor(ifelse(l3$status == 0, 0, ifelse(l3$ph.karno < 80, 2, 1)), 0:2)
    // summary(survfit(Surv(time, ev) ~ sex, l3, conf.type = "log-log"), times = c(100, 300, 500, 800)), sex = 1
    const expected = [
      { time: 100, share: [0.0875912408759, 0.0875912408759], error: [0.0241526494894, 0.0241526494894] },
      { time: 300, share: [0.3671342059492, 0.1885572740053], error: [0.0425703367062, 0.0341307137594] },
      { time: 500, share: [0.5672565525129, 0.2079024757489], error: [0.0465088218274, 0.0359292139971] },
      { time: 800, share: [0.6684349897951, 0.2641127186835], error: [0.0446283353705, 0.0409443760910] },
    ];
    const column = publishedColumns("journeys/lung.csv");
    const [karno, sex, status] = [column("ph.karno"), column("sex"), column("status")];
    const rows = sex.flatMap((value, i) => value === "1" && karno[i] !== "" ? [i] : []);
    const curves = cumulativeIncidence({
      time: Float64Array.from(rows, (i) => Number(column("time")[i])),
      status: Uint8Array.from(rows, (i) => status[i] === "0" ? 0 : Number(karno[i]) < 80 ? 2 : 1),
    });
    for (const { time, share, error } of expected) {
      curves.forEach((curve, k) => {
        const i = lastAtOrBefore(curve.time, time);
        near(curve.incidence[i], share[k]!, 1e-12);
        near(Math.sqrt(curve.variance[i]!), error[k]!, 1e-12);
      });
    }
    const i = lastAtOrBefore(curves[0]!.time, 300);
    const share = curves[0]!.incidence[i]!;
    const ends = logLogInterval(share, curves[0]!.variance[i]! / share ** 2, 1.959963984540054);
    near(ends.low, 0.2844698793280, 1e-12);
    near(ends.high, 0.449916447978, 1e-12);
  },
});
