/** A piece of a file's text that ends with a line, and the number of its first line. */
export interface TextBlock {
  readonly text: string;
  readonly line: number;
}

const blockSize = 1 << 20;
/** A line longer than this is cut, so that one file without lines does not fill the memory. */
const longestLine = 1 << 23;

/** Why a file was not read. */
export class NotText extends Error {}

/**
 * The text of a file in blocks of whole lines: gzip unpacked, UTF-8, UTF-16 or, where it is neither, Windows-1252.
 *
 * @throws {NotText} It holds something else than text.
 */
export async function* readText(path: string): AsyncGenerator<TextBlock> {
  using file = await Deno.open(path);
  const packed = path.toLowerCase().endsWith(".gz");
  const bytes: ReadableStream<Uint8Array> = packed
    ? file.readable.pipeThrough(new DecompressionStream("gzip") as TransformStream<Uint8Array, Uint8Array>)
    : file.readable;
  let decoder: TextDecoder | null = null;
  let rest = "";
  let line = 1;
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    rest += decoder.decode(chunk, { stream: true });
    if (rest.length < blockSize) continue;
    const end = rest.lastIndexOf("\n") + 1 || (rest.length > longestLine ? rest.length : 0);
    if (end === 0) continue;
    const text = rest.slice(0, end);
    rest = rest.slice(end);
    yield { text, line };
    line += newlines(text, 0, text.length);
  }
  if (rest !== "") yield { text: rest, line };
}

/** How many lines end between two places. */
export function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

function encodingOf(start: Uint8Array): string {
  const head = start.subarray(0, 8192);
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i & 1]!++;
  const half = head.length / 2;
  if (half > 2 && zeros[1]! > half * 0.7 && zeros[0]! < half * 0.1) return "utf-16le";
  if (half > 2 && zeros[0]! > half * 0.7 && zeros[1]! < half * 0.1) return "utf-16be";
  if (zeros[0]! + zeros[1]! > 0) throw new NotText();
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}
