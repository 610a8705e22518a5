import { type Category, findIdentifiers, revealsHealth } from "../identifiers/mod.ts";
import { cellsOf, type CellState, delimiterOf, eachCell, unquoted } from "./_cells.ts";
import { columnKinds, isNameColumn } from "./_column_category.ts";
import { findPeople } from "./_find_people.ts";
import { joined } from "./_joined.ts";
import { plainText } from "./_plain.ts";
import { newlines, type TextBlock } from "./_read_text.ts";
import type { KnownPeople } from "./known_people.ts";

/** Something found in one file. */
export interface Hit {
  readonly line: number;
  readonly category: Category;
  readonly value: string;
  readonly column: string | null;
  readonly written: "plain" | "encoded";
}

interface Span {
  readonly category: Category;
  readonly from: number;
  readonly to: number;
  readonly column: string | null;
  readonly written: "plain" | "encoded";
  /** As it reads, where it does not stand there so. */
  readonly value?: string;
}

const address = /https?:\/\/[^\s/"'<>\\]+(\/[^\s"'<>\\]*)/g;
const named =
  /"(?:event|event_?name|audience(?:_?name)?|segment_?name|list_?name|content_?name|page_?title|utm_\w+)"\s*:\s*"([^"\n]{1,200})"/gi;

/** More words are a sentence, not a name. */
const mostWords = 6;

/** Signs between a word and its value: "MRN:</b> 1234567". */
const label = 2;

/** Adds what markup splits and escapes hide: only what lies across such a place, and was not found as it stands. */
function addJoined(text: string, spans: Span[]): void {
  const before = Map.groupBy(spans, ({ category }) => category);
  for (const part of joined(text)) {
    let seam = 0;
    for (const { category, from, to } of findIdentifiers(part.text)) {
      while (seam < part.seams.length && part.seams[seam]! < from - label) seam++;
      if (category === "url" || !(part.seams[seam]! < to)) continue;
      const [start, end] = [part.at(from), part.at(to - 1) + 1];
      if (before.get(category)?.some((one) => one.from < end && one.to > start)) continue;
      spans.push({
        category,
        from: start,
        to: end,
        column: null,
        written: "encoded",
        value: part.text.slice(from, to),
      });
    }
  }
}

/** Looks through one file block by block. A table's header says what its columns hold. */
export class TextScanner {
  readonly #people: KnownPeople | null;
  readonly #table: boolean;
  readonly #state: CellState = { column: 0, quoted: false };
  readonly #told = new Set<string>();
  #header: readonly string[] | null = null;
  #delimiter = ",";

  constructor(table: boolean, people: KnownPeople | null) {
    this.#table = table;
    this.#people = people;
  }

  /** What a block of the file holds, in order. */
  scan(block: TextBlock): Hit[] {
    const text = plainText(block.text);
    const spans: Span[] = findIdentifiers(text).map((one) => ({ ...one, column: null }));
    const add = (category: Category, from: number, to: number, column: string | null = null) =>
      spans.push({ category, from, to, column, written: "plain" });
    if (this.#people) findPeople(text, this.#people, add);
    this.#names(text, add);
    if (this.#table) this.#cells(text, spans, add);
    addJoined(block.text, spans);
    spans.sort((a, b) => a.from - b.from || b.to - a.to);
    const hits: Hit[] = [];
    let line = block.line;
    let at = 0;
    for (const { from, to, category, column, written, value } of spans) {
      line += newlines(text, at, from);
      at = from;
      hits.push({ line, category, value: value ?? block.text.slice(from, to), column, written });
    }
    return hits;
  }

  /** Conditions in addresses and in names of events and audiences: each name once a file. */
  #names(text: string, add: (category: Category, from: number, to: number) => void): void {
    const once = (value: string, from: number) => {
      if (this.#told.has(value) || value.split(" ").length > mostWords || !revealsHealth(value)) return;
      this.#told.add(value);
      add("health", from, from + value.length);
    };
    if (text.includes("://")) {
      for (const match of text.matchAll(address)) {
        once(match[1]!, match.index + match[0].length - match[1]!.length);
      }
    }
    if (text.includes('":')) {
      for (const match of text.matchAll(named)) {
        once(match[1]!, match.index + match[0].length - match[1]!.length - 1);
      }
    }
  }

  #cells(
    text: string,
    spans: readonly Span[],
    add: (category: Category, from: number, to: number, column: string) => void,
  ): void {
    let from = 0;
    if (this.#header === null) {
      const end = text.indexOf("\n");
      const first = (end === -1 ? text : text.slice(0, end)).replace(/^\ufeff/, "").replace(/\r$/, "");
      this.#delimiter = delimiterOf(first);
      this.#header = cellsOf(first, this.#delimiter);
      from = end === -1 ? text.length : end + 1;
    }
    const header = this.#header;
    const kinds = columnKinds(header);
    const travel = header.map(isNameColumn);
    if (kinds.every((kind) => kind === null) && !travel.includes(true)) return;
    const found = spans.filter(({ written }) => written === "plain").sort((a, b) => a.from - b.from);
    let next = 0;
    eachCell(text.slice(from), this.#delimiter, this.#state, (column, start, end) => {
      const name = header[column];
      if (name === undefined || !(kinds[column] || travel[column])) return;
      const [a, b] = [start + from, end + from];
      const value = unquoted(text.slice(a, b));
      if (travel[column] && !this.#told.has(value) && revealsHealth(value)) {
        this.#told.add(value);
        add("health", a, b, name);
      }
      const kind = kinds[column];
      if (!kind || value === "" || !kind.counts(value)) return;
      while (next < found.length && found[next]!.to <= a) next++;
      if (next < found.length && found[next]!.from < b && found[next]!.category === kind.category) return;
      add(kind.category, a, b, name);
    });
  }
}
