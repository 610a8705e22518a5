import { strict as assert } from "node:assert";
import { testWorkspace } from "./_workspace_for_tests.ts";
import { loadBook, readBook, readRule } from "./mod.ts";

const head = "name: Leads\nversion: 1\nkeeper: Ana\nchange: first\naudience: everybody\n";
const book = (segments: string, more = "") => `${head}${more}segments:\n${segments}`;
const refused = (text: string, message: RegExp) =>
  assert.throws(() => readBook(text, "segments.yaml"), { name: "InputError", message });

Deno.test("readBook() fills in defaults and keeps names as they are", () => {
  const name = `<script>"\u202e${"x".repeat(100)}`;
  const read = readBook(
    book(`  - { id: a, name: ${JSON.stringify(name)}, when: { field: age, is: 1 } }\n`),
    "b.yaml",
  );
  assert.equal(read.mode, "exclusive");
  assert.equal(read.remainder, "Everyone else");
  assert.equal(read.segments[0]!.name, name);
  assert.deepEqual(read.segments[0]!.channels, []);
});

Deno.test("readBook() refuses circles by name, with the line", () => {
  refused(
    book(
      "  - { id: a, name: A, when: { all: [{ field: x, is: 1 }, { not: { segment: b } }] } }\n" +
        "  - { id: b, name: B, when: { any: [{ segment: c }] } }\n" +
        "  - { id: c, name: C, when: { segment: b } }\n",
    ),
    /^Cannot use segments\.yaml:\n {2}segments\.yaml:9: segments\.2\.when\.segment: segments refer to each other in a circle: b → c → b$/,
  );
  refused(book("  - { id: a, name: A, when: { segment: a } }\n"), /circle: a → a/);
});

Deno.test("readBook() refuses references to no segment, with the nearest", () => {
  refused(
    book(
      "  - { id: patient, name: A, when: { field: x, is: 1 } }\n  - id: b\n    name: B\n    when: { segment: pateint }\n",
      "who: { not: { segment: constructor } }\n",
    ),
    /segments\.yaml:6: who\.not\.segment: unknown segment "constructor" \(there is: patient, b\)\n {2}segments\.yaml:11: .*unknown segment "pateint"; did you mean "patient"\?/,
  );
});

Deno.test("readBook() points at wrong keys, empty files and nesting without end", () => {
  refused("", /segments\.yaml: it is empty/);
  refused(
    book("  - { id: a, name: A, wen: { field: x, is: 1 } }\n"),
    /unknown key "wen"; did you mean "when"\?/,
  );
  refused(book("  - { id: A, name: A, when: { field: x, is: 1 } }\n"), /a segment id is lower-case/);
  refused(
    book("  - { id: none, name: A, when: { field: x, is: 1 } }\n"),
    /name the other groups of a report/,
  );
  refused(
    book(
      "  - { id: a, name: A, when: { field: x, is: 1 } }\n  - { id: a, name: B, when: { field: x, is: 1 } }\n",
    ),
    /"a" is used twice/,
  );
  refused(book("  - { id: a, name: A, when: { field: x } }\n"), /say what to compare/);
  refused(book("  - { id: a, name: A, when: { event: x, within: 3m } }\n"), /"12h", "30d" or "8w"/);
  refused(
    book(`  - { id: a, name: A, when: ${"{ not: ".repeat(5000)}{ field: x, is: 1 }${" }".repeat(5000)} }\n`),
    /nested too deeply/,
  );
});

Deno.test("readRule() lists what is wrong with a rule that stands elsewhere", () => {
  assert.deepEqual({ ...readRule({ field: "age", atLeast: 65 }, "x") }, { field: "age", atLeast: 65 });
  assert.throws(() => readRule({ field: "age", atLest: 65 }, 'measure "old"'), {
    name: "InputError",
    message: /^Cannot use measure "old":\n {2}unknown key "atLest"; did you mean "atLeast"\?/,
  });
  assert.throws(() => readRule(undefined, "it"), { name: "InputError" });
});

Deno.test("loadBook() reads the book beside workspace.yaml and checks its names, with lines", async () => {
  const folder = await Deno.makeTempDir();
  const tables = {
    people: [{ person: "a", age: 1 }],
    events: [{ person: "a", at: "2026-06-01T00:00:00Z", event: "x" }],
  };
  const workspace = await testWorkspace({ folder, tables });
  await assert.rejects(loadBook(workspace), {
    name: "InputError",
    message: /^Cannot read segments\.yaml: there is no such file beside workspace\.yaml/,
  });
  await Deno.writeTextFile(
    `${folder}/segments.yaml`,
    book("  - { id: a, name: A, when: { field: age, is: 1 } }\n"),
  );
  assert.equal((await loadBook(workspace)).segments[0]!.id, "a");
  await Deno.writeTextFile(
    `${folder}/segments.yaml`,
    book(
      "  - id: a\n    name: A\n    measures: [bookd]\n    when:\n      all:\n        - { field: agee, is: 1 }\n" +
        "        - { event: x, where: { topic: y } }\n",
    ),
  );
  const rate = { type: "rate" as const, id: "booked", name: "Booked", who: { event: "x" } };
  const measured = await testWorkspace({ folder, tables, config: { measures: [rate] } });
  await assert.rejects(loadBook(measured), {
    name: "InputError",
    message:
      /^Cannot use segments\.yaml:\n {2}segments\.yaml:9: .*unknown measure "bookd"; did you mean "booked"\?\n {2}segments\.yaml:12: .*"agee"; did you mean "age"\?\n {2}segments\.yaml:13: .*"topic"/,
  });
  await workspace.close();
  await measured.close();
  await Deno.remove(folder, { recursive: true });
});
