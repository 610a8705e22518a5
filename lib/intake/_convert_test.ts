import { strict as assert } from "node:assert";
import { id, join, literal, openDuckDb, sql, type Value } from "../engine/mod.ts";
import { convert, type Kind, nullPatterns, type Reading } from "./_convert.ts";

const usual: Reading = {
  type: "text",
  values: undefined,
  format: undefined,
  decimal: ".",
  timeZone: "America/Chicago",
  nulls: nullPatterns([]),
};

const sqlTypes = {
  text: sql`varchar`,
  number: sql`double`,
  boolean: sql`boolean`,
  date: sql`date`,
  time: sql`timestamp`,
  instant: sql`timestamptz`,
} as const;

/** The values that cells become, as text; "bad" for a mistake, null for missing. */
async function readAll(
  cells: readonly string[],
  reading: Partial<Reading>,
  kind: Kind = "text",
): Promise<Value[]> {
  const engine = await openDuckDb({ threads: 1 });
  const steps = convert({ name: "x", value: id("x"), kind }, { ...usual, ...reading });
  const parsed = steps.parse(id("c"));
  const names = parsed.map((_, i) => id(`p${i}`));
  const columns = join(parsed.map((value, i) => sql`${value} as ${names[i]!}`));
  const given = sql`unnest([${join(cells.map(literal))}])::${sqlTypes[kind]}`;
  const rows = await engine.rows<{ v: string | null; bad: boolean }>(sql`
    select v::varchar as v, c is not null and v is null and ${steps.mistake?.(id("c")) ?? sql`false`} as bad
    from (select c, ${steps.value(names)} as v from (select c, ${columns} from (
      select ${steps.clean} as c from (select ${given} as x))))`);
  await engine.close();
  return rows.map(({ v, bad }) => bad ? "bad" : v);
}

/** Checks cells against what they must become. */
async function check(
  cases: Readonly<Record<string, Value>>,
  reading: Partial<Reading>,
  kind: Kind = "text",
): Promise<void> {
  const read = await readAll(Object.keys(cases), reading, kind);
  for (const [i, [cell, expected]] of Object.entries(cases).entries()) {
    assert.equal(read[i], expected, `${JSON.stringify(cell)} as ${reading.type}`);
  }
}

Deno.test("case 33: convert() reads every spelling of missing or already suppressed as missing, never as 0", async () => {
  const missing = [
    ...[
      "",
      " ",
      "\u00a0",
      "NA",
      "na",
      "N/A",
      "n/a",
      "NULL",
      "null",
      " Null ",
      "Not Available",
      "NOT APPLICABLE",
    ],
    ...["?", "*", "<11", "<5", "< 11", " <11 ", "–", "—", "-", ".", "\t", "NA\u00a0"],
  ];
  for (const type of ["text", "number", "boolean", "date", "instant"] as const) {
    await check(Object.fromEntries(missing.map((cell) => [cell, null])), { type });
  }
});

Deno.test("convert() keeps what only looks like missing", () =>
  check({
    "None": "None",
    "nan": "nan",
    "Nana": "Nana",
    "<11 years": "<11 years",
    "--": "--",
    "0": "0",
    "N/A?": "N/A?",
    " a  b ": "a  b",
    "\u00a0x\n": "x",
    "a\nb": "a\nb",
    "\u202eevil": "\u202eevil",
  }, {}));

Deno.test("convert() takes a workspace's own spellings of missing literally", () =>
  check({ "not recorded": null, "x.y": null, "xzy": "xzy", "(": null }, {
    nulls: nullPatterns(["Not recorded", "x.y", "("]),
  }));

Deno.test("case 34: convert() reads numbers with signs, separators and money, and nothing else as a number", () =>
  check({
    "12": "12.0",
    "-0.5": "-0.5",
    ".5": "0.5",
    "5.": "5.0",
    "1e3": "1000.0",
    "$1,234.50": "1234.5",
    "-$1,234.50": "-1234.5",
    "$-5": "-5.0",
    "(1,000)": "-1000.0",
    "€ 5": "5.0",
    "1,234,567": "1234567.0",
    "007": "7.0",
    "NaN": null,
    "1.234,56": "bad",
    "1,23": "bad",
    "12 kg": "bad",
    "inf": "bad",
    "1_000": "bad",
    "0x10": "bad",
    "1e999": "bad",
  }, { type: "number" }));

Deno.test("case 34: convert() reads a decimal comma where it is declared", () =>
  check({ "1.234,56": "1234.56", "1,5": "1.5", "1.234": "1234.0", "1.5": "bad", "-3": "-3.0" }, {
    type: "number",
    decimal: ",",
  }));

Deno.test("convert() reads booleans in their usual spellings", () =>
  check({
    "true": "true",
    "YES": "true",
    "y": "true",
    "1": "true",
    "False": "false",
    "no": "false",
    "0": "false",
    "2": "bad",
    "maybe": "bad",
  }, { type: "boolean" }));

Deno.test("convert() reads days, and refuses days that are not", () =>
  check({
    "2024-02-29": "2024-02-29",
    "2024-3-1": "2024-03-01",
    "2024-03-13 23:30:00": "2024-03-13",
    "2024-03-14T03:30:00Z": "2024-03-13",
    "2023-02-29": "bad",
    "1899-12-31": "bad",
    "0001-01-01": "bad",
    "2024": "bad",
    "2024-05": "bad",
    "20240313": "bad",
    "03/13/2024": "bad",
    "epoch": "bad",
    "infinity": "bad",
  }, { type: "date" }));

