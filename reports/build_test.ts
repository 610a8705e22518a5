/** From exports to a page: small workspaces made by hand, then the sample, then other people's data. */
import { strict as assert } from "node:assert";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError } from "../lib/workspace/mod.ts";
import { unzip } from "./_unzip_for_tests.ts";
import { buildReport } from "./build.ts";
import { renderHtml } from "./html.tsx";
import { type ReportModel, reportModelSchema } from "./model.ts";

/** Builds a report of files written into a folder of its own. */
async function build(files: Readonly<Record<string, string>>, options = {}): Promise<ReportModel> {
  const folder = await Deno.makeTempDir({ prefix: "trellis-build-" });
  try {
    for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(join(folder, name), text);
    const model = await buildReport(folder, options);
    assert.deepEqual(reportModelSchema.parse(JSON.parse(JSON.stringify(model))), model);
    assert.ok(!JSON.stringify(model).includes(folder), "the model names this machine");
    renderHtml(model);
    return model;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const workspace = (rest: string) => `name: Small\ntimeZone: UTC\nasOf: 2026-10-31\n${rest}`;
const book = (rest: string) =>
  `name: Ages\nversion: 2\nkeeper: Ann\nchange: First.\naudience: Everybody we know\n${rest}`;
const young = 'segments:\n  - { id: young, name: "Under 40", when: { field: age, atMost: 39 } }\n';

/** 20 people of 30, 30 of 50, 12 whose age is missing. */
const people = "person,age\n" +
  Array.from({ length: 62 }, (_, i) => `p${i},${i < 20 ? 30 : i < 50 ? 50 : ""}\n`).join("");
const peopleOnly = {
  "workspace.yaml": workspace("sources: { people: { file: people.csv } }\n"),
  "people.csv": people,
  "segments.yaml": book(young),
};

Deno.test("buildReport() of people alone has sizes and definitions, and no section without its analysis", async () => {
  const model = await build(peopleOnly);
  const { segments, groups } = model;
  assert.deepEqual(segments.segments.map(({ people }) => people), [20]);
  assert.deepEqual([segments.total, segments.unsegmented, segments.unknown], [62, 30, 12]);
  assert.deepEqual(groups.map(({ id }) => id), ["young", "none", "unknown"]);
  assert.deepEqual([model.journey, model.main, model.measures], [null, null, []]);
  assert.equal(model.title, "Ages");
  assert.match(model.definitions[0]!.rule, /39/);
});

Deno.test("buildReport() lets nothing small out of the gate", async () => {
  const few = people.split("\n").slice(0, 5).join("\n") + "\n" + people.split("\n").slice(21).join("\n");
  const model = await build({ ...peopleOnly, "people.csv": few });
  assert.equal(model.segments.segments[0]!.people, "hidden");
  assert.ok(model.privacy.hidden > 0);
  assert.doesNotMatch(JSON.stringify(model.segments), /:4[,}]/);
  const open = await build({ ...peopleOnly, "people.csv": few, "report.yaml": "minimumCell: 3\n" });
  assert.equal(open.segments.segments[0]!.people, 4);
});

const events = "person,at,event\n" +
  Array.from(
    { length: 62 },
    (_, i) => `p${i},2026-07-01T10:00:00Z,see\n` + (i % 2 === 0 ? `p${i},2026-07-03T10:00:00Z,ask\n` : ""),
  ).join("");
const full = {
  ...peopleOnly,
  "events.csv": events,
  "workspace.yaml": workspace(`counted: { one: guest, many: guests }
sources: { people: { file: people.csv }, events: { file: events.csv } }
journeys:
  - { id: way, name: The way, within: 14d, steps: [{ name: Saw, event: see }, { name: Asked, event: ask }] }
measures:
  - { id: age, type: median, name: Age, field: age, unit: years }
  - { id: asked, type: rate, name: Asked us, about: Of everybody., who: { event: ask }, better: higher }
`),
};

Deno.test("buildReport() follows the journey and measures every group", async () => {
  const model = await build(full);
  const [young] = model.journey!.funnel.groups;
  assert.deepEqual(young!.steps.map(({ people, left }) => [people, left]), [[20, "hidden"], ["hidden", 0]]);
  assert.equal(model.journey!.funnel.people, 62);
  assert.equal(model.main, "asked");
  assert.deepEqual(model.measures.map(({ id }) => id), ["age", "asked"]);
  assert.equal(model.abouts.asked, "Of everybody.");
  assert.match(renderHtml(model), /62 guests|hidden<\/span> guests/);
});

Deno.test("buildReport() follows the report definition", async () => {
  const model = await build({
    ...full,
    "report.yaml":
      "title: For the board\nquestion: Who asks?\nwrittenFor: The board\nmain: age\nmeasures: [asked, age]\n",
  });
  assert.deepEqual([model.title, model.question, model.writtenFor, model.main], [
    "For the board",
    "Who asks?",
    "The board",
    "age",
  ]);
  assert.deepEqual(model.measures.map(({ id }) => id), ["asked", "age"]);
});

Deno.test("buildReport() divides people by the book the report names", async () => {
  const other = book(
    "segments:\n  - { id: aged, name: Forty and over, when: { field: age, atLeast: 40 } }\n",
  );
  const model = await build({ ...full, "other.yaml": other, "report.yaml": "segments: other.yaml\n" });
  assert.deepEqual(model.groups.map(({ name }) => name), ["Forty and over", "Everyone else", "Unknown"]);
});

for (
  const [what, text, message] of [
    ["a wrong key", "titel: x", /unknown key "titel"; did you mean "title"/],
    [
      "a journey that is not there",
      "journey: wya",
      /journey "wya" is not in workspace.yaml; did you mean "way"/,
    ],
    ["a measure that is not there", "measures: [aksed]", /measure "aksed" is not in workspace.yaml/],
    ["a main measure that is not shown", "{ main: age, measures: [asked] }", /main measure "age"/],
  ] as const
) {
  Deno.test(`buildReport() names ${what} in the report definition`, async () => {
    await assert.rejects(
      () => build({ ...full, "report.yaml": text }),
      (error: unknown) => error instanceof InputError && message.test(error.message),
    );
  });
}

Deno.test("buildReport() says when the report definition asked for is missing", async () => {
  await assert.rejects(() => build(full, { report: "nowhere.yaml" }), /there is no such file/);
});

Deno.test("buildReport() takes one row, no events and segments that fit nobody", async () => {
  const model = await build({
    ...full,
    "people.csv": "person,age\np1,70\n",
    "events.csv": "person,at,event\n",
  });
  assert.equal(model.segments.segments[0]!.people, 0);
});

Deno.test("buildReport() takes overlapping books", async () => {
  const overlapping = book(
    "mode: overlapping\n" + young + "  - { id: aged, name: Known, when: { field: age, atLeast: 1 } }\n",
  );
  const model = await build({ ...full, "segments.yaml": overlapping });
  assert.equal(model.book.mode, "overlapping");
  assert.match(renderHtml(model), /groups that overlap/);
});

Deno.test("buildReport() stops when it is told to", async () => {
  const stop = new AbortController();
  const onProgress = ({ stage }: { stage: string }) =>
    stage === "Measuring" && stop.abort(new Error("enough"));
  await assert.rejects(() => build(full, { signal: stop.signal, onProgress }), /enough/);
});

Deno.test("buildReport() of the sample's partners follows them to a contract", async () => {
  const model = await buildReport("data/riverbend", { report: "data/riverbend/partners.report.yaml" });
  assert.equal(model.journey!.id, "partnership");
  assert.equal(model.main, "met");
  assert.ok(model.groups.some(({ id }) => id === "payers"));
});

Deno.test("buildReport() of the sample gives the same bytes twice, under 1 MB", async () => {
  const pages = [];
  for (let round = 0; round < 2; round++) {
    const model = await buildReport("data/riverbend");
    // Planted (TRUTH.md, 3): it rises in every segment and falls overall.
    const { groups, all, sameMix } = model.misleading[0]!.contrast;
    assert.ok(all!.change!.value < 0 && sameMix!.low > 0 && groups.every(({ change }) => change!.value > 0));
    pages.push(renderHtml(model));
  }
  assert.equal(pages[0], pages[1]);
  assert.ok(new TextEncoder().encode(pages[0]).length < 1_000_000);
});

/** Other people's data: the configurations are ours, the files are not. */
const shared = "../shared/data";
const examples = [
  { name: "diabetes", file: `${shared}/segments/dataset_diabetes.zip`, people: 71_518 },
  { name: "ecom", file: `${shared}/journeys/ecom.csv.gz`, people: null },
  { name: "hospitals", file: `${shared}/health/cms/Hospital_General_Information.csv`, people: null },
];
for (const { name, file, people } of examples) {
  const there = existsSync(file);
  Deno.test({
    name: `buildReport() of the ${name} example${there ? "" : " (left out: its data is not here)"}`,
    ignore: !there,
    fn: async () => {
      const unpacked = await Deno.makeTempDir({ prefix: "trellis-example-" });
      try {
        if (file.endsWith(".zip")) {
          const csv = unzip(await Deno.readFile(file), "diabetic_data.csv");
          await Deno.writeFile(join(unpacked, "diabetic_data.csv"), csv);
        }
        const data = file.endsWith(".zip") ? unpacked : dirname(file);
        const model = await buildReport(`data/examples/${name}`, { data });
        assert.deepEqual(reportModelSchema.parse(model), model);
        assert.ok(typeof model.segments.total === "number" && model.segments.total >= 600);
        if (people !== null) assert.equal(model.segments.total, people);
        assert.ok(renderHtml(model).length < 1_000_000);
      } finally {
        await Deno.remove(unpacked, { recursive: true });
      }
    },
  });
}

Deno.test("buildReport() refuses a field that nobody has classified, and one that identifies people", async () => {
  const notes = "person,age,note\n" +
    Array.from({ length: 40 }, (_, i) => `p${i},30,said ${i} things of which nobody else has ever heard\n`)
      .join("");
  const by = (field: string) =>
    book(`segments:\n  - { id: a, name: A, when: { field: ${field}, is: "x" } }\n`);
  await assert.rejects(
    build({ ...peopleOnly, "people.csv": notes, "segments.yaml": by("note") }),
    (error) =>
      error instanceof InputError && /Cannot publish people\.note.*classes\.note/.test(error.message),
  );
  const said = workspace("sources: { people: { file: people.csv, classes: { note: email } } }\n");
  await assert.rejects(
    build({ ...peopleOnly, "workspace.yaml": said, "people.csv": notes, "segments.yaml": by("note") }),
    /identifier F/,
  );
  const free = workspace("sources: { people: { file: people.csv, classes: { note: free } } }\n");
  await build({ ...peopleOnly, "workspace.yaml": free, "people.csv": notes, "segments.yaml": by("note") });
});

Deno.test("buildReport() says that a total points the other way than its parts, by a field asked for", async () => {
  // Kidney stones (Charig and others 1986): small stones got the smaller cut, large ones open surgery.
  const rows = ([["small", "cut", 234, 270], ["large", "cut", 55, 80], ["small", "open", 81, 87], [
    "large",
    "open",
    192,
    263,
  ]] as const).flatMap(([size, surgery, healed, of]) =>
    Array.from({ length: of * 10 }, (_, i) => `${size},${surgery},${i < healed * 10}`)
  );
  const files = {
    "people.csv": `person,stone,surgery,healed\n${rows.map((row, i) => `p${i},${row}`).join("\n")}\n`,
    "workspace.yaml": workspace(`sources:
  people:
    file: people.csv
    classes: { stone: sensitive, surgery: sensitive, healed: sensitive }
measures: [{ id: healed, type: rate, name: Healed, says: healed, who: { field: healed, is: true } }]
`),
    "segments.yaml": book(
      'segments:\n  - { id: small, name: "Small stones", when: { field: stone, is: small } }\n' +
        '  - { id: large, name: "Large stones", when: { field: stone, is: large } }\n',
    ),
    "report.yaml": "splits: [surgery]\n",
  };
  const { misleading, findings } = await build(files);
  assert.deepEqual(
    misleading[0]!.contrast.groups.map(({ before, after }) => [before, after]),
    [[0.87, 0.93], [0.69, 0.73]],
  );
  assert.match(
    findings.find(({ id }) => id === "misleads:field:surgery")!.see,
    /^\*\*78 of every 100\*\* people with surgery open healed; of those with surgery cut it is 83/,
  );
  const without = await build({ ...files, "report.yaml": "" });
  assert.deepEqual(without.misleading, []);
  await assert.rejects(build({ ...files, "report.yaml": "splits: [surgeon]\n" }), /did you mean "surgery"/);
});
