import { readTable } from "../../intake/mod.ts";
import { isStrings } from "../../engine/mod.ts";
import { categories, type Category, findIdentifiers, revealsHealth } from "../identifiers/mod.ts";
import { filesUnder, type FoundFile } from "./_files.ts";
import { mask } from "./_mask.ts";
import { NotText, readText } from "./_read_text.ts";
import { type Hit, TextScanner } from "./_scan_text.ts";
import type { KnownPeople } from "./known_people.ts";
import type { ScanFinding, ScanResult } from "./result.ts";

/** What to look for, and how much to list. */
export interface ScanOptions {
  /** The people of a workspace, to find by name and key. Default: nobody in particular. */
  readonly people?: KnownPeople;
  /** Findings of one category to list a file; more are counted only. Default 1000. */
  readonly most?: number;
  /** Stops the scan. */
  readonly signal?: AbortSignal;
}

const pictures = /\.(png|jpe?g|gif|webp|bmp|tiff?|heic|dcm)$/i;
const tables = /\.(csv|tsv|tab)(\.gz)?$/i;

/**
 * Looks for what identifies people in a file or in everything under a folder: text of any kind (CSV, JSON, HTML,
 * notebooks with their outputs and metadata, logs; also gzipped; UTF-8, UTF-16, Windows-1252) and Parquet. By shape,
 * check digit and the word before (see {@linkcode findIdentifiers}), by the header of a table, by the names and keys
 * of a workspace's own people; and health conditions in addresses and in names of files, folders, events and audiences.
 * Findings hold the shape of a value, never the value. A scan that finds nothing proves nothing: names of strangers in
 * free text, for one, look like other words.
 *
 * @throws {InputError} There is no such file or folder.
 *
 * @example
 * ```ts
 * import { scan } from "./scan.ts";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/notes.txt`, "first line\nCall 309-555-0109 about MRN 1234567\n");
 * const { findings } = await scan(folder);
 * const said = findings.map(({ line, category, excerpt }) => `${line} ${category} ${excerpt}`);
 * if (said.join() !== "2 phone ###-###-####,2 mrn #######") throw new Error(said.join());
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function scan(path: string, options: ScanOptions = {}): Promise<ScanResult> {
  const { people = null, most = 1000, signal } = options;
  const skipped: { file: string; reason: string }[] = [];
  const files = await filesUnder(path, (file, reason) => skipped.push({ file, reason }));
  const findings: ScanFinding[] = [];
  const counts: { file: string; category: Category; found: number }[] = [];
  const read = { files: 0, bytes: 0 };
  const folders = new Set<string>();
  for (const file of files) {
    signal?.throwIfAborted();
    const found = new Map<Category, number>();
    const add = ({ line, category, value, column, written }: Hit) => {
      const count = (found.get(category) ?? 0) + 1;
      found.set(category, count);
      if (count > most) return;
      const { letter: identifier } = categories[category];
      findings.push({ file: file.name, line, category, identifier, excerpt: mask(value), column, written });
    };
    for (const hit of inPath(file.name, folders)) add(hit);
    const reason = await scanFile(file, people, add, signal);
    if (reason === null) {
      read.files++;
      read.bytes += file.bytes;
    } else skipped.push({ file: file.name, reason });
    for (const [category, n] of found) counts.push({ file: file.name, category, found: n });
  }
  const warnings = counts.some(({ found }) => found > most)
    ? [`Of one category, at most ${most} findings a file are listed; counts has all.`]
    : [];
  return { kind: "scan", findings, counts, read, skipped, warnings };
}

/** What the names of a file and its folders say, as line 0; of a folder only with its first file. */
function* inPath(name: string, folders: Set<string>): Generator<Hit> {
  const parts = name.replace(/\.\w+(\.gz)?$/, "").split(/[\\/]/);
  for (const [i, part] of parts.entries()) {
    const path = parts.slice(0, i + 1).join("/");
    if (i < parts.length - 1 && folders.has(path)) continue;
    folders.add(path);
    const hit = { line: 0, value: part, column: null, written: "plain" } as const;
    if (revealsHealth(part)) yield { ...hit, category: "health" };
    for (const { category, from, to } of findIdentifiers(part)) {
      yield { ...hit, category, value: part.slice(from, to) };
    }
  }
}

/** Looks into one file; why it could not, or null. */
async function scanFile(
  file: FoundFile,
  people: KnownPeople | null,
  add: (hit: Hit) => void,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  if (pictures.test(file.name)) return "a picture: look at it yourself";
  try {
    if (/\.parquet$/i.test(file.name)) await scanParquet(file, people, add, signal);
    else {
      const scanner = new TextScanner(tables.test(file.name), people);
      for await (const block of readText(file.path)) {
        signal?.throwIfAborted();
        scanner.scan(block).forEach(add);
      }
    }
    return null;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof NotText) return "not text";
    if (error instanceof Deno.errors.PermissionDenied) return "permission denied";
    return file.name.endsWith(".gz") ? "not a gzip file, or cut off" : "cannot be read";
  }
}

/** A Parquet file: each different value of a column once, at the first row it stands in. */
async function scanParquet(
  file: FoundFile,
  people: KnownPeople | null,
  add: (hit: Hit) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { table } = await readTable(file.path, { asText: true, ...(signal && { signal }) });
  for (const [name, column] of table.columns) {
    if (!isStrings(column)) continue;
    const first = new Map<number, number>();
    column.codes.forEach((code, row) => first.has(code) || first.set(code, row));
    for (const [code, row] of first) {
      const value = column.dictionary[code]!.replaceAll(/[\r\n]/g, " ");
      const scanner = new TextScanner(true, people);
      const cell = `"${value.replaceAll('"', '""')}"`;
      for (const hit of scanner.scan({ text: `${name}\n${cell}`, line: row })) {
        if (hit.line > row) add({ ...hit, column: name });
      }
    }
  }
}
