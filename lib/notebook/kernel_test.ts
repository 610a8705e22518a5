/** What a kernel learns by importing `trellis/notebook`, in a notebook some folders down. */
import { strict as assert } from "node:assert";
import { execute, jupyter, type Notebook, type Output } from "./_jupyter_for_tests.ts";
import { jupyter as kernelOf } from "./kernel.ts";
import { display } from "./mime_bundle.ts";

const cells = [
  `import { openWorkspace } from "trellis"; import { progress } from "trellis/notebook"; import { frame } from "trellis/notebook";`,
  `const reach = { kind: "reach", channels: ["email"], warnings: [],
     groups: [{ group: "a", name: "Evaluating", people: 100, any: 60, byChannel: [60] }] };
   await Promise.resolve(reach);`,
  `[reach, reach];`,
  `({ kind: "all", rules: [1] });`,
  `await progress("Counting", ({ onProgress }) => { onProgress(0.5); return Promise.resolve("counted"); });`,
  `await openWorkspace("nowhere");`,
  `await frame({ rows: 20001, columns: new Map([["a", new Float64Array(20001)]]), nulls: new Map() });`,
  `const shape = { a: null }; shape.a.b;`,
];

const notebook = {
  cells: cells.map((source, i) => ({
    cell_type: "code",
    id: `c${i}`,
    execution_count: null,
    metadata: {},
    outputs: [],
    source,
  })),
  metadata: { kernelspec: { display_name: "Deno", language: "typescript", name: "deno" } },
  nbformat: 4,
  nbformat_minor: 5,
};

Deno.test({
  name: "a kernel shows results, progress and errors as Trellis means them, from any folder depth",
  ignore: !jupyter,
  fn: async () => {
    const top = new URL(`../../notebooks/kernel.tmp-${crypto.randomUUID()}/`, import.meta.url);
    const folder = new URL("further/down/", top);
    try {
      await Deno.mkdir(folder, { recursive: true });
      await Deno.writeTextFile(new URL("k.ipynb", folder), JSON.stringify(notebook));
      const { cells } = JSON.parse((await execute(["k.ipynb"], folder)).get("k.ipynb")!) as Notebook;
      const outputs = cells.map(({ outputs = [] }) => outputs);
      const shown = (cell: number): Record<string, unknown> => outputs[cell]?.at(-1)?.data ?? {};

      assert.match(String(shown(1)["text/html"]), /<svg.*60 of every 100 people in Evaluating.*<table>/s);
      assert.ok("application/vnd.plotly.v1+json" in shown(1));
      assert.equal(String(shown(2)["text/html"]).match(/<table>/g)?.length, 2);
      assert.match(String(shown(3)["text/plain"]), /kind: "all"/);
      assert.deepEqual(Object.keys(shown(3)), ["text/plain"]);
      assert.match(String(outputs[4]?.[0]?.data?.["text/plain"]), /^Counting, done in \d/);
      assert.equal(outputs[4]?.length, 2, "one line of progress, drawn over, and the outcome");
      assert.match(error(outputs[5]), /^InputError: Cannot open the workspace "nowhere".*$/);
      assert.match(error(outputs[6]), /^RangeError: Cannot make a frame of 20,001 rows.*$/);
      assert.match(error(outputs[7]), /^TypeError: Cannot read properties of null[^]*\n {4}at <anonymous>/);
    } finally {
      await Deno.remove(top, { recursive: true });
    }
  },
});

function error(outputs: readonly Output[] | undefined): string {
  return outputs?.at(-1)?.traceback?.join("\n") ?? "";
}

Deno.test("outside a kernel nothing is taught", () => {
  assert.equal(kernelOf(), null);
  assert.ok(!(display in {}));
});
