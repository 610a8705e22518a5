import { strict as assert } from "node:assert";
import fc from "fast-check";
import { codes, published, publishedColumns, publishedJson } from "./_published_for_tests.ts";
import { rankTests } from "./rank_tests.ts";
import type { SurvivalData } from "./survival_data.ts";

const near = (actual: number | undefined, expected: number, within = 1e-6) =>
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= within, `${actual}, not ${expected}`);

const table = (path: string, time: string, status: string, group: string, delimiter = ","): SurvivalData => {
  const column = publishedColumns(path, delimiter);
  return {
    time: Float64Array.from(column(time), Number),
    status: Uint8Array.from(column(status), Number),
    group: codes(column(group)).codes,
  };
};

Deno.test("rankTests() agrees with a log-rank test worked by hand", () => {
  // Group 0: 1, 3; group 1: 2+, 3. At 1: 4 at risk (2, 2), expected 1/2, variance 1/4. At 3: 2 at risk (1, 1), two
  // events, expected 1 in each, variance 0. Observed 2 against 1.5: 0.25 / 0.25 = 1.
  const [test] = rankTests({
    time: Float64Array.of(1, 3, 2, 3),
    status: Uint8Array.of(1, 1, 0, 1),
    group: Uint8Array.of(0, 0, 1, 1),
  });
  assert.deepEqual([test?.observed, test?.expected], [[2, 1], [1.5, 1.5]]);
  near(test?.chiSquare, 1, 1e-14);
  assert.equal(test?.df, 1);
});

Deno.test("rankTests() without a second group, or with one nobody is in, has nothing to test", () => {
  const alone = { time: Float64Array.of(1, 2), status: Uint8Array.of(1, 1) };
  assert.deepEqual(rankTests(alone).map(({ df, p }) => [df, p]), [[0, 1]]);
  assert.equal(rankTests({ ...alone, group: Uint8Array.of(1, 1) })[0]?.df, 0);
  assert.equal(rankTests({ time: new Float64Array(0), status: new Uint8Array(0) })[0]?.df, 0);
});

interface Expected {
  leukemia: { logrankChi2: number; weighted: Record<"wilcoxon" | "taroneWare" | "peto", number> };
  tiny: { t: number[]; g: number[]; e?: number[]; chi2: number; p: number }[];
}

Deno.test({
  name: "rankTests() gives the published tests (skipped without ../shared/data)",
  ignore: !published,
  fn: () => {
    const { leukemia, tiny } = publishedJson<Expected>("expected/survival.json");
    const tests = rankTests(table("journeys/anderson.csv", "t", "status", "Rx", " "), {
      tests: ["logRank", "gehanWilcoxon", "taroneWare", "petoPeto"],
    });
    const { wilcoxon, taroneWare, peto } = leukemia.weighted;
    [leukemia.logrankChi2, wilcoxon, taroneWare, peto].forEach((chi, i) => near(tests[i]?.chiSquare, chi));
    for (const { t, g, e, chi2, p } of tiny) {
      const [test] = rankTests({
        time: Float64Array.from(t),
        status: Uint8Array.from(e ?? t.map(() => 1)),
        group: Uint8Array.from(g),
      });
      near(test?.chiSquare, chi2);
      near(test?.p, p);
    }
  },
});

