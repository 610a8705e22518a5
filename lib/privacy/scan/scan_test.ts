/** Case numbers are those of research/privacy.md, §8. */
import { strict as assert } from "node:assert";
import { join } from "node:path";
import { openWorkspace } from "../../intake/mod.ts";
import { mask } from "./_mask.ts";
import { knownPeople } from "./known_people.ts";
import { scan, type ScanOptions } from "./scan.ts";

type Content = string | Uint8Array;

async function withFiles<T>(
  files: Readonly<Record<string, Content>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, content] of Object.entries(files)) {
      await Deno.mkdir(join(folder, name, ".."), { recursive: true });
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      await Deno.writeFile(join(folder, name), bytes);
    }
    return await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** "line category" of everything found in one file. */
const found = (name: string, content: Content, options: ScanOptions = {}) =>
  withFiles({ [name]: content }, async (folder) => {
    const { findings } = await scan(join(folder, name), options);
    return findings.map(({ line, category, column }) =>
      `${line} ${category}${column === null ? "" : ` ${column}`}`
    );
  });

const gzip = async (text: string) =>
  new Uint8Array(
    await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer(),
  );

Deno.test("case 6: HTML comments and embedded data, not the coordinates of drawings", async () => {
  const page = `<!doctype html>
<!-- built for jo.smith@example.org -->
<svg viewBox="0 0 640 200"><path d="M 234 567 8901 L 212 555 0109"/><polyline points="309 555 0109"/></svg>
<script type="application/json">{"note":"first\\n536-22-1234"}</script>
<p title="MRN 1234567">1,234 people</p>
<img src="data:image/png;base64,${btoa("jo.smith@example.org ".repeat(20))}">
`;
  assert.deepEqual(await found("page.html", page), ["2 email", "4 ssn", "5 mrn"]);
});

Deno.test("case 6: outputs and metadata of a notebook", async () => {
  const notebook = JSON.stringify(
    {
      cells: [{
        cell_type: "code",
        metadata: { owner: "jo@example.org" },
        source: ["people.head()\n"],
        outputs: [{
          text: ["id  ssn\n", "1   536-22-1234\n"],
          data: { "text/html": ["<td>(309) 555-0109</td>"] },
        }],
      }],
    },
    null,
    1,
  );
  const kinds = (await found("a.ipynb", notebook)).map((one) => one.split(" ")[1]);
  assert.deepEqual(kinds, ["email", "ssn", "phone"]);
});

Deno.test("a table's header says what its columns hold", async () => {
  const csv = "person_id;last_name;DOB;age;Phone;note;mrn\n" +
    'p-1;Weiss;3/14/62;41;3095550109;"fine; called, again";A12345\n' +
    "p-2;;;93;;;\n" +
    'p-3;"O\'Neil";;40;;"two\nlines, 309-555-0110";\n' +
    "p-4;Li;;40;;;99871\n";
  assert.deepEqual(await found("people.csv", csv), [
    "2 code person_id",
    "2 name last_name",
    "2 date-of-birth DOB",
    "2 phone Phone",
    "2 mrn mrn",
    "3 code person_id",
    "3 age-over-89 age",
    "4 code person_id",
    "4 name last_name",
    "5 phone",
    "6 code person_id",
    "6 name last_name",
    "6 mrn mrn",
  ]);
});

Deno.test("case 5: conditions in names of files, events, audiences and in addresses, each once", async () => {
  const ndjson = '{"event":"diabetes_quiz","url":"https://x.example.org/oncology/book"}\n'.repeat(3) +
    '{"event":"lead_submit","audience":"Arthritis Q3"}\n';
  assert.deepEqual(await found("hiv_prep.ndjson", ndjson), ["0 health", "1 health", "1 health", "4 health"]);
  assert.deepEqual(await found("e.csv", "event,at\nknee_quiz,1\nknee_quiz,2\nlead,3\n"), ["2 health event"]);
});

Deno.test("case 5: identifiers and conditions in names of files and folders, each folder once", () =>
  withFiles(
    { "oncology list/a.txt": "", "oncology list/b.txt": "", "jo.smith@example.org.csv": "a,b\n" },
    async (folder) => {
      const { findings } = await scan(folder);
      assert.deepEqual(findings.map(({ line, category }) => `${line} ${category}`).sort(), [
        "0 email",
        "0 health",
      ]);
    },
  ));

Deno.test("case 4: values that JSON writes with escapes", async () => {
  const json = String.raw`{"e":"jo\u0040example.org"}
{"p":"309\u002d555\u002d0109","s":"\u0035\u0033\u0036-22-1234"}
{"html":"\u003cp\u003e309-555-0109"}`.replaceAll("\\\\", "\\");
  assert.deepEqual(await found("a.json", json), ["1 email", "2 phone", "2 ssn", "3 phone"]);
});

Deno.test("a column called name holds people where others tell of people", async () => {
  assert.deepEqual(await found("a.csv", "name,email\nJo Smith,jo@example.org\n"), ["2 name name", "2 email"]);
  assert.deepEqual(await found("a.csv", "id,name,zip5\n1,Jo Smith,02138\n"), ["2 zip zip5"]);
  assert.deepEqual(await found("a.csv", "name,people\nLearning,400\n"), []);
});

Deno.test("case 4: in addresses, encoded, with the place they stand in", async () => {
  const text = "fine\nGET /a?utm_term=jo%2540example.org&mrn=1234567 HTTP/1.1\n";
  assert.deepEqual(await found("access.log", text), ["2 email", "2 mrn"]);
});

