/** Everything in an export that can be wrong, one test each, with the message a person reads. */
import { strict as assert } from "node:assert";
import { id, sql } from "../engine/mod.ts";
import { brief, fatalOf, type Files, gzip, head, withFolder, withWorkspace } from "./_folder_for_tests.ts";
import { checkWorkspace } from "./check_workspace.ts";
import { openWorkspace } from "./open_workspace.ts";

const people = (content: string | Uint8Array, settings = ""): Files => ({
  "workspace.yaml": `${head}sources: { people: { file: people.csv${settings} } }`,
  "people.csv": content,
});

const utf16 = (text: string, littleEndian: boolean, mark = true): Uint8Array => {
  const all = mark ? `\ufeff${text}` : text;
  const bytes = new DataView(new ArrayBuffer(all.length * 2));
  [...all].forEach((char, i) => bytes.setUint16(i * 2, char.charCodeAt(0), littleEndian));
  return new Uint8Array(bytes.buffer);
};

/** Names and one field of everybody, in order of pid. */
const read = (files: Files, field: string) =>
  withWorkspace(files, async ({ engine, quality }) => {
    const rows = await engine.rows<{ value: string | number | null }>(
      sql`select ${id(field)} as value from people order by pid`,
    );
    return { values: rows.map(({ value }) => value), problems: brief(quality), quality };
  });

Deno.test("no workspace.yaml, no folder", async () => {
  await withFolder({ "other.txt": "" }, async (folder) => {
    await assert.rejects(openWorkspace(folder), {
      name: "InputError",
      message: `Cannot open the workspace "${folder}": there is no workspace.yaml in it. ` +
        `Give a folder that holds a workspace.yaml.`,
    });
    await assert.rejects(openWorkspace(`${folder}/none`), {
      name: "InputError",
      message:
        `Cannot open the workspace "${folder}/none": there is no such file. Give a folder that holds a workspace.yaml.`,
    });
  });
});

Deno.test("a wrong key in workspace.yaml", () =>
  withFolder({ ...people("person\na\n"), "workspace.yaml": `${head}sorces: {}\n` }, async (folder) => {
    await assert.rejects(openWorkspace(folder), {
      name: "InputError",
      message: /workspace\.yaml:4: unknown key "sorces"; did you mean "sources"\?/,
    });
    await assert.rejects(checkWorkspace(folder), { name: "InputError" });
  }));

Deno.test("a missing file, with the nearest name", async () => {
  const error = await fatalOf({
    ...people("person\na\n", "s"),
    "workspace.yaml": `${head}sources:
  people: { file: poeple.csv }
  events: { file: "web/*.csv" }
`,
  });
  assert.equal(
    error.message,
    'Cannot find "poeple.csv"; did you mean "people.csv"? Correct sources.people.file in workspace.yaml.\n' +
      '  also: Cannot find any file that matches "web/*.csv". Correct sources.events.file in workspace.yaml.',
  );
  assert.deepEqual(error.problems.map(({ code, fatal }) => [code, fatal]), [
    ["file-missing", true],
    ["file-missing", true],
  ]);
});

Deno.test("a folder in place of a file, and an ending that says nothing", async () => {
  const folder = await fatalOf({
    "workspace.yaml": `${head}sources: { people: { file: people } }`,
    "people/a.csv": "person\na\n",
  });
  assert.equal(
    folder.message,
    'Cannot read "people": it is a folder. Write the file\'s name, or a glob such as people/*.csv, ' +
      "as sources.people.file in workspace.yaml.",
  );
  const ending = await fatalOf({
    "workspace.yaml": `${head}sources: { people: { file: people.xlsx } }`,
    "people.xlsx": "PK",
  });
  assert.equal(
    ending.message,
    'Cannot read "people.xlsx": its ending does not say what it holds. ' +
      "Set sources.people.format in workspace.yaml to csv, parquet or ndjson.",
  );
});

Deno.test("an empty file, a blank one, one of a mark only", async () => {
  for (const content of ["", "\n\n", "\ufeff", "  \n"]) {
    const error = await fatalOf(people(content));
    assert.equal(error.message, 'Cannot read "people.csv": it is empty. Export it again.');
    assert.equal(error.problems[0]!.code, "file-empty");
  }
});

