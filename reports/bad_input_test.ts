/** Bad input to the report, through the command line: one clear message, or a page that bears it. */
import { strict as assert } from "node:assert";
import { run } from "../lib/cli/_recorder_for_tests.ts";
import { sound, withFolder } from "../lib/cli/_workspace_for_tests.ts";
import { runReport as report } from "./run.ts";

const book = sound["segments.yaml"]!;
const workspace = sound["workspace.yaml"]!;

/** Runs `report` and reads the page it wrote. */
async function pageOf(changes: Parameters<typeof withFolder>[0]): Promise<string> {
  return await withFolder(changes, async (folder) => {
    const { code, out, err } = await run(["report", folder, "--out", `${folder}/out`], { report });
    assert.equal(err, "");
    assert.equal(code, 0);
    return await Deno.readTextFile(out.trim());
  });
}

const bearable: readonly (readonly [name: string, Parameters<typeof withFolder>[0]])[] = [
  ["one person", { "people.csv": "person,age\n1,20\n" }],
  ["no events", { "events.csv": "person,at,event\n" }],
  ["nobody in any segment", { "segments.yaml": book.replace("30", "3") }],
  ["a journey nobody began", {
    "workspace.yaml": `${workspace}journeys:
  - { id: a, name: A, within: 1d, steps: [{ name: One, event: one }, { name: Two, event: two }] }
`,
  }],
];

for (const [name, changes] of bearable) {
  Deno.test(`report bears ${name}`, async () => {
    assert.match(await pageOf(changes), /^<!doctype html>/i);
  });
}

Deno.test("report writes hostile names as text, wherever they stand", async () => {
  const name = "</script><script>alert('\"')</script>\u202e../../x";
  const page = await pageOf({
    "workspace.yaml": workspace.replace("name: Test", `name: ${JSON.stringify(name)}`),
    "segments.yaml": book.replaceAll(
      /(name|message|change|keeper|audience): .*/g,
      `$1: ${JSON.stringify(name)}`,
    ),
  });
  assert.doesNotMatch(page, /<script>alert/);
  assert.match(page, /&lt;\/script>&lt;script>alert|&lt;\/script&gt;&lt;script&gt;alert/);
});

Deno.test("report refuses a place where it cannot write, and leaves nothing there", () =>
  withFolder({ file: "x" }, async (folder) => {
    const { code, out, err } = await run(["report", folder, "--out", `${folder}/file`], { report });
    assert.equal(code, 1);
    assert.equal(out, "");
    assert.equal(
      err.replaceAll(folder, "DIR"),
      'error: Cannot write reports to "DIR/file/test": a file stands where a folder is needed. ' +
        "Choose another folder with --out.\n",
    );
    assert.equal(await Deno.readTextFile(`${folder}/file`), "x");
  }));

Deno.test("report names a wrong key in the report definition", () =>
  withFolder({ "report.yaml": "titel: Ages\n" }, async (folder) => {
    const { code, err } = await run(["report", folder, "--out", `${folder}/out`], { report });
    assert.equal(code, 1);
    assert.equal(
      err,
      'error: Cannot use report.yaml:\n  report.yaml:1: unknown key "titel"; did you mean "title"?\n',
    );
  }));

Deno.test("report answers 3 when the gate fails, and writes the page all the same", () => {
  const gate = "quality: { leastComplete: { people.state: 0.9 } }\n";
  const changes = { "workspace.yaml": workspace + gate, "people.csv": "person,age,state\n1,20,IA\n2,40,\n" };
  return withFolder(changes, async (folder) => {
    const { code, out, err } = await run(["report", folder, "--out", `${folder}/out`], { report });
    assert.equal(code, 3);
    assert.match(err, /^The data-quality gate did not pass:\n {2}.*people\.state/);
    assert.match(await Deno.readTextFile(out.trim()), /^<!doctype html>/i);
  });
});
