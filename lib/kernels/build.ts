/**
 * `deno task kernels`: compiles every `*.as.ts` of this folder to the `.wasm` beside it. The results are committed,
 * and a test compiles them again and compares.
 */
import { compileKernel } from "./compile.ts";

const folder = new URL("./", import.meta.url);
for await (const { name } of Deno.readDir(folder)) {
  if (!name.endsWith(".as.ts")) continue;
  const module = await compileKernel(await Deno.readTextFile(new URL(name, folder)), name);
  await Deno.writeFile(new URL(name.replace(/\.as\.ts$/, ".wasm"), folder), module);
}
