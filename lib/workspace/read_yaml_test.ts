import { strict as assert } from "node:assert";
import { z } from "zod";
import { workspaceSchema } from "./config.ts";
import { readYaml } from "./read_yaml.ts";

const schema = z.strictObject({
  name: z.string(),
  size: z.int().min(1).default(1),
  tags: z.array(z.string()).optional(),
});

/** What a person is told about this text. */
function told(text: string, of: z.ZodType = schema): string {
  try {
    readYaml(text, of, "a.yaml");
  } catch (error) {
    assert.equal((error as Error).name, "InputError");
    return (error as Error).message;
  }
  throw new Error("nothing was wrong");
}

Deno.test("readYaml() fills in defaults", () => {
  assert.deepEqual(readYaml("name: x\n", schema, "a.yaml"), { name: "x", size: 1 });
});

Deno.test("readYaml() points at each mistake by line, and at the nearest key", () => {
  assert.equal(
    told("nmae: x\nsize: 0\ntags:\n  - 1\n"),
    "Cannot use a.yaml:\n" +
      "  a.yaml:1: name: is missing\n" +
      '  a.yaml:1: unknown key "nmae"; did you mean "name"?\n' +
      "  a.yaml:2: size: Too small: expected number to be >=1\n" +
      "  a.yaml:4: tags.0: Invalid input: expected string, received number",
  );
});

Deno.test("readYaml() stops at text that is not YAML, at a key written twice, and at an empty file", () => {
  assert.match(
    told("name: [x\n"),
    /^Cannot read a\.yaml:\d+:\d+: .*Check the indentation and quotes there\.$/s,
  );
  assert.match(told("name: x\nname: y\n"), /^Cannot read a\.yaml:2:1: .*unique/s);
  for (const text of ["", "\n# nothing\n", "---\n"]) {
    assert.equal(told(text), "Cannot read a.yaml: it is empty");
  }
});

Deno.test("readYaml() does not unfold a bomb of aliases", () => {
  const lines = ["a: &a [x, x, x, x, x, x, x, x, x]"];
  for (let i = 1; i < 12; i++) {
    const [from, to] = ["abcdefghijklm"[i - 1], "abcdefghijklm"[i]];
    lines.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(", ")}]`);
  }
  assert.match(told(lines.join("\n")), /^Cannot read a\.yaml: /);
});

Deno.test("readYaml() tells at most ten mistakes", () => {
  const text = `name: x\ntags: [${Array.from({ length: 30 }, () => 1).join(", ")}]\n`;
  const lines = told(text).split("\n");
  assert.ok(lines.length <= 12);
});

Deno.test("workspaceSchema says what is wrong with a workspace", () => {
  const base = "name: W\ntimeZone: UTC\nasOf: 2026-10-31\n";
  const people = "sources: { people: { file: p.csv } }\n";
  assert.ok(readYaml(base + people, workspaceSchema, "a.yaml").sources.people);
  assert.match(
    told(`${base.replace("UTC", "Chicago")}${people}`, workspaceSchema),
    /a\.yaml:2: timeZone: is not a known time zone; write one such as America\/Chicago or UTC/,
  );
  assert.match(
    told(`${base.replace("-31", "-32")}${people}`, workspaceSchema),
    /asOf: write a day as YYYY-MM-DD/,
  );
  assert.match(
    told(`${base}sources: {}\n`, workspaceSchema),
    /name at least a people, events or accounts source/,
  );
  assert.match(
    told(`${base}sources: { people: { file: p.csv, colums: { a: b } } }\n`, workspaceSchema),
    /a\.yaml:4: sources\.people: unknown key "colums"; did you mean "columns"\?/,
  );
  assert.match(
    told(`${base}sources: { persons: { file: p.csv } }\n`, workspaceSchema),
    /sources: unknown key "persons"; did you mean "people"\?|unknown key "persons"/,
  );
});
