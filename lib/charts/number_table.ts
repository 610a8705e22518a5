import type { FlatTable } from "./flat_table.ts";

/** A table whose first column holds row headings and whose others hold numbers. */
export function numberTable(
  { caption, columns, rows }: {
    readonly caption: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
  },
): FlatTable {
  return {
    caption,
    columns: columns.map((label, i) => ({ label, align: i === 0 ? "left" : "right" })),
    rows,
  };
}
