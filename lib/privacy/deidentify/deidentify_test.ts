/** Case numbers are those of research/privacy.md, §8. */
import { strict as assert } from "node:assert";
import { existsSync } from "node:fs";
import fc from "fast-check";
import { guessedHierarchy, type Hierarchy, listedHierarchy } from "./hierarchy.ts";
import { type AnonymiseOptions, kAnonymise } from "./k_anonymise.ts";
import { safeHarbor, type SafeHarborOptions } from "./safe_harbor.ts";
import { safeZip3 } from "./safe_zip3.ts";
import { surrogateKeys } from "./surrogate_keys.ts";
import type { TextTable } from "./text_table.ts";

const shared = new URL("../../../../shared/data/", import.meta.url);
const present = existsSync(shared);
const onShared = (name: string, fn: () => void) =>
  Deno.test({ name: present ? name : `${name} (skipped: the shared data is absent)`, ignore: !present, fn });
const read = (name: string) => Deno.readTextFileSync(new URL(name, shared)).trim();

function table(columns: Readonly<Record<string, readonly (string | null)[]>>): TextTable {
  return { rows: Object.values(columns)[0]!.length, columns: new Map(Object.entries(columns)) };
}

onShared("safeZip3() keeps what the 2020 Census table keeps, of all thousand prefixes", () => {
  const keep = new Map(
    read("health/zip3_population_census2020.csv").split("\n").slice(1).map((line) => {
      const [zip3, , kept] = line.split(",");
      return [zip3!, kept!.trim() === "true"] as const;
    }),
  );
  assert.equal(keep.size, 894);
  for (let i = 0; i < 1000; i++) {
    const prefix = String(i).padStart(3, "0");
    assert.equal(safeZip3(`${prefix}01`), keep.get(prefix) ? prefix : "000", prefix);
  }
  const { zip3 } = JSON.parse(read("expected/identifiers_and_signals.json"));
  for (const small of zip3["2020_census_18"]) assert.equal(safeZip3(`${small}99`), "000");
  for (const prefix of Object.keys(zip3.keep_examples)) assert.equal(safeZip3(prefix), prefix);
});

Deno.test("case 10: ZIP as a number, ZIP+4, 00000, foreign, PO box, not in the table", () => {
  const said = (zip: string) => safeZip3(zip);
  assert.equal(said("2134"), "021");
  assert.equal(said("2134.0"), "021");
  assert.equal(said("02134-1234"), "021");
  assert.equal(said("021341234"), "021");
  for (
    const zip of ["00000", "K1A 0B1", "SW1A 1AA", "09012", "00501", "", "1", "021345", "abc", "5.2801e4"]
  ) {
    assert.equal(said(zip), "000", zip);
  }
});

Deno.test("case 9: ages 89, 90 and 105, birth dates of the old, in the future, 1900, leap days, death before birth", () => {
  const { table: safe, columns } = safeHarbor(
    table({
      born: [
        "1937-10-31",
        "1936-10-31",
        "1921-01-01",
        "2027-01-01",
        "1900-01-01",
        "1940-02-29",
        "1941-02-29",
        "1950-01-01",
      ],
      death_date: [null, null, null, null, null, null, null, "1949-05-05"],
      age: ["89", "90", "105", "-1", "126", "86", "41.5", "x"],
      birth_year: ["1937", "1936", "1800", "2027", "1962", null, "1940", "1950"],
    }),
    { classes: { born: "date", death_date: "date", age: "quasi", birth_year: "quasi" }, asOf: "2026-10-31" },
  );
  const old = "1936 or before";
  assert.deepEqual(safe.columns.get("born"), ["1937", old, old, null, null, "1940", null, null]);
  assert.equal(safe.columns.get("death_date")!.at(-1), null);
  assert.deepEqual(safe.columns.get("age"), ["89", "90+", "90+", null, null, "86", "41.5", "x"]);
  assert.deepEqual(safe.columns.get("birth_year"), ["1937", old, null, null, "1962", null, "1940", "1950"]);
  assert.equal(columns[0]!.cleared, 4);
});

const patient: SafeHarborOptions = {
  classes: {
    id: "mrn",
    mother_name: "name",
    employer: "name",
    town: "geography",
    seen: "date",
    note: "free",
    sex: "quasi",
  },
  asOf: "2026-10-31",
  key: "id",
};

