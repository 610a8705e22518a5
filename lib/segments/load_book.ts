import { join } from "node:path";
import { InputError, type Workspace } from "../workspace/mod.ts";
import { unknown } from "./_fields.ts";
import { bindBook } from "./_program.ts";
import type { SegmentBook } from "./book.ts";
import { readBook } from "./read_book.ts";

/**
 * Reads the segment book of a workspace (`segments` in workspace.yaml, beside it) and checks every name in it
 * against the workspace's tables and measures.
 *
 * @throws {InputError} The file is missing, does not fit, or names what the workspace does not have.
 */
export async function loadBook(workspace: Workspace): Promise<SegmentBook> {
  const file = workspace.config.segments;
  let text: string;
  try {
    text = await Deno.readTextFile(join(workspace.folder, file));
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound
      ? "there is no such file beside workspace.yaml. Write one, or name it under segments in workspace.yaml."
      : (error as Error).message;
    throw new InputError(`Cannot read ${file}: ${reason}`, { cause: error });
  }
  const book = readBook(text, file);
  const measures = workspace.config.measures.map((measure) => measure.id);
  const unknownMeasures = book.segments.flatMap((segment, i) =>
    segment.measures.flatMap((measure, j) =>
      measures.includes(measure)
        ? []
        : [{ path: ["segments", i, "measures", j], message: unknown("measure", measure, measures) }]
    )
  );
  bindBook(workspace, book, unknownMeasures);
  return book;
}
