import type { YAMLSeq } from "yaml";
import defer * as yaml from "yaml";
import { InputError } from "../workspace/mod.ts";
import { editBook } from "./_edit_book.ts";
import { readBook } from "./read_book.ts";
import type { Rule } from "./rule.ts";

/** A segment to put into a book. */
export interface NewSegment {
  /** Stable, never reused. A segment of the book with this id gets the new rule and keeps everything else. */
  readonly id: string;
  /** What reports call it. */
  readonly name: string;
  /** What it is for, in one sentence. */
  readonly objective?: string;
  /** Whom it holds. */
  readonly when: Rule;
}

/** How segments are put into a book. */
export interface AddSegmentsOptions {
  /** What this version changes, and why: the book's new change note. */
  readonly change: string;
  /**
   * `last` (default): after the book's own, so that in an exclusive book they divide who is left. `first`: before them.
   */
  readonly place?: "first" | "last";
}

/**
 * Puts segments into the text of a segment book: its version rises by one, its change note is replaced, and everything
 * else (comments, order, keys) stays as it is written.
 *
 * @param text YAML of a book.
 * @param file How to name the file in messages.
 * @returns The new text, which {@linkcode readBook} has read.
 * @throws {InputError} The text is no book, or the outcome would not be one.
 *
 * @example
 * ```ts
 * import { addSegments } from "./add_segments.ts";
 * const book = `name: Leads
 * version: 1 # rises
 * keeper: K. Eeper
 * change: first
 * audience: everybody
 * segments:
 *   - { id: young, name: Young, when: { field: age, atMost: 30 } }
 * `;
 * const added = addSegments(book, "segments.yaml", [
 *   { id: "old", name: "Old", when: { field: "age", atLeast: 31 } },
 * ], { change: "old added" });
 * if (!added.includes("version: 2 # rises") || !added.includes("id: old")) throw new Error(added);
 * ```
 */
export function addSegments(
  text: string,
  file: string,
  segments: readonly NewSegment[],
  { change, place = "last" }: AddSegmentsOptions,
): string {
  const book = readBook(text, file);
  const twice = segments.find(({ id }, i) => segments.findIndex((other) => other.id === id) < i);
  if (twice) throw new InputError(`Cannot add to ${file}: two new segments have the id "${twice.id}"`);
  const document = yaml.parseDocument(text);
  document.set("version", book.version + 1);
  document.set("change", change);
  const list = document.get("segments") as YAMLSeq;
  if (!yaml.isSeq(list)) {
    throw new InputError(`Cannot add to ${file}: its segments are not written as a list`);
  }
  const added: unknown[] = [];
  for (const segment of segments) {
    const own = list.items.find((item) => yaml.isMap(item) && item.get("id") === segment.id);
    if (yaml.isMap(own)) own.set("when", document.createNode(segment.when));
    else added.push(document.createNode({ ...segment }));
  }
  if (place === "first") list.items.unshift(...added);
  else list.items.push(...added);
  const written = document.toString({ lineWidth: 110 });
  const meant = JSON.stringify(readBook(written, file));
  // Better is the text as it stands with the changes put in, where that says the same.
  const edited = editBook(text, yaml.parseDocument(text), {
    version: book.version + 1,
    change,
    segments,
    place,
  });
  return edited !== null && says(edited, file) === meant ? edited : written;
}

function says(text: string, file: string): string | null {
  try {
    return JSON.stringify(readBook(text, file));
  } catch {
    return null;
  }
}
