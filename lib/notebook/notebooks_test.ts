import { strict as assert } from "node:assert";
import { asPage, execute, jupyter, type Notebook } from "./_jupyter_for_tests.ts";
import { cellsOf } from "./cells_of.ts";

const notebooks = new URL("../../notebooks/", import.meta.url);
const names = [...Deno.readDirSync(notebooks)].map(({ name }) => name).filter((name) =>
  name.endsWith(".ipynb")
).sort();
const largest = 200_000;
const parameters = "Parameters of this run";
const started = [parameters, "Learning basics is the largest segment", "<svg", "<table>"];

let all: Promise<ReadonlyMap<string, string>> | undefined;
/** Every notebook with its outputs, run for the first who asks. */
const ran = () => all ??= execute(names, notebooks);

Deno.test({
  name: "notebooks are pages that need no script, in the templates of Jupyter and of the classic Notebook",
  ignore: !jupyter,
  fn: async () => {
    for (const template of ["lab", "classic"]) {
      const page = await asPage((await ran()).get("00_start.ipynb")!, template);
      // Everything after the head, as with scripts off.
      const body = page.slice(page.indexOf("<body")).replaceAll(/<script\b.*?<\/script>/gs, "");
      for (const part of started) {
        assert.ok(body.includes(part), `${template}: ${part}`);
      }
    }
  },
});

for (const name of names) {
  Deno.test(`${name} is committed without outputs`, async () => {
    const notebook = JSON.parse(await Deno.readTextFile(new URL(name, notebooks))) as Notebook;
    for (const { cell_type, outputs, execution_count } of notebook.cells) {
      if (cell_type !== "code") continue;
      assert.deepEqual(outputs, []);
      assert.equal(execution_count, null);
    }
  });

  Deno.test({
    name: `${name} runs in Jupyter${jupyter ? "" : " (skipped: jupyter nbconvert is not installed)"}`,
    ignore: !jupyter,
    fn: async () => {
      const text = (await ran()).get(name)!;
      assert.ok(text.length < largest, `${name} is ${text.length} bytes with its outputs`);
      const { cells } = JSON.parse(text) as Notebook;
      const code = cells.filter((cell) => cell.cell_type === "code");
      assert.equal(code.length, cellsOf(text).length);
      for (const { outputs = [] } of code) {
        for (const { output_type, traceback } of outputs) {
          assert.notEqual(output_type, "error", traceback?.join("\n") ?? "");
        }
      }
      const times = code.flatMap(({ metadata }) => Object.values(metadata?.execution ?? {}))
        .map((time) => Date.parse(String(time)));
      assert.ok(times.length >= code.length, "Jupyter did not say when each cell ran");
      const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
      assert.ok(seconds < 60, `${name} takes ${seconds} s`);
      const shown = code.flatMap(({ outputs = [] }) => outputs.flatMap(({ data }) => data ? [data] : []));
      assert.ok(shown.some((data) => String(data["text/html"]).includes("<table>")));
      for (const data of shown) {
        // What any front end can show: VS Code and the classic Notebook take the first kind they know.
        if (Object.keys(data).some((kind) => kind !== "text/plain")) assert.ok("text/plain" in data);
        if ("application/vnd.plotly.v1+json" in data) assert.match(String(data["text/html"]), /<svg/);
        assert.doesNotMatch(String(data["text/html"] ?? ""), /<script|<link|\son\w+=|src=/i);
      }
      if (!name.startsWith("07")) {
        assert.ok(shown.some((data) => String(data["text/html"]).includes(parameters)));
      }
      if (name !== "00_start.ipynb") return;
      assert.ok(shown.some((data) => /<table>.*Internal: real counts/s.test(String(data["text/html"]))));
      assert.ok(shown.some((data) => String(data["text/html"]).includes("<svg")));
      assert.ok(shown.some((data) => "application/vnd.plotly.v1+json" in data));
    },
  });
}
