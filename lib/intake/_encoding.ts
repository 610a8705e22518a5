import type { SourceConfig } from "../workspace/mod.ts";

/** An encoding a file can be in, as `TextDecoder` names it. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** The beginning of a text file. */
export interface Head {
  readonly text: string;
  readonly encoding: Encoding;
  /** Whether the file is gzip-packed. */
  readonly packed: boolean;
  /** Whether `text` is all of it. */
  readonly whole: boolean;
}

const headBytes = 1 << 18;

/**
 * Reads the beginning of a text file and finds out how it is packed and encoded: by its byte-order mark, else
 * UTF-8 if it is valid, else cp1252.
 *
 * @throws {TypeError} It is packed, and broken.
 */
export async function readHead(path: string, wanted: SourceConfig["encoding"]): Promise<Head> {
  const { bytes, packed, whole } = await firstBytes(path);
  const encoding = detect(bytes, wanted);
  const text = new TextDecoder(encoding).decode(bytes);
  return { text: whole ? text : text.replace(/\uFFFD$/, ""), encoding, packed, whole };
}

async function firstBytes(path: string): Promise<{ bytes: Uint8Array; packed: boolean; whole: boolean }> {
  const packed = await isPacked(path);
  const file = await Deno.open(path);
  const stream: ReadableStream<Uint8Array> = packed
    ? file.readable.pipeThrough(new DecompressionStream("gzip"))
    : file.readable;
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  let whole = false;
  while (size < headBytes) {
    const { done, value } = await reader.read();
    if (done) {
      whole = true;
      break;
    }
    parts.push(value);
    size += value.length;
  }
  await reader.cancel();
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, packed, whole };
}

/** Whether a file begins with gzip's two magic bytes, whatever its name says. */
export async function isPacked(path: string): Promise<boolean> {
  using file = await Deno.open(path);
  const two = new Uint8Array(2);
  await file.read(two);
  return two[0] === 0x1f && two[1] === 0x8b;
}

function detect(bytes: Uint8Array, wanted: SourceConfig["encoding"]): Encoding {
  if (wanted === "cp1252") return "windows-1252";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (wanted === "utf-8") return "utf-8";
  // Latin letters in UTF-16 without a mark: every other byte is zero.
  if (wanted === "utf-16" || bytes.length >= 4) {
    if (bytes[0] === 0 && bytes[2] === 0 && bytes[1] !== 0) return "utf-16be";
    if (wanted === "utf-16" || (bytes[1] === 0 && bytes[3] === 0 && bytes[0] !== 0)) return "utf-16le";
  }
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/**
 * Writes a text file again as the engine wants it: UTF-8, unpacked, lines ended by one line feed, no NUL
 * characters.
 */
export async function rewrite(
  from: { readonly path: string; readonly encoding: Encoding; readonly packed: boolean },
  to: string,
  signal?: AbortSignal,
): Promise<void> {
  const file = await Deno.open(from.path);
  const bytes: ReadableStream<Uint8Array> = from.packed
    ? file.readable.pipeThrough(new DecompressionStream("gzip"))
    : file.readable;
  const decoder = new TextDecoder(from.encoding);
  let held = "";
  const clean = (text: string) => text.replaceAll("\0", "").replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  const texts = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, out) {
      const text = held + decoder.decode(chunk, { stream: true });
      held = text.endsWith("\r") ? "\r" : "";
      out.enqueue(new TextEncoder().encode(clean(held ? text.slice(0, -1) : text)));
    },
    flush(out) {
      out.enqueue(new TextEncoder().encode(clean(held + decoder.decode())));
    },
  });
  const target = await Deno.open(to, { write: true, createNew: true });
  await bytes.pipeThrough(texts).pipeTo(target.writable, signal ? { signal } : {});
}
