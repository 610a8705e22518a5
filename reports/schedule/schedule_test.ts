/** What scheduled runs rely on: the lock, the log of runs, and how long reports are kept. */
import { strict as assert } from "node:assert";
import { join } from "node:path";
import { InputError } from "../../lib/workspace/mod.ts";
import { keepNewest } from "./keep_newest.ts";
import { lock } from "./lock.ts";
import { lastRun, logRun, type RunRecord } from "./run_log.ts";

const now = Temporal.Instant.from("2026-11-01T05:00:00Z");

function folderTest(name: string, use: (out: string) => Promise<void>): void {
  Deno.test(name, async () => {
    const out = await Deno.makeTempDir({ prefix: "trellis-schedule-" });
    try {
      await use(out);
    } finally {
      await Deno.remove(out, { recursive: true });
    }
  });
}

folderTest("lock() keeps a second run out, says who is at work, and lets it in afterwards", async (out) => {
  const path = join(out, "small", ".lock");
  const held = await lock(path, now);
  await assert.rejects(() => lock(path, now), (error: unknown) => {
    assert.ok(error instanceof InputError);
    assert.equal(
      error.message.replace(out, "DIR").replace(/process \d+/, "process N"),
      'Cannot write reports to "DIR/small": another run is at work there (process N, since 2026-11-01T05:00:00Z). ' +
        "Wait until it is done, or choose another folder with --out.",
    );
    return true;
  });
  await held.release();
  await (await lock(path, now)).release();
});

folderTest("lock() takes no notice of a lock file left by a run that was killed", async (out) => {
  const path = join(out, ".lock");
  await Deno.writeTextFile(path, "process 1, since 2020-01-01T00:00:00Z\n");
  await (await lock(path, now)).release();
  const script = new URL("./lock.ts", import.meta.url).href;
  const code = `const { lock } = await import(${JSON.stringify(script)});
    await lock(${JSON.stringify(path)}, Temporal.Now.instant());
    console.log("held"); await new Promise((done) => setTimeout(done, 60_000));`;
  const config = new URL("../../deno.json", import.meta.url).pathname;
  const child = new Deno.Command("deno", {
    args: ["eval", "--config", config, code],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  await assert.rejects(() => lock(path, now), /another run is at work/);
  child.kill("SIGKILL");
  await child.status;
  await reader.cancel();
  await (await lock(path, now)).release();
});

const record: RunRecord = {
  at: "2026-11-01T05:00:00.000Z",
  ms: 1200,
  workspace: "Small",
  report: "report.yaml",
  asOf: "2026-10-31",
  outcome: "done",
  pages: ["small/2026-10-31/report.html"],
  comparedWith: null,
  error: null,
};

folderTest(
  "logRun() adds a line of JSON, also after half a line, and begins anew when the file is large",
  async (out) => {
    const path = join(out, "runs.jsonl");
    assert.equal(await lastRun(out), null);
    assert.ok(await logRun(out, record));
    await Deno.writeTextFile(path, '{"at":"2026-11-02', { append: true });
    assert.ok(await logRun(out, { ...record, at: "2026-11-03T05:00:00.000Z" }));
    const lines = (await Deno.readTextFile(path)).trimEnd().split("\n");
    assert.equal(lines.length, 3);
    assert.deepEqual(JSON.parse(lines[0]!), record);
    assert.equal((await lastRun(out))!.toString(), "2026-11-03T05:00:00Z");
    await Deno.writeTextFile(path, "x".repeat(1_000_001));
    assert.ok(await logRun(out, record));
    assert.deepEqual(JSON.parse(await Deno.readTextFile(path)), record);
    assert.equal((await Deno.stat(join(out, "runs.old.jsonl"))).size, 1_000_001);
  },
);

folderTest("logRun() that cannot write stops nothing", async (out) => {
  await Deno.writeTextFile(join(out, "file"), "");
  assert.equal(await logRun(join(out, "file"), record), false);
});

folderTest("keepNewest() removes older reports of the definition, and nothing else", async (out) => {
  const write = async (path: string, text = '{\n "kind": "report",') => {
    await Deno.mkdir(join(out, path, ".."), { recursive: true });
    await Deno.writeTextFile(join(out, path), text);
  };
  const days = ["2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"];
  for (const day of days) {
    for (const ending of [".json", ".html", ".mail.html", ".txt"]) await write(`${day}/report${ending}`);
  }
  await write("2026-07-31/board.json");
  await write("2026-08-31/notes.json", "{}");
  await write("2026-06-30/report.json", "not a report");
  await write("drafts/report.json");
  const removed = await keepNewest(out, {
    belongs: (stem) => stem === "report",
    keep: 2,
    date: "2026-10-31",
  });
  assert.deepEqual(removed, ["2026-07-31", "2026-08-31"]);
  const left: string[] = [];
  for await (const { name } of Deno.readDir(out)) {
    for await (const file of Deno.readDir(join(out, name))) left.push(`${name}/${file.name}`);
  }
  assert.deepEqual(
    left.sort(),
    [
      "2026-06-30/report.json",
      "2026-07-31/board.json",
      "2026-08-31/notes.json",
      ...[".html", ".json", ".mail.html", ".txt"].map((ending) => `2026-09-30/report${ending}`),
      ...[".html", ".json", ".mail.html", ".txt"].map((ending) => `2026-10-31/report${ending}`),
      "drafts/report.json",
    ].sort(),
  );
});

folderTest("keepNewest() never removes the report just made, however old its day", async (out) => {
  for (const day of ["2026-07-31", "2026-08-31"]) {
    await Deno.mkdir(join(out, day));
    await Deno.writeTextFile(join(out, day, "report.json"), '{ "kind": "report" }');
  }
  assert.deepEqual(await keepNewest(out, { belongs: () => true, keep: 1, date: "2026-07-31" }), []);
});
