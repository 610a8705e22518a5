import defer * as width from "string-width";
import { plain } from "./plain.ts";

/** A column of a {@linkcode textTable}. */
export interface TextColumn {
  readonly label: string;
  /** Numbers stand to the right. Default: left. */
  readonly align?: "left" | "right";
}

const widest = 60;
/** The last column pushes nothing aside: sentences stand there. */
const widestLast = 240;
const gap = "  ";
let graphemes: Intl.Segmenter | undefined;

/**
 * Rows as aligned lines for a terminal, header first. Wide and combining characters keep their place; cells
 * longer than 60 columns (240 in the last one) are cut with "…"; control characters are written out.
 *
 * @param head Styles the header line. Default: as it is.
 *
 * @example
 * ```ts
 * import { textTable } from "./text_table.ts";
 * const text = textTable([{ label: "name" }, { label: "n", align: "right" }], [["診療", "12"], ["é", "3"]]);
 * if (text !== "name   n\n診療  12\né      3\n") throw new Error(text);
 * ```
 */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  head: (line: string) => string = (line) => line,
): string {
  const { default: stringWidth } = width;
  const cells = [columns.map((column) => column.label), ...rows].map((row) =>
    columns.map((_, i) => fit(plain(row[i] ?? ""), i === columns.length - 1 ? widestLast : widest))
  );
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => stringWidth(row[i]!))));
  const lines = cells.map((row) =>
    row.map((cell, i) => {
      const space = " ".repeat(widths[i]! - stringWidth(cell));
      return columns[i]!.align === "right" ? space + cell : cell + space;
    }).join(gap).trimEnd()
  );
  return [head(lines[0]!), ...lines.slice(1), ""].join("\n");
}

function fit(cell: string, widest: number): string {
  const { default: stringWidth } = width;
  if (stringWidth(cell) <= widest) return cell;
  let out = "";
  let columns = 0;
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  for (const { segment } of graphemes.segment(cell)) {
    columns += stringWidth(segment);
    if (columns >= widest) break;
    out += segment;
  }
  return `${out}…`;
}
