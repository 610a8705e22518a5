import { strict as assert } from "node:assert";
import { id, sql } from "../engine/mod.ts";
import type { TableName, Workspace } from "../workspace/mod.ts";
import { brief, gzip, head, withFolder, withWorkspace } from "./_folder_for_tests.ts";
import { openWorkspace } from "./open_workspace.ts";

/** Rows of a table as plain objects, dates and times as text. */
async function rowsOf(workspace: Workspace, table: TableName, order: string): Promise<object[]> {
  const fields = workspace.tables.get(table)!.fields.map(({ name, type }) =>
    type === "date" || type === "instant" ? sql`${id(name)}::varchar as ${id(name)}` : id(name)
  ).reduce((a, b) => sql`${a}, ${b}`);
  const rows = await workspace.engine.rows(sql`select ${fields} from ${id(table)} order by ${id(order)}`);
  return rows.map((row) => ({ ...row }));
}

const clinic = {
  "workspace.yaml": `name: Clinic
timeZone: America/Chicago
asOf: 2026-10-31
sources:
  people:
    file: people.csv
    columns: { person: id, birth_date: dob }
    values: { role: { PT: patient, MD: clinician } }
  accounts: { file: accounts.csv }
  events: { file: "web/*.csv" }
`,
  "people.csv": [
    "id,dob,ROLE,zip,account,score",
    "b,1980-11-01,PT,02134-1234,A1,7",
    "a,1980-10-31,MD,2134,A9,NA",
    "c,2030-01-01,NP,N/A,,8.5",
    "b,1990-01-01,PT,60601,A1,1",
    ",1990-01-01,PT,60601,A1,1",
    "d,31/12/1990,patient,606,A1,2",
    "e,1900-01-01,,,A1",
  ].join("\n"),
  "accounts.csv": "account,name\nA1,North\nA2,South\n",
  "web/a.csv": "Person,at,event,page\nb,2026-10-31 23:59:59,view,1\nb,2026-11-01 00:00:00,view,2\n",
  "web/b.csv": "at,page,person,event\n2026-10-01T05:00:00Z,3,a,form\n2026-10-02,4,z,form\n",
  "web/readme.txt": "not a source",
};

Deno.test("openWorkspace() reads exports into canonical tables, worked through by hand", () =>
  withWorkspace(clinic, async (workspace) => {
    assert.equal(workspace.people, 4);
    assert.equal(workspace.asOf.seconds, Date.UTC(2026, 10, 1, 5) / 1000 - 1);
    assert.deepEqual(
      workspace.tables.get("people")!.fields.map(({ name, type, known }) => `${name} ${type} ${known}`),
      [
        ...["person text true", "role text true", "birth_date date true", "age number true", "zip text true"],
        ...["zip3 text true", "account text true", "score number false"],
      ],
    );
    const person = { zip: null, zip3: null, account: null, birth_date: null, age: null };
    assert.deepEqual(await rowsOf(workspace, "people", "pid"), [
      {
        ...{ person: "a", role: "clinician", birth_date: "1980-10-31", age: 46 },
        ...{ zip: "02134", zip3: "021", account: "A9", score: null },
      },
      {
        ...{ person: "b", role: "patient", birth_date: "1980-11-01", age: 45 },
        ...{ zip: "02134", zip3: "021", account: "A1", score: 7 },
      },
      { ...person, person: "c", role: "NP", birth_date: "2030-01-01", score: 8.5 },
      { ...person, person: "d", role: "patient", zip: "00606", zip3: "006", account: "A1", score: 2 },
    ]);
    assert.deepEqual(await rowsOf(workspace, "events", "seq"), [
      { at: "2026-11-01 04:59:59", event: "view", page: 1 },
      { at: "2026-10-01 05:00:00", event: "form", page: 3 },
    ]);
    const who = await workspace.engine.rows<{ pid: number; seq: number }>(
      sql`select pid, seq from events order by seq`,
    );
    assert.deepEqual(who.map(({ pid, seq }) => [pid, seq]), [[1, 0], [0, 2]]);
    assert.deepEqual(brief(workspace.quality), [
      "people.csv:8:- ragged-row ×1",
      "people.csv:6:id value-missing ×1",
      "people.csv:5:id duplicate-key ×1",
      "people.csv:4:ROLE value-unmapped ×1",
      "people.csv:7:dob bad-date ×1",
      "people.csv:4:dob impossible-age ×1",
      "people.csv:3:account orphan-row ×1",
      "web/a.csv:3:at future-row ×1",
      "web/b.csv:3:person orphan-row ×1",
    ]);
    assert.deepEqual(workspace.quality.tables.find(({ table }) => table === "people"), {
      table: "people",
      rowsRead: 7,
      rowsKept: 4,
      leftOut: [
        { code: "ragged-row", rows: 1 },
        { code: "value-missing", rows: 1 },
        { code: "duplicate-key", rows: 1 },
      ],
    });
    assert.deepEqual(
      workspace.inputs.map(({ table, file, rowsRead, rowsKept }) =>
        `${table} ${file} ${rowsRead} ${rowsKept}`
      ),
      ["accounts accounts.csv 2 2", "people people.csv 7 4", "events web/a.csv 2 1", "events web/b.csv 2 1"],
    );
    // SHA-256 of "account,name\nA1,North\nA2,South\n", by sha256sum.
    assert.equal(
      workspace.inputs[0]!.sha256,
      "0c3cab57e95637c8570521372c93460dd3ac59b77837ad04411bd47fe923b827",
    );
    assert.equal(workspace.inputs[0]!.bytes, 31);
  }));