Deno.test("convert() reads times in the workspace's time zone unless they say their offset", () =>
  check({
    "2024-03-13 10:21:14": "2024-03-13 15:21:14",
    "2024-03-13T10:21": "2024-03-13 15:21:00",
    "2024-03-13 10:21:14.25": "2024-03-13 15:21:14.25",
    "2024-03-13 10:21:14,25": "2024-03-13 15:21:14.25",
    "2024-03-13": "2024-03-13 05:00:00",
    "2024-03-13T10:21:14Z": "2024-03-13 10:21:14",
    "2024-03-13T10:21:14.123456Z": "2024-03-13 10:21:14.123456",
    "2024-03-13 10:21:14 UTC": "2024-03-13 10:21:14",
    "2024-03-13 10:21:14+05:30": "2024-03-13 04:51:14",
    "2024-03-13 10:21:14 -0500": "2024-03-13 15:21:14",
    "2024-03-13 10:21:14+02": "2024-03-13 08:21:14",
    "2024-03-10 02:30:00": "2024-03-10 08:30:00",
    "1710325274": "2024-03-13 10:21:14",
    "1710325274123": "2024-03-13 10:21:14.123",
    "1710325274123456": "2024-03-13 10:21:14.123456",
    "1899-12-31 10:00": "bad",
    "2024-13-01 10:00": "bad",
    "2024-03-13 25:00": "bad",
    "10:21": "bad",
    "yesterday": "bad",
  }, { type: "instant" }));

Deno.test("convert() reads a time of the usual shape as the same time written in another way", async () => {
  const days = [
    ...["2026-02-28", "2024-02-29", "2026-02-29", "2026-13-01", "1899-12-31", "9999-12-31"],
    ...["20x6-01-01", "2026- 2-03", "2026/02/03"],
  ];
  const times = [
    ...["00:00:00", "09:05:07", "23:59:59", "24:00:00", "12:60:00", "12:00:60"],
    ...["1x:00:00", " 9:05:07", "09: 5:07", "09:05:7 "],
  ];
  const all = days.flatMap((day) => times.map((time) => [day, time] as const));
  const as = (write: (day: string, time: string) => string) =>
    readAll(all.map(([day, time]) => write(day, time)), { type: "instant" });
  const utc = await as((day, time) => `${day}T${time}Z`);
  assert.equal(utc[0], "2026-02-28 00:00:00");
  assert.deepEqual(utc, await as((day, time) => `${day}T${time}+00:00`));
  assert.deepEqual(
    await as((day, time) => `${day} ${time}`),
    await as((day, time) => `${day}T${time}`),
  );
});

Deno.test("convert() reads dates and times in a declared format", async () => {
  await check({
    "31/12/2024": "2024-12-31",
    "1/2/2024": "2024-02-01",
    "31/02/2024": "bad",
    "2024-12-31": "bad",
  }, {
    type: "date",
    format: "%d/%m/%Y",
  });
  await check({ "12/31/2024 10:00 PM": "2025-01-01 04:00:00" }, {
    type: "instant",
    format: "%m/%d/%Y %I:%M %p",
  });
  await check({ "31.12.2024 10:00 +0200": "2024-12-31 08:00:00" }, {
    type: "instant",
    format: "%d.%m.%Y %H:%M %z",
  });
});

Deno.test("convert() takes typed columns as they are", async () => {
  await check({ "12.5": "12.5", "nan": null, "1e300": "1e+300" }, { type: "number" }, "number");
  await check({ "1": "true", "0": "false", "2": "bad" }, { type: "boolean" }, "number");
  await check({ "true": "1.0" }, { type: "number" }, "boolean");
  await check({ "12": "12", "12.5": "12.5", "1e14": "100000000000000" }, { type: "text" }, "number");
  await check({ "2024-03-13": "2024-03-13 05:00:00" }, { type: "instant" }, "date");
  await check({ "2024-03-13 10:00": "2024-03-13 15:00:00" }, { type: "instant" }, "time");
  await check({ "2024-03-13 10:00": "2024-03-13 10:00:00" }, { type: "instant" }, "instant");
  await check({ "1710325274": "2024-03-13 10:21:14", "-1e16": "bad" }, { type: "instant" }, "number");
  await check({ "1800-01-01": "bad" }, { type: "date" }, "date");
  await check({ "2024-03-14 03:00:00+00": "2024-03-13" }, { type: "date" }, "instant");
  await check({ "2024-03-13": "bad" }, { type: "number" }, "date");
});

Deno.test("convert() maps values before it looks for missing ones", () =>
  check({
    "<30": "soon",
    ">30": "later",
    " <30 ": "soon",
    "<11": null,
    "other": "other",
    "x": null,
    "NO": "false",
  }, {
    values: { "<30": "soon", ">30": "later", x: null, NO: false },
  }));

Deno.test("convert() maps to numbers, and codes of typed columns", async () => {
  await check({ high: "3.0", low: "1.0", "2": "2.0" }, { type: "number", values: { high: 3, low: 1 } });
  await check(
    { "1": "kept", "2": "no_show", "3": "3" },
    { values: { "1": "kept", "2": "no_show" } },
    "number",
  );
});