Deno.test("case 8: of relatives and employers nothing stays, and a column without a class is left out", () => {
  const { table: safe, columns, warnings } = safeHarbor(
    table({
      id: ["1", "2"],
      mother_name: ["Ana", "Eve"],
      employer: ["Prairie Works", null],
      town: ["Eastry", "Hollis"],
      seen: ["3/14/2024", "14 March 2023"],
      note: ["better", "call 309-555-0109"],
      sex: ["f", "m"],
      loose: ["x", "y"],
    }),
    patient,
  );
  assert.deepEqual([...safe.columns.keys()], ["id", "seen", "note", "sex"]);
  assert.deepEqual(safe.columns.get("seen"), ["2024", "2023"]);
  assert.deepEqual(safe.columns.get("note"), ["better", null]);
  assert.deepEqual(columns.find(({ column }) => column === "loose"), {
    column: "loose",
    class: null,
    done: "left out",
    cleared: 0,
  });
  assert.equal(warnings.length, 2);
  assert.doesNotMatch(warnings.join(), /309|better/);
});

Deno.test("case 7: keys are random, the same for one person, and others the next time", () => {
  const ids = table({ id: ["E123", "E123", "E124"] });
  const keysOf = (options: Partial<SafeHarborOptions>) =>
    safeHarbor(ids, { ...patient, ...options }).table.columns.get("id")! as string[];
  const [one, again, other] = keysOf({});
  assert.equal(one, again);
  assert.notEqual(one, other);
  assert.notEqual(keysOf({})[0], one);
  assert.match(one!, /^[a-z0-9]{16}$/);
  let n = 0;
  const counted = (bytes: Uint8Array) => void bytes.fill(n++);
  assert.deepEqual(keysOf({ random: counted }), ["a".repeat(16), "a".repeat(16), "b".repeat(16)]);
  const give = surrogateKeys((bytes) => void bytes.fill(Math.floor(n++ / 2)));
  assert.notEqual(give("a"), give("b"));
});

function csv(text: string): TextTable {
  const [head, ...rows] = text.split("\n").map((line) => line.trim().split(";"));
  return table(Object.fromEntries(head!.map((name, j) => [name, rows.map((row) => row[j]!)])));
}
const listed = (name: string): Hierarchy =>
  listedHierarchy(read(`health/arx/${name}`).split("\n").map((line) => line.trim().split(";")));

onShared("ARX's test.csv made 2-anonymous has three classes: average risk 3/7, highest 1/2", () => {
  const bands = listedHierarchy(
    ["34", "45", "66", "70"].map((age) => [age, Number(age) < 50 ? "<50" : ">=50", "*"]),
  );
  const raw = csv(read("health/arx/test.csv"));
  const { table: safe, suppressed } = kAnonymise(raw, {
    quasi: {
      age: bands,
      gender: guessedHierarchy("gender", raw.columns.get("gender")!),
      zipcode: guessedHierarchy("zipcode", raw.columns.get("zipcode")!),
    },
    k: 2,
    mostSuppressed: 0,
  });
  const classes = Map.groupBy(
    Array.from({ length: 7 }, (_, i) => [...safe.columns.values()].map((column) => column[i]).join()),
    (key) => key,
  );
  const { published } = JSON.parse(read("expected/reidentification_risk.json")).cases[0];
  assert.equal(classes.size / 7, published.average_risk_after_2_anonymity_no_suppression);
  assert.equal(1 / Math.min(...[...classes.values()].map((all) => all.length)), published.highest_risk_after);
  assert.equal(suppressed.rows, 0);
});

onShared(
  "the table of Li et al. (2007) made 3-anonymous with ARX's hierarchies: ZIP 476**, age by band",
  () => {
    const { table: safe, levels, optimal } = kAnonymise(csv(read("health/arx/test2.csv")), {
      quasi: { ZIPCode: listed("test2_hierarchy_ZIPCode.csv"), Age: listed("test2_hierarchy_Age.csv") },
      k: 3,
      mostSuppressed: 0,
    });
    assert.ok(optimal);
    assert.deepEqual([levels.ZIPCode!.level, levels.Age!.level], [2, 1]);
    assert.equal(safe.columns.get("ZIPCode")![0], "476**");
    assert.equal(safe.columns.get("Age")![0], "[20,30[");
    assert.equal(safe.columns.get("Disease")![0], "gastric ulcer");
  },
);