Deno.test("openWorkspace() tells no cell's content in any message", () =>
  withWorkspace(clinic, ({ quality }) => {
    for (const { message } of quality.problems) {
      assert.doesNotMatch(message, /31\/12|1990|60601|A9|NP\b|2030/);
    }
  }));

Deno.test("openWorkspace() gives the same tables whatever the order of people in the file", async () => {
  const lines = clinic["people.csv"].split("\n");
  const turned = [lines[0], ...lines.slice(1, 4).reverse(), ...lines.slice(4)].join("\n");
  const read = (people: string) =>
    withWorkspace({ ...clinic, "people.csv": people }, (workspace) => rowsOf(workspace, "people", "pid"));
  assert.deepEqual(await read(turned), await read(clinic["people.csv"]));
});

Deno.test("openWorkspace() looks back to an earlier day in silence", () =>
  withWorkspace(
    {
      "workspace.yaml": `${head}sources:
  people: { file: people.csv }
  events: { file: events.csv }
  appointments: { file: visits.csv }
`,
      "people.csv": "person,first_seen,birth_date\na,2026-01-01,2000-05-01\nb,2026-06-01,2000-05-01\n",
      "events.csv": "person,at,event\na,2026-04-01,view\na,2026-07-01,view\nb,2026-07-01,view\n",
      "visits.csv": [
        "appointment,person,booked_at,at,status",
        "1,a,2026-03-01,2026-04-01,kept",
        "2,a,2026-04-01,2026-06-01,kept",
        "3,a,2026-06-01,2026-07-01,kept",
        "4,a,,2026-06-01,kept",
      ].join("\n"),
    },
    async (workspace) => {
      assert.equal(workspace.people, 1);
      assert.deepEqual(await rowsOf(workspace, "people", "pid"), [
        { person: "a", birth_date: "2000-05-01", age: 25, first_seen: "2026-01-01" },
      ]);
      assert.equal(workspace.tables.get("events")!.rows, 1);
      // The visit of June was booked by then, and nobody knew yet that it would be kept.
      assert.deepEqual(
        (await rowsOf(workspace, "appointments", "appointment")).map((row) => Object.values(row)),
        [
          ["1", "2026-03-01 00:00:00", "2026-04-01 00:00:00", "kept"],
          ["2", "2026-04-01 00:00:00", "2026-06-01 00:00:00", "booked"],
        ],
      );
      assert.deepEqual(workspace.quality.problems, []);
      assert.ok(workspace.quality.gate.passed);
    },
    { asOf: "2026-04-30" },
  ));

Deno.test("openWorkspace() keeps visits to come, and refuses ones booked or kept later than today", () =>
  withWorkspace(
    {
      "workspace.yaml":
        `${head}sources: { people: { file: people.csv }, appointments: { file: visits.csv } }`,
      "people.csv": "person\na\n",
      "visits.csv": [
        "appointment,person,booked_at,at,status",
        "1,a,2026-10-01,2026-12-01,booked",
        "2,a,2026-10-01,2026-12-01,cancelled",
        "3,a,2026-10-01,2026-12-01,kept",
        "4,a,2026-11-01,2026-12-01,booked",
        "5,a,,2026-12-01,booked",
      ].join("\n"),
    },
    async (workspace) => {
      const kept = await workspace.engine.rows<{ k: string }>(
        sql`select string_agg(appointment, '' order by appointment) as k from appointments`,
      );
      assert.equal(kept[0]!.k, "125");
      assert.deepEqual(brief(workspace.quality), [
        "visits.csv:5:booked_at future-row ×1",
        "visits.csv:4:at future-row ×1",
      ]);
    },
  ));

