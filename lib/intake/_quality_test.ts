import { strict as assert } from "node:assert";
import { head, withWorkspace } from "./_folder_for_tests.ts";

const rows = (count: number, row: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => row(i)).join("\n");

Deno.test("fieldQuality() judges fields by how full and how varied they are", () =>
  withWorkspace({
    "workspace.yaml": `${head}sources: { people: { file: p.csv } }`,
    "p.csv": `person,sex,half,gaps,same,name,town,born,birth_date,score,never
${
      rows(100, (i) =>
        [
          `p${i}`,
          i % 2 ? "f" : "m",
          i < 55 ? "x" : "",
          i < 90 ? `g${i % 3}` : "",
          "here",
          `name ${i}`,
          `town ${i % 51}`,
          `${2020 + i % 3}-01-0${1 + i % 9}`,
          `19${50 + i % 50}-02-03`,
          i / 4,
          "NA",
        ].join(","))
    }`,
  }, ({ quality }) => {
    const judged = Object.fromEntries(
      quality.fields.map(({ field, verdict, reason }) => [field, `${verdict}: ${reason}`]),
    );
    assert.deepEqual(judged, {
      person: "unusable: the key: it names rows and groups nothing",
      birth_date: "strong: filled in",
      age: "strong: filled in",
      sex: "strong: filled in, with 2 different values",
      half: "unusable: filled in only 55% of rows",
      gaps: "weak: filled in 90% of rows",
      same: "unusable: the same value in every row",
      name: "unusable: different in nearly every row, so it names rows and groups nothing",
      town: "unusable: different in nearly every row, so it names rows and groups nothing",
      born: "strong: filled in",
      score: "strong: filled in",
      never: "unusable: never filled in",
    });
    const field = (name: string) => quality.fields.find((one) => one.field === name)!;
    assert.equal(field("half").complete, 0.55);
    assert.equal(field("town").distinct, 51);
    assert.deepEqual(field("score").range, ["0", "24.75"]);
    assert.equal(field("sex").range, null);
    // Of people's dates only the year is told.
    assert.deepEqual(field("birth_date").range, ["1950", "1999"]);
    assert.equal(field("birth_date").staleDays, null);
    assert.equal(field("born").staleDays, Temporal.PlainDate.from("2022-01-09").until("2026-10-31").days);
    assert.equal(field("sex").staleDays, null);
  }));

Deno.test("fieldQuality() tells the age of a table by its newest row, by the calendar of the workspace", () =>
  withWorkspace({
    "workspace.yaml":
      "name: T\ntimeZone: America/Chicago\nasOf: 2026-10-31\nsources: { events: { file: e.csv } }",
    "e.csv": "person,at,event,topic\na,2026-10-30 23:30,x,y\nb,2026-10-01 10:00,x,z\n",
  }, ({ quality }) => {
    assert.deepEqual(quality.fields.map(({ field, staleDays }) => [field, staleDays]), [
      ["at", 1],
      ["event", 1],
      ["topic", 1],
    ]);
    assert.deepEqual(quality.fields[0]!.range, ["2026-10-01T15:00:00Z", "2026-10-31T04:30:00Z"]);
  }));

Deno.test("fieldQuality() counts different values exactly up to ten thousand, whatever the threads", async () => {
  const files = {
    "workspace.yaml": `${head}sources: { events: { file: e.csv } }`,
    "e.csv": `person,at,event,many\n${
      rows(60_000, (i) => `p${i % 9973},2026-01-01,e${i % 8},${i % 9999}`)
    }\n`,
  };
  const counts = (threads: number) =>
    withWorkspace(files, ({ quality }) => quality.fields.map(({ distinct }) => distinct), { threads });
  const two = await counts(2);
  assert.deepEqual(two, [1, 8, 9999]);
  assert.deepEqual(await counts(1), two);
});

Deno.test("qualityGate() fails on too many rows left out and on fields too empty, and says so", async () => {
  const files = (gate: string, people: string) => ({
    "workspace.yaml": `${head}quality: ${gate}\nsources: { people: { file: p.csv } }`,
    "p.csv": people,
  });
  const gate = (setting: string, people: string) =>
    withWorkspace(files(setting, people), ({ quality }) => quality.gate);
  const people = `person,sex\n${rows(20, (i) => `p${i},${i < 15 ? "f" : ""}`)}\np0,f\n`;
  assert.deepEqual(await gate("{}", people), { passed: true, reasons: [] });
  assert.deepEqual(
    await gate("{ mostLeftOut: 0.01, leastComplete: { people.sex: 0.8, people.sox: 0.1 } }", people),
    {
      passed: false,
      reasons: [
        "people: 4.8% of rows were left out; at most 1% may be",
        "people.sex: filled in 75% of rows; at least 80% must be",
        "people.sox: there is no such field (quality.leastComplete in workspace.yaml)",
      ],
    },
  );
});