Deno.test("kAnonymise() leaves out a lone row rather than making all coarser, where it may", () => {
  const raw = table({ age: ["20", "20", "20", "20", "75"], s: ["x", "y", "x", "y", "x"] });
  const quasi = { age: guessedHierarchy("age", raw.columns.get("age")!) };
  const kept = kAnonymise(raw, { quasi, k: 2, mostSuppressed: 0.2 });
  assert.deepEqual(kept.suppressed, { rows: 1, share: 0.2 });
  assert.equal(kept.levels.age!.level, 0);
  const all = kAnonymise(raw, { quasi, k: 2, mostSuppressed: 0 });
  assert.deepEqual([all.suppressed.rows, all.loss.precision, all.loss.entropy, all.loss.discernibility], [
    0,
    1,
    1,
    1,
  ]);
  assert.throws(() => kAnonymise(raw, { quasi, k: 6 }), /groups of 6/);
  assert.throws(() => kAnonymise(raw, { quasi, k: 1 }), RangeError);
  assert.throws(() => kAnonymise(raw, { quasi: {}, k: 2 }), RangeError);
  assert.throws(() => kAnonymise(raw, { quasi: { nobody: quasi.age }, k: 2 }), /"nobody"/);
});

Deno.test("case 17: groups in which everybody has the same are coarsened or left out when asked", () => {
  const raw = table({ q: ["a", "a", "b", "b", "b"], s: ["x", "x", "x", "y", "z"] });
  const options: AnonymiseOptions = { quasi: { q: guessedHierarchy("q", raw.columns.get("q")!) }, k: 2 };
  assert.equal(kAnonymise(raw, options).levels.q!.level, 0);
  assert.equal(kAnonymise(raw, { ...options, diverse: { s: 2 } }).levels.q!.level, 1);
});

Deno.test("kAnonymise() gives k of any table, and never loses less with a greater k", () => {
  const row = fc.tuple(
    fc.integer({ min: 18, max: 90 }),
    fc.constantFrom("f", "m", null),
    fc.constantFrom("52801", "52803", "61201"),
  );
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 6, maxLength: 40 }),
      fc.constantFrom<0 | 0.2>(0, 0.2),
      (rows, mostSuppressed) => {
        const raw = table({
          age: rows.map(([age]) => String(age)),
          sex: rows.map(([, sex]) => sex),
          zip: rows.map(([, , zip]) => zip),
        });
        const quasi = Object.fromEntries(
          [...raw.columns].map(([name, values]) => [name, guessedHierarchy(name, values)]),
        );
        let before = -1;
        for (const k of [2, 3, 5]) {
          const { table: safe, suppressed, loss } = kAnonymise(raw, { quasi, k, mostSuppressed });
          const keys = Array.from(
            { length: safe.rows },
            (_, i) => JSON.stringify([...safe.columns.values()].map((c) => c[i])),
          );
          for (const all of Map.groupBy(keys, (key) => key).values()) assert.ok(all.length >= k);
          assert.equal(safe.rows + suppressed.rows, rows.length);
          assert.ok(loss.entropy >= before - 1e-12 && loss.entropy <= 1 + 1e-12);
          before = loss.entropy;
        }
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("kAnonymise() of many columns goes down from the top and says so", () => {
  const names = Array.from({ length: 16 }, (_, i) => `c${i}`);
  const raw = table(
    Object.fromEntries(names.map((name, j) => [
      name,
      Array.from({ length: 30 }, (_, i) => String((i * (j + 3)) % 7 % 2)),
    ])),
  );
  const quasi = Object.fromEntries(names.map((name) => [name, guessedHierarchy(name, ["a", "b"])]));
  const { optimal, tried, loss } = kAnonymise(raw, { quasi, k: 4 });
  assert.equal(optimal, false);
  assert.ok(tried < 300 && loss.entropy < 1);
});

Deno.test("listedHierarchy() refuses what is none", () => {
  assert.throws(() => listedHierarchy([["a", "x"], ["b"]]), /row 2 has 1 levels/);
  assert.throws(() => listedHierarchy([["a", "x"], ["a", "y"]]), /repeats/);
  assert.throws(() => listedHierarchy([["a", "x", "1"], ["b", "x", "2"]]), /two of level 2/);
});

Deno.test("safeHarbor() leaves no whole day, whatever the class of its column", () => {
  const { table: safe } = safeHarbor(
    table({
      group: ["2024-03-14", "3/14/2024", "2024-03-14T10:00:00Z", "March 14, 2024", "2024", "A3", "3/14/24"],
    }),
    { classes: { group: "free" }, asOf: "2026-10-31" },
  );
  assert.deepEqual(safe.columns.get("group"), ["2024", "2024", "2024", "2024", "2024", "A3", null]);
});
