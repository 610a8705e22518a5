import asc from "assemblyscript/asc";

const flags = ["-O3", "--converge", "--noAssert", "--runtime", "stub", "--enable", "simd"];
const shared = [
  "--importMemory",
  "--sharedMemory",
  "--initialMemory",
  "1",
  "--maximumMemory",
  "65536",
  "--enable",
  "threads",
];

/**
 * Compiles one AssemblyScript kernel to WebAssembly.
 *
 * @param source The program.
 * @param name File name to show in messages.
 * @param part Reads a further file that the program names in a line "// With: _name.as.ts", to stand behind it.
 * @returns The module's bytes; the same source gives the same bytes.
 * @throws {Error} The compiler's message.
 */
export async function compileKernel(
  source: string,
  name: string,
  part: (name: string) => string = () => "",
): Promise<Uint8Array> {
  // A kernel says in its first lines which memory it works on: its own, or the shared memory of a matrix.
  const ownMemory = source.includes("\n// Memory: its own.\n");
  const parts = source.matchAll(/^\/\/ With: (_\w+\.as\.ts)$/gm).map(([, file]) => part(file!));
  const whole = [source, ...parts].join("\n");
  let module: Uint8Array | undefined;
  const { error, stderr } = await asc.main([
    "kernel.ts",
    "-o",
    "kernel.wasm",
    ...flags,
    ...(ownMemory ? [] : shared),
  ], {
    readFile: (path: string) => path === "kernel.ts" ? whole : null,
    writeFile: (path: string, bytes: unknown) => {
      if (path === "kernel.wasm") module = bytes as Uint8Array;
    },
    listFiles: () => [],
  });
  if (error || !module) throw new Error(`Cannot compile ${name}: ${stderr.toString() || error?.message}`);
  return module;
}
