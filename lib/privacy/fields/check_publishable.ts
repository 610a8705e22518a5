import { InputError } from "../../workspace/mod.ts";
import type { ClassifiedField } from "./result.ts";

/** Places and days are in rules as bounds; what a report says of them are counts, which pass the gate. */
const inRules: ReadonlySet<string> = new Set(["B", "C"]);

/**
 * Refuses to publish fields that nobody has classified, and fields that identify people. A field is published when a
 * rule of the book, a measure or a journey reads its values: the report then says so in words, and counts people by
 * it. Asking only whether a value is missing publishes nothing. Places and days (identifiers B and C) may stand in
 * rules, for what leaves are counts.
 *
 * @param fields As from {@linkcode classifyFields}.
 * @param used What is published, as `table.field`.
 * @throws {InputError} One sentence a field: why, and what to write in `workspace.yaml`.
 *
 * @example
 * ```ts
 * import { checkPublishable } from "./check_publishable.ts";
 * const email = {
 *   table: "people", field: "email", class: "identifier", identifier: "F", word: "email", by: "trellis", reasons: [],
 * } as const;
 * checkPublishable([email], new Set(["people.age"]));
 * try {
 *   checkPublishable([email], new Set(["people.email"]));
 *   throw new RangeError();
 * } catch (error) {
 *   if (!(error instanceof Error && /identifier F/.test(error.message))) throw error;
 * }
 * ```
 */
export function checkPublishable(fields: readonly ClassifiedField[], used: ReadonlySet<string>): void {
  const refused = fields.filter(({ table, field }) => used.has(`${table}.${field}`)).flatMap((one) => {
    const name = `${one.table}.${one.field}`;
    const place = `sources.${one.table}.classes.${one.field} in workspace.yaml`;
    if (one.class === "unclassified") {
      return [
        `Cannot publish ${name}: nobody has said what it may tell about a person (${
          one.reasons.join("; ")
        }). ` +
        `Write its class under ${place}: quasi, sensitive, free, or the identifier it is.`,
      ];
    }
    if (one.class === "identifier" && !inRules.has(one.identifier!)) {
      return [
        `Cannot publish ${name}: it is identifier ${one.identifier} of Safe Harbor ` +
        `(${one.word}; ${one.reasons.join("; ")}). A rule may ask whether it is missing, not what it is. ` +
        `If it identifies nobody, say so under ${place}.`,
      ];
    }
    return [];
  });
  if (refused.length > 0) throw new InputError(refused.join("\n"));
}