Deno.test("findings hold the shape of a value, never the value", async () => {
  const secret =
    "Call Zebulon at 309-555-0187, zebulon@example.org, MRN AB-774411, https://e.example.org/?q=ze%40example.org";
  await withFiles(
    { "notes.txt": secret, "p.csv": "first_name,ssn\nZebulon,536-22-9876\n" },
    async (folder) => {
      const text = JSON.stringify(await scan(folder));
      assert.doesNotMatch(text, /zebulon|0187|7744|ze%40|9876/i);
      assert.match(text, /###-###-####/);
    },
  );
  assert.equal(mask("José O'Neil 12"), "xxx x'xxx ##");
  assert.ok(mask("x1".repeat(500)).length <= 40);
});

Deno.test("case 29: encodings, gzip, NUL, CRLF, empty and one enormous line", async () => {
  const line = "id,note\r\n1,jo@example.org\r\n";
  const wide = new Uint8Array([
    0xff,
    0xfe,
    ...new Uint8Array(Uint16Array.from(line, (c) => c.charCodeAt(0)).buffer),
  ]);
  assert.deepEqual(await found("utf16.csv", wide), ["2 email"]);
  assert.deepEqual(await found("bom.csv", `\ufeffmrn,x\n12345,1\n`), ["2 mrn mrn"]);
  assert.deepEqual(
    await found("latin.txt", new Uint8Array([0x4a, 0xf6, 0x20, ...new TextEncoder().encode(line)])),
    ["2 email"],
  );
  assert.deepEqual(await found("packed.csv.gz", await gzip(line)), ["2 email"]);
  assert.deepEqual(await found("empty.csv", ""), []);
  assert.deepEqual(await found("long.txt", `${"word ".repeat(300_000)}jo@example.org`), ["1 email"]);
  await withFiles({
    "binary.dat": new Uint8Array([1, 0, 0, 7, 0, 9, 0, 0, 0]),
    "broken.csv.gz": new Uint8Array([1, 2, 3]),
    "face.jpg": "x",
    "sub/ok.txt": "309-555-0109",
  }, async (folder) => {
    const { skipped, findings, read } = await scan(folder);
    assert.deepEqual(skipped.map(({ file }) => file), ["binary.dat", "broken.csv.gz", "face.jpg"]);
    assert.deepEqual(findings.map(({ file }) => file), ["sub/ok.txt"]);
    assert.equal(read.files, 1);
  });
});

Deno.test("text is the same whatever the blocks it is read in", async () => {
  const row = (i: number) => `${i},"a quoted ""cell"", ${i}",jo${i}@example.org\n`;
  const text = "id,note,contact\n" + Array.from({ length: 40_000 }, (_, i) => row(i)).join("");
  const { counts, findings, warnings } = await withFiles({ "big.csv": text }, (folder) => scan(folder));
  assert.deepEqual(counts, [{ file: "big.csv", category: "email", found: 40_000 }]);
  assert.equal(findings.length, 1000);
  assert.equal(findings.at(-1)!.line, 1001);
  assert.equal(warnings.length, 1);
});

Deno.test("case 30: FHIR, one record a line", async () => {
  const patient = {
    resourceType: "Patient",
    identifier: [{ type: { text: "Social Security Number" }, value: "536-22-1234" }],
    name: [{ family: "Weiss", given: ["Mei"] }],
    telecom: [{ system: "phone", value: "309-555-0109" }],
    birthDate: "1962-03-14",
  };
  assert.deepEqual(await found("Patient.ndjson", `${JSON.stringify(patient)}\n{"resourceType":"Pat`), [
    "1 ssn",
    "1 name",
    "1 name",
    "1 phone",
    "1 date-of-birth",
  ]);
});

Deno.test("the people of a workspace are found by name and key, and others with the same words are not", async () => {
  const files = {
    "workspace.yaml": "name: T\ntimeZone: UTC\nasOf: 2026-10-31\nsources: { people: { file: people.csv } }\n",
    "people.csv": "person,first_name,last_name\n0048213,Mei,Weiss\n7417000,Paula,Smith-Jones\n",
    "out/report.html":
      "<p>Mei Weiss</p><p>Weiss, Mei</p><p>PAULA SMITH-JONES</p><p>Mei Smith</p>\n<a href='/p/mei-weiss'>x</a> 0048213\n<p>Paula went. Weiss stayed. 48,213</p>\n",
  };
  await withFiles(files, async (folder) => {
    const workspace = await openWorkspace(folder);
    try {
      const people = await knownPeople(workspace);
      const { findings } = await scan(`${folder}/out`, { people });
      assert.deepEqual(findings.map(({ line, category }) => `${line} ${category}`), [
        "1 name",
        "1 name",
        "1 name",
        "2 name",
        "2 code",
      ]);
    } finally {
      await workspace.close();
    }
  });
});

Deno.test("scan() says where there is nothing, and stops when told", async () => {
  await assert.rejects(scan("no/such/folder"), /no such file or folder/);
  await withFiles({ "a.txt": "x" }, async (folder) => {
    await assert.rejects(scan(folder, { signal: AbortSignal.abort() }));
  });
});

Deno.test("a year of birth may stand, and so may random keys", async () => {
  const safe = "person_id,dob,patient\npdqe533awecx47w2,1984,p00bc0e0aeac71e86019fa665\n,1936 or before,\n";
  assert.deepEqual(await found("safe.csv", safe), []);
  assert.deepEqual(await found("raw.csv", "person_id,dob\n0048213,1984-05-05\n"), [
    "2 code person_id",
    "2 date-of-birth dob",
  ]);
});
