import { strict as assert } from "node:assert";
import { run } from "./_recorder_for_tests.ts";
import { withFolder } from "./_workspace_for_tests.ts";

const files = {
  "notes.txt": "fine\nCall 309-555-0109 about MRN: 1234567\n",
  "people.csv": "person,age\nabcde,20\n",
};

Deno.test("scan prints JSON with file, line, category and a masked excerpt", () =>
  withFolder(files, async (folder) => {
    const { code, out } = await run(["scan", `${folder}/notes.txt`]);
    assert.equal(code, 0);
    const { kind, findings, read } = JSON.parse(out);
    assert.equal(kind, "scan");
    assert.deepEqual(
      findings.map(({ file, line, category, excerpt }: Record<string, unknown>) => ({
        file,
        line,
        category,
        excerpt,
      })),
      [
        { file: "notes.txt", line: 2, category: "phone", excerpt: "###-###-####" },
        { file: "notes.txt", line: 2, category: "mrn", excerpt: "#######" },
      ],
    );
    assert.equal(read.files, 1);
  }));

Deno.test("scan of a folder, as tables, with a workspace's people, and strict", () =>
  withFolder({
    ...files,
    "segments.yaml": null,
    "events.csv": null,
    "workspace.yaml": "name: T\ntimeZone: UTC\nasOf: 2026-10-31\nsources: { people: { file: people.csv } }\n",
  }, async (folder) => {
    const { code, out } = await run(["scan", folder, "--table", "--strict"]);
    assert.equal(code, 1);
    assert.match(out, /notes\.txt +phone number +D +1/);
    await Deno.writeTextFile(`${folder}/page.html`, "<p>abcde</p>");
    const known = await run(["scan", `${folder}/page.html`, "--workspace", folder]);
    assert.deepEqual(JSON.parse(known.out).findings.map((one: { category: string }) => one.category), [
      "code",
    ]);
    assert.equal((await run(["scan", `${folder}/page.html`, "--strict"])).code, 0);
  }));

Deno.test("scan says what is wrong: no path, no file, a workspace that is none", () =>
  withFolder(files, async (folder) => {
    assert.equal((await run(["scan"])).code, 2);
    assert.equal((await run(["scan", folder, "--most", "0"])).code, 2);
    for (const args of [[`${folder}/none`], [folder, "--workspace", `${folder}/none`]]) {
      const { code, out, err } = await run(["scan", ...args]);
      assert.deepEqual([code, out], [1, ""]);
      assert.match(err, /^error: Cannot (scan|open)/);
    }
  }));
