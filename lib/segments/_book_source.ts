import { createHash } from "node:crypto";
import defer * as yaml from "yaml";
import { InputError } from "../workspace/mod.ts";
import type { RuleProblem } from "./_bind.ts";
import type { SegmentBook } from "./book.ts";

/** The text a book was read from. */
interface BookSource {
  readonly file: string;
  readonly text: string;
}

const sources = new WeakMap<SegmentBook, BookSource>();
const mostProblems = 10;

/** Remembers the text a book was read from, for its hash and for line numbers. */
export function rememberSource(book: SegmentBook, source: BookSource): void {
  sources.set(book, source);
}

/** SHA-256 of the text a book was read from; a book made in code is hashed as JSON. */
export function bookHash(book: SegmentBook): string {
  return createHash("sha256").update(sources.get(book)?.text ?? JSON.stringify(book)).digest("hex");
}

/** One error for all that is wrong with a book, each with its line where the text is known. */
export function bookError(book: SegmentBook, problems: readonly RuleProblem[]): InputError {
  const source = sources.get(book);
  if (!source) return rulesError(`the segment book "${book.name}"`, problems);
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(source.text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (path: readonly unknown[]): number => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true) as { range?: [number, number, number] } | null;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const located = problems.map((problem) => ({ ...problem, line: lineOf(problem.path) }))
    .sort((a, b) => a.line - b.line)
    .map(({ line, path, message }) => `${source.file}:${line}: ${path.join(".")}: ${message}`);
  return new InputError(`Cannot use ${source.file}:\n${listed(located)}`);
}

/** One error for all that is wrong with rules that stand in no book. */
export function rulesError(label: string, problems: readonly RuleProblem[]): InputError {
  return new InputError(
    `Cannot use ${label}:\n${listed(problems.map(({ path, message }) => `${path.join(".")}: ${message}`))}`,
  );
}

function listed(messages: readonly string[]): string {
  const distinct = [...new Set(messages)];
  if (distinct.length > mostProblems) distinct.splice(mostProblems, Infinity, "… and more");
  return distinct.map((message) => `  ${message}`).join("\n");
}
