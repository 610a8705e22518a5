/** Bad input to the report, through the command line: one clear message, or a page that bears it. */
import { strict as assert } from "node:assert";
import { run } from "../lib/cli/_recorder_for_tests.ts";
import { sound, withFolder } from "../lib/cli/_workspace_for_tests.ts";
import { runReport as report } from "./run.ts";
import { lock } from "./schedule/lock.ts";

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

for (
  const [name, definition, message] of [
    [
      "section",
      "sections: [meassures]\n",
      'Cannot use report.yaml: section "meassures" is not one a report can choose; did you mean "measures"?',
    ],
    [
      "section that is like none",
      "sections: [weather]\n",
      'Cannot use report.yaml: section "weather" is not one a report can choose (there are: funnel, leaving, timing, ' +
      "credit, returning, measures, reach, each).",
    ],
    [
      "segment",
      "deepDives: [yuong]\n",
      'Cannot use report.yaml: segment "yuong" is not in the segment book; did you mean "young"?',
    ],
  ] as const
) {
  Deno.test(`report refuses a definition that names an unknown ${name}`, () =>
    withFolder({ "report.yaml": definition }, async (folder) => {
      const { code, out, err } = await run(["report", folder, "--out", `${folder}/out`], { report });
      assert.deepEqual([code, out, err], [1, "", `error: ${message}\n`]);
    }));
}

Deno.test("report shows only the sections that its definition chooses", async () => {
  const all = await pageOf({});
  const none = await pageOf({ "report.yaml": "sections: []\n" });
  assert.match(all, /<section id="each"/);
  assert.doesNotMatch(none, /id="each"|href="#each"/);
  assert.match(none, /<section id="segments"/);
});

Deno.test("report says when its folder is taken away in the middle", () =>
  withFolder({}, async (folder) => {
    const out = `${folder}/out`;
    const taken: typeof report = (path, options) =>
      report(path, {
        ...options,
        onProgress: ({ stage }) => {
          if (stage === "Writing the index") Deno.removeSync(out, { recursive: true });
        },
      });
    const { code, err } = await run(["report", folder, "--out", out], { report: taken });
    assert.equal(code, 1);
    assert.equal(
      err.replaceAll(folder, "DIR"),
      'error: Cannot find "DIR/out/test/2026-01-31/report.html" any more: something removed it while the report was ' +
        "written. Run it again.\n",
    );
  }));

Deno.test("report refuses to run twice at once in one place", () =>
  withFolder({}, async (folder) => {
    const out = `${folder}/out`;
    const held = await lock(`${out}/test/.lock`, Temporal.Now.instant());
    try {
      const { code, err } = await run(["report", folder, "--out", out], { report });
      assert.equal(code, 1);
      assert.match(
        err,
        /^error: Cannot write reports to ".*test": another run is at work there \(process \d+, since /,
      );
    } finally {
      await held.release();
    }
    assert.equal((await run(["report", folder, "--out", out], { report })).code, 0);
    const log = (await Deno.readTextFile(`${out}/runs.jsonl`)).trimEnd().split("\n").map((line) =>
      JSON.parse(line)
    );
    assert.deepEqual(log.map(({ outcome }) => outcome), ["failed", "done"]);
  }));

Deno.test("report notes a clock that stands before the last run, and makes the same report", () =>
  withFolder({}, async (folder) => {
    const out = `${folder}/out`;
    const at = (time: string): typeof report => (path, options) =>
      report(path, { ...options, now: () => Temporal.Instant.from(time) });
    const page = async () => await Deno.readTextFile(`${out}/test/2026-01-31/report.html`);
    await run(["report", folder, "--out", out], { report: at("2026-11-02T06:00:00Z") });
    const first = await page();
    const { code, err } = await run(["report", folder, "--out", out], { report: at("2020-01-01T00:00:00Z") });
    assert.equal(code, 0);
    assert.equal(
      err,
      "note: The last run is logged at 2026-11-02T06:00:00Z, which is later than now: look at this machine's clock. " +
        "Reports do not depend on it.\n",
    );
    assert.equal(await page(), first);
  }));

Deno.test("the page needs no font: every family ends in one that every reader has", async () => {
  const page = await pageOf({});
  assert.doesNotMatch(page, /@font-face|url\((?!#)/);
  for (const [, family] of page.matchAll(/--(?:sans|mono): ([^;]+);/g)) {
    assert.match(family!, /(sans-serif|monospace)$/);
  }
});

Deno.test("a figure with nothing to show says so, and offers no empty chart", async () => {
  const page = await pageOf({
    "workspace.yaml": `${workspace}journeys:
  - { id: a, name: A, within: 1d, steps: [{ name: One, event: one }, { name: Two, event: two }] }
measures:
  - { id: m, type: rate, name: Did it, of: { event: nothing }, who: { event: visit } }
`,
  });
  assert.match(page, /Nobody did the first step, “One”\./);
  assert.match(page, /Nobody in this group reached the first step\./);
  assert.match(page, /There are no people to measure\./);
  assert.doesNotMatch(page, /id="figures"|id="plotly-gz"/);
});