Deno.test("openWorkspace() takes people from events, or accounts, when they have no source of their own", async () => {
  await withWorkspace({
    "workspace.yaml": `${head}sources: { events: { file: events.csv } }`,
    "events.csv":
      "person,at,event\nb,2026-01-01,x\na,2026-01-02,x\nb,2026-01-03,x\nc,2027-01-01,x\n,2026-01-01,x\n",
  }, async (workspace) => {
    assert.equal(workspace.people, 2);
    assert.deepEqual(await rowsOf(workspace, "people", "pid"), [{ person: "a" }, { person: "b" }]);
    assert.equal(workspace.tables.get("events")!.rows, 3);
  });
  await withWorkspace({
    "workspace.yaml":
      `${head}sources: { accounts: { file: accounts.csv, columns: { account: Facility ID } } }`,
    "accounts.csv": "Facility ID,Name\n010005,B\n010001,A\n",
  }, async (workspace) => {
    assert.deepEqual(await rowsOf(workspace, "people", "pid"), [
      { person: "010001", account: "010001" },
      { person: "010005", account: "010005" },
    ]);
  });
});

Deno.test("openWorkspace() keeps the first or last row of a key in the order of a field", async () => {
  const files = (keep: string) => ({
    "workspace.yaml": `${head}sources: { people: { file: p.csv, ${keep} } }`,
    "p.csv": "person,visit,seen\na,10,x\na,9,y\nb,1,z\na,,w\n",
  });
  const seen = (keep: string) =>
    withWorkspace(files(keep), async (workspace) => {
      assert.deepEqual(workspace.quality.problems, []);
      return (await rowsOf(workspace, "people", "pid")).map((row) => (row as { seen: string }).seen).join("");
    });
  assert.equal(await seen("keep: first, orderBy: visit"), "yz");
  assert.equal(await seen("keep: last, orderBy: visit"), "xz");
  assert.equal(await seen("keep: first"), "xz");
  assert.equal(await seen("keep: last"), "wz");
});

Deno.test("openWorkspace() types a source's own columns by all their values", () =>
  withWorkspace({
    "workspace.yaml": `${head}nulls: [unknown]
sources:
  people: { file: p.csv, types: { code: text, late: text } }`,
    "p.csv": [
      "person,number,zero,long,day,time,flag,mixed,empty,code,phone,late",
      "a,1,007,1234567890123456,2024-01-01,2024-01-01 10:00,true,1,,1,+15551234567,1",
      "b,-2.5e3,008,1,2024-02-29,2024-01-01T10:00:00Z,FALSE,x,NA,2,+15551234568,2",
      "c,unknown,,,,,,,,,,",
    ].join("\n"),
  }, async (workspace) => {
    const types = Object.fromEntries(
      workspace.tables.get("people")!.fields.map(({ name, type }) => [name, type]),
    );
    assert.deepEqual(types, {
      person: "text",
      phone: "text",
      number: "number",
      zero: "text",
      long: "text",
      day: "date",
      time: "instant",
      flag: "boolean",
      mixed: "text",
      empty: "text",
      code: "text",
      late: "text",
    });
    const [first] = await rowsOf(workspace, "people", "pid");
    assert.deepEqual({ ...first }, {
      ...{ person: "a", phone: "+15551234567", number: 1, zero: "007", long: "1234567890123456" },
      ...{ day: "2024-01-01", time: "2024-01-01 10:00:00", flag: true, mixed: "1", empty: null, code: "1" },
      late: "1",
    });
  }));

Deno.test("openWorkspace() changes its mind about a column when a late value does not fit", () =>
  withWorkspace({
    "workspace.yaml": `${head}sources: { people: { file: p.csv } }`,
    "p.csv": `person,n\n${Array.from({ length: 5000 }, (_, i) => `p${i},${i}`).join("\n")}\nlast,n/k\n`,
  }, (workspace) => {
    assert.equal(workspace.tables.get("people")!.fields[1]!.type, "text");
  }));