Deno.test("a header and nothing else", async () => {
  const error = await fatalOf(people("person,age\n"));
  assert.equal(error.message, 'Cannot read "people.csv": it has a header and no rows. Export it again.');
  await withWorkspace({
    ...people("person\na\n"),
    "workspace.yaml": `${head}sources: { people: { file: people.csv }, events: { file: e.csv } }`,
    "e.csv": "person,at,event\n",
  }, ({ tables, quality }) => {
    assert.equal(tables.get("events")!.rows, 0);
    assert.deepEqual(quality.problems, []);
    assert.equal(quality.fields.find(({ table }) => table === "events")!.reason, "the table has no rows");
  });
});

Deno.test("one row", async () => {
  assert.deepEqual((await read(people("person,n\na,1"), "n")).values, [1]);
});

Deno.test("nobody left", async () => {
  const error = await fatalOf(people("person,n\n,1\nNA,2\n"));
  assert.equal(
    error.message,
    'Cannot read "people.csv": all of its 2 rows were left out (value-missing: 2). Run check to see why.',
  );
  const early = await fatalOf(people("person,first_seen\na,2026-01-01\n"), { asOf: "2025-01-01" });
  assert.equal(
    early.message,
    'Cannot read "people.csv": all of its 1 rows were left out, being of a later day. Run check to see why.',
  );
});

Deno.test("a missing column, with what was found", async () => {
  const error = await fatalOf({
    "workspace.yaml": `${head}sources: { events: { file: visits.csv, columns: { at: When } } }`,
    "visits.csv": "person_id,date,event\na,2026-01-01,x\n",
  });
  assert.equal(
    error.message,
    'Cannot read "visits.csv": column "person" is missing (found: person_id, date, event; nearest: person_id). ' +
      "Map it under sources.events.columns in workspace.yaml.\n" +
      '  also: Cannot read "visits.csv": column "When" is missing (found: person_id, date, event). ' +
      "Map it under sources.events.columns in workspace.yaml.",
  );
});

Deno.test("settings about columns and fields that are not there", async () => {
  const { problems, quality } = await read(
    people(
      "person,birthday\na,May\n",
      ", columns: { birth_date: birth_day }, values: { sex: { F: f } }",
    ),
    "birthday",
  );
  assert.deepEqual(problems, [
    "people.csv:-:birth_day column-unmapped ×1",
    "people.csv:-:sex column-unmapped ×1",
  ]);
  assert.deepEqual(quality.problems.map(({ message }) => message), [
    'sources.people.columns.birth_date names the column "birth_day", which "people.csv" does not have; ' +
    'did you mean "birthday"? birth_date stays empty.',
    'sources.people.values.sex is about the field "sex", which no file of people has (found: person, birthday).',
  ]);
  const order = await fatalOf(people("person,visit\na,1\n", ", keep: first, orderBy: visits"));
  assert.equal(
    order.message,
    'sources.people.orderBy is about the field "visits", which no file of people has; did you mean "visit"?',
  );
});

Deno.test("a known field given another type, and a name Trellis keeps for itself", () =>
  withFolder(people("person,age\na,[70-80)\n", ", types: { age: text }"), async (folder) => {
    await assert.rejects(openWorkspace(folder), {
      name: "InputError",
      message: "Cannot use workspace.yaml: sources.people.types.age is text, but age always holds number. " +
        "Map the column to a name of your own under sources.people.columns.",
    });
    await Deno.writeTextFile(
      `${folder}/workspace.yaml`,
      `${head}sources: { people: { file: people.csv, columns: { PID: age } } }`,
    );
    await assert.rejects(openWorkspace(folder), {
      name: "InputError",
      message:
        'Cannot use workspace.yaml: sources.people.columns.PID: Trellis keeps the name "PID" for itself. Choose another.',
    });
  }));

Deno.test("a date format that is none", () =>
  withFolder(people("person,seen\na,1.1.2024\n", ', dates: { seen: "%Q" }'), async (folder) => {
    await assert.rejects(openWorkspace(folder), {
      name: "InputError",
      message:
        'Cannot use workspace.yaml: sources.people.dates.seen: "%Q" is not a date format. Write one such as %d/%m/%Y.',
    });
  }));

