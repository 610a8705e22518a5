/**
 * `deno task kernels`: compiles every `*.as.ts` of this folder to the `.wasm` beside it, but for parts of others, whose
 * names begin with "_". The results are committed, and a test compiles them again and compares.
 */
import { compileKernel } from "./compile.ts";

const folder = new URL("./", import.meta.url);
for await (const { name } of Deno.readDir(folder)) {
  if (!name.endsWith(".as.ts") || name.startsWith("_")) continue;
  const part = (file: string) => Deno.readTextFileSync(new URL(file, folder));
  const module = await compileKernel(await Deno.readTextFile(new URL(name, folder)), name, part);
  await Deno.writeFile(new URL(name.replace(/\.as\.ts$/, ".wasm"), folder), module);
}
