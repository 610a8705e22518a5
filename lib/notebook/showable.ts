import { type Drawable, isDrawable } from "../charts/mod.ts";
import type { EventLog } from "../journeys/mod.ts";
import type { Release } from "../privacy/mod.ts";
import type { SegmentBook } from "../segments/mod.ts";
import type { QualityResult, Workspace } from "../workspace/mod.ts";

/** What every analysis returns: plain data that says what it is. */
export interface AnyResult {
  /** Which result it is. */
  readonly kind: string;
  /** What a reader has to know, in sentences. */
  readonly warnings?: readonly string[];
  /** What it comes to, in a sentence. */
  readonly verdict?: string;
}

/** One thing that can be shown. */
export type Showable = Drawable | QualityResult | AnyResult | Workspace | SegmentBook | EventLog | Release;

/**
 * Whether a value is one that Trellis made and knows how to show. Other objects keep the look that Deno gives them.
 *
 * @example
 * ```ts
 * import { isShowable } from "./showable.ts";
 * if (!isShowable({ kind: "paths", warnings: [] }) || isShowable({ kind: "all", rules: [] })) throw new Error();
 * ```
 */
export function isShowable(value: unknown): value is Showable {
  return isResult(value) || isWorkspace(value) || isBook(value) || isLog(value) || isRelease(value);
}

/** Kinds of results with neither warnings nor a verdict. */
const bare: readonly string[] = [
  "quality",
  "explain",
  "reidentificationRisk",
  "scan",
  "features",
  "clusterProfile",
];

/** Whether a value is the result of an analysis. */
export function isResult(value: unknown): value is AnyResult | QualityResult {
  if (!has(value, "kind") || typeof value.kind !== "string") return false;
  return has(value, "warnings") && Array.isArray(value.warnings) ||
    has(value, "verdict") && typeof value.verdict === "string" ||
    isDrawable(value) || bare.includes(value.kind);
}

/** Whether a value is an open workspace. */
export function isWorkspace(value: unknown): value is Workspace {
  return has(value, "config") && has(value, "quality") && has(value, "asOf") && has(value, "people");
}

/** Whether a value is a segment book. */
export function isBook(value: unknown): value is SegmentBook {
  return has(value, "segments") && has(value, "keeper") && has(value, "mode");
}

/** Whether a value is an event log. */
export function isLog(value: unknown): value is EventLog {
  return has(value, "starts") && has(value, "names") && has(value, "observedUntil");
}

/** Whether a value is what came out of the gate, results together. */
export function isRelease(value: unknown): value is Release {
  return has(value, "suppressed") && has(value, "note") && has(value, "minimum");
}

function has<Name extends string>(value: unknown, name: Name): value is { readonly [K in Name]: unknown } {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name);
}