Deno.test("a byte-order mark, UTF-16 of both kinds, and cp1252", async () => {
  const text = "person;naïve\nzoë;“é”\n";
  const expected = { values: ["“é”"], problems: [] };
  for (
    const content of [
      text,
      `\ufeff${text}`,
      utf16(text, true),
      utf16(text, false),
      utf16(text, true, false),
      utf16(text, false, false),
    ]
  ) {
    const { values, problems } = await read(people(content), "naïve");
    assert.deepEqual({ values, problems }, expected);
  }
  const cp1252 = Uint8Array.from(
    [...text].map((char) => ({ "“": 0x93, "”": 0x94 })[char] ?? char.charCodeAt(0)),
  );
  const { values, quality } = await read(people(cp1252), "naïve");
  assert.deepEqual(values, ["“é”"]);
  assert.deepEqual(quality.problems.map(({ code, message }) => [code, message]), [[
    "encoding",
    '"people.csv" is not UTF-8 and was read as cp1252 (Windows). If letters look wrong, set encoding in workspace.yaml.',
  ]]);
  assert.deepEqual((await read(people(cp1252, ", encoding: cp1252"), "naïve")).problems, []);
});

Deno.test("cp1252 that shows late in the file, and in a packed one", async () => {
  const many = Array.from({ length: 40_000 }, (_, i) => `p${i},${i}`).join("\n");
  const bytes = new TextEncoder().encode(`person,n\n${many}\nlast,caf`);
  const content = new Uint8Array([...bytes, 0xe9, 0x0a]);
  const { values, problems } = await read(people(content), "n");
  assert.equal(values.length, 40_001);
  assert.ok(values.includes("café"));
  assert.deepEqual(problems, ["people.csv:-:- encoding ×1"]);
  // Told to be UTF-8, the row is left out instead.
  const strict = await read(people(content, ", encoding: utf-8"), "n");
  assert.equal(strict.values.length, 40_000);
  assert.deepEqual(strict.problems, ["people.csv:40002:- encoding ×1"]);
});

Deno.test("line ends inside quotes, and of several kinds", async () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const { values } = await read(
      people(["person,note", 'a,"x\r\ny"', 'b,"x\ny"', "c,z", ""].join(end)),
      "note",
    );
    assert.deepEqual(values, ["x\r\ny", "x\ny", "z"], JSON.stringify(end));
  }
  const { values, problems } = await read(people('person,note\na,1\r\nb,"x\r\ny"\nc,3\r\nd\n'), "note");
  assert.deepEqual(values, ["1", "x\ny", "3"]);
  assert.deepEqual(problems, ["people.csv:5:- ragged-row ×1"]);
});

Deno.test("a quote that is never closed", async () => {
  const error = await fatalOf(people('person,n\na,1\nb,"2\nc,3\nd,4\n'));
  assert.equal(
    error.message,
    'Cannot read "people.csv": a quote opened in row 3 is never closed. Close it, or export the file again.',
  );
  assert.equal(error.problems[0]!.row, 3);
  const last = await fatalOf(people('person,n\na,1\nb,"2'));
  assert.equal(last.problems[0]!.row, 3);
  const first = await fatalOf(people('person,"n\na,1\nb,2\n'));
  assert.equal(
    first.message,
    'Cannot read "people.csv": a quote opened in row 1 is never closed. Close it, or export the file again.',
  );
});

Deno.test("a quote that is never closed in a file of many buffers swallows nothing in silence", async () => {
  const rows = Array.from({ length: 400_000 }, (_, i) => `p${i},${"x".repeat(90)},${i}\n`);
  rows[200_000] = 'p200000,"open,1\n';
  const error = await fatalOf(people(`person,x,n\n${rows.join("")}`), { threads: 2 });
  assert.match(error.message, /a quote opened in row 200002 is never closed/);
});

Deno.test("ragged rows and stray quotes, with true row numbers", async () => {
  const { values, problems, quality } = await read(
    people('person,n\na,1\n"b\nb",2\nc\nd,4,5\ne,"5"x\nf,6" tall\ng,oops\n', ", types: { n: text }"),
    "n",
  );
  assert.deepEqual(values, ["1", "2", '6" tall', "oops"]);
  assert.deepEqual(problems, [
    "people.csv:4:- ragged-row ×1",
    "people.csv:5:- ragged-row ×1",
    "people.csv:6:- ragged-row ×1",
  ]);
  assert.deepEqual(quality.problems.map(({ message }) => message), [
    "The row has fewer values than the header has columns. It was left out.",
    "The row has more values than the header has columns; perhaps a value with a delimiter is not in quotes. " +
    "It was left out.",
    "A quote in the row is not closed, or text follows a closed quote. It was left out; " +
    "write a quote inside quotes twice.",
  ]);
  const after = await read(
    people('person,n\na,1\n"b\nb",2\nc\nd,4,5\ne,"5"x\nf,6\n,7\n', ", types: { n: number }"),
    "n",
  );
  assert.equal(after.problems.at(-1), "people.csv:8:person value-missing ×1");
});