Deno.test("openWorkspace() reads the same rows from CSV, gzip, NDJSON and Parquet", async () => {
  const csv = 'person,at,event,n\na,2026-01-02 03:04:05,x,1\nb,2026-01-02 03:04:06,"y\n,",2.5\n';
  const json = [
    { person: "a", at: "2026-01-02 03:04:05", event: "x", n: 1 },
    { person: "b", event: "y\n,", n: 2.5, at: "2026-01-02 03:04:06" },
  ].map((row) => JSON.stringify(row)).join("\n");
  const config = (file: string) => `${head}sources: { events: { file: ${file} } }`;
  const read = (file: string, content: string | Uint8Array) =>
    withWorkspace({ "workspace.yaml": config(file), [file]: content }, (one) => rowsOf(one, "events", "seq"));
  const expected = await read("e.csv", csv);
  assert.equal(expected.length, 2);
  assert.deepEqual(await read("e.csv.gz", await gzip(csv)), expected);
  assert.deepEqual(await read("packed.csv", await gzip(csv)), expected);
  const tabs = 'person\tat\tevent\tn\na\t2026-01-02 03:04:05\tx\t1\nb\t2026-01-02 03:04:06\t"y\n,"\t2.5\n';
  assert.deepEqual(await read("e.tsv", tabs), expected);
  assert.deepEqual(await read("e.ndjson", json), expected);
  assert.deepEqual(await read("e.jsonl.gz", await gzip(json)), expected);
  await withWorkspace({ "workspace.yaml": config("e.csv"), "e.csv": csv }, async ({ engine, folder }) => {
    await engine.run(sql`copy (select 'a' as person, * from (values
      (timestamp '2026-01-02 03:04:05', 'x', 1::decimal(5, 2)), (timestamp '2026-01-02 03:04:06', 'y', 2.5)) t("at", event, n))
      to ${`${folder}/e.parquet`} (format parquet)`);
    await Deno.writeTextFile(`${folder}/workspace.yaml`, config("e.parquet"));
    const workspace = await openWorkspace(folder);
    assert.deepEqual(
      (await rowsOf(workspace, "events", "seq")).map((row) => ({ ...row, event: "" })),
      expected.map((row) => ({ ...row, event: "" })),
    );
    await workspace.close();
  });
});

Deno.test("openWorkspace() reads sources from another folder when told to", () =>
  withFolder({
    "config/workspace.yaml": `${head}sources: { people: { file: people.csv } }`,
    "data/people.csv": "person\na\n",
  }, async (folder) => {
    const workspace = await openWorkspace(`${folder}/config/workspace.yaml`, { data: `${folder}/data` });
    assert.equal(workspace.people, 1);
    assert.equal(workspace.inputs[0]!.file, "people.csv");
    await assert.rejects(
      workspace.engine.rows(sql`select * from read_text(${`${folder}/config/workspace.yaml`})`),
      /not allowed|Permission/i,
    );
    await workspace.close();
  }));

Deno.test("openWorkspace() keeps its spill folder to itself and leaves it empty", () =>
  withFolder({
    "workspace.yaml": `${head}sources: { people: { file: people.csv } }`,
    "people.csv": new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(new Uint16Array([..."person\na\n"].map((c) => c.charCodeAt(0))).buffer),
    ]),
  }, async (folder) => {
    const workspace = await openWorkspace(folder, { spillFolder: `${folder}/spill/here` });
    assert.equal(workspace.people, 1);
    await workspace.close();
    assert.deepEqual([...Deno.readDirSync(`${folder}/spill/here`)], []);
  }));

Deno.test("openWorkspace() stops when asked to, and leaves nothing behind", () =>
  withFolder({
    "workspace.yaml": `${head}sources: { events: { file: e.csv } }`,
    "e.csv": `person,at,event\n${"a,2026-01-01,x\n".repeat(300_000)}`,
  }, async (folder) => {
    const controller = new AbortController();
    const opening = openWorkspace(folder, {
      spillFolder: `${folder}/spill`,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("stopped by test")),
    });
    await assert.rejects(opening, /stopped by test/);
    assert.deepEqual([...Deno.readDirSync(`${folder}/spill`)], []);
  }));

Deno.test("openWorkspace() tells what it is doing", () => {
  const stages: string[] = [];
  return withWorkspace(
    clinic,
    () => {
      // The events are read beside the others, so only each table's own order, and the others', is fixed.
      const told = [...new Set(stages)];
      assert.deepEqual(told.filter((stage) => !stage.endsWith("events")), [
        ...["Reading accounts", "Checking accounts", "Reading people", "Checking people"],
      ]);
      assert.deepEqual(told.filter((stage) => stage.endsWith("events")), [
        "Reading events",
        "Checking events",
      ]);
    },
    {
      onProgress: ({ stage, share }) => {
        stages.push(stage);
        assert.ok(share === null || (share >= 0 && share <= 1));
      },
    },
  );
});

Deno.test("openWorkspace() opens what the parameters of a run name, at their day; options win", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/data`);
    await Deno.writeTextFile(`${folder}/data/people.csv`, "person,age\na,41\n");
    await Deno.writeTextFile(
      `${folder}/workspace.yaml`,
      "name: One\ntimeZone: UTC\nasOf: 2026-10-31\nsources: { people: { file: people.csv } }\n",
    );
    const run = { workspace: folder, data: `${folder}/data`, asOf: "2026-09-30" };
    for (const [options, date] of [[{}, "2026-09-30"], [{ asOf: "2026-08-31" }, "2026-08-31"]] as const) {
      const workspace = await openWorkspace(run, options);
      assert.equal(workspace.people, 1);
      assert.equal(workspace.asOf.date, date);
      await workspace.close();
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
