/** The programs as the shell meets them: processes with signals, pipes and exit codes. */
import { strict as assert } from "node:assert";
import { fileURLToPath } from "node:url";
import config from "../deno.json" with { type: "json" };

const root = fileURLToPath(new URL("../", import.meta.url));

/** The command a task runs, after its downloads. */
function program(task: "report" | "trellis", args: readonly string[], temporary?: string): Deno.Command {
  const words = config.tasks[task].split(" && ").at(-1)!.split(" ");
  return new Deno.Command(words[0]!, {
    args: [...words.slice(1), ...args],
    cwd: root,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1", ...(temporary === undefined ? {} : { TMPDIR: temporary }) },
  });
}

async function filesUnder(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) files.push(...await filesUnder(`${folder}/${name}`));
    else files.push(name);
  }
  return files.sort();
}

async function withTemporary(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.test(`${signal} in the middle leaves nothing half-written`, () =>
    withTemporary(async (folder) => {
      const code = signal === "SIGINT" ? 130 : 143;
      let stopped = 0;
      for (const delay of [200, 600, 1000, 1400]) {
        const out = `${folder}/out-${delay}`;
        const temporary = `${folder}/tmp-${delay}`;
        await Deno.mkdir(out);
        await Deno.mkdir(temporary);
        const child = program("report", ["--out", out], temporary).spawn();
        const timer = setTimeout(() => child.kill(signal), delay);
        const result = await child.output();
        clearTimeout(timer);
        const written = await filesUnder(out);
        assert.deepEqual(await filesUnder(temporary), []);
        if (result.code === 0) {
          assert.deepEqual(
            written,
            [
              ".lock",
              "index.html",
              "report.html",
              "report.json",
              "report.mail.html",
              "report.txt",
              "runs.jsonl",
            ],
          );
        } else {
          stopped++;
          assert.equal(result.code, code, new TextDecoder().decode(result.stderr));
          assert.deepEqual(written.filter((name) => name.includes(".tmp-")), []);
          assert.match(new TextDecoder().decode(result.stderr), /^(Stopped\.\n)?$/);
        }
      }
      assert.ok(stopped > 0, "every run was done before the signal");
    }));
}

Deno.test("a reader that goes away early is not an error", () =>
  withTemporary(async (folder) => {
    const rows = Array.from({ length: 5000 }, (_, i) => `p${i},visit,2026-01-01,${i}\n`);
    await Deno.writeTextFile(`${folder}/events.csv`, `person,event,at,n\n${rows.join("")}`);
    const args = "--person person --event event --time at --steps visit,order --within 1d --by n --json"
      .split(" ");
    const child = program("trellis", ["funnel", `${folder}/events.csv`, ...args]).spawn();
    const reader = child.stdout.getReader();
    const first = await reader.read();
    assert.match(new TextDecoder().decode(first.value), /^\{\n {2}"kind": "funnel"/);
    await reader.cancel();
    const [status, stderr] = await Promise.all([child.status, new Response(child.stderr).text()]);
    assert.equal(stderr, 'note: No event is called "order".\n');
    assert.equal(status.code, 0);
  }));

Deno.test("the programs tell the shell how it went", async () => {
  const wrong = await program("trellis", ["sgements"]).output();
  assert.equal(wrong.code, 2);
  assert.equal(wrong.stdout.length, 0);
  const failed = await program("report", ["nowhere"]).output();
  assert.equal(failed.code, 1);
  assert.match(new TextDecoder().decode(failed.stderr), /^error: Cannot open the workspace "nowhere"/);
  const help = await program("report", ["--help"]).output();
  assert.equal(help.code, 0);
  assert.match(new TextDecoder().decode(help.stdout), /^Usage: trellis report/);
});
