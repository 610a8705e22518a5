import { strict as assert } from "node:assert";
import { schemaFiles } from "./write_schemas.ts";

const folder = new URL("../data/schema/", import.meta.url);

Deno.test("schemaFiles() is what data/schema holds (else: deno run -RW reports/write_schemas.ts)", async () => {
  for (const [file, text] of schemaFiles()) {
    assert.equal(await Deno.readTextFile(new URL(file, folder)), text, `data/schema/${file} is out of date`);
  }
});

Deno.test("schemaFiles() says what each key means, and refuses unknown keys", () => {
  const schema = JSON.parse(schemaFiles().get("workspace.schema.json")!);
  assert.equal(schema.additionalProperties, false);
  assert.deepEqual(schema.required, ["name", "timeZone", "asOf", "sources"]);
  assert.match(schema.properties.asOf.description, /true at/);
  assert.equal(schema.properties.sources.properties.people.$ref, "#/$defs/Source");
  assert.deepEqual(schema.$defs.Source.required, ["file"]);
  assert.match(schema.$defs.Source.properties.columns.description, /column name in the file/);
  const book = JSON.parse(schemaFiles().get("segments.schema.json")!);
  assert.deepEqual(book.properties.mode.enum, ["exclusive", "overlapping"]);
});
