import { strict as assert } from "node:assert";
import { execute, jupyter, type Notebook } from "./_jupyter_for_tests.ts";
import { cellsOf } from "./cells_of.ts";

const notebooks = new URL("../../notebooks/", import.meta.url);
const names = [...Deno.readDirSync(notebooks)].map(({ name }) => name).filter((name) =>
  name.endsWith(".ipynb")
);
const largest = 200_000;

for (const name of names.sort()) {
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
      const text = await execute(name, notebooks);
      assert.ok(text.length < largest, `${name} is ${text.length} bytes with its outputs`);
      const { cells } = JSON.parse(text) as Notebook;
      const code = cells.filter((cell) => cell.cell_type === "code");
      assert.equal(code.length, cellsOf(text).length);
      for (const { outputs = [] } of code) {
        for (const { output_type } of outputs) assert.notEqual(output_type, "error");
      }
      const shown = code.flatMap(({ outputs = [] }) => outputs.flatMap(({ data }) => data ? [data] : []));
      assert.ok(shown.some((data) => String(data["text/html"]).includes("<table>")));
      if (name !== "00_start.ipynb") return;
      assert.ok(shown.some((data) => /<table>.*Internal: real counts/s.test(String(data["text/html"]))));
      assert.ok(shown.some((data) => String(data["text/html"]).includes("<svg")));
      assert.ok(shown.some((data) => "application/vnd.plotly.v1+json" in data));
    },
  });
}
