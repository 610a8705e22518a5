import { strict as assert } from "node:assert";
import fc from "fast-check";
import { published, publishedColumns, publishedJson } from "./_published_for_tests.ts";
import { kaplanMeier } from "./kaplan_meier.ts";
import { lastAtOrBefore, logLogInterval, type SurvivalCurve, timeUntil } from "./survival_curve.ts";
import type { SurvivalData } from "./survival_data.ts";

const data = (time: number[], status: number[], entry?: number[]): SurvivalData => ({
  time: Float64Array.from(time),
  status: Uint8Array.from(status),
  entry: entry && Float64Array.from(entry),
});
const at = (curve: SurvivalCurve, time: number) => {
  const i = lastAtOrBefore(curve.time, time);
  return i < 0 ? 1 : curve.survival[i]!;
};
const near = (actual: number | null, expected: number, within = 1e-6) =>
  assert.ok(actual !== null && Math.abs(actual - expected) <= within, `${actual}, not ${expected}`);

Deno.test("kaplanMeier() agrees with a case worked by hand", () => {
  // 5 people: event at 1 (5 at risk), censored at 2, events at 3 (3 at risk) and 3, censored at 4.
  const curve = kaplanMeier(data([3, 1, 2, 4, 3], [1, 1, 0, 0, 1]));
  assert.deepEqual([...curve.time], [1, 3]);
  assert.deepEqual([...curve.atRisk], [5, 3]);
  assert.deepEqual([...curve.happened], [1, 2]);
  near(curve.survival[0]!, 4 / 5, 1e-15);
  near(curve.survival[1]!, 4 / 5 * 1 / 3, 1e-15);
  near(curve.greenwood[1]!, 1 / (5 * 4) + 2 / (3 * 1), 1e-15);
  assert.deepEqual([curve.n, curve.events, curve.until], [5, 3, 4]);
});

Deno.test("kaplanMeier() counts a person censored at the time of an event as at risk for it", () => {
  assert.deepEqual([...kaplanMeier(data([2, 2], [1, 0])).survival], [0.5]);
});

Deno.test("kaplanMeier() of nobody, and of people to whom nothing happened, has no points", () => {
  assert.equal(kaplanMeier(data([], [])).time.length, 0);
  const nothing = kaplanMeier(data([3, 4], [0, 0]));
  assert.deepEqual([nothing.time.length, nothing.until, timeUntil(nothing, 0.5).time], [0, 4, null]);
});

Deno.test("kaplanMeier() counts one code as the event and censors the others", () => {
  const curve = kaplanMeier(data([1, 2, 3, 4], [2, 1, 2, 1]), { event: 2 });
  assert.deepEqual([...curve.survival], [0.75, 0.375]);
  assert.throws(() => kaplanMeier(data([1], [1]), { event: 0 }), RangeError);
});

Deno.test("kaplanMeier() reversed follows people until they are lost from sight", () => {
  const curve = kaplanMeier(data([1, 2, 3, 4], [1, 0, 1, 0]), { reverse: true });
  assert.deepEqual([...curve.time], [2, 4]);
  near(curve.survival[0]!, 2 / 3, 1e-15);
});

interface Expected {
  leukemia: {
    km6MP: Record<string, number>;
    greenwoodSe: Record<string, number>;
    atRisk: Record<string, number>;
    logLogCI95: Record<string, [number, number]>;
    median: { Rx0: number; Rx1: number };
  };
  lateEntry: { entry: number[]; t: number[]; S: number[] };
}

