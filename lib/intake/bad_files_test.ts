/** Files that are absent, empty or broken: one test each, with the message a person reads. */
import { strict as assert } from "node:assert";
import { sql } from "../engine/mod.ts";
import {
  brief,
  fatalOf,
  type Files,
  gzip,
  head,
  peopleOf,
  readField,
  utf16,
  withFolder,
  withWorkspace,
} from "./_folder_for_tests.ts";
import { checkWorkspace } from "./check_workspace.ts";
import { openWorkspace } from "./open_workspace.ts";

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
  withFolder({ ...peopleOf("person\na\n"), "workspace.yaml": `${head}sorces: {}\n` }, async (folder) => {
    await assert.rejects(openWorkspace(folder), {
      name: "InputError",
      message: /workspace\.yaml:4: unknown key "sorces"; did you mean "sources"\?/,
    });
    await assert.rejects(checkWorkspace(folder), { name: "InputError" });
  }));

Deno.test("a missing file, with the nearest name", async () => {
  const error = await fatalOf({
    ...peopleOf("person\na\n", "s"),
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
    const error = await fatalOf(peopleOf(content));
    assert.equal(error.message, 'Cannot read "people.csv": it is empty. Export it again.');
    assert.equal(error.problems[0]!.code, "file-empty");
  }
});

Deno.test("a header and nothing else", async () => {
  const error = await fatalOf(peopleOf("person,age\n"));
  assert.equal(error.message, 'Cannot read "people.csv": it has a header and no rows. Export it again.');
  await withWorkspace({
    ...peopleOf("person\na\n"),
    "workspace.yaml": `${head}sources: { people: { file: people.csv }, events: { file: e.csv } }`,
    "e.csv": "person,at,event\n",
  }, ({ tables, quality }) => {
    assert.equal(tables.get("events")!.rows, 0);
    assert.deepEqual(quality.problems, []);
    assert.equal(quality.fields.find(({ table }) => table === "events")!.reason, "the table has no rows");
  });
});

Deno.test("one row", async () => {
  assert.deepEqual((await readField(peopleOf("person,n\na,1"), "n")).values, [1]);
});

Deno.test("nobody left", async () => {
  const error = await fatalOf(peopleOf("person,n\n,1\nNA,2\n"));
  assert.equal(
    error.message,
    'Cannot read "people.csv": all of its 2 rows were left out (value-missing: 2). Run check to see why.',
  );
  const early = await fatalOf(peopleOf("person,first_seen\na,2026-01-01\n"), { asOf: "2025-01-01" });
  assert.equal(
    early.message,
    'Cannot read "people.csv": all of its 1 rows were left out, being of a later day. Run check to see why.',
  );
});

Deno.test("NDJSON cut short, blank lines, other values, an array, UTF-16, blanks", async () => {
  const json = (content: string | Uint8Array): Files => ({
    "workspace.yaml": `${head}sources: { people: { file: p.ndjson } }`,
    "p.ndjson": content,
  });
  const { values, problems } = await readField(
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
  assert.deepEqual((await readField(json(utf16('{"person":"é"}', true)), "person")).values, ["é"]);
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
  const cut = await fatalOf(peopleOf(packed.subarray(0, packed.length >> 1)));
  const message =
    'Cannot read "people.csv": it is packed with gzip and cut short or broken. Export it again.';
  assert.equal(cut.message, message);
  const short = await fatalOf(peopleOf(packed.subarray(0, 20)));
  assert.equal(short.message, message);
});

Deno.test("what is wrong is told once: the source that cannot be opened, the list with nobody, and not what came of it", async () => {
  const files = {
    ...peopleOf("person\na\nb\n", "p"),
    "workspace.yaml": `${head}sources:
  people: { file: people.csv }
  events: { file: events.ndjson }
  surveys: { file: surveys.parquet }
`,
    "events.ndjson": '{"person":"a","at":"2026-01-01","event":"x"}\n',
    "surveys.parquet": "PAR1 not really PAR1",
  };
  const error = await fatalOf(files);
  assert.match(error.message, /^Cannot read "surveys.parquet": it is not a Parquet file/);
  // Nobody left, and every event of somebody else: the people's problem is told, and not what came of it.
  const nobody = await fatalOf({
    ...files,
    "people.csv": "person\n",
    "workspace.yaml": `${head}sources:
  people: { file: people.csv }
  events: { file: events.ndjson }
`,
  });
  assert.equal(
    nobody.message,
    'Cannot read "people.csv": it has a header and no rows. Export it again.',
  );
});

Deno.test("checkWorkspace() answers where openWorkspace() stops", () =>
  withFolder(peopleOf("person,n\n"), async (folder) => {
    const result = await checkWorkspace(folder);
    assert.equal(result.kind, "quality");
    assert.deepEqual(result.gate, {
      passed: false,
      reasons: ['Cannot read "people.csv": it has a header and no rows. Export it again.'],
    });
    assert.equal(result.problems[0]!.fatal, true);
  }));

Deno.test("two Parquet files: rows are told by their own file, and a page damaged inside is told", async () => {
  const config = `${head}sources: { people: { file: "*.parquet" } }`;
  await withWorkspace({
    "workspace.yaml": `${head}sources: { people: { file: p.csv } }`,
    "p.csv": "person\nz\n",
  }, async ({ engine, folder }) => {
    await engine.run(sql`copy (select 'a' || i as person, '1999-01-01' as first_seen from range(3000) t(i))
      to ${`${folder}/a.parquet`} (format parquet, compression uncompressed)`);
    await engine.run(
      sql`copy (select * from (values ('b', '1999-01-02', 7), ('c', 'nonsense', 8), (null, null, 9)) t(person, first_seen, n))
      to ${`${folder}/b.parquet`} (format parquet)`,
    );
    await Deno.writeTextFile(`${folder}/workspace.yaml`, config);
    const workspace = await openWorkspace(folder);
    assert.equal(workspace.people, 3002);
    assert.deepEqual(brief(workspace.quality), [
      "b.parquet:3:person value-missing ×1",
      "b.parquet:2:first_seen bad-date ×1",
    ]);
    assert.deepEqual(workspace.inputs.map(({ file, rowsRead, rowsKept }) => [file, rowsRead, rowsKept]), [
      ["a.parquet", 3000, 3000],
      ["b.parquet", 3, 2],
    ]);
    const [first] = await workspace.engine.rows(sql`select person, n from people where n is not null`);
    assert.deepEqual({ ...first }, { person: "b", n: 7 });
    await workspace.close();
    const bytes = await Deno.readFile(`${folder}/a.parquet`);
    bytes.fill(255, 4, 2000);
    await Deno.writeFile(`${folder}/a.parquet`, bytes);
    await assert.rejects(openWorkspace(folder), {
      name: "InputError",
      message: 'Cannot read "a.parquet": it is broken or cut short. Export it again.',
    });
  });
});

Deno.test("two sources damaged inside, read at the same time: both are told, in the order of the tables", async () => {
  await withWorkspace({
    "workspace.yaml": `${head}sources: { people: { file: p.csv } }`,
    "p.csv": "person\na0\n",
  }, async ({ engine, folder }) => {
    for (const name of ["events", "surveys"]) {
      await engine.run(
        sql`copy (select 'a' || i as person, '1999-01-01' as at, 'x' as event from range(3000) t(i))
        to ${`${folder}/${name}.parquet`} (format parquet, compression uncompressed)`,
      );
      const bytes = await Deno.readFile(`${folder}/${name}.parquet`);
      bytes.fill(255, 4, 2000);
      await Deno.writeFile(`${folder}/${name}.parquet`, bytes);
    }
    await Deno.writeTextFile(
      `${folder}/workspace.yaml`,
      `${head}sources:
  people: { file: p.csv }
  events: { file: events.parquet }
  surveys: { file: surveys.parquet }
`,
    );
    await assert.rejects(openWorkspace(folder), {
      name: "InputError",
      message: 'Cannot read "events.parquet": it is broken or cut short. Export it again.\n' +
        '  also: Cannot read "surveys.parquet": it is broken or cut short. Export it again.',
    });
  });
});
