import { type CategoricalItem, categoricalItem } from "./categorical_item.ts";

const folder = new URL("../../../shared/data/segments/", import.meta.url);

/** A table of texts; quotes only stand around whole values, without commas inside. */
export interface TestTable {
  readonly names: readonly string[];
  /** Column `name` as texts, missing as null. */
  column(name: string): (string | null)[];
  /** Columns as items, by name. */
  items(names: readonly string[]): CategoricalItem[];
  /** Columns as numbers, missing as NaN. */
  numbers(names: readonly string[]): number[][];
}

/** Reads a file of the test data. */
export async function readSegments(file: string): Promise<TestTable> {
  const text = await Deno.readTextFile(new URL(file, folder));
  const lines = text.trim().split("\n").map((line) =>
    line.split(",").map((value) => value.trim().replace(/^"(.*)"$/, "$1"))
  );
  const names = lines[0]!;
  const column = (name: string) => {
    const j = names.indexOf(name);
    if (j < 0) throw new Error(`${file} has no column ${name}`);
    return lines.slice(1).map((line) => line[j] === "" ? null : line[j]!);
  };
  return {
    names,
    column,
    items: (wanted) => wanted.map((name) => categoricalItem(name, column(name))),
    numbers: (wanted) =>
      wanted.map((name) => column(name).map((value) => value === null ? NaN : Number(value))),
  };
}
