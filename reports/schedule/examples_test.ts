/** The examples for cron, systemd and GitHub Actions: they parse, and the command lines in them make reports. */
import { strict as assert } from "node:assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (name: string) => Deno.readTextFile(new URL(`examples/${name}`, import.meta.url));

/** The words of a `deno task …` command line, with folders for the variables and paths in it. */
function words(line: string, folders: { readonly exports: string; readonly reports: string }): string[] {
  const task = /\bdeno(?:@[\d.]+)? task (.*?)(?: \|\|.*)?$/.exec(line)?.[1];
  assert.ok(task !== undefined, `no task in: ${line}`);
  return ["task", ...task.split(/\s+/)].map((word) =>
    word.replaceAll('"', "").replace(/^(\$EXPORTS|\/srv\/exports)$/, folders.exports)
      .replace(/^(\$REPORTS|\/srv\/reports)$/, folders.reports)
  );
}

async function runs(line: string): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "trellis-examples-" });
  try {
    const exports = join(folder, "exports");
    await Deno.mkdir(exports);
    const files = {
      "workspace.yaml":
        "name: Small\ntimeZone: UTC\nasOf: 2026-10-31\nsources: { people: { file: people.csv } }\n",
      "segments.yaml": "name: Ages\nversion: 1\nkeeper: Ann\nchange: First.\naudience: All\nsegments:\n" +
        "  - { id: young, name: Young, when: { field: age, atMost: 39 } }\n",
      "people.csv": "person,age,state\n" + Array.from({ length: 60 }, (_, i) => `p${i},${i},IA\n`).join(""),
    };
    for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(join(exports, name), text);
    const reports = join(folder, "reports");
    const { code, stdout, stderr } = await new Deno.Command("deno", {
      args: words(line, { exports, reports }),
      cwd: root,
      stdin: "null",
      env: { NO_COLOR: "1" },
    }).output();
    const said = new TextDecoder().decode(stderr);
    assert.equal(code, 0, said);
    assert.equal(said, "", "a scheduled run says nothing when all is well");
    assert.equal(stdout.length, 0);
    const day = await Array.fromAsync(Deno.readDir(join(reports, "small/2026-10-31")));
    assert.ok(day.some(({ name }) => name.endsWith(".html")));
    assert.match(await Deno.readTextFile(join(reports, "runs.jsonl")), /^\{"at":.*"outcome":"done".*\}\n$/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("the crontab has five times before each command, and its commands make reports", async () => {
  const lines = (await read("crontab")).split("\n").filter((line) => /^[\d*]/.test(line));
  assert.equal(lines.length, 2);
  for (const line of lines) {
    assert.match(line, /^(?:(?:\d{1,2}|\*)\s+){5}cd "\$TRELLIS" && deno task /);
    await runs(line);
  }
});

Deno.test("the systemd service runs a command that makes a report", async () => {
  const service = await read("trellis-report.service");
  await runs(/^ExecStart=(.*)$/m.exec(service)![1]!);
  assert.match(service, /^SuccessExitStatus=3$/m);
});

const analyze = "/usr/bin/systemd-analyze";
const mayAnalyze = Deno.permissions.querySync({ name: "run", command: analyze }).state === "granted" &&
  await Deno.stat(analyze).then(() => true, () => false);
Deno.test({
  name: `systemd finds nothing wrong with its units${
    mayAnalyze ? "" : " (left out: no systemd-analyze that may be run)"
  }`,
  ignore: !mayAnalyze,
  fn: async () => {
    const folder = await Deno.makeTempDir({ prefix: "trellis-units-" });
    try {
      const names = ["trellis-report.service", "trellis-report.timer"];
      for (const name of names) {
        // The program and its user are the reader's.
        const text = (await read(name)).replace(/^ExecStart=\S+/m, "ExecStart=/bin/true").replace(
          /^User=.*$/m,
          "",
        );
        await Deno.writeTextFile(join(folder, name), text.replace(/^WorkingDirectory=.*$/m, ""));
      }
      const verify = await new Deno.Command(analyze, {
        args: ["verify", "--man=no", ...names.map((name) => join(folder, name))],
        stdin: "null",
      }).output();
      const about = new TextDecoder().decode(verify.stderr).split("\n").filter((line) =>
        line.includes("trellis")
      );
      assert.deepEqual(about, []);
      assert.equal(verify.code, 0);
      const calendar = /^OnCalendar=(.*)$/m.exec(await read(names[1]!))![1]!;
      assert.equal((await new Deno.Command(analyze, { args: ["calendar", calendar] }).output()).code, 0);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("the GitHub workflow parses, runs by itself only, and its command makes a report", async () => {
  const workflow = parse(await read("github-actions.yaml"));
  assert.deepEqual(Object.keys(workflow.on), ["schedule", "workflow_dispatch"]);
  assert.match(workflow.on.schedule[0].cron, /^\d+ \d+ [\d*] [\d*] [\d*]$/);
  assert.deepEqual(workflow.permissions, { contents: "read" });
  const { steps } = workflow.jobs.report;
  const script: string = steps.find((step: { run?: string }) => step.run?.includes("deno"))!.run;
  const line = script.split("\n").find((one) => one.includes("deno@"))!;
  assert.equal(/deno@([\d.]+)/.exec(line)![1], Deno.version.deno);
  await runs(line.trim());
});