Deno.test("true row numbers in a file of many buffers", async () => {
  const rows = Array.from({ length: 300_000 }, (_, i) => `p${i},"a\n${"b".repeat(80)}",${i}\n`);
  rows[100_000] = "short\n";
  rows[150_000] = "p150000,x,not a number\n";
  rows[250_000] = "p0,x,1\n";
  await withWorkspace(
    people(`person,x,n\n${rows.join("")}`, ", types: { n: number }"),
    ({ quality }) => {
      assert.deepEqual(brief(quality), [
        "people.csv:100002:- ragged-row ×1",
        "people.csv:250002:person duplicate-key ×1",
        "people.csv:150002:n bad-number ×1",
      ]);
    },
  );
});

Deno.test("the first five rows of a problem one by one, the others together", async () => {
  const rows = Array.from({ length: 20 }, (_, i) => `p${i},${i < 12 ? "old" : 40}`).join("\n");
  const { problems, quality } = await read(people(`person,age\n${rows}\n`), "age");
  assert.deepEqual(problems, [
    ...[2, 3, 4, 5, 6].map((row) => `people.csv:${row}:age bad-number ×1`),
    "people.csv:-:age bad-number ×7",
  ]);
  assert.equal(quality.problems[0]!.message, "age is not a number. The value was left out.");
});

Deno.test("NUL characters", async () => {
  const { values, quality } = await read(people("person,n\na,x\0y\nb,\0\nc,z\n"), "n");
  assert.deepEqual(values, ["xy", null, "z"]);
  assert.deepEqual(quality.problems.map(({ message }) => message), [
    '"people.csv" holds NUL characters, which were left out. Perhaps it was damaged on its way; compare it with its source.',
  ]);
});

Deno.test("a cell of a million characters", async () => {
  const { values } = await read(
    people(`person,n\na,${"x".repeat(1_000_000)}\nb,"${"y\n".repeat(500_000)}z"\n`),
    "n",
  );
  assert.deepEqual(values.map((value) => String(value).length), [1_000_000, 1_000_001]);
});

Deno.test("duplicate headers, in either case, and headers without a name", async () => {
  const { quality } = await read(people("person,N,n,,n,\na,1,2,3,4,5\n"), "N");
  assert.deepEqual(quality.fields.map(({ field }) => field), [
    "person",
    "N",
    "n_2",
    "column_4",
    "n_3",
    "column_6",
  ]);
  assert.deepEqual(quality.problems.map(({ code, message }) => [code, message]), [
    [
      "column-duplicate",
      'Column "n" appears more than once in "people.csv"; the one at place 3 is called "n_2".',
    ],
    [
      "column-duplicate",
      'Column "n" appears more than once in "people.csv"; the one at place 5 is called "n_3".',
    ],
  ]);
});

Deno.test("hostile column names", async () => {
  const names = [
    ...[
      "constructor",
      "__proto__",
      "select",
      "toString",
      "hasOwnProperty",
      "v0",
      "c0",
      "file",
      "r",
      "reason",
    ],
    ...[
      "place",
      "b0",
      "people.person",
      'a"b',
      "a'b",
      "$1",
      "); drop table people; --",
      "<script>",
      "\u202eevil",
      "pid",
      "x\ny",
      "seq",
    ],
  ];
  const quoted = names.map((name) => `"${name.replaceAll('"', '""')}"`);
  await withWorkspace(
    people(`person,${quoted.join(",")}\na,${names.map((_, i) => `x${i}`).join(",")}\n`),
    async ({ engine, tables, quality }) => {
      const fields = tables.get("people")!.fields.map(({ name }) => name);
      const kept = names.map((name) => ["pid", "seq"].includes(name) ? `${name}_2` : name);
      assert.deepEqual(fields, ["person", ...kept]);
      for (const [i, name] of kept.entries()) {
        const [row] = await engine.rows<{ value: string }>(sql`select ${id(name)} as value from people`);
        assert.equal(row!.value, `x${i}`, name);
      }
      assert.deepEqual(quality.problems.map(({ message }) => message), [
        'Column "pid" of "people.csv" is called "pid_2" here: the name is taken. ' +
        "Give it another under sources.people.columns in workspace.yaml.",
        'Column "seq" of "people.csv" is called "seq_2" here: the name is taken. ' +
        "Give it another under sources.people.columns in workspace.yaml.",
      ]);
    },
  );
});

