import { fixture } from "./_fixture_for_tests.ts";
import type { ReportModel } from "./model.ts";

/** A name that ends scripts, styles, attributes and comments, climbs folders and turns text around. */
export const hostileName =
  `</script></style>--><script>alert("1")</script><b onclick='x'>"'&../../\u202e\u200f\u0000\u2066${
    "W".repeat(10_000)
  }`;

/** The words that mean something to the program: they stay as they are. */
const fixed = new Set([
  "hidden",
  "exclusive",
  "segment",
  "none",
  "unknown",
  "rate",
  "median",
  "total",
  "funnel",
]);
const keep = new Set([
  "kind",
  "version",
  "id",
  "group",
  "main",
  "type",
  "mode",
  "verdict",
  "date",
  "section",
  "segment",
]);
const keepAlso = new Set([
  "within",
  "timeZone",
  "better",
  "table",
  "sha256",
  "deno",
  "duckdb",
  "instant",
  "dates",
  "measure",
]);

/** The fixture with every free word replaced by {@linkcode hostileName}. */
export const hostileModel: ReportModel = spoil(fixture, "");

function spoil<T>(value: T, key: string): T {
  if (typeof value === "string") {
    return (keep.has(key) || keepAlso.has(key) || fixed.has(value) ? value : hostileName) as T;
  }
  if (Array.isArray(value)) return value.map((one) => spoil(one, key)) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spoil(inner, key)])) as T;
}
