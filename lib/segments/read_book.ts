import { InputError, readYaml } from "../workspace/mod.ts";
import type { RuleProblem } from "./_bind.ts";
import { bookError, rememberSource } from "./_book_source.ts";
import { unknown } from "./_fields.ts";
import { dependencyOrder, references } from "./_order.ts";
import { bookSchema, type SegmentBook } from "./book.ts";

/**
 * Reads a segment book from YAML text: its shape, and the segments its rules refer to. Field and event names are
 * checked against a workspace by {@linkcode loadBook} (and by everything that uses the book).
 *
 * @param file How to name the file in messages.
 * @throws {InputError} Not YAML, a wrong key or value, a reference to no segment, or segments that refer to each
 * other in a circle; all mistakes of one kind are listed, with their lines.
 *
 * @example
 * ```ts
 * import { readBook } from "./read_book.ts";
 * const book = readBook(`
 * name: Leads
 * version: 1
 * keeper: Marketing analytics
 * change: first version
 * audience: everybody we may write to
 * segments:
 *   - { id: young, name: Young, when: { field: age, atMost: 39 } }
 *   - { id: rest, name: Older, when: { not: { segment: young } } }
 * `, "segments.yaml");
 * if (book.mode !== "exclusive" || book.segments.length !== 2) throw new Error();
 * ```
 */
export function readBook(text: string, file: string): SegmentBook {
  const book = parse(text, file);
  rememberSource(book, { file, text });
  const problems: RuleProblem[] = [];
  dependencyOrder(book.segments, problems);
  const ids = book.segments.map((segment) => segment.id);
  for (const { id, path } of book.who ? references(book.who, ["who"]) : []) {
    if (!ids.includes(id)) problems.push({ path, message: unknown("segment", id, ids) });
  }
  if (problems.length > 0) throw bookError(book, problems);
  return book;
}

function parse(text: string, file: string): SegmentBook {
  try {
    return readYaml(text, bookSchema, file);
  } catch (error) {
    // The YAML reader reports running out of stack as a mistake in the text; zod throws it.
    if (!String(error).includes("Maximum call stack")) throw error;
    throw new InputError(`Cannot read ${file}: it is nested too deeply. Use references to segments instead.`);
  }
}
