import { join } from "node:path";
import type { SegmentBook } from "../lib/segments/mod.ts";
import { InputError, nearest, readYaml, type Workspace } from "../lib/workspace/mod.ts";
import { type ReportDefinition, reportDefinitionSchema } from "./definition.ts";

/**
 * The definition of a report: the file asked for, else `report.yaml` beside `workspace.yaml`, else all defaults.
 *
 * @throws {InputError} The file asked for is missing, does not fit, or names a journey or measure that does not exist.
 */
export async function readDefinition(
  workspace: Workspace,
  file: string | undefined,
): Promise<ReportDefinition> {
  const text = await read(file ?? join(workspace.folder, "report.yaml"), file);
  const name = file ?? "report.yaml";
  const definition = text === null || text.trim() === ""
    ? reportDefinitionSchema.parse({})
    : readYaml(text, reportDefinitionSchema, name);
  const { journeys, measures } = workspace.config;
  const check = (key: string, id: string | undefined, known: readonly { readonly id: string }[]) => {
    if (id === undefined || known.some((one) => one.id === id)) return;
    const like = nearest(id, known.map((one) => one.id));
    throw new InputError(
      `Cannot use ${name}: ${key} "${id}" is not in workspace.yaml${
        like ? `; did you mean "${like}"?` : "."
      }`,
    );
  };
  check("journey", definition.journey, journeys);
  for (const id of definition.measures ?? []) check("measure", id, measures);
  const chosen = definition.measures
    ? measures.filter(({ id }) => definition.measures!.includes(id))
    : measures;
  check("main measure", definition.main, chosen);
  return definition;
}

/** Sections that a definition may choose from; the others always stand. */
export const chosenSections = [
  "funnel",
  "leaving",
  "timing",
  "credit",
  "returning",
  "measures",
  "reach",
  "each",
] as const;

/**
 * Checks what a definition names of the page and of the segment book.
 *
 * @throws {InputError} It names a section or a segment that does not exist.
 */
export function checkNames(
  { sections = [], deepDives = [] }: ReportDefinition,
  book: SegmentBook,
  file: string,
): void {
  const check = (what: string, name: string, known: readonly string[], place: string) => {
    if (known.includes(name)) return;
    const like = nearest(name, known);
    throw new InputError(
      `Cannot use ${file}: ${what} "${name}" is not ${place}${
        like ? `; did you mean "${like}"?` : ` (there are: ${known.join(", ")}).`
      }`,
    );
  };
  for (const name of sections) check("section", name, chosenSections, "one a report can choose");
  const ids = book.segments.map(({ id }) => id);
  for (const name of deepDives) check("segment", name, ids, "in the segment book");
}

/** The file's text; null when nobody asked for it and there is none. */
async function read(path: string, asked: string | undefined): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) {
      throw new InputError(`Cannot read "${asked ?? "report.yaml"}": ${(error as Error).message}`, {
        cause: error,
      });
    }
    if (asked === undefined) return null;
    throw new InputError(`Cannot read "${asked}": there is no such file.`, { cause: error });
  }
}
