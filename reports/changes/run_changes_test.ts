/** Reports one after another, from files to the sidecar: what changed, who moved, and what is wrong with the history. */
import { strict as assert } from "node:assert";
import { join } from "node:path";
import { run } from "../../lib/cli/_recorder_for_tests.ts";
import type { ReportModel } from "../model.ts";
import { runReport as report } from "../run.ts";

const workspace = (day: string) =>
  `name: Small\ntimeZone: UTC\nasOf: ${day}\nsources: { people: { file: people.csv } }\n` +
  "measures:\n  - { id: north, type: rate, name: Lives in the north, who: { field: state, is: N }, better: higher }\n";
const book = (most: number, version = 1) =>
  `name: Ages\nversion: ${version}\nkeeper: Ann\nchange: First.\naudience: Everybody we know\nsegments:\n` +
  `  - { id: young, name: Young, when: { field: age, atMost: ${most} } }\n`;
/** People p0 to p(n−1): the first `young` of them are 30, the others 60; the first `north` live in the north. */
const people = (n: number, young: number, north: number) =>
  "person,age,state\n" +
  Array.from({ length: n }, (_, i) => `p${i},${i < young ? 30 : 60},${i < north ? "N" : "S"}\n`).join("");

interface Made {
  readonly code: number;
  readonly err: string;
  readonly model: ReportModel;
}

