/**
 * Type-checks the code cells of every notebook, which neither Jupyter nor `deno check` does: the cells of one
 * notebook become one file beside it, which is checked and taken away again. Part of `deno task test`.
 */
import { fileURLToPath } from "node:url";
import { cellsOf } from "./cells_of.ts";

const notebooks = new URL("../../notebooks/", import.meta.url);
const copies: URL[] = [];
try {
  for await (const { name } of Deno.readDir(notebooks)) {
    if (!name.endsWith(".ipynb")) continue;
    const copy = new URL(name.replace(/\.ipynb$/, ".nbcheck.ts"), notebooks);
    const cells = cellsOf(await Deno.readTextFile(new URL(name, notebooks)));
    copies.push(copy);
    await Deno.writeTextFile(copy, `${cells.join("\n;\n")}\nexport {};\n`);
  }
  if (copies.length > 0) {
    const args = ["check", "--quiet", ...copies.map((copy) => fileURLToPath(copy))];
    const { success, stderr } = await new Deno.Command("deno", { args }).output();
    if (!success) throw new Error(`Notebook cells do not type-check:\n${new TextDecoder().decode(stderr)}`);
  }
} finally {
  for (const copy of copies) await Deno.remove(copy);
}
