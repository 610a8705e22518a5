import type { SourceConfig } from "../workspace/mod.ts";
import { fileBytes } from "./_bytes.ts";

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
  /** Whether it begins with a byte-order mark (which is not in `text`). */
  readonly marked: boolean;
}

const headBytes = 1 << 18;

/**
 * Reads the beginning of a text file and finds out how it is packed and encoded: by its byte-order mark, else
 * UTF-8 if it is valid, else cp1252.
 *
 * @throws {Error} It is packed, and broken.
 */
export async function readHead(path: string, wanted: SourceConfig["encoding"]): Promise<Head> {
  const { bytes, packed, whole } = await firstBytes(path);
  const encoding = detect(bytes, wanted);
  const text = new TextDecoder(encoding).decode(bytes);
  const marked = [0xef, 0xfe, 0xff].includes(bytes[0] ?? 0) && new TextDecoder(encoding, { ignoreBOM: true })
    .decode(bytes.subarray(0, 4)).startsWith("\ufeff");
  return { text: whole ? text : text.replace(/\uFFFD$/, ""), encoding, packed, whole, marked };
}

async function firstBytes(path: string): Promise<{ bytes: Uint8Array; packed: boolean; whole: boolean }> {
  const packed = await isPacked(path);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of fileBytes(path, packed)) {
    parts.push(part);
    size += part.length;
    if (size >= headBytes) break;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return size > headBytes
    ? { bytes: bytes.subarray(0, headBytes), packed, whole: false }
    : { bytes, packed, whole: size < headBytes };
}

/** Whether a file begins with gzip's two magic bytes, whatever its name says. */
async function isPacked(path: string): Promise<boolean> {
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
 *
 * @param to The copy; it is written from the beginning.
 * @param options `strict`: stop at bytes that are not in the encoding, instead of putting a mark in their place.
 * @returns Whether the copy is whole; false only when `strict`.
 */
export async function rewrite(
  from: { readonly path: string; readonly encoding: Encoding; readonly packed: boolean },
  to: string,
  { strict = false, signal }: { readonly strict?: boolean; readonly signal?: AbortSignal | undefined } = {},
): Promise<boolean> {
  const decoder = new TextDecoder(from.encoding, { fatal: strict });
  const encoder = new TextEncoder();
  const clean = (text: string) => text.replaceAll("\0", "").replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  using target = await Deno.open(to, { write: true, create: true, truncate: true });
  const write = async (text: string) => {
    const bytes = encoder.encode(clean(text));
    for (let at = 0; at < bytes.length;) at += await target.write(bytes.subarray(at));
  };
  const decode = (block?: Uint8Array): string | null => {
    try {
      return block ? decoder.decode(block, { stream: true }) : decoder.decode();
    } catch {
      return null;
    }
  };
  let held = "";
  for await (const block of fileBytes(from.path, from.packed)) {
    signal?.throwIfAborted();
    const decoded = decode(block);
    if (decoded === null) return false;
    const text = held + decoded;
    // A carriage return at the end may be half of a line end.
    held = text.endsWith("\r") ? "\r" : "";
    await write(held ? text.slice(0, -1) : text);
  }
  const last = decode();
  if (last === null) return false;
  await write(held + last);
  return true;
}
