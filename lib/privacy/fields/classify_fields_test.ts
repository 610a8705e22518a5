import { strict as assert } from "node:assert";
import { openWorkspace } from "../../intake/mod.ts";
import { InputError } from "../../workspace/mod.ts";
import { checkPublishable } from "./check_publishable.ts";
import { classifyColumns } from "./classify_columns.ts";
import { classifyFields } from "./classify_fields.ts";
import type { ClassifiedField } from "./result.ts";

async function classify(people: string, source: string): Promise<readonly ClassifiedField[]> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/people.csv`, people);
    await Deno.writeTextFile(
      `${folder}/workspace.yaml`,
      `name: Test\ntimeZone: UTC\nasOf: 2026-10-31\nsources: { people: { file: people.csv${source} } }\n`,
    );
    const workspace = await openWorkspace(folder);
    try {
      return await classifyFields(workspace);
    } finally {
      await workspace.close();
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const said = (fields: readonly ClassifiedField[]) =>
  Object.fromEntries(fields.map((one) => [one.field, one.identifier ?? one.class]));

const rows = (n: number, row: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => `${row(i)}\n`).join("");

Deno.test("classifyFields() tells identifiers by their names and by their values", async () => {
  const head = "person,contact,dob2,nummer,town,score,hba1c_group,remark,handle,has_plan,visited\n";
  const fields = await classify(
    head + rows(40, (i) =>
      [
        `p${i}`,
        `someone${i}@example.org`,
        `19${50 + i}-03-14`,
        `5${36 + i % 10}-22-${1234 + i}`,
        ["Eastry", "Hollis"][i % 2],
        i % 7,
        ["low", "high"][i % 2],
        `Came in after a long time and said it was better than before: time ${i}`,
        `user-${i}`,
        i % 2 ? "yes" : "no",
        `2026-01-0${1 + i % 9}`,
      ].join(",")),
    "",
  );
  assert.deepEqual(said(fields), {
    person: "R",
    contact: "F",
    dob2: "C",
    nummer: "G",
    town: "B",
    score: "quasi-identifier",
    hba1c_group: "quasi-identifier",
    remark: "unclassified",
    handle: "unclassified",
    has_plan: "quasi-identifier",
    visited: "C",
  });
  assert.ok(fields.every(({ reasons }) => reasons.length > 0));
});

Deno.test("classifyFields() leaves a column with a few shared values usable, whatever its name", async () => {
  const fields = await classify(
    "person,type_id,mobile,plan_code\n" +
      rows(40, (i) => `p${i},${1 + i % 3},${i % 2 ? "ios" : "android"},A${i % 4}`),
    "",
  );
  assert.deepEqual(said(fields), {
    person: "R",
    type_id: "quasi-identifier",
    mobile: "quasi-identifier",
    plan_code: "quasi-identifier",
  });
});

Deno.test("classifyFields() asks for every own field of a source that has classes", async () => {
  const fields = await classify(
    "person,age,score,fresh\na,41,3,x\nb,42,4,x\n",
    ", classes: { score: sensitive, age: free }",
  );
  assert.deepEqual(said(fields), {
    person: "R",
    age: "free",
    score: "sensitive",
    fresh: "unclassified",
  });
  const fresh = fields.find(({ field }) => field === "fresh")!;
  assert.match(fresh.reasons.join(), /does not list it.*guess/);
});

Deno.test("classifyFields() says nothing of a value in its reasons", async () => {
  const fields = await classify(
    "person,note\n" + rows(30, (i) => `p${i},call Zebulon at 309-555-01${10 + i}`),
    "",
  );
  assert.doesNotMatch(JSON.stringify(fields), /Zebulon|555/);
});

Deno.test("a class that is none, and one for a field that is not there, are said", async () => {
  await assert.rejects(classify("person\na\n", ", classes: { age: harmless }"), /classes.*age/s);
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/people.csv`, "person,score\na,1\n");
  await Deno.writeTextFile(
    `${folder}/workspace.yaml`,
    "name: T\ntimeZone: UTC\nasOf: 2026-10-31\nsources: { people: { file: people.csv, classes: { scor: free } } }",
  );
  const workspace = await openWorkspace(folder);
  assert.match(workspace.quality.problems[0]!.message, /classes\.scor.*did you mean "score"/);
  await workspace.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("checkPublishable() refuses what nobody classified and what identifies, and names each", async () => {
  const fields = await classify(
    "person,age,email,zip,score\na,41,x@example.org,61201,3\nb,42,y@example.org,61201,4\n",
    ", classes: { }",
  );
  checkPublishable(fields, new Set(["people.age", "people.zip"]));
  assert.throws(
    () => checkPublishable(fields, new Set(["people.score", "people.email", "people.age"])),
    (error) =>
      error instanceof InputError && /people\.score.*sources\.people\.classes\.score/.test(error.message) &&
      /people\.email: it is identifier F/.test(error.message),
  );
});

Deno.test("classifyColumns() tells days, places and keys of a bare file", () => {
  const n = Array.from({ length: 30 }, (_, i) => i);
  const words = classifyColumns(
    new Map<string, (string | null)[]>([
      ["first_seen", n.map((i) => `2025-01-${10 + i % 20}`)],
      ["FIPS", n.map(() => "31109")],
      ["miles_to_clinic", n.map((i) => String(i))],
      ["FIRST", n.map((i) => `Jo${i}`)],
      ["sex", n.map((i) => i % 2 ? "f" : "m")],
      ["empty", n.map(() => null)],
    ]),
  );
  assert.deepEqual(words.map(({ word }) => word), [
    "date",
    "geography",
    "geography",
    "name",
    "quasi",
    "quasi",
  ]);
});
