import type { Category, Letter } from "../identifiers/mod.ts";

/** Something found in a file. */
export interface ScanFinding {
  /** Path from the scanned folder; the file's own name where one file was scanned. */
  readonly file: string;
  /** Line, or row of a table, from 1; 0 for the file's own name. */
  readonly line: number;
  /** What it is. */
  readonly category: Category;
  /** Which of the 18 identifiers, A to R; null for `health`. */
  readonly identifier: Letter | null;
  /** The shape of what was found, never the value: letters are x, digits #. */
  readonly excerpt: string;
  /** The column or field it stands in, where there is one. */
  readonly column: string | null;
  /** As itself, or percent-encoded, as character references, or in Base64. */
  readonly written: "plain" | "encoded";
}

/** What a scan of files found. */
export interface ScanResult {
  /** Tells results apart. */
  readonly kind: "scan";
  /** What was found, in order of files and lines; of one category at most so many a file as asked for. */
  readonly findings: readonly ScanFinding[];
  /** How much was found in all, by file and category, beyond those listed too. */
  readonly counts: readonly { readonly file: string; readonly category: Category; readonly found: number }[];
  /** Files that were read, and their bytes on the disk. */
  readonly read: { readonly files: number; readonly bytes: number };
  /** Files that could not be looked into, and why. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** What to beware of. */
  readonly warnings: readonly string[];
}
