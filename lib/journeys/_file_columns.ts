import { type Columns, type Engine, id, join, type RunOptions, sql, texts } from "../engine/mod.ts";
import { parseFile } from "./_parsed_file.ts";
import { propertyText } from "./_property_text.ts";

/** Columns of a file as text, row by row in the order of the file. */
export interface TextColumns {
  readonly rows: number;
  /** Text of a column; null where it is missing. */
  readonly text: (asked: string) => (string | null)[];
  /** Text of a column as it stands: "none" may be a name. Null where a cell is empty. */
  readonly names: (asked: string) => (string | null)[];
  /** What people call row `i`: the header of a text file is row 1. */
  readonly rowNumber: (i: number) => number;
  readonly warnings: string[];
}

const missing = /^(|na|n\/a|nan|null|none|not available|\.)$/i;
let readings = 0;

/**
 * Reads columns of a file as text: what a table of a few numbers and names needs. Empty cells and usual spellings of
 * a missing value are null; doubles lose a needless ".0".
 *
 * @throws {InputError} The file cannot be read, or a column is missing.
 */
export async function readColumns(
  engine: Engine,
  file: string,
  wanted: readonly string[],
  options: { readonly delimiter?: string | undefined; readonly signal?: AbortSignal | undefined },
): Promise<TextColumns> {
  const run: RunOptions = options.signal ? { signal: options.signal } : {};
  const asked = [...new Set(wanted)];
  const source = await parseFile(engine, file, {
    wanted: asked,
    table: `trellis_journeys_columns_${readings++}`,
    delimiter: options.delimiter,
    select: (of) =>
      join(
        asked.map((name, j) =>
          sql`trim(${propertyText(of.id(name), /^(DOUBLE|FLOAT)$/.test(of.type(name)))}) as ${id(`c${j}`)}`
        ),
      ),
  }, run);
  try {
    const data: Columns = await engine.columns(sql`select * from ${source.relation}`, run);
    if (source.rejected > 0) {
      source.warnings.push(
        `${source.rejected.toLocaleString("en-US")} rows do not fit the header; they were left out.`,
      );
    }
    const names = (name: string) => texts(data, `c${asked.indexOf(name)}`);
    return {
      rows: data.rows,
      names,
      text: (name) => names(name).map((one) => one === null || missing.test(one) ? null : one),
      rowNumber: (i) => source.parsed ? i + 2 : i + 1,
      warnings: source.warnings,
    };
  } finally {
    await source.drop();
  }
}

/** Text as a finite number; NaN when it is none. */
export function toNumber(text: string | null): number {
  const value = text === null || text.trim() === "" ? NaN : Number(text);
  return Number.isFinite(value) ? value : NaN;
}
