import { strict as assert } from "node:assert";
import { compileKernel } from "./compile.ts";

const folder = new URL("./", import.meta.url);
const part = (file: string) => Deno.readTextFileSync(new URL(file, folder));
for await (const { name } of Deno.readDir(folder)) {
  if (!name.endsWith(".as.ts") || name.startsWith("_")) continue;
  const built = name.replace(/\.as\.ts$/, ".wasm");
  Deno.test(`compileKernel() makes the committed ${built} again`, async () => {
    const source = await Deno.readTextFile(new URL(name, folder));
    assert.deepEqual(await compileKernel(source, name, part), await Deno.readFile(new URL(built, folder)));
  });
}

Deno.test("compileKernel() gives the compiler's message for a broken kernel", async () => {
  await assert.rejects(
    compileKernel("export function f(): i32 { return x; }", "f.as.ts"),
    /f\.as\.ts.*\n?.*Cannot find name 'x'/s,
  );
});
