import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import source from "plotly.js-basic-dist-min/plotly-basic.min.js" with { type: "text" };

/** The chart library, packed for a page. */
export interface PackedLibrary {
  /** gzip, then base64: the same bytes on every machine. */
  readonly packed: string;
  /** Hash of the unpacked source for a content security policy. */
  readonly hash: string;
}

let packed: PackedLibrary | null = null;

/** Packs plotly.js (basic: bar, pie, scatter) once a process. */
export function packedPlotly(): PackedLibrary {
  packed ??= { packed: gzipSync(source, { level: 9 }).toString("base64"), hash: scriptHash(source) };
  return packed;
}

/** The hash by which a content security policy knows an inline script. */
export function scriptHash(script: string): string {
  return `sha256-${createHash("sha256").update(script).digest("base64")}`;
}