async function withRuns(
  use: (
    make: (day: string, files: Readonly<Record<string, string>>) => Promise<Made>,
    folder: string,
  ) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "trellis-changes-" });
  try {
    await use(async (day, files) => {
      const all = { "workspace.yaml": workspace(day), "segments.yaml": book(39), ...files };
      for (const [name, text] of Object.entries(all)) await Deno.writeTextFile(join(folder, name), text);
      const { code, out, err } = await run([
        "report",
        folder,
        "--out",
        join(folder, "out"),
        "--quiet",
        "--json",
      ], {
        report,
      });
      const model = code === 0 ? JSON.parse(await Deno.readTextFile(JSON.parse(out).sidecar)) : null;
      return { code, err, model };
    }, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a second report says who moved, who is new, and how much a rate changed", () =>
  withRuns(async (make, folder) => {
    const first = await make("2026-09-30", { "people.csv": people(200, 100, 50) });
    assert.deepEqual([first.model.changes, first.model.trend], [null, null]);
    // p100 to p119 are young now, p200 to p239 are new and not young.
    const { model } = await make("2026-10-31", { "people.csv": people(240, 120, 120) });
    const { changes, trend } = model;
    assert.deepEqual(changes!.groups.map(({ group, now, change }) => [group, now, change]), [
      ["young", 120, 20],
      ["none", 120, 20],
    ]);
    assert.deepEqual(changes!.moves!.groups, [
      { group: "young", name: "Young", now: 120, stayed: 100, came: 20, fresh: 0, went: 0, gone: 0 },
      { group: "none", name: "Everyone else", now: 120, stayed: 80, came: 0, fresh: 40, went: 20, gone: 0 },
    ]);
    assert.deepEqual(changes!.moves!.flows, [{ from: "none", to: "young", people: 20 }]);
    const young = changes!.measures[0]!.groups[0]!;
    assert.deepEqual([young.before, young.now, young.change, young.clear], [0.5, 1, 0.5, true]);
    assert.equal(model.findings[0]!.id, "change:north:young");
    assert.deepEqual(trend!.groups[0]!.values, [0.5, 1]);
    const page = await Deno.readTextFile(join(folder, "out/small/2026-10-31/report.html"));
    assert.match(page, /What changed since 30 September 2026/);
    assert.match(page, /Who moved/);
    // What is kept of people stays in the workspace, readable by its owner, and without their keys.
    const kept = join(folder, ".trellis/membership");
    const files = (await Array.fromAsync(Deno.readDir(kept))).map(({ name }) => name).sort();
    assert.equal(files.length, 2);
    if (Deno.build.os !== "windows") {
      assert.equal((await Deno.stat(join(kept, files[0]!))).mode! & 0o777, 0o600);
    }
    assert.doesNotMatch(await Deno.readTextFile(join(kept, files[0]!)), /p100/);
  }));

Deno.test("the same inputs and the same last report give the same bytes", () =>
  withRuns(async (make, folder) => {
    const files = { "people.csv": people(200, 100, 50) };
    await make("2026-09-30", files);
    const bytes = async () => {
      await make("2026-10-31", files);
      const path = join(folder, "out/small/2026-10-31/report");
      return [await Deno.readTextFile(`${path}.html`), await Deno.readTextFile(`${path}.json`)];
    };
    assert.deepEqual(await bytes(), await bytes());
  }));

Deno.test("a report after a changed definition compares what it can, and says what it cannot", () =>
  withRuns(async (make) => {
    const files = { "people.csv": people(200, 100, 50) };
    await make("2026-09-30", files);
    const { model: { changes, trend } } = await make("2026-10-31", {
      ...files,
      "segments.yaml": book(45, 2),
    });
    assert.deepEqual(changes!.groups.map(({ reason }) => reason), [
      "New definition",
      "Other definitions changed",
    ]);
    assert.equal(changes!.total.change, 0);
    assert.deepEqual(changes!.moves!.groups, []);
    assert.deepEqual(trend!.groups[0]!.breaks, [1]);
  }));

Deno.test("a report without the kept membership says that nobody can say who moved", () =>
  withRuns(async (make, folder) => {
    const files = { "people.csv": people(200, 100, 50) };
    await make("2026-09-30", files);
    await Deno.remove(join(folder, ".trellis"), { recursive: true });
    const { model } = await make("2026-10-31", files);
    assert.equal(model.changes!.moves, null);
    assert.match(model.changes!.notes.join(), /Who moved between the groups cannot be said/);
  }));

const sidecar = "out/small/2026-09-30/report.json";
const damage: readonly (readonly [name: string, (text: string) => string, note: RegExp])[] = [
  ["empty", () => "", /report of 30 September 2026 is left out: it is empty\./],
  ["truncated", (text) => text.slice(0, 999), /30 September 2026 is left out: it is cut short or damaged\./],
  ["of something else", () => "{}", /30 September 2026 is left out: it is not a report\./],
  [
    "with a missing part",
    (text) => text.replace('"segments": {', '"pieces": {'),
    /30 September 2026 is left out: parts of it are missing or damaged\./,
  ],
];
for (const [name, spoil, note] of damage) {
  Deno.test(`a history file that is ${name} is left out, in one clear sentence, and the one before it is compared`, () =>
    withRuns(async (make, folder) => {
      const files = { "people.csv": people(60, 30, 20) };
      await make("2026-08-31", files);
      await make("2026-09-30", files);
      const path = join(folder, sidecar);
      await Deno.writeTextFile(path, spoil(await Deno.readTextFile(path)));
      const { code, model } = await make("2026-10-31", files);
      assert.equal(code, 0);
      assert.equal(model.changes!.since.date, "2026-08-31");
      assert.match(model.changes!.notes.join("\n"), note);
    }));
}

Deno.test("a history file of another version is not compared, and the page says why", () =>
  withRuns(async (make, folder) => {
    const files = { "people.csv": people(60, 30, 20) };
    await make("2026-09-30", files);
    const path = join(folder, sidecar);
    const model = JSON.parse(await Deno.readTextFile(path));
    await Deno.writeTextFile(path, JSON.stringify({ ...model, version: 1 }));
    const { code, model: now } = await make("2026-10-31", files);
    assert.equal(code, 0);
    assert.match(
      now.changes!.refused.join(),
      /has report format 1, this one \d+: another version of Trellis/,
    );
  }));

Deno.test("a report of a day before the last one looks back, and says that a later one is there", () =>
  withRuns(async (make) => {
    const files = { "people.csv": people(60, 30, 20) };
    await make("2026-08-31", files);
    await make("2026-10-31", files);
    const { model } = await make("2026-09-30", files);
    assert.equal(model.changes!.since.date, "2026-08-31");
    assert.match(model.changes!.notes.join("\n"), /There is a later report, of 31 October 2026/);
  }));
