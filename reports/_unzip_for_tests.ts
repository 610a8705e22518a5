import { inflateRawSync } from "node:zlib";

/** One file of a ZIP archive, by the end of its name; for archives without ZIP64, as test data are. */
export function unzip(archive: Uint8Array, ending: string): Uint8Array {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  let end = archive.length - 22;
  while (view.getUint32(end, true) !== 0x06054b50) end--;
  let at = view.getUint32(end + 16, true);
  for (let files = view.getUint16(end + 10, true); files > 0; files--) {
    const [size, nameLength, extra, comment] = [at + 20, at + 28, at + 30, at + 32].map((where, i) =>
      i === 0 ? view.getUint32(where, true) : view.getUint16(where, true)
    ) as [number, number, number, number];
    const name = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength));
    if (name.endsWith(ending)) {
      const local = view.getUint32(at + 42, true);
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const bytes = archive.subarray(start, start + size);
      return view.getUint16(at + 10, true) === 0 ? bytes : inflateRawSync(bytes);
    }
    at += 46 + nameLength + extra + comment;
  }
  throw new RangeError(`Cannot unpack "${ending}": the archive has no such file`);
}
