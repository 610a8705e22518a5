import type { ProblemCode, Workspace } from "../../workspace/mod.ts";

/** These leave no decision of a known person unread. */
const harmless: ReadonlySet<ProblemCode> = new Set(
  [
    "orphan-row",
    "future-row",
    "duplicate-key",
    "column-missing",
    "column-unmapped",
    "column-duplicate",
  ] as const,
);
const namedRows = 3;

/**
 * What to say before an export where rows of the consent log could not be read whole: what is not known of a permission
 * makes it none, and a refusal without a moment or channel counts at once and for all, but a row cut short is left out
 * at intake. Empty where all could be read.
 *
 * @example
 * ```ts
 * import { openWorkspace } from "../../intake/mod.ts";
 * import { unreadConsent } from "./unread_consent.ts";
 * const workspace = await openWorkspace("data/riverbend");
 * const warnings = unreadConsent(workspace);
 * await workspace.close();
 * if (warnings.length !== 0) throw new Error(warnings.join());
 * ```
 */
export function unreadConsent({ inputs, quality }: Pick<Workspace, "inputs" | "quality">): string[] {
  const files = new Set(inputs.filter(({ table }) => table === "consent").map(({ file }) => file));
  const problems = quality.problems.filter(({ file, code }) => files.has(file) && !harmless.has(code));
  const count = problems.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return [];
  const rows = problems.flatMap(({ row }) => row === null ? [] : [row]).sort((a, b) => a - b);
  const named = rows.slice(0, namedRows).join(", ");
  const more = count > namedRows ? ` and ${count - Math.min(rows.length, namedRows)} more` : "";
  return [
    `${count === 1 ? "1 row" : `${count} rows`} of the consent log could not be read` +
    `${
      named === "" ? "" : ` (${[...files].join(", ")}, ${count === 1 ? "row" : "rows"} ${named}${more})`
    }: a refusal may be among them. ` +
    "Mend the log before the file is used.",
  ];
}