Deno.test("hostile names in the configuration", async () => {
  const { values, problems } = await read(
    people(
      "person,x,y,constructor\na,1,toString,3\n",
      ", columns: { hasOwnProperty: x, constructor: y }, values: { constructor: { toString: ok } }",
    ),
    "constructor",
  );
  assert.deepEqual(values, ["ok"]);
  assert.deepEqual(problems, ["people.csv:-:constructor column-duplicate ×1"]);
});

Deno.test("NDJSON cut short, blank lines, other values, an array, UTF-16, blanks", async () => {
  const json = (content: string | Uint8Array): Files => ({
    "workspace.yaml": `${head}sources: { people: { file: p.ndjson } }`,
    "p.ndjson": content,
  });
  const { values, problems } = await read(
    json(
      '\ufeff{"person":"a","n":1}\n{"person":"b","n":{"x":[1]}}\n5\n{"person":"c","__proto__":true}\n{"person":"d","n',
    ),
    "n",
  );
  assert.deepEqual(values, ["1", '{"x":[1]}', null]);
  assert.deepEqual(problems, ["p.ndjson:3:- ragged-row ×1", "p.ndjson:5:- ragged-row ×1"]);
  const message = async (content: string | Uint8Array) => (await fatalOf(json(content))).message;
  assert.equal(
    await message('[{"person":"a"}]'),
    'Cannot read "p.ndjson": it is one JSON array. Write one record a line (NDJSON).',
  );
  assert.equal(await message("\n \n"), 'Cannot read "p.ndjson": it is empty. Export it again.');
  assert.equal(
    await message("hello\nworld\n"),
    'Cannot read "p.ndjson": no line of it is a JSON record. Export it again.',
  );
  assert.deepEqual((await read(json(utf16('{"person":"é"}', true)), "person")).values, ["é"]);
});

Deno.test("broken Parquet and broken gzip", async () => {
  const parquet = await fatalOf({
    "workspace.yaml": `${head}sources: { people: { file: p.parquet } }`,
    "p.parquet": "PAR1 not really",
  });
  assert.equal(
    parquet.message,
    'Cannot read "p.parquet": it is not a Parquet file, or it is cut short. Export it again.',
  );
  const rows = Array.from({ length: 200_000 }, (_, i) => `p${i},${Math.sin(i)}`).join("\n");
  const packed = await gzip(`person,n\n${rows}\n`);
  const cut = await fatalOf(people(packed.subarray(0, packed.length >> 1)));
  const message =
    'Cannot read "people.csv": it is packed with gzip and cut short or broken. Export it again.';
  assert.equal(cut.message, message);
  const short = await fatalOf(people(packed.subarray(0, 20)));
  assert.equal(short.message, message);
});

Deno.test("values not in a map, dates, numbers and booleans that are none", async () => {
  const { quality } = await read(
    people(
      "person,sex,birth_date,deceased,n\na,F,31/12/1990,perhaps,1.234,56\n".replace(
        ",1.234,56",
        ',"1.234,56"',
      ),
      ", values: { sex: { F: female } }, types: { n: number }",
    ),
    "sex",
  );
  assert.deepEqual(quality.problems.map(({ column, message }) => `${column}: ${message}`), [
    "birth_date: birth_date is not a day from 1900 on, written YYYY-MM-DD; if it is written otherwise, give its format " +
    "under sources.people.dates in workspace.yaml, such as %m/%d/%Y. The value was left out.",
    "deceased: deceased is neither yes nor no. The value was left out.",
    "n: n is not a number. The value was left out.",
  ]);
  const mapped = await read(
    people("person,sex\na,F\nb,W\nc,female\nd,\n", ", values: { sex: { F: female } }"),
    "sex",
  );
  assert.deepEqual(mapped.values, ["female", "W", "female", null]);
  assert.deepEqual(mapped.quality.problems.map(({ row, message }) => `${row}: ${message}`), [
    "3: The value is not listed under sources.people.values.sex in workspace.yaml. It was kept as it is; list it there.",
  ]);
});

Deno.test("checkWorkspace() answers where openWorkspace() stops", () =>
  withFolder(people("person,n\n"), async (folder) => {
    const result = await checkWorkspace(folder);
    assert.equal(result.kind, "quality");
    assert.deepEqual(result.gate, {
      passed: false,
      reasons: ['Cannot read "people.csv": it has a header and no rows. Export it again.'],
    });
    assert.equal(result.problems[0]!.fatal, true);
  }));
