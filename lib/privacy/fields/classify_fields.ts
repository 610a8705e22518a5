import { fieldClasses, type FieldClassWord, type Workspace } from "../../workspace/mod.ts";
import type { Letter } from "../identifiers/categories.ts";
import { guess } from "./_guess.ts";
import { known } from "./_known.ts";
import type { ClassifiedField } from "./result.ts";

/**
 * Says of every field of a workspace what it may tell about a person: one of the 18 Safe Harbor identifiers, a
 * quasi-identifier, something sensitive, or nothing. `classes` of the source in `workspace.yaml` decides; then what
 * Trellis knows of its own fields; then a guess from the name and some of the values, with its reasons. A source that
 * has `classes` must list all of its own fields: one that is not there (a new column of next month's export, say) is
 * unclassified. So is a field whose values are free text or differ in most rows, until somebody decides.
 *
 * @returns In the order of the tables and their fields. Reasons never hold a value.
 *
 * @example
 * ```ts
 * import { openWorkspace } from "../../intake/mod.ts";
 * import { classifyFields } from "./classify_fields.ts";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/people.csv`, "person,age,work_email\na,41,jo@example.org\n");
 * await Deno.writeTextFile(
 *   `${folder}/workspace.yaml`,
 *   "name: One\ntimeZone: UTC\nasOf: 2026-10-31\nsources: { people: { file: people.csv } }",
 * );
 * const workspace = await openWorkspace(folder);
 * const fields = await classifyFields(workspace);
 * const email = fields.find(({ field }) => field === "work_email");
 * if (email?.identifier !== "F" || email.by !== "guess") throw new Error();
 * await workspace.close();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function classifyFields(workspace: Workspace): Promise<ClassifiedField[]> {
  const { config, engine, tables, quality } = workspace;
  const classified: ClassifiedField[] = [];
  for (const [table, { fields }] of tables) {
    const decided = config.sources[table]?.classes;
    for (const field of fields) {
      const at = { table, field: field.name };
      const ours = Object.hasOwn(known[table], field.name) ? known[table][field.name]! : null;
      if (decided && Object.hasOwn(decided, field.name)) {
        classified.push({
          ...at,
          ...classOf(decided[field.name]!),
          by: "workspace.yaml",
          reasons: ["decided"],
        });
      } else if (ours !== null) {
        classified.push({ ...at, ...classOf(ours), by: "trellis", reasons: ["a field Trellis knows"] });
      } else {
        const own = quality.fields.find((one) => one.table === table && one.field === field.name);
        const { word, reasons } = await guess(engine, table, field, own);
        const listed = decided === undefined
          ? reasons
          : [`sources.${table}.classes does not list it`, ...reasons.map((reason) => `guess: ${reason}`)];
        classified.push({
          ...at,
          ...classOf(decided === undefined ? word : null),
          by: "guess",
          reasons: listed,
        });
      }
    }
  }
  return classified;
}

function classOf(word: FieldClassWord | null): Pick<ClassifiedField, "class" | "identifier" | "word"> {
  if (word === null) return { class: "unclassified", identifier: null, word };
  if (word === "quasi") return { class: "quasi-identifier", identifier: null, word };
  if (word === "sensitive" || word === "free") return { class: word, identifier: null, word };
  return { class: "identifier", identifier: fieldClasses[word].charAt(0) as Letter, word };
}