Deno.test({
  name: "rankTests() gives what R survival 3.5.3 gives on real data (skipped without ../shared/data)",
  ignore: !published,
  fn: () => {
    const lung = table("journeys/lung.csv", "time", "status", "sex");
    const tests: ["logRank", "flemingHarrington"] = ["logRank", "flemingHarrington"];
    // survdiff(Surv(time, status) ~ sex, lung)$chisq, then with rho = 1
    const [plain, early] = rankTests(lung, { tests });
    near(plain?.chiSquare, 10.3267419549, 1e-9);
    near(early?.chiSquare, 12.7141514012, 1e-9);
    near(plain?.p, 0.001311165, 1e-9);

    const column = publishedColumns("journeys/lung.csv");
    const known = column("ph.ecog").flatMap((value, i) => value === "" ? [] : [i]);
    const ecog = codes(known.map((i) => column("ph.ecog")[i]!)).codes;
    const some = {
      time: Float64Array.from(known, (i) => lung.time[i]!),
      status: Uint8Array.from(known, (i) => lung.status[i]!),
    };
    // survdiff(Surv(time, status) ~ ph.ecog, lung): four groups, one of them a single person
    const [byEcog] = rankTests({ ...some, group: ecog });
    near(byEcog?.chiSquare, 21.9621316825, 1e-9);
    assert.equal(byEcog?.df, 3);
    near(byEcog?.expected[0], 54.15269702, 1e-8);
    // survdiff(Surv(time, status) ~ sex + strata(ph.ecog), lung), then with rho = 1
    const sex = Uint8Array.from(known, (i) => lung.group![i]!);
    const inStrata = rankTests({ ...some, group: sex, stratum: ecog }, { tests });
    near(inStrata[0]?.chiSquare, 10.7950596335, 1e-9);
    near(inStrata[1]?.chiSquare, 13.8577727534, 1e-9);
    near(inStrata[0]?.expected[0], 90.641023, 1e-6);

    // survdiff(Surv(T, E) ~ group, waltons)$chisq
    const [waltons] = rankTests(table("journeys/waltons_dataset.csv", "T", "E", "group"));
    near(waltons?.chiSquare, 122.249125573, 1e-8);
    // survdiff(Surv(duration, observed) ~ regime, dd), then + strata(un_continent_name)
    const dd = table("journeys/dd.csv", "duration", "observed", "regime");
    const [regime] = rankTests(dd);
    near(regime?.chiSquare, 322.599077921, 1e-8);
    assert.equal(regime?.df, 5);
    const stratum = codes(publishedColumns("journeys/dd.csv")("un_continent_name")).codes;
    near(rankTests({ ...dd, stratum })[0]?.chiSquare, 187.521747952, 1e-8);

    // l2 <- subset(transform(lung, entry = (seq_len(nrow(lung)) * 37) %% 200), entry < time)
    // coxph(Surv(entry, time, status) ~ sex, l2, ties = "exact")$score
    const late = [...lung.time.keys()].filter((i) => (i + 1) * 37 % 200 < lung.time[i]!);
    assert.equal(late.length, 190);
    const [entered] = rankTests({
      time: Float64Array.from(late, (i) => lung.time[i]!),
      status: Uint8Array.from(late, (i) => lung.status[i]!),
      group: Uint8Array.from(late, (i) => lung.group![i]!),
      entry: Float64Array.from(late, (i) => (i + 1) * 37 % 200),
    });
    near(entered?.chiSquare, 6.52939661233, 1e-9);
  },
});

Deno.test("rankTests() does not change with the order of rows or the names of groups; groups' events add up", () => {
  const person = fc.record({
    time: fc.integer({ min: 1, max: 20 }),
    status: fc.constantFrom(0, 1, 1),
    group: fc.integer({ min: 0, max: 2 }),
  });
  fc.assert(
    fc.property(fc.array(person, { minLength: 1, maxLength: 60 }), (people) => {
      const of = (rows: typeof people, rename: (g: number) => number) =>
        rankTests({
          time: Float64Array.from(rows, (p) => p.time),
          status: Uint8Array.from(rows, (p) => p.status),
          group: Uint8Array.from(rows, (p) => rename(p.group)),
        }, { tests: ["logRank", "gehanWilcoxon", "petoPeto"] });
      const tests = of(people, (g) => g);
      const renamed = of(people.toReversed(), (g) => 2 - g);
      tests.forEach((test, i) => {
        near(renamed[i]?.chiSquare, test.chiSquare, 1e-8 * (1 + test.chiSquare));
        assert.equal(renamed[i]?.df, test.df);
        const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
        near(total(test.observed), total(test.expected), 1e-8);
        assert.ok(test.p >= 0 && test.p <= 1 && test.chiSquare >= 0);
      });
    }),
    { seed: 1 },
  );
});

Deno.test("rankTests() refuses too many groups and weights that are none", () => {
  const data = { time: Float64Array.of(1, 2), status: Uint8Array.of(1, 1), group: Uint16Array.of(0, 300) };
  assert.throws(() => rankTests(data), /Cannot compare 301 groups/);
  assert.throws(
    () =>
      rankTests({ ...data, group: undefined }, { flemingHarrington: [-1, 0], tests: ["flemingHarrington"] }),
    RangeError,
  );
});
