import type { Engine } from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { byCodePoint } from "./_code_point.ts";
import { readColumns, toNumber } from "./_file_columns.ts";
import { type ChannelPaths, channelPaths, type PathRow } from "./channel_paths.ts";

/** Which columns of a file of aggregated paths mean what. */
export interface PathFileColumns {
  /** The channels of a path, in order. */
  readonly path: string;
  /** Journeys along it that converted. */
  readonly conversions: string;
  /** Journeys along it that did not. Default: not known. */
  readonly nulls?: string;
  /** Value of the conversions together. Default: none. */
  readonly value?: string;
  /** Group of the path's people, for credit by group. Default: none. */
  readonly group?: string;
  /**
   * Between the channels of a path. Default " > "; ">" in a file in which no path holds " > " and some hold ">", which a
   * warning says.
   */
  readonly separator?: string;
  /** Between the columns of CSV. Default: the one that its header has most of. */
  readonly delimiter?: string;
  /** Stops reading. */
  readonly signal?: AbortSignal;
}

/** Paths and the names of their groups. */
export interface PathFile {
  /** One path a row. */
  readonly paths: ChannelPaths;
  /** Names of the codes in `paths.group`, sorted; empty without a group column. */
  readonly groups: readonly string[];
}

/**
 * Reads aggregated paths, such as "search > e-mail" with its conversions: CSV (also .gz), Parquet or NDJSON. An empty
 * path is a conversion without any touch; an empty value or number without conversion is 0.
 *
 * @param engine An engine that may read the file's folder.
 * @throws {InputError} The file cannot be read, a column is missing, or a cell is no number of 0 or more: names the row.
 *
 * @example
 * ```ts
 * import { openDuckDb } from "../engine/mod.ts";
 * import { readPathFile } from "./read_path_file.ts";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/paths.csv`, "path;sales\nsearch > e-mail;2\ne-mail;1\n");
 * const engine = await openDuckDb({ folders: [folder] });
 * const { paths } = await readPathFile(engine, `${folder}/paths.csv`, { path: "path", conversions: "sales" });
 * await engine.close();
 * await Deno.remove(folder, { recursive: true });
 * if (paths.channels.join() !== "search,e-mail" || paths.conversions.join() !== "2,1") throw new Error();
 * ```
 */
export async function readPathFile(
  engine: Engine,
  file: string,
  columns: PathFileColumns,
): Promise<PathFile> {
  const { path, conversions, nulls, value, group } = columns;
  const wanted = [path, conversions, nulls, value, group].filter((name) => name !== undefined);
  const table = await readColumns(engine, file, wanted, columns);
  const written = table.names(path);
  const numbersOf = (column: string | undefined, what: "conversions" | "nulls" | "value") => {
    if (column === undefined) return null;
    return table.text(column).map((text, i) => {
      const number = toNumber(text);
      if (text === null && what !== "conversions") return 0;
      if (Number.isNaN(number) || (number < 0 && what !== "value")) {
        throw new InputError(
          `Cannot read "${file}": row ${table.rowNumber(i)}, column "${column}" is ${
            text === null ? "empty" : Number.isNaN(number) ? "no number" : "below 0"
          }. Write how many as a number of 0 or more.`,
        );
      }
      return number;
    });
  };
  const [converted, ended, worth] = [
    numbersOf(conversions, "conversions")!,
    numbersOf(nulls, "nulls"),
    numbersOf(value, "value"),
  ];
  const { separator, warning } = separatorOf(written, columns.separator);
  const paths = channelPaths(
    written.map((text, i): PathRow => ({
      path: text ?? "",
      conversions: converted[i]!,
      ...(ended && { nulls: ended[i]! }),
      ...(worth && { value: worth[i]! }),
    })),
    { separator },
  );
  const warnings = [...table.warnings, ...(warning === null ? [] : [warning]), ...paths.warnings];
  const without = converted.filter((count) => count === 0).length;
  if (ended === null && without > 0) {
    warnings.push(
      `${
        without.toLocaleString("en-US")
      } paths have 0 conversions, and no column says how many journeys ended ` +
        "without one: these paths count for nothing.",
    );
  }
  if (group === undefined) return { paths: { ...paths, warnings }, groups: [] };
  const names = table.names(group).map((name) => name || "(missing)");
  const groups = [...new Set(names)].sort(byCodePoint);
  const codeOf = new Map(groups.map((name, code) => [name, code]));
  return {
    paths: { ...paths, warnings, group: Uint32Array.from(names, (name) => codeOf.get(name)!) },
    groups,
  };
}

function separatorOf(
  written: readonly (string | null)[],
  given: string | undefined,
): { readonly separator: string; readonly warning: string | null } {
  if (given !== undefined) return { separator: given, warning: null };
  const has = (separator: string) => written.some((text) => text !== null && text.includes(separator));
  return has(" > ") || !has(">")
    ? { separator: " > ", warning: null }
    : { separator: ">", warning: 'Paths hold ">" without spaces around it: it was taken as the separator.' };
}
