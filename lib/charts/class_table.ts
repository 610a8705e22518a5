import type { ClassifiedField } from "../privacy/mod.ts";
import type { FlatTable } from "./flat_table.ts";

/**
 * What each field of a workspace may tell about a person, for a person to read.
 *
 * @example
 * ```ts
 * import { classTable } from "./class_table.ts";
 * const { rows } = classTable([{
 *   table: "people", field: "email", class: "identifier", identifier: "F", word: "email", by: "trellis",
 *   reasons: ["a field Trellis knows"],
 * }]);
 * if (rows[0]?.[1] !== "identifier F (email)") throw new Error();
 * ```
 */
export function classTable(fields: readonly ClassifiedField[]): FlatTable {
  const column = (label: string) => ({ label, align: "left" as const });
  return {
    caption: "What each field may tell about a person",
    columns: [column("Field"), column("Class"), column("Who says so"), column("Why")],
    rows: fields.map((one) => [
      `${one.table}.${one.field}`,
      one.identifier === null ? one.class : `${one.class} ${one.identifier} (${one.word})`,
      one.by === "trellis" ? "Trellis" : one.by,
      one.reasons.join("; "),
    ]),
  };
}
