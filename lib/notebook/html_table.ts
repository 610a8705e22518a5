import type { FlatTable } from "../charts/mod.ts";
import { count, hidden } from "../words/mod.ts";
import { escape } from "./escape.ts";

/** What stands around a table. */
export interface TableOptions {
  /** Most rows to show; the caption says how many there are. */
  readonly most: number;
  /** A word of warning in the caption; empty for none. */
  readonly note: string;
}

/**
 * A table as HTML that needs no style sheet: caption, headers with scope, numbers to the right, all text escaped,
 * hidden numbers marked.
 */
export function htmlTable(table: FlatTable, options: TableOptions): string {
  const style = table.columns.map(({ align }) =>
    `text-align:${align};vertical-align:top;${align === "right" ? "font-variant-numeric:tabular-nums;" : ""}`
  );
  const head = table.columns.map(({ label }, i) =>
    `<th scope="col" style="${style[i]}">${escape(label)}</th>`
  );
  const rows = table.rows.slice(0, options.most).map((cells) => {
    const [first = "", ...rest] = cells;
    return `<tr><th scope="row" style="text-align:left;vertical-align:top;${unbroken(first)}">${
      cellOf(first)
    }</th>${
      rest.map((cell, i) => `<td style="${style[i + 1]}${unbroken(cell)}">${cellOf(cell)}</td>`).join("")
    }</tr>`;
  });
  return `<div style="overflow-x:auto"><table><caption style="text-align:left;caption-side:top;min-width:min(38em,80vw)">${
    escape(captionOf(table, options))
  }</caption><thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

/** Short texts stay on one line; long ones may break. */
function unbroken(text: string): string {
  return text.length <= 28 ? "white-space:nowrap;" : "";
}

const hatch = "background:repeating-linear-gradient(45deg,#8886 0 1px,transparent 1px 4px);padding:0 .4em";

function cellOf(text: string): string {
  return text === hidden
    ? `<span style="${hatch}" title="too few people to be shown">${hidden}</span>`
    : escape(text);
}

/** A sentence under a picture. */
export function paragraph(text: string): string {
  return `<p style="max-width:46em;margin:.5em 0">${escape(text)}</p>`;
}

/** What to beware of, in sight whatever the theme. */
export function warningsOf(warnings: readonly string[]): string {
  const lines = warnings.map((warning) => `<div>${escape(warning)}</div>`).join("");
  return `<div role="note" style="max-width:46em;border-left:3px solid #b23a16;padding:.1em 0 .1em .7em;margin:.5em 0">` +
    `<strong>Beware</strong>${lines}</div>`;
}

/** The caption with what a reader must know: "People by step (first 10 of 64 rows). Internal: …". */
export function captionOf({ caption, rows }: FlatTable, { most, note }: TableOptions): string {
  const part = rows.length > most ? ` (first ${count(most)} of ${count(rows.length)} rows)` : "";
  return `${caption.replace(/\.$/, "")}${part}.${note === "" ? "" : ` ${note}`}`;
}

/** Text whose lines and indents matter. */
export function lines(text: string): string {
  return `<pre style="white-space:pre-wrap">${escape(text)}</pre>`;
}
