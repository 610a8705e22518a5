/** A column's values at each level of coarseness: level 0 is the value itself, the last level is "*". */
export interface Hierarchy {
  /** How many levels there are, with 0. */
  readonly levels: number;
  /** The value at a level. */
  at(value: string | null, level: number): string;
}

const any = "*";

/**
 * A hierarchy from a table of values, as ARX writes it: each row a value and what it becomes, level by level. A value
 * that is not listed is "*" from level 1 on; a level of "*" is added at the end where it is not there.
 *
 * @throws {RangeError} Rows are of different lengths, a value stands twice, or a finer level is coarser than the next.
 *
 * @example
 * ```ts
 * import { listedHierarchy } from "./hierarchy.ts";
 * const age = listedHierarchy([["29", "20-29"], ["22", "20-29"], ["43", "40 and over"]]);
 * if (age.levels !== 3 || age.at("22", 1) !== "20-29" || age.at("22", 2) !== "*") throw new Error();
 * ```
 */
export function listedHierarchy(rows: readonly (readonly string[])[]): Hierarchy {
  const width = rows[0]?.length ?? 1;
  const byValue = new Map<string, readonly string[]>();
  const parents = Array.from({ length: width }, () => new Map<string, string>());
  for (const [i, row] of rows.entries()) {
    const stop = (why: string): never => {
      throw new RangeError(`Cannot use this hierarchy: row ${i + 1} ${why}`);
    };
    if (row.length !== width) stop(`has ${row.length} levels, the first row ${width}`);
    if (byValue.has(row[0]!)) stop("repeats a value");
    byValue.set(row[0]!, row);
    for (let level = 0; level + 1 < width; level++) {
      const parent = parents[level]!.get(row[level]!);
      if (parent !== undefined && parent !== row[level + 1]) {
        stop(`puts one group of level ${level} into two of level ${level + 1}`);
      }
      parents[level]!.set(row[level]!, row[level + 1]!);
    }
  }
  const ends = rows.every((row) => row[width - 1] === any);
  const levels = ends && rows.length > 0 ? width : width + 1;
  return {
    levels,
    at: (value, level) => {
      if (level >= levels - 1) return any;
      if (level === 0) return value ?? "";
      return byValue.get(value ?? "")?.[level] ?? any;
    },
  };
}

/**
 * A hierarchy for what a column holds: numbers become bands of 5, 10, 20 … up to their whole range, digits of equal length
 * (ZIP codes) are masked from the right, other text is kept or not.
 *
 * @example
 * ```ts
 * import { guessedHierarchy } from "./hierarchy.ts";
 * const zip = guessedHierarchy("zip", ["52801", "52803"]);
 * if (zip.at("52801", 2) !== "528**") throw new Error();
 * const age = guessedHierarchy("age", ["29", "43"]);
 * if (age.at("29", 1) !== "25-29" || age.at("90+", 1) !== "90+") throw new Error();
 * ```
 */
export function guessedHierarchy(column: string, values: Iterable<string | null>): Hierarchy {
  const filled = [...new Set(values)].filter((value): value is string => value !== null && value !== "");
  if (/zip|post/i.test(column) && filled.every((value) => /^\d{3,5}$/.test(value))) {
    const digits = Math.max(1, ...filled.map(({ length }) => length));
    return {
      levels: digits + 1,
      at: (value, level) =>
        level >= digits
          ? any
          : level === 0
          ? value ?? ""
          : `${(value ?? "").slice(0, digits - level)}${any.repeat(level)}`,
    };
  }
  const numbers = filled.filter((value) => /^-?\d+(\.\d+)?$/.test(value)).map(Number);
  if (numbers.length >= Math.max(2, filled.length * 0.9)) {
    const low = Math.min(...numbers);
    const high = Math.max(...numbers);
    const widths: number[] = [];
    for (let width = 5; width < high - low && widths.length < 6; width *= 2) widths.push(width);
    return {
      levels: widths.length + 2,
      at: (value, level) => {
        if (level > widths.length) return any;
        if (level === 0 || value === null || !/^-?\d+(\.\d+)?$/.test(value)) return value ?? "";
        const width = widths[level - 1]!;
        const from = Math.floor(Number(value) / width) * width;
        return `${from}-${from + width - 1}`;
      },
    };
  }
  return { levels: 2, at: (value, level) => level === 0 ? value ?? "" : any };
}