Deno.test({
  name:
    "kaplanMeier() gives the published curve, errors and intervals of the leukaemia trial (skipped without ../shared/data)",
  ignore: !published,
  fn: () => {
    const { leukemia } = publishedJson<Expected>("expected/survival.json");
    const column = publishedColumns("journeys/anderson.csv", " ");
    const treatment = column("Rx");
    const arm = (name: string) => {
      const rows = treatment.flatMap((value, i) => value === name ? [i] : []);
      return kaplanMeier(
        data(rows.map((i) => Number(column("t")[i])), rows.map((i) => Number(column("status")[i]))),
      );
    };
    const curve = arm("0");
    assert.deepEqual([...curve.time].map(String), Object.keys(leukemia.km6MP));
    curve.time.forEach((time, i) => {
      near(curve.survival[i]!, leukemia.km6MP[time]!);
      assert.equal(curve.atRisk[i], leukemia.atRisk[time]);
      const error = leukemia.greenwoodSe[time];
      if (error !== undefined) near(curve.survival[i]! * Math.sqrt(curve.greenwood[i]!), error);
      const ends = leukemia.logLogCI95[time];
      const { low, high } = logLogInterval(curve.survival[i]!, curve.greenwood[i]!, 1.959963984540054);
      if (ends) [low, high].forEach((end, j) => near(end, ends[j]!));
    });
    // R survival 3.5.3: survfit(Surv(t, status) ~ Rx, conf.type = "log-log"): 23 (13, NA) and 8 (4, 11)
    assert.deepEqual(timeUntil(curve, 0.5), { time: leukemia.median.Rx0, low: 13, high: null });
    assert.deepEqual(timeUntil(arm("1"), 0.5), { time: leukemia.median.Rx1, low: 4, high: 11 });
  },
});

Deno.test({
  name: "kaplanMeier() gives lifelines' published curve with late entry (skipped without ../shared/data)",
  ignore: !published,
  fn: () => {
    const { entry, t, S } = publishedJson<Expected>("expected/survival.json").lateEntry;
    const curve = kaplanMeier(data(t, t.map(() => 1), entry));
    [0, 1, 2, 3, 4, 5, 10].forEach((time, i) => near(at(curve, time), S[i]!, 5e-4));
  },
});

Deno.test("timeUntil() finds a share reached exactly in spite of rounding", () => {
  // Ten people, one event a day: after day 5 one half is left, by products of ten factors.
  const days = Array.from({ length: 10 }, (_, i) => i + 1);
  assert.equal(timeUntil(kaplanMeier(data(days, days.map(() => 1))), 0.5).time, 5);
});

const person = fc.record({
  time: fc.integer({ min: 1, max: 30 }),
  status: fc.constantFrom(0, 1),
  before: fc.integer({ min: 1, max: 30 }),
});

Deno.test("kaplanMeier() falls from 1 towards 0, whatever the order of the rows", () => {
  fc.assert(
    fc.property(fc.array(person, { minLength: 1, maxLength: 60 }), fc.boolean(), (people, late) => {
      const of = (rows: typeof people) =>
        kaplanMeier(data(
          rows.map((p) => p.time),
          rows.map((p) => p.status),
          late ? rows.map((p) => p.time - p.before) : undefined,
        ));
      const curve = of(people);
      let before = 1;
      curve.survival.forEach((share, i) => {
        assert.ok(share >= 0 && share <= before);
        before = share;
        const { low, high } = logLogInterval(share, curve.greenwood[i]!, 1.96);
        if (low !== null && high !== null) assert.ok(0 <= low && low <= share && share <= high && high <= 1);
      });
      assert.equal(curve.happened.reduce((sum, n) => sum + n, 0), curve.events);
      assert.deepEqual(of(people.toReversed()), curve);
    }),
    { seed: 1 },
  );
});

Deno.test("kaplanMeier() without censoring is the share of people beyond each time", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 50 }), (times) => {
      const curve = kaplanMeier(data(times, times.map(() => 1)));
      curve.time.forEach((time, i) =>
        near(curve.survival[i]!, times.filter((t) => t > time).length / times.length, 1e-12)
      );
    }),
    { seed: 1 },
  );
});

Deno.test("kaplanMeier() refuses times it cannot read, naming the row", () => {
  assert.throws(() => kaplanMeier(data([1, NaN], [1, 1])), /row 2: it is NaN/);
  assert.throws(() => kaplanMeier(data([1, Infinity], [1, 1])), /row 2/);
  assert.throws(() => kaplanMeier(data([1, 2], [1])), /status has 1 rows and time has 2/);
  assert.throws(() => kaplanMeier(data([1, 2], [1, 1], [0, 2])), /row 2: entry 2 is not before time 2/);
  assert.throws(() => timeUntil(kaplanMeier(data([1], [1])), 1), RangeError);
});
