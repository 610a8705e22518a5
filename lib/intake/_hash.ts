import { createHash } from "node:crypto";

const blockBytes = 1 << 20;

/** SHA-256 of a file, read in blocks, as lower-case hex. */
export async function fileHash(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  using file = await Deno.open(path);
  const block = new Uint8Array(blockBytes);
  for (;;) {
    signal?.throwIfAborted();
    const read = await file.read(block);
    if (read === null) return hash.digest("hex");
    hash.update(block.subarray(0, read));
  }
}
