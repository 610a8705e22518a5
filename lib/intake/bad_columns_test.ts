/** Headers, names and values that do not fit: one test each, with the message a person reads. */
import { strict as assert } from "node:assert";
import { id, sql } from "../engine/mod.ts";
import { fatalOf, head, peopleOf, readField, withFolder, withWorkspace } from "./_folder_for_tests.ts";
import { openWorkspace } from "./open_workspace.ts";

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
  const { problems, quality } = await readField(
    peopleOf(
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
  const order = await fatalOf(peopleOf("person,visit\na,1\n", ", keep: first, orderBy: visits"));
  assert.equal(
    order.message,
    'sources.people.orderBy is about the field "visits", which no file of people has; did you mean "visit"?',
  );
});

Deno.test("a known field given another type, and a name Trellis keeps for itself", () =>
  withFolder(peopleOf("person,age\na,[70-80)\n", ", types: { age: text }"), async (folder) => {
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
  withFolder(peopleOf("person,seen\na,1.1.2024\n", ', dates: { seen: "%Q" }'), async (folder) => {
    await assert.rejects(openWorkspace(folder), {
      name: "InputError",
      message:
        'Cannot use workspace.yaml: sources.people.dates.seen: "%Q" is not a date format. Write one such as %d/%m/%Y.',
    });
  }));

Deno.test("duplicate headers, in either case, and headers without a name", async () => {
  const { quality } = await readField(peopleOf("person,N,n,,n,\na,1,2,3,4,5\n"), "N");
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
    peopleOf(`person,${quoted.join(",")}\na,${names.map((_, i) => `x${i}`).join(",")}\n`),
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
  const { values, problems } = await readField(
    peopleOf(
      "person,x,y,constructor\na,1,toString,3\n",
      ", columns: { hasOwnProperty: x, constructor: y }, values: { constructor: { toString: ok } }",
    ),
    "constructor",
  );
  assert.deepEqual(values, ["ok"]);
  assert.deepEqual(problems, ["people.csv:-:constructor column-duplicate ×1"]);
});

Deno.test("values not in a map, dates, numbers and booleans that are none", async () => {
  const { quality } = await readField(
    peopleOf(
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
  const mapped = await readField(
    peopleOf("person,sex\na,F\nb,W\nc,female\nd,\n", ", values: { sex: { F: female } }"),
    "sex",
  );
  assert.deepEqual(mapped.values, ["female", "W", "female", null]);
  assert.deepEqual(mapped.quality.problems.map(({ row, message }) => `${row}: ${message}`), [
    "3: The value is not listed under sources.people.values.sex in workspace.yaml. It was kept as it is; list it there.",
  ]);
});
