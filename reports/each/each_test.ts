/** One report for each value of a field. */
import { strict as assert } from "node:assert";
import { join } from "node:path";
import { run } from "../../lib/cli/_recorder_for_tests.ts";
import { placeOf } from "../place.ts";
import { runReport as report } from "../run.ts";

const files = {
  "workspace.yaml": `name: Small
timeZone: UTC
asOf: 2026-10-31
sources:
  people: { file: people.csv, classes: { region: quasi } }
  events: { file: events.csv }
journeys:
  - { id: way, name: The way, within: 14d, steps: [{ name: Saw, event: see }, { name: Asked, event: ask }] }
measures:
  - { id: asked, type: rate, name: Asked us, who: { event: ask } }
  - { id: age, type: median, name: Age, field: age }
`,
  "segments.yaml": `name: Ages
version: 1
keeper: Ann
change: First.
audience: Everybody we know
segments:
  - { id: young, name: Young, when: { field: age, atMost: 39 } }
`,
  "people.csv": "person,age,region\\n",
  "events.csv": "person,at,event\\n",
};

/** 60 people in Iowa, 60 in iowa (as somebody else wrote it), 5 in a small place, 3 nowhere. */
function people(): string {
  const regions = [
    ...Array(60).fill("Iowa"),
    ...Array(60).fill("iowa"),
    ...Array(5).fill("Small"),
    "",
    "",
    "",
  ];
  return "person,age,region\n" +
    regions.map((region, i) => `p${i},${i % 3 === 0 ? 30 : 60},${region}\n`).join("");
}
const events = "person,at,event\n" +
  Array.from(
    { length: 125 },
    (_, i) => `p${i},2026-07-01,see\n${i % 2 === 0 ? `p${i},2026-07-03,ask\n` : ""}`,
  ).join("");

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "trellis-each-" });
  try {
    for (const [name, text] of Object.entries({ ...files, "people.csv": people(), "events.csv": events })) {
      await Deno.writeTextFile(join(folder, name), text);
    }
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("report --each makes a page for each value, of its people only, under names that cannot meet", () =>
  withFolder(async (folder) => {
    const args = ["report", folder, "--out", join(folder, "out"), "--quiet", "--json", "--assets", "shared"];
    const { code, out, err } = await run([...args, "--each", "region"], { report });
    assert.equal(code, 0, err);
    assert.match(err, /note: 1 value of region with fewer than 11 people got no report\./);
    assert.match(err, /note: Some people have no region, and are in none of these reports\./);
    const { reports } = JSON.parse(out) as { reports: { part: string; page: string; sidecar: string }[] };
    assert.deepEqual(reports.map(({ part }) => part), ["Iowa", "iowa"]);
    assert.equal(new Set(reports.map(({ page }) => page.toLowerCase())).size, 2);
    for (const { part, sidecar, page } of reports) {
      const model = JSON.parse(await Deno.readTextFile(sidecar));
      assert.deepEqual(model.part, { field: "region", value: part });
      assert.equal(model.segments.total, 60);
      assert.equal(model.segments.segments[0].people, 20);
      assert.equal(model.journey.funnel.groups[0].people, 20);
      const html = await Deno.readTextFile(page);
      assert.match(html, /href="..\/..\/assets\/style-[0-9a-f]{12}\.css"/);
      assert.ok(html.length < 200_000, `${html.length} bytes`);
    }
    // Every file a page names is there.
    const html = await Deno.readTextFile(reports[0]!.page);
    for (const [, path] of html.matchAll(/(?:href|src|data-plotly)="(\.\.[^"]+)"/g)) {
      assert.ok((await Deno.stat(join(reports[0]!.page, "..", path!))).isFile);
    }
  }));

Deno.test("a report for a value is the report of a workspace that has only its people", () =>
  withFolder(async (folder) => {
    const make = async (...more: string[]) => {
      const { code, out, err } = await run([
        "report",
        folder,
        "--out",
        join(folder, "out"),
        "--json",
        ...more,
      ], { report });
      // Events of people who are no longer there are left out, which the gate does not like.
      assert.ok(code === 0 || code === 3, err);
      return JSON.parse(await Deno.readTextFile(JSON.parse(out).sidecar));
    };
    const part = await make("--each", "region");
    const only = people().split("\n").filter((line) => !/,iowa|,Small|,$/.test(line)).join("\n");
    await Deno.writeTextFile(join(folder, "people.csv"), `${only}\n`);
    const alone = await make();
    for (const key of ["segments", "measures", "reach", "groups"]) {
      assert.deepEqual(part[key], alone[key], key);
    }
    const { observedUntil: _, warnings: __, ...funnel } = part.journey.funnel;
    const { observedUntil: ___, warnings: ____, ...other } = alone.journey.funnel;
    assert.deepEqual(funnel, other);
  }));

Deno.test("report --each says what it cannot divide by", () =>
  withFolder(async (folder) => {
    const message = async (...more: string[]) =>
      (await run(["report", folder, "--out", join(folder, "out"), ...more], { report })).err;
    assert.equal(
      await message("--each", "regoin"),
      'error: Cannot make a report for each "regoin": people have no such field; did you mean "region"?\n',
    );
    assert.match(
      await message("--each", "age"),
      /^error: Cannot make a report for each age: no value|^$|note/,
    );
    await Deno.writeTextFile(join(folder, "report.yaml"), "each: person\n");
    assert.match(await message(), /^error: Cannot (publish|make)/);
  }));

Deno.test("placeOf() keeps values apart whatever they are", () => {
  const values = [
    "Iowa",
    "iowa",
    "IOWA",
    "a b",
    "a-b",
    "A b",
    "../../etc",
    "",
    "é",
    "e",
    "e\u0301",
    "con",
    "x".repeat(300),
  ];
  const names = values.map((value) =>
    placeOf({ out: "o", workspace: "w", part: { field: "f", value } }).name
  );
  assert.equal(new Set(names).size, values.length);
  for (const name of names) assert.match(name, /^report--f--[a-z0-9-]{1,80}$/);
  // A value cannot be written so that it meets another's name.
  const taken = names[0]!.replace("report--f--", "");
  assert.notEqual(placeOf({ out: "o", workspace: "w", part: { field: "f", value: taken } }).name, names[0]);
});
