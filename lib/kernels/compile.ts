import asc from "assemblyscript/asc";

const flags = ["-O3", "--converge", "--noAssert", "--runtime", "stub", "--enable", "simd"];

/**
 * Compiles one AssemblyScript kernel to WebAssembly.
 *
 * @param source The program.
 * @param name File name to show in messages.
 * @returns The module's bytes; the same source gives the same bytes.
 * @throws {Error} The compiler's message.
 */
export async function compileKernel(source: string, name: string): Promise<Uint8Array> {
  let module: Uint8Array | undefined;
  const { error, stderr } = await asc.main(["kernel.ts", "-o", "kernel.wasm", ...flags], {
    readFile: (path: string) => path === "kernel.ts" ? source : null,
    writeFile: (path: string, bytes: unknown) => {
      if (path === "kernel.wasm") module = bytes as Uint8Array;
    },
    listFiles: () => [],
  });
  if (error || !module) throw new Error(`Cannot compile ${name}: ${stderr.toString() || error?.message}`);
  return module;
}
