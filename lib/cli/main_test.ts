import { strict as assert } from "node:assert";
import { InputError } from "../workspace/mod.ts";
import { Stopped } from "./exit.ts";
import type { ReportOptions, ReportOutcome } from "./report_runner.ts";
import { run } from "./_recorder_for_tests.ts";

const files = { page: "out/a.html", sidecar: "out/a.json", mail: "out/a.mail.html", chat: "out/a.txt" };
const outcome: ReportOutcome = {
  ...files,
  index: "out/index.html",
  reports: [{ ...files, part: null }],
  notes: [],
  gate: { passed: true, reasons: [] },
};

Deno.test("main() helps, with examples for every command", async () => {
  const { code, out } = await run(["--help"]);
  assert.equal(code, 0);
  const commands = [...out.matchAll(/^ {2}([a-z]+) .*\[options\]/gm)].map((match) => match[1]!);
  assert.deepEqual([commands[0], commands.at(-1)], ["report", "sample"]);
  for await (const { name } of Deno.readDir(new URL("commands", import.meta.url))) {
    if (/^[a-z]+\.ts$/.test(name)) {
      assert.ok(commands.includes(name.slice(0, -3)), `${name} is not in the help`);
    }
  }
  for (const command of commands) {
    const help = await run([command, "--help"]);
    assert.equal(help.code, 0);
    assert.match(help.out, new RegExp(`Examples:\n  deno task (trellis )?${command}`));
    assert.match(help.out, /--json/);
    assert.match(help.out, /--quiet/);
  }
});

Deno.test("main() answers wrong usage with 2 and one message on standard error", async () => {
  const wrong: readonly (readonly [readonly string[], string])[] = [
    [["sgements"], "error: unknown command 'sgements'\n(Did you mean segments?)"],
    [["segments"], "error: missing required argument 'workspace'"],
    [
      ["segments", "a", "b"],
      "error: too many arguments for 'segments'. Expected 1 argument but got 2: a, b.",
    ],
    [["segments", "a", "--jsn"], "error: unknown option '--jsn'\n(Did you mean --json?)"],
    [
      ["report", "a", "--as-of", "2026-02-30"],
      "error: option '--as-of <date>' argument '2026-02-30' is invalid. Write a day as YYYY-MM-DD.",
    ],
    [
      ["report", "a", "--threads", "0"],
      "error: option '--threads <n>' argument '0' is invalid. Write a whole number of at least 1.",
    ],
    [
      ["report", "a", "--memory", "lots"],
      "error: option '--memory <size>' argument 'lots' is invalid. Write a size such as 800MB or 4GB.",
    ],
    [["funnel", "a.csv"], "error: required option '--person <column>' not specified"],
    [
      [..."funnel a.csv --person p --event e --time t --within 2w --steps a,,b".split(" ")],
      "error: option '--steps <a,b,c>' argument 'a,,b' is invalid. Write names with commas between them, none of them empty.",
    ],
    [["sample"], "error: required option '--out <dir>' not specified"],
    [
      ["sample", "--out", "x", "--seed", "-1"],
      "error: option '--seed <n>' argument '-1' is invalid. Write a whole number from 0.",
    ],
  ];
  for (const [args, message] of wrong) {
    const { code, out, err } = await run(args);
    assert.equal(err, `${message}\n(add --help for the options and examples)\n`);
    assert.equal(out, "");
    assert.equal(code, 2);
  }
});

Deno.test("main() says where the report is, and nothing with --quiet", async () => {
  const report = () => Promise.resolve(outcome);
  assert.deepEqual(await run(["report"], { report }), { code: 0, out: `${outcome.page}\n`, err: "" });
  assert.deepEqual(await run(["report", "--quiet"], { report }), { code: 0, out: "", err: "" });
  const { out } = await run(["report", "--json"], { report });
  assert.deepEqual(JSON.parse(out), { kind: "report", ...outcome });
});

Deno.test("main() hands the options of a report on", async () => {
  let seen: unknown;
  const report = (workspace: string, options: ReportOptions) => {
    const { signal: _signal, onProgress: _onProgress, ...rest } = options;
    seen = [workspace, rest];
    return Promise.resolve(outcome);
  };
  await run(["report"], { report });
  assert.deepEqual(seen, ["data/riverbend", {}]);
  const flags = "--as-of 2026-09-30 --data d --threads 2 --memory 4GB --out o --report r.yaml".split(" ");
  await run(["report", "w", ...flags], { report });
  assert.deepEqual(seen, ["w", {
    asOf: "2026-09-30",
    data: "d",
    threads: 2,
    memoryLimit: "4GB",
    out: "o",
    report: "r.yaml",
  }]);
});

Deno.test("main() answers a failed gate with 3, and still says where the report is", async () => {
  const gate = { passed: false, reasons: ["people: 8% of rows left out (at most 5%)"] };
  const { code, out, err } = await run(["report"], { report: () => Promise.resolve({ ...outcome, gate }) });
  assert.equal(code, 3);
  assert.equal(out, `${outcome.page}\n`);
  assert.equal(err, "The data-quality gate did not pass:\n  people: 8% of rows left out (at most 5%)\n");
});

Deno.test("main() answers bad input with 1 and the message alone", async () => {
  const report = () => Promise.reject(new InputError("Cannot read \x1b[2Jx:\n  y"));
  assert.deepEqual(await run(["report"], { report }), {
    code: 1,
    out: "",
    err: "error: Cannot read \\u001b[2Jx:\n  y\n",
  });
});

Deno.test("main() says when the engine had too little memory", async () => {
  const report = () =>
    Promise.reject(new Error("Out of Memory Error: failed to allocate data of size 16.0 MiB"));
  assert.deepEqual(await run(["report"], { report }), {
    code: 1,
    out: "",
    err: "error: There is not enough memory. Raise --memory, or limits.memory in workspace.yaml.\n",
  });
});

Deno.test("main() owns up to an error it did not expect, with the stack only on request", async () => {
  const report = () => Promise.reject(new TypeError("x is not a function"));
  const plain = await run(["report"], { report });
  assert.equal(plain.code, 1);
  assert.match(plain.err, /^error: x is not a function\nTrellis did not expect this/);
  assert.doesNotMatch(plain.err, /main_test/);
  const debug = await run(["report", "--debug"], { report });
  assert.match(debug.err, /main_test/);
});

Deno.test("main() answers a stop with the code of its signal", async () => {
  for (const code of [130, 143] as const) {
    const stop = new AbortController();
    const report = () => {
      stop.abort(new Stopped(code));
      return Promise.reject(new Error("interrupted somewhere deep"));
    };
    assert.deepEqual(await run(["report"], { report, signal: stop.signal }), {
      code,
      out: "",
      err: "Stopped.\n",
    });
  }
});

Deno.test("main() draws progress on a terminal only, and takes it away", async () => {
  const report = (_: string, { onProgress }: ReportOptions) => {
    onProgress?.({ stage: "Reading people", share: 0.5 });
    onProgress?.({ stage: "Counting", share: null });
    return Promise.resolve(outcome);
  };
  const { err } = await run(["report"], { report, progress: true });
  assert.equal(err, "\r\x1b[2KReading people 50 %\r\x1b[2KCounting …\r\x1b[2K");
  assert.equal((await run(["report", "--quiet"], { report, progress: true })).err, "");
  assert.equal((await run(["report"], { report })).err, "");
});
