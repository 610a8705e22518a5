import { strict as assert } from "node:assert";
import { fileURLToPath } from "node:url";

/** A notebook file. */
export interface Notebook {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly execution_count?: number | null;
    readonly outputs?: readonly Output[];
    /** When the cell ran, by event. */
    readonly metadata?: { readonly execution?: Readonly<Record<string, string>> };
  }[];
}

/** What a cell put out. */
export interface Output {
  readonly output_type: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly traceback?: readonly string[];
}

/** Whether there is a Jupyter to run notebooks with. */
export const jupyter: boolean = await hasJupyter();
if (!jupyter && Deno.env.get("CI")) {
  throw new Error("CI is set, but there is no jupyter nbconvert to run notebooks");
}

/**
 * On a busy machine Deno's kernel (2.9.6) says that it is idle before it sends a result, and nbconvert asks for the next
 * cell: so here nbconvert waits a second more for the result of a cell that has none yet.
 */
const patience = `
from queue import Empty
from nbclient.client import NotebookClient

poll = NotebookClient._async_poll_output_msg

async def poll_with_patience(self, parent, cell, index):
    await poll(self, parent, cell, index)
    while not any(one.output_type in ("execute_result", "error") for one in cell.outputs):
        try:
            message = await self.kc.iopub_channel.get_msg(timeout=1)
        except Empty:
            return
        if message["parent_header"].get("msg_id") == parent:
            self.process_message(message, cell, index)

NotebookClient._async_poll_output_msg = poll_with_patience
`;

/**
 * Runs notebooks, each in a kernel of its own, with one Jupyter that knows no other, and returns what they became by
 * their names. A cell that fails is an output, and the next ones run all the same.
 */
export async function execute(names: readonly string[], folder: URL): Promise<Map<string, string>> {
  const home = await Deno.makeTempDir();
  try {
    const kernel = {
      argv: ["deno", "jupyter", "--kernel", "--conn", "{connection_file}"],
      display_name: "Deno",
      language: "typescript",
    };
    await Deno.mkdir(`${home}/kernels/deno`, { recursive: true });
    await Deno.writeTextFile(`${home}/kernels/deno/kernel.json`, JSON.stringify(kernel));
    await Deno.mkdir(`${home}/config`);
    await Deno.writeTextFile(`${home}/config/jupyter_nbconvert_config.py`, patience);
    const { success, stderr } = await new Deno.Command("jupyter", {
      args: ["nbconvert", "--to", "notebook", "--execute", "--allow-errors", "--output-dir", home, ...names],
      cwd: fileURLToPath(folder),
      env: {
        JUPYTER_DATA_DIR: home,
        JUPYTER_RUNTIME_DIR: `${home}/runtime`,
        JUPYTER_CONFIG_DIR: `${home}/config`,
        IPYTHONDIR: `${home}/ipython`,
        NO_COLOR: "1",
      },
    }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    const texts = names.map(async (name) => [name, await Deno.readTextFile(`${home}/${name}`)] as const);
    return new Map(await Promise.all(texts));
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

/** A notebook that has run, as an HTML page of one of nbconvert's templates. */
export async function asPage(text: string, template: string): Promise<string> {
  const out = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${out}/page.ipynb`, text);
    const { success, stderr } = await new Deno.Command("jupyter", {
      args: ["nbconvert", "--to", "html", "--template", template, "page.ipynb"],
      cwd: out,
    }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    return await Deno.readTextFile(`${out}/page.html`);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

async function hasJupyter(): Promise<boolean> {
  try {
    // Names the subcommands without loading any: several seconds less than asking nbconvert for its version.
    const { stdout } = await new Deno.Command("jupyter", { args: ["--help"] }).output();
    return /\bnbconvert\b/.test(new TextDecoder().decode(stdout));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotCapable) return false;
    throw error;
  }
}
