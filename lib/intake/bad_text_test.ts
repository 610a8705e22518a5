/** Text in other encodings, with odd quotes, line ends and lengths: one test each, with the message a person reads. */
import { strict as assert } from "node:assert";
import { brief, fatalOf, gzip, peopleOf, readField, utf16, withWorkspace } from "./_folder_for_tests.ts";

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
    const { values, problems } = await readField(peopleOf(content), "naïve");
    assert.deepEqual({ values, problems }, expected);
  }
  const cp1252 = Uint8Array.from(
    [...text].map((char) => ({ "“": 0x93, "”": 0x94 })[char] ?? char.charCodeAt(0)),
  );
  const { values, quality } = await readField(peopleOf(cp1252), "naïve");
  assert.deepEqual(values, ["“é”"]);
  assert.deepEqual(quality.problems.map(({ code, message }) => [code, message]), [[
    "encoding",
    '"people.csv" is not UTF-8 and was read as cp1252 (Windows). If letters look wrong, set encoding in workspace.yaml.',
  ]]);
  assert.deepEqual((await readField(peopleOf(cp1252, ", encoding: cp1252"), "naïve")).problems, []);
});

Deno.test("cp1252 that shows late in the file, and in a packed one", async () => {
  const many = Array.from({ length: 40_000 }, (_, i) => `p${i},${i}`).join("\n");
  const bytes = new TextEncoder().encode(`person,n\n${many}\nlast,caf`);
  const content = new Uint8Array([...bytes, 0xe9, 0x0a]);
  const { values, problems } = await readField(peopleOf(content), "n");
  assert.equal(values.length, 40_001);
  assert.ok(values.includes("café"));
  assert.deepEqual(problems, ["people.csv:-:- encoding ×1"]);
  const packed = await readField(peopleOf(await gzip(content)), "n");
  assert.equal(packed.values.length, 40_001);
  assert.deepEqual(packed.problems, problems);
  // Told to be UTF-8, the row is left out instead.
  const strict = await readField(peopleOf(content, ", encoding: utf-8"), "n");
  assert.equal(strict.values.length, 40_000);
  assert.deepEqual(strict.problems, ["people.csv:40002:- encoding ×1"]);
});

Deno.test("line ends inside quotes, and of several kinds", async () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const { values } = await readField(
      peopleOf(["person,note", 'a,"x\r\ny"', 'b,"x\ny"', "c,z", ""].join(end)),
      "note",
    );
    assert.deepEqual(values, ["x\r\ny", "x\ny", "z"], JSON.stringify(end));
  }
  const { values, problems } = await readField(
    peopleOf('person,note\na,1\r\nb,"x\r\ny"\nc,3\r\nd\n'),
    "note",
  );
  assert.deepEqual(values, ["1", "x\ny", "3"]);
  assert.deepEqual(problems, ["people.csv:5:- ragged-row ×1"]);
});

Deno.test("line ends of several kinds in a file of cp1252", async () => {
  const rows = Array.from({ length: 40_000 }, (_, i) => `p${100_000 + i},${i}${i % 2 ? "\n" : "\r\n"}`);
  const text = new TextEncoder().encode(`person,note\n${rows.join("")}z,caf`);
  const { values, problems } = await readField(peopleOf(new Uint8Array([...text, 0xe9, 0x0d, 0x0a])), "note");
  assert.equal(values.at(-1), "café");
  assert.deepEqual(problems, ["people.csv:-:- encoding ×1"]);
});

Deno.test("a quote that is never closed", async () => {
  const error = await fatalOf(peopleOf('person,n\na,1\nb,"2\nc,3\nd,4\n'));
  assert.equal(
    error.message,
    'Cannot read "people.csv": a quote opened in row 3 is never closed. Close it, or export the file again.',
  );
  assert.equal(error.problems[0]!.row, 3);
  const last = await fatalOf(peopleOf('person,n\na,1\nb,"2'));
  assert.equal(last.problems[0]!.row, 3);
  const first = await fatalOf(peopleOf('person,"n\na,1\nb,2\n'));
  assert.equal(
    first.message,
    'Cannot read "people.csv": a quote opened in row 1 is never closed. Close it, or export the file again.',
  );
});

Deno.test("a quote that is never closed in a file of many buffers swallows nothing in silence", async () => {
  const rows = Array.from({ length: 400_000 }, (_, i) => `p${i},${"x".repeat(90)},${i}\n`);
  rows[200_000] = 'p200000,"open,1\n';
  const error = await fatalOf(peopleOf(`person,x,n\n${rows.join("")}`), { threads: 2 });
  assert.match(error.message, /a quote opened in row 200002 is never closed/);
});

Deno.test("ragged rows and stray quotes, with true row numbers", async () => {
  const { values, problems, quality } = await readField(
    peopleOf('person,n\na,1\n"b\nb",2\nc\nd,4,5\ne,"5"x\nf,6" tall\ng,oops\n', ", types: { n: text }"),
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
  const after = await readField(
    peopleOf('person,n\na,1\n"b\nb",2\nc\nd,4,5\ne,"5"x\nf,6\n,7\n', ", types: { n: number }"),
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
    peopleOf(`person,x,n\n${rows.join("")}`, ", types: { n: number }"),
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
  const { problems, quality } = await readField(peopleOf(`person,age\n${rows}\n`), "age");
  assert.deepEqual(problems, [
    ...[2, 3, 4, 5, 6].map((row) => `people.csv:${row}:age bad-number ×1`),
    "people.csv:-:age bad-number ×7",
  ]);
  assert.equal(quality.problems[0]!.message, "age is not a number. The value was left out.");
});

Deno.test("NUL characters", async () => {
  const { values, quality } = await readField(peopleOf("person,n\na,x\0y\nb,\0\nc,z\n"), "n");
  assert.deepEqual(values, ["xy", null, "z"]);
  assert.deepEqual(quality.problems.map(({ message }) => message), [
    '"people.csv" holds NUL characters, which were left out. Perhaps it was damaged on its way; compare it with its source.',
  ]);
});

Deno.test("a cell of a million characters", async () => {
  const { values } = await readField(
    peopleOf(`person,n\na,${"x".repeat(1_000_000)}\nb,"${"y\n".repeat(500_000)}z"\n`),
    "n",
  );
  assert.deepEqual(values.map((value) => String(value).length), [1_000_000, 1_000_001]);
});
