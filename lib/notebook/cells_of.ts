interface Cell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
}

/**
 * The code cells of a notebook file, in order, each as one text.
 *
 * @example
 * ```ts
 * import { cellsOf } from "./cells_of.ts";
 * const file = { cells: [{ cell_type: "markdown", source: "Hello" }, { cell_type: "code", source: ["1 +\n", " 1"] }] };
 * const cells = cellsOf(JSON.stringify(file));
 * if (cells.join() !== "1 +\n 1") throw new Error(cells.join());
 * ```
 */
export function cellsOf(notebook: string): readonly string[] {
  const { cells } = JSON.parse(notebook) as { readonly cells: readonly Cell[] };
  return cells.filter((cell) => cell.cell_type === "code").map(({ source }) =>
    typeof source === "string" ? source : source.join("")
  );
}
