import { strict as assert } from "node:assert";
import { type Engine, openDuckDb, type Sql, sql } from "../engine/mod.ts";
import {
  type Field,
  type FieldType,
  InputError,
  type LoadedTable,
  type TableName,
  type Workspace,
  workspaceSchema,
} from "../workspace/mod.ts";
import { type EventLog, funnel, loadEventLog } from "./mod.ts";

const fields = (all: Record<string, FieldType>): Field[] =>
  Object.entries(all).map(([name, type]) => ({ name, type, known: true }));

/** A workspace of four people at the end of 2024-03-31 UTC, with only the tables given. */
function workspaceOf(engine: Engine, tables: Partial<Record<TableName, Field[]>>): Workspace {
  return {
    config: workspaceSchema.parse({
      name: "Test",
      timeZone: "UTC",
      asOf: "2024-03-31",
      sources: { people: { file: "people.csv" } },
      journeys: [{
        id: "care",
        name: "Care",
        within: "8w",
        steps: [
          { name: "View", event: "page_view", where: { topic: "knee" } },
          { name: "Keep", event: ["appointment:kept"] },
        ],
      }],
    }),
    folder: "/",
    engine,
    asOf: { date: "2024-03-31", timeZone: "UTC", seconds: Date.UTC(2024, 3, 1) / 1000 - 1 },
    people: 4,
    tables: new Map(
      Object.entries(tables).map(([name, fields]) => [name as TableName, { rows: 0, fields } as LoadedTable]),
    ),
    quality: { kind: "quality", tables: [], fields: [], problems: [], gate: { passed: true, reasons: [] } },
    inputs: [],
    close: () => engine.close(),
  };
}

const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 1000;
const shown = (log: EventLog, property?: string) =>
  Array.from(log.person, (pid, i) => {
    const loaded = property === undefined ? undefined : log.properties.get(property)!;
    const value = loaded ? [loaded.dictionary[loaded.codes[i]!] ?? null] : [];
    return [pid, log.at[i], log.names[log.event[i]!], ...value];
  });

async function withEngine(work: (engine: Engine) => Promise<void>, ...made: Sql[]): Promise<void> {
  const engine = await openDuckDb({ threads: 1 });
  for (const table of made) await engine.run(table);
  try {
    await work(engine);
  } finally {
    await engine.close();
  }
}

const events = sql`create table events as select * from (values
  (3::uinteger, timestamp '2024-03-02', 'page_view', 'knee', 2.0::double, 1),
  (0::uinteger, timestamp '2024-03-01 00:00:00', 'page_view', 'knee', 1.5::double, 2),
  (0::uinteger, timestamp '2024-04-01 00:00:00', 'page_view', 'knee', null, 3),
  (0::uinteger, timestamp '2024-03-01 00:00:00', 'call', null, null, 4)) t(pid, "at", event, topic, minutes, seq)`;
const eventFields = fields({
  person: "text",
  at: "instant",
  event: "text",
  topic: "text",
  minutes: "number",
});
const appointments = sql`create table appointments as select * from (values
  (0::uinteger, timestamp '2024-03-03', timestamp '2024-03-20', 'kept', 'knee'),
  (1::uinteger, timestamp '2024-03-30', timestamp '2024-04-20', 'booked', 'hip'),
  (1::uinteger, null, timestamp '2024-03-11', 'no_show', 'hip')) t(pid, booked_at, "at", status, topic)`;
const appointmentFields = fields({
  person: "text",
  booked_at: "instant",
  at: "instant",
  status: "text",
  topic: "text",
});

