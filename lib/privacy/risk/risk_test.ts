/** Case numbers are those of research/privacy.md, §8. */
import { strict as assert } from "node:assert";
import { existsSync } from "node:fs";
import fc from "fast-check";
import { classesOf, codesOf } from "./_classes.ts";
import { matches } from "./_matches.ts";
import { tableOf } from "./_table_for_tests.ts";
import { individualRisk } from "./individual_risk.ts";
import { reidentificationRisk } from "./reidentification_risk.ts";

const file = new URL("../../../../shared/data/expected/reidentification_risk.json", import.meta.url);
const present = existsSync(file);
// deno-lint-ignore no-explicit-any -- published values, of many shapes
const cases: any[] = present ? JSON.parse(Deno.readTextFileSync(file)).cases : [];
const published = (id: string) => cases.find((one) => one.id === id);
const near = (a: number, b: number, by = 1e-8) => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`);

/** A test against published values, skipped where they are absent. */
function onPublished(name: string, fn: () => void): void {
  Deno.test({
    name: present ? name : `${name} (skipped: the published values are absent)`,
    ignore: !present,
    fn,
  });
}

Deno.test("reidentificationRisk() of three people, two of them alike", () => {
  const risk = reidentificationRisk(tableOf(["age", "sex"], [[40, "f"], [40, "f"], [50, "m"]]), {
    quasi: ["age", "sex"],
    minimum: 2,
  });
  assert.equal(risk.classes, 2);
  assert.equal(risk.k, 1);
  assert.equal(risk.averageRisk, 2 / 3);
  assert.equal(risk.highestRisk, 1);
  assert.equal(risk.uniqueShare, 1 / 3);
  assert.equal(risk.distinction, 2 / 3);
  near(risk.separation!, 2 / 3);
  assert.deepEqual(risk.small, { minimum: 2, rows: 1, share: 1 / 3 });
  assert.equal(risk.warnings.length, 1);
  assert.equal(risk.journalist, null);
});

onPublished("distinction and separation are those of ARX, worked out by hand there", () => {
  const { rows, columns, published_distinction_separation: expected } = published(
    "arx-quasi-identifier-power",
  );
  const table = tableOf(columns, rows);
  for (const [names, [distinction, separation]] of Object.entries(expected) as [string, [number, number]][]) {
    const risk = reidentificationRisk(table, { quasi: names.split("+") });
    near(risk.distinction, distinction);
    near(risk.separation!, separation);
  }
});

onPublished("frequencies and individual risk are those of sdcMicro's francdat", () => {
  const { keys, weights, fk, Fk, individual_risk } = published("sdcmicro-francdat");
  const names = ["a", "b", "c", "d"];
  const table = tableOf(names, keys);
  const codes = names.map((name) => codesOf(table, name));
  const classes = classesOf(table.rows, codes);
  const f = matches(table, names, classes, codes);
  const F = matches(table, names, classes, codes, weights);
  for (let i = 0; i < table.rows; i++) {
    const own = classes.of[i]!;
    assert.equal(f[own], fk[i]);
    assert.equal(F[own], Fk[i]);
    near(individualRisk(f[own]!, F[own]!), individual_risk[i], 1e-8);
  }
});

Deno.test("individualRisk() is the mean of 1/F under the negative binomial, by summing it", () => {
  for (const [f, F] of [[1, 4], [2, 5], [3, 4], [3, 30], [5, 8], [8, 100], [15, 40]] as const) {
    const p = f / F;
    let sum = 0;
    let chance = p ** f;
    for (let h = f; h < 20_000; h++) {
      sum += chance / h;
      chance *= h / (h - f + 1) * (1 - p);
    }
    near(individualRisk(f, F), sum, 1e-9);
  }
  assert.throws(() => individualRisk(0, 1), RangeError);
  assert.throws(() => individualRisk(2, 1), RangeError);
});

Deno.test("a missing value may be like every value: frequencies by hand", () => {
  // b fits a and c; d fits a and b, and c not.
  const table = tableOf(["x", "y"], [["1", "1"], [null, "1"], ["2", "1"], ["1", null]]);
  const risk = reidentificationRisk(table, { quasi: ["x", "y"], missing: "any" });
  const codes = ["x", "y"].map((name) => codesOf(table, name));
  assert.deepEqual([...matches(table, ["x", "y"], classesOf(4, codes), codes)], [3, 4, 2, 3]);
  assert.equal(risk.k, 2);
  near(risk.averageRisk, (1 / 3 + 1 / 4 + 1 / 2 + 1 / 3) / 4);
  assert.equal(reidentificationRisk(table, { quasi: ["x", "y"] }).k, 1);
});

onPublished("t-closeness with ordered distances: 0.375 and 0.1667 (Li, Li, Venkatasubramanian 2007)", () => {
  const { Q, P1, P2, emd } = published("t-closeness-ordered-emd");
  // The rest of Q lies on the other side of it, at half the distance: the worst class is the one asked for.
  for (const [i, own] of [P1, P2].entries()) {
    const rows = Q.map((salary: number) => [own.includes(salary) ? "own" : "rest", salary]);
    const [one] =
      reidentificationRisk(tableOf(["who", "salary"], rows), { quasi: ["who"], sensitive: ["salary"] })
        .sensitive;
    near(one!.tOrdered!, emd[i], 1e-12);
  }
});

Deno.test("l-diversity and t-closeness by hand", () => {
  const table = tableOf(["q", "s"], [["a", "x"], ["a", "x"], ["a", "y"], ["b", "x"], ["b", "y"], ["b", "y"]]);
  const [one] = reidentificationRisk(table, { quasi: ["q"], sensitive: ["s"] }).sensitive;
  assert.equal(one!.distinctL, 2);
  near(one!.entropyL, Math.exp(-(2 / 3) * Math.log(2 / 3) - (1 / 3) * Math.log(1 / 3)));
  assert.equal(one!.recursiveC, 2);
  near(one!.tEqual, 1 / 6);
  assert.equal(one!.tOrdered, null);
});

Deno.test("case 17: a large group in which everybody has it tells about each of them", () => {
  const rows = Array.from({ length: 60 }, (_, i) => [i < 30 ? "a" : "b", i < 30 || i % 2 ? "yes" : "no"]);
  const risk = reidentificationRisk(tableOf(["q", "s"], rows), { quasi: ["q"], sensitive: ["s"] });
  assert.equal(risk.k, 30);
  const [one] = risk.sensitive;
  assert.deepEqual([one!.homogeneousClasses, one!.homogeneousRows, one!.distinctL, one!.recursiveC], [
    1,
    30,
    1,
    null,
  ]);
});

const patients = new URL("../../../../shared/data/health/fhir100/Patient.000.ndjson", import.meta.url);
Deno.test({
  name: `case 18: ZIP3, birth year and sex single out most of 120 patients${
    existsSync(patients) ? "" : " (skipped)"
  }`,
  ignore: !existsSync(patients),
  fn: () => {
    const people = Deno.readTextFileSync(patients).trim().split("\n").map((line) => JSON.parse(line));
    const asOf = Temporal.PlainDate.from("2024-08-06");
    const rows = people.map(({ birthDate, gender, address: [{ postalCode, state }] }) => {
      const age = Temporal.PlainDate.from(birthDate).until(asOf, { largestUnit: "years" }).years;
      const year = age >= 90 ? "90+" : birthDate.slice(0, 4);
      return [
        postalCode ?? null,
        birthDate,
        postalCode?.slice(0, 3) ?? null,
        year,
        state,
        Math.floor(Math.min(age, 90) / 20),
        gender,
      ];
    });
    const table = tableOf(["zip", "dob", "zip3", "year", "state", "band", "sex"], rows);
    const unique = (quasi: string[]) =>
      Math.round(reidentificationRisk(table, { quasi }).uniqueShare * rows.length);
    const expected = published("safe-harbor-is-not-k-anonymity");
    assert.equal(unique(["zip", "dob", "sex"]), expected.raw_zip5_dob_sex.unique);
    assert.equal(unique(["zip3", "year", "sex"]), expected.zip3_birthyear_90plus_sex.unique);
    assert.equal(unique(["state", "band", "sex"]), 0);
    const coarse = reidentificationRisk(table, { quasi: ["state", "band", "sex"] });
    assert.equal(coarse.classes, expected.state_20y_band_sex.classes);
    assert.equal(coarse.small.rows, expected.state_20y_band_sex.records_in_classes_under_11);
  },
});

Deno.test("reidentificationRisk() heeds neither the order of rows nor of columns, and coarser columns are safer", () => {
  const row = fc.tuple(
    fc.integer({ min: 0, max: 3 }),
    fc.option(fc.integer({ min: 0, max: 2 })),
    fc.integer({ max: 1 }),
  );
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 40 }),
      fc.constantFrom("value", "any"),
      (rows, missing) => {
        const options = { missing } as { missing: "value" | "any" };
        const of = (data: typeof rows, quasi: string[]) => {
          const { classes, k, averageRisk, uniqueShare, separation } = reidentificationRisk(
            tableOf(["a", "b", "c"], data),
            { ...options, quasi },
          );
          return [classes, k, averageRisk.toFixed(9), uniqueShare, separation?.toFixed(9)];
        };
        assert.deepEqual(of(rows, ["a", "b", "c"]), of(rows.toReversed(), ["c", "a", "b"]));
        const [, fine] = of(rows, ["a", "b", "c"]) as number[];
        const [, coarse] = of(rows, ["a", "b"]) as number[];
        assert.ok(coarse! >= fine!);
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("reidentificationRisk() of one person, and what it refuses", () => {
  const one = reidentificationRisk(tableOf(["a"], [["x"]]), { quasi: ["a"] });
  assert.deepEqual([one.k, one.separation, one.uniqueShare], [1, null, 1]);
  assert.throws(() => reidentificationRisk(tableOf(["a"], []), { quasi: ["a"] }), RangeError);
  assert.throws(() => reidentificationRisk(tableOf(["a"], [["x"]]), { quasi: [] }), RangeError);
  assert.throws(() => reidentificationRisk(tableOf(["a"], [["x"]]), { quasi: ["b"] }), /"b"/);
});

Deno.test("the journalist looks in the whole population", () => {
  const sample = tableOf(["a"], [["x"], ["y"]]);
  const population = tableOf(["a"], [["x"], ["x"], ["x"], ["x"], ["y"], ["y"], ["z"]]);
  const risk = reidentificationRisk(sample, { quasi: ["a"], population });
  assert.deepEqual(risk.journalist, { highest: 0.5, average: 0.375 });
  assert.equal(risk.prosecutor.highest, 1);
});
