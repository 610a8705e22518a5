import { strict as assert } from "node:assert";
import { cellsOf } from "./cells_of.ts";

const notebooks = new URL("../../notebooks/", import.meta.url);
const names = [...Deno.readDirSync(notebooks)].map(({ name }) => name).filter((name) =>
  name.endsWith(".ipynb")
);
const largest = 200_000;

const jupyter = await hasJupyter();
if (!jupyter && Deno.env.get("CI")) {
  throw new Error("CI is set, but there is no jupyter nbconvert to run notebooks");
}

interface Notebook {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly execution_count?: number | null;
    readonly outputs?: readonly {
      readonly output_type: string;
      readonly data?: Readonly<Record<string, unknown>>;
    }[];
  }[];
}

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
      const text = await execute(name);
      assert.ok(text.length < largest, `${name} is ${text.length} bytes with its outputs`);
      const { cells } = JSON.parse(text) as Notebook;
      const code = cells.filter((cell) => cell.cell_type === "code");
      assert.equal(code.length, cellsOf(text).length);
      for (const { outputs = [] } of code) {
        for (const { output_type } of outputs) assert.notEqual(output_type, "error");
      }
      const shown = code.flatMap(({ outputs = [] }) => outputs.flatMap(({ data }) => data ? [data] : []));
      assert.ok(shown.some((data) => /<table>.*Internal: real counts/s.test(String(data["text/html"]))));
      assert.ok(shown.some((data) => String(data["text/html"]).includes("<svg")));
      assert.ok(shown.some((data) => "application/vnd.plotly.v1+json" in data));
    },
  });
}

/** Runs a notebook in a kernel of its own, with a Jupyter that knows no other, and returns what it became. */
async function execute(name: string): Promise<string> {
  const home = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${home}/kernels/deno`, { recursive: true });
    const kernel = {
      argv: ["deno", "jupyter", "--kernel", "--conn", "{connection_file}"],
      display_name: "Deno",
      language: "typescript",
    };
    await Deno.writeTextFile(`${home}/kernels/deno/kernel.json`, JSON.stringify(kernel));
    const { success, stderr } = await new Deno.Command("jupyter", {
      args: ["nbconvert", "--to", "notebook", "--execute", "--output-dir", home, name],
      cwd: notebooks,
      env: {
        JUPYTER_DATA_DIR: home,
        JUPYTER_RUNTIME_DIR: `${home}/runtime`,
        JUPYTER_CONFIG_DIR: `${home}/config`,
        IPYTHONDIR: `${home}/ipython`,
        NO_COLOR: "1",
      },
    }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    return await Deno.readTextFile(`${home}/${name}`);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

async function hasJupyter(): Promise<boolean> {
  try {
    const { success } = await new Deno.Command("jupyter", { args: ["nbconvert", "--version"] }).output();
    return success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotCapable) return false;
    throw error;
  }
}