Deno.test("loadEventLog() takes events and appointments up to the as-of moment, sorted, people without any kept", async () => {
  await withEngine(
    async (engine) => {
      const log = await loadEventLog(
        workspaceOf(engine, { events: eventFields, appointments: appointmentFields }),
      );
      assert.deepEqual(shown(log, "topic"), [
        [0, day("2024-03-01"), "call", null],
        [0, day("2024-03-01"), "page_view", "knee"],
        [0, day("2024-03-03"), "appointment:booked", "knee"],
        [0, day("2024-03-20"), "appointment:kept", "knee"],
        [1, day("2024-03-11"), "appointment:no_show", "hip"],
        [1, day("2024-03-30"), "appointment:booked", "hip"],
        [3, day("2024-03-02"), "page_view", "knee"],
      ]);
      assert.deepEqual([...log.starts], [0, 4, 6, 6, 7]);
      assert.deepEqual([log.people, log.ties, log.observedUntil], [4, 1, day("2024-04-01") - 1]);
      assert.deepEqual([...log.properties.keys()], ["topic"], "what the journeys ask for");
      const result = funnel(log, [
        { name: "View", events: ["page_view"], where: { topic: ["knee"] } },
        { name: "Keep", events: ["appointment:kept"] },
      ], { within: "8w" });
      assert.deepEqual(result.steps.map((step) => step.people), [2, 1]);
      assert.equal(result.steps[0]!.stillDeciding, 1);
    },
    events,
    appointments,
  );
});

Deno.test("loadEventLog() takes what the content catalogue says of an event's content, each event once", async () => {
  await withEngine(
    async (engine) => {
      const tables = {
        events: fields({ person: "text", at: "instant", event: "text", content: "text" }),
        content: fields({ content: "text", topic: "text" }),
      };
      const log = await loadEventLog(workspaceOf(engine, tables), {
        properties: ["content.topic", "content"],
      });
      assert.deepEqual(shown(log, "content.topic").map(([pid, , , topic]) => [pid, topic]), [
        [0, "hip"],
        [0, null],
        [1, "knee"],
        [2, null],
      ]);
      assert.deepEqual(log.properties.get("content")!.dictionary, ["A", "B", "C"]);
      await assert.rejects(
        loadEventLog(workspaceOf(engine, tables), { properties: ["content.topics"] }),
        /"content.topics"/,
      );
    },
    sql`create table events as select * from (values
      (0::uinteger, timestamp '2024-03-01', 'view', 'A'), (0::uinteger, timestamp '2024-03-02', 'view', 'C'),
      (1::uinteger, timestamp '2024-03-01', 'view', 'B'), (2::uinteger, timestamp '2024-03-01', 'view', null))
      t(pid, "at", event, content)`,
    sql`create table content as select * from (values ('A', 'hip'), ('A', 'hip'), ('B', 'knee'), (null, 'toe'))
      t(content, topic)`,
  );
});

Deno.test("loadEventLog() reads numbers as one writes them", async () => {
  await withEngine(async (engine) => {
    const log = await loadEventLog(workspaceOf(engine, { events: eventFields }), { properties: ["minutes"] });
    assert.deepEqual(log.properties.get("minutes")!.dictionary, ["1.5", "2"]);
  }, events);
});

Deno.test("loadEventLog() without events or appointments is a log of nothing", async () => {
  await withEngine(async (engine) => {
    const log = await loadEventLog(workspaceOf(engine, { people: [] }), { properties: [] });
    assert.deepEqual([log.people, log.person.length, log.names.length], [4, 0, 0]);
    assert.deepEqual([...log.starts], [0, 0, 0, 0, 0]);
  });
});

Deno.test("loadEventLog() works with appointments that have no booking time", async () => {
  await withEngine(
    async (engine) => {
      const some = appointmentFields.filter((field) => field.name !== "booked_at");
      const log = await loadEventLog(workspaceOf(engine, { appointments: some }), { properties: [] });
      assert.deepEqual(log.names, ["appointment:kept", "appointment:no_show"]);
    },
    appointments,
  );
});

Deno.test("loadEventLog() refuses a property that no table has, and stops when told to", async () => {
  await withEngine(async (engine) => {
    const workspace = workspaceOf(engine, { events: eventFields });
    await assert.rejects(loadEventLog(workspace, { properties: ["topics"] }), (error: Error) => {
      assert.ok(error instanceof InputError);
      assert.match(
        error.message,
        /"topics".*\(found: person, at, event, topic, minutes\)\. Did you mean "topic"\?/,
      );
      return true;
    });
    const signal = AbortSignal.abort(new Error("stopped by test"));
    await assert.rejects(loadEventLog(workspace, { signal }), /stopped by test/);
  }, events);
});
