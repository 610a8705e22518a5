import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

const blockBytes = 1 << 20;

/**
 * The bytes of a file in blocks, unpacked where it is packed with gzip (also several packed files one after
 * another, as some exports are). Every block is new: it may be kept.
 *
 * @param onRead Given each block as it stands in the file, before it is unpacked.
 * @throws {Error} It is packed, and broken or cut short.
 */
export async function* fileBytes(
  path: string,
  packed: boolean,
  onRead: (block: Uint8Array) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const blocks = readBlocks(path, onRead);
  if (!packed) {
    yield* blocks;
    return;
  }
  const source = Readable.from(blocks);
  const unpacked = createGunzip({ chunkSize: blockBytes });
  source.on("error", (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  try {
    yield* unpacked;
  } finally {
    unpacked.destroy();
    source.destroy();
    await blocks.return(undefined);
  }
}

async function* readBlocks(
  path: string,
  onRead: (block: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void> {
  using file = await Deno.open(path);
  for (;;) {
    const block = new Uint8Array(blockBytes);
    const read = await file.read(block);
    if (read === null) return;
    const part = block.subarray(0, read);
    onRead(part);
    yield part;
  }
}
