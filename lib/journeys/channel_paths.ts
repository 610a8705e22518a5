import type { GroupCodes } from "./survival_data.ts";

/** Paths of touches through channels, in columns, with how often each led to a conversion and how often not. */
export interface ChannelPaths {
  /** Names of the channels. */
  readonly channels: readonly string[];
  /** Path `i` is `touches[starts[i]]` to `touches[starts[i + 1] - 1]`; one longer than the number of paths. */
  readonly starts: Uint32Array;
  /** Codes into `channels`. */
  readonly touches: Uint16Array | Uint32Array;
  /** Journeys along the path that converted. */
  readonly conversions: Float64Array;
  /** Journeys along the path that ended without. Absent: not known. */
  readonly nulls?: Float64Array | undefined;
  /** Value of the path's conversions together. */
  readonly value?: Float64Array | undefined;
  /** Of each touch: seconds before the end of its path. */
  readonly secondsBefore?: Float64Array | undefined;
  /** Person of the path: people, not paths, are then drawn for intervals. */
  readonly person?: Uint32Array | undefined;
  /** Group of each path. */
  readonly group?: GroupCodes | undefined;
  /** What was noticed when the paths were read. */
  readonly warnings: readonly string[];
}

/** A path with its counts, as a table of aggregated paths has it. */
export interface PathRow {
  /** Channels in order: written with the separator between them, or as a list (then any name is allowed). */
  readonly path: string | readonly string[];
  /** 0 or more. */
  readonly conversions: number;
  /** Journeys along the path that did not convert. */
  readonly nulls?: number;
  /** Value of the conversions together. */
  readonly value?: number;
}

/** How paths are written. */
export interface ChannelPathsOptions {
  /** Between the channels of a path. Default " > ". */
  readonly separator?: string;
}

/** Stands for a touch without a name. */
const unnamed = "(unknown)";

/**
 * Reads a table of aggregated paths.
 *
 * Spaces around names do not count. A name that holds the separator stands in double quotes (`"a > b" > c`). A touch
 * without a name is the channel "(unknown)", with a warning; an empty path is a conversion without any touch. Nulls
 * and values count as given when any row has them, and are 0 on the other rows.
 *
 * @throws {RangeError} The separator is empty, or a count is negative or not a number: names the row.
 *
 * @example
 * ```ts
 * import { channelPaths } from "./channel_paths.ts";
 * const paths = channelPaths([{ path: "search > e-mail", conversions: 2, nulls: 5 }]);
 * if (paths.channels.join() !== "search,e-mail" || paths.touches.length !== 2) throw new Error();
 * ```
 */
export function channelPaths(rows: Iterable<PathRow>, options: ChannelPathsOptions = {}): ChannelPaths {
  const separator = options.separator ?? " > ";
  if (separator.trim() === "") {
    throw new RangeError(
      `Cannot split paths at "${separator}": the separator needs a sign that is not a space`,
    );
  }
  const codes = new Map<string, number>();
  const touches: number[] = [];
  const starts = [0];
  const counts = { conversions: [] as number[], nulls: [] as number[], value: [] as number[] };
  const given = { conversions: true, nulls: false, value: false };
  let blanks = 0;
  let looksSplit = false;
  for (const row of rows) {
    const number = starts.length;
    const names = typeof row.path === "string" ? split(row.path, separator) : row.path;
    if (typeof row.path === "string") looksSplit ||= names.length < 2 && row.path.includes(separator.trim());
    for (const name of names) {
      const channel = name.trim() || unnamed;
      if (channel === unnamed) blanks++;
      const code = codes.get(channel) ?? codes.size;
      codes.set(channel, code);
      touches.push(code);
    }
    starts.push(touches.length);
    for (const name of ["conversions", "nulls", "value"] as const) {
      counts[name].push(amount(row[name], name, number));
      given[name] ||= row[name] !== undefined;
    }
  }
  const warnings: string[] = [];
  if (blanks > 0) warnings.push(`${blanks} touches without a name count as the channel "${unnamed}".`);
  if (looksSplit) {
    warnings.push(
      `Some paths hold "${separator.trim()}" and were not split: the separator is "${separator}", spaces included.`,
    );
  }
  return {
    channels: [...codes.keys()],
    starts: Uint32Array.from(starts),
    touches: Uint32Array.from(touches),
    conversions: Float64Array.from(counts.conversions),
    nulls: given.nulls ? Float64Array.from(counts.nulls) : undefined,
    value: given.value ? Float64Array.from(counts.value) : undefined,
    warnings,
  };
}

function amount(value: number | undefined, name: string, row: number): number {
  if (value === undefined && name !== "conversions") return 0;
  if (value === undefined || !Number.isFinite(value) || (value < 0 && name !== "value")) {
    throw new RangeError(
      `Cannot read the ${name} of path ${row}: ${value} is not a number${
        name === "value" ? "" : " of 0 or more"
      }`,
    );
  }
  return value;
}

function split(text: string, separator: string): readonly string[] {
  if (text.trim() === "") return [];
  const quotes = text.split('"').length - 1;
  // A lone quote is part of a name (a 5" banner), not the start of one.
  if (quotes === 0 || quotes % 2 === 1) return text.split(separator);
  const plain = separator.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const outsideQuotes = new RegExp(`${plain}(?=(?:[^"]*"[^"]*")*[^"]*$)`);
  return text.split(outsideQuotes).map((name) => name.trim().replace(/^"([^"]*)"$/, "$1"));
}
