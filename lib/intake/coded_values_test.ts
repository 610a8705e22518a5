import { strict as assert } from "node:assert";
import { id, sql } from "../engine/mod.ts";
import { head, peopleOf, readField, withWorkspace } from "./_folder_for_tests.ts";

Deno.test("case 31: several races, unknown and asked but unknown stay what they are; a missing one is missing", async () => {
  const { values, problems } = await readField(
    peopleOf("person,race\na,2106-3;2028-9\nb,UNK\nc,ASKU\nd,\ne,Other\n"),
    "race",
  );
  // Not the last of several, UNK not Other, and nothing made up where nothing was said.
  assert.deepEqual(values, ["2106-3;2028-9", "UNK", "ASKU", null, "Other"]);
  assert.deepEqual(problems, []);
});

Deno.test("case 31: codes of several systems, and retired ones, are text to the letter", async () => {
  const codes = ["44054006", "E11.9", "250.00", "LOCAL-007", "0123"];
  const rows = codes.map((code, i) => `a,${code},2024-0${i + 1}-01`).join("\n");
  await withWorkspace({
    "workspace.yaml": `${head}sources: { people: { file: p.csv }, conditions: { file: c.csv } }`,
    "p.csv": "person\na\n",
    "c.csv": `person,condition,at\n${rows}\n`,
  }, async ({ engine, quality }) => {
    const found = await engine.rows<{ condition: string }>(
      sql`select condition from conditions order by ${id("at")}`,
    );
    assert.deepEqual(found.map(({ condition }) => condition), codes);
    assert.deepEqual(quality.problems, []);
  });
});

Deno.test("case 34: amounts with signs and separators in a source; what is none is left out and said", async () => {
  const { values, problems } = await readField(
    peopleOf(
      'person,amount\na,"$1,234.50"\nb,"(20.00)"\nc,-3\nd,"1.234,56"\ne,<11\n',
      ", types: { amount: number }",
    ),
    "amount",
  );
  assert.deepEqual(values, [1234.5, -20, -3, null, null]);
  assert.deepEqual(problems, ["people.csv:5:amount bad-number ×1"]);
});
