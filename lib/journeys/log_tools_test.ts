import { strict as assert } from "node:assert";
import { join } from "node:path";
import fc from "fast-check";
import { type Engine, openDuckDb, sql } from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import {
  cachedEventFile,
  type EventLog,
  eventLogOf,
  eventsAround,
  keepEvents,
  mapEvents,
  openSavedLog,
  readEventFile,
  saveLog,
} from "./mod.ts";

const row = fc.record({
  person: fc.nat(6),
  event: fc.constantFrom("visit", "call", "book", "über"),
  at: fc.nat(100),
  properties: fc.record({ channel: fc.constantFrom("web", "phone", null) }),
});
const plain = (log: EventLog) => ({ ...log, properties: [...log.properties] });
const told = (log: EventLog) =>
  Array.from(log.event, (code, i) => `${log.person[i]} ${log.at[i]} ${log.names[code]}`);

async function inFolder(work: (folder: string, engine: Engine) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const engine = await openDuckDb({ folders: [folder], threads: 1 });
  try {
    await work(folder, engine);
  } finally {
    await engine.close();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("keepEvents() and its opposite divide a log, and people stay who they are", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const log = eventLogOf([...rows, { person: 0, event: "visit", at: 0, properties: { channel: null } }]);
      const choice = { events: ["visit", "call"], where: { channel: ["web"] } };
      const kept = keepEvents(log, choice);
      const others = keepEvents(log, choice, { drop: true });
      assert.deepEqual([...told(kept), ...told(others)].sort(), told(log).sort());
      assert.equal(kept.people, log.people);
      assert.equal(kept.starts.at(-1), kept.event.length);
      const { codes, dictionary } = kept.properties.get("channel")!;
      assert.ok(codes.every((code) => dictionary[code] === "web"));
    }),
    { seed: 1 },
  );
});

Deno.test("eventsAround() keeps what lies around the first or last anchor, both ends included", () => {
  const log = eventLogOf([
    ...[0, 10, 20, 30, 40].map((at) => ({ person: 1, event: at === 20 || at === 40 ? "book" : "visit", at })),
    { person: 2, event: "visit", at: 5 },
  ]);
  const times = (kept: EventLog) => told(kept).map((line) => line.split(" ").slice(0, 2).join("@"));
  assert.deepEqual(times(eventsAround(log, { events: ["book"] }, { before: 10, after: 10 })), [
    "0@10",
    "0@20",
    "0@30",
  ]);
  assert.deepEqual(times(eventsAround(log, { events: ["book"] }, { before: 10, which: "last" })), [
    "0@30",
    "0@40",
  ]);
  const outside = eventsAround(log, { events: ["book"] }, { before: 10, after: 10, drop: true });
  assert.deepEqual(times(outside), ["0@0", "0@40", "1@5"]);
  assert.throws(() => eventsAround(log, { events: ["book"] }, { before: 0 }), RangeError);
});

Deno.test("mapEvents() renames, joins and leaves out, and says what it did not know", () => {
  const log = eventLogOf(
    ["ad", "page", "call", "page", "book"].map((event, at) => ({ person: 1, event, at })),
  );
  const mapping = { ad: "aware", page: "aware", book: "booked" };
  const kept = mapEvents(log, mapping);
  assert.deepEqual(kept.log.names, ["aware", "booked", "call"]);
  assert.deepEqual([kept.unmapped, kept.unmappedShare], [1, 0.2]);
  assert.deepEqual(kept.unmappedNames, [{ name: "call", events: 1 }]);
  assert.deepEqual(told(mapEvents(log, mapping, { unmapped: "drop" }).log), [
    "0 0 aware",
    "0 1 aware",
    "0 3 aware",
    "0 4 booked",
  ]);
  assert.deepEqual(mapEvents(log, mapping, { unmapped: { name: "other" } }).log.names, [
    "aware",
    "booked",
    "other",
  ]);
  assert.deepEqual(plain(mapEvents(log, {}).log), plain(log));
});

Deno.test("openSavedLog() gives back what saveLog() was given", async () => {
  await inFolder(async (folder, engine) => {
    const file = join(folder, "it's a log.parquet");
    for (const fraction of [0, 0.5]) {
      const rows = Array.from({ length: 5000 }, (_, i) => ({
        person: i % 7,
        event: "abü"[i % 3]!,
        at: i * 17 % 1000 + fraction,
        properties: { channel: i % 2 === 0 ? 'say "hi"' : null },
      }));
      const log = eventLogOf(rows, { observedUntil: 2000 });
      await saveLog(engine, log, file);
      assert.deepEqual(plain(await openSavedLog(engine, file)), plain(log));
    }
    await saveLog(engine, eventLogOf([]), file);
    assert.deepEqual(plain(await openSavedLog(engine, file)), plain(eventLogOf([])));
    await assert.rejects(openSavedLog(engine, join(folder, "none.parquet")), InputError);
    await engine.run(sql`copy (select 1 as a) to ${file} (format parquet)`);
    await assert.rejects(openSavedLog(engine, file), /not a log that this version/);
  });
});

Deno.test("cachedEventFile() reads a file once, and again when its content changes", async () => {
  await inFolder(async (folder, engine) => {
    const file = join(folder, "events.csv");
    const options = { folder, columns: { person: "who", event: "what", time: "at" } };
    await Deno.writeTextFile(file, "who,what,at\na,visit,2026-01-01\nb,book,2026-01-02\n");
    const first = await cachedEventFile(engine, file, options);
    const saved = () =>
      [...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith(".events.parquet")).length;
    assert.equal(saved(), 1);
    assert.deepEqual(plain(await cachedEventFile(engine, file, options)), plain(first));
    assert.deepEqual(plain(first), plain(await readEventFile(engine, file, options.columns)));
    assert.equal(saved(), 1);
    await Deno.writeTextFile(file, "who,what,at\na,visit,2026-01-01\nb,call,2026-01-02\n");
    assert.deepEqual((await cachedEventFile(engine, file, options)).names, ["call", "visit"]);
    assert.equal(saved(), 2);
    await assert.rejects(cachedEventFile(engine, join(folder, "none.csv"), options), InputError);
  });
});
