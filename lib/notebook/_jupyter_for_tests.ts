import { strict as assert } from "node:assert";
import { fileURLToPath } from "node:url";

/** A notebook file. */
export interface Notebook {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly execution_count?: number | null;
    readonly outputs?: readonly Output[];
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

/** Runs a notebook in a kernel of its own, with a Jupyter that knows no other, and returns what it became. */
export async function execute(name: string, folder: URL, flags: readonly string[] = []): Promise<string> {
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
      args: ["nbconvert", "--to", "notebook", "--execute", ...flags, "--output-dir", home, name],
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
    return await Deno.readTextFile(`${home}/${name}`);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

/** Runs a notebook and returns it as an HTML page of one of nbconvert's templates. */
export async function asPage(
  name: string,
  folder: URL,
  template: string,
  parts: readonly string[],
): Promise<string> {
  const out = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${out}/${name}`, await executeOnce(name, folder, parts));
    const { success, stderr } = await new Deno.Command("jupyter", {
      args: ["nbconvert", "--to", "html", "--template", template, "--output", "page", name],
      cwd: out,
    }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    return await Deno.readTextFile(`${out}/page.html`);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

const ran = new Map<string, string>();

/**
 * As {@linkcode execute}, and the same again for who asks next. On a busy machine Deno's kernel (2.9.6) may say that it
 * is idle before it sends a result, which nbconvert then misses: so the notebook runs again, up to six times in all,
 * while its outputs lack a part.
 */
export async function executeOnce(name: string, folder: URL, parts: readonly string[]): Promise<string> {
  const key = new URL(name, folder).href;
  for (let run = 1;; run++) {
    const text = ran.get(key) ?? await execute(name, folder);
    ran.set(key, text);
    const outputs = JSON.stringify((JSON.parse(text) as Notebook).cells.map((cell) => cell.outputs));
    if (run === 6 || parts.every((part) => outputs.includes(part))) return text;
    ran.delete(key);
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
