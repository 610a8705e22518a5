const skipped = /^(\.git|node_modules|cov|\.trellis|\.ipynb_checkpoints|reports\/out)$/;
const binary = /\.(png|wasm|gz|parquet|zip|ico)$/;

/** Every text file of the project by its path from the root, as a clone would hold them. */
export async function readTree(root: URL, under = ""): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const entries = await Array.fromAsync(Deno.readDir(new URL(under, root)));
  for (const { name, isDirectory, isFile } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
    const path = under + name;
    if (skipped.test(path) || skipped.test(name) || name.includes(".tmp-")) continue;
    if (isDirectory) { for (const [file, text] of await readTree(root, `${path}/`)) files.set(file, text); }
    else if (isFile && !binary.test(name)) files.set(path, await Deno.readTextFile(new URL(path, root)));
  }
  return files;
}

/** Whether a file is a program. AssemblyScript kernels are not: they import nothing. */
export function isScript(path: string): boolean {
  return /\.tsx?$/.test(path) && !path.endsWith(".as.ts");
}

/** A program without its comments. Good enough for our own, formatted code; not a parser. */
export function withoutComments(text: string): string {
  return text.replace(/^\s*\/\*[^]*?\*\/\s*$/gm, "").replace(/(^|\s)\/\/ .*$/gm, "$1");
}
