/**
 * Checks the code cells of every notebook: their format cell by cell, and their types, the cells of one notebook
 * as one file. Neither Jupyter nor `deno check` looks at types in a notebook, and `deno fmt --check` (2.9.6) calls
 * every notebook unformatted whose cells do not end in an empty line. Part of `deno task test`.
 */
import { fileURLToPath } from "node:url";
import { cellsOf } from "./cells_of.ts";

const notebooks = new URL("../../notebooks/", import.meta.url);
const copies: string[] = [];

async function copy(name: string, text: string): Promise<string> {
  const path = fileURLToPath(new URL(name, notebooks));
  copies.push(path);
  await Deno.writeTextFile(path, text);
  return path;
}

async function deno(args: readonly string[], complaint: string): Promise<void> {
  const { success, stderr } = await new Deno.Command("deno", { args: [...args] }).output();
  if (!success) throw new Error(`${complaint}:\n${new TextDecoder().decode(stderr)}`);
}

try {
  const whole: string[] = [];
  const single: string[] = [];
  for await (const { name } of Deno.readDir(notebooks)) {
    if (!name.endsWith(".ipynb")) continue;
    const cells = cellsOf(await Deno.readTextFile(new URL(name, notebooks)));
    const stem = name.replace(/\.ipynb$/, "");
    whole.push(await copy(`${stem}.nbcheck.ts`, `${cells.join("\n;\n")}\nexport {};\n`));
    for (const [i, cell] of cells.entries()) {
      single.push(await copy(`${stem}.cell${i + 1}.nbcheck.ts`, `${cell}\n`));
    }
  }
  if (whole.length > 0) {
    await deno(["fmt", "--check", ...single], "Notebook cells are not formatted");
    const config = fileURLToPath(new URL("deno.json", notebooks));
    await deno(["check", "--quiet", "--config", config, ...whole], "Notebook cells do not type-check");
  }
} finally {
  for (const path of copies) await Deno.remove(path);
}
