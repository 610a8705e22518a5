const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const stored = 0;
const deflated = 8;

/**
 * Takes one file out of a ZIP archive.
 *
 * @param suffix What the name of the file ends with.
 * @throws {Error} The archive has no such file, or keeps it in a way not known here.
 */
export async function unzip(archive: string, suffix: string): Promise<Uint8Array> {
  const bytes = await Deno.readFile(archive);
  const view = new DataView(bytes.buffer);
  let end = bytes.length - 22;
  while (view.getUint32(end, true) !== endSignature) end--;
  let at = view.getUint32(end + 16, true);
  while (view.getUint32(at, true) === entrySignature) {
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (name.endsWith(suffix) && !name.includes("__MACOSX")) {
      const method = view.getUint16(at + 10, true);
      const size = view.getUint32(at + 20, true);
      const local = view.getUint32(at + 42, true);
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const packed = bytes.slice(start, start + size);
      if (method === stored) return packed;
      if (method !== deflated) throw new Error(`${name} is packed by method ${method}`);
      const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  throw new Error(`${archive} holds no file that ends with ${suffix}`);
}
