import type { FlatTable } from "../charts/mod.ts";
import { count } from "../words/mod.ts";
import { escape } from "./escape.ts";

/** What stands around a table. */
export interface TableOptions {
  /** Most rows to show; the caption says how many there are. */
  readonly most: number;
  /** A word of warning in the caption; empty for none. */
  readonly note: string;
}

/** A table as HTML that needs no style sheet: caption, headers with scope, numbers to the right, all text escaped. */
export function htmlTable(table: FlatTable, options: TableOptions): string {
  const style = table.columns.map(({ align }) => ` style="text-align:${align}"`);
  const head = table.columns.map(({ label }, i) => `<th scope="col"${style[i]}>${escape(label)}</th>`);
  const rows = table.rows.slice(0, options.most).map((cells) => {
    const [first, ...rest] = cells.map(escape);
    return `<tr><th scope="row" style="text-align:left">${first}</th>${
      rest.map((cell, i) => `<td${style[i + 1]}>${cell}</td>`).join("")
    }</tr>`;
  });
  return `<table><caption style="text-align:left">${escape(captionOf(table, options))}</caption>` +
    `<thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

/** The caption with what a reader must know: "People by step (first 20 of 64 rows). Internal: …". */
export function captionOf({ caption, rows }: FlatTable, { most, note }: TableOptions): string {
  const part = rows.length > most ? ` (first ${count(most)} of ${count(rows.length)} rows)` : "";
  return `${caption}${part}.${note === "" ? "" : ` ${note}`}`;
}
