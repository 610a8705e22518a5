import { type Engine, type RunOptions, type Sql, sql } from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { textClock } from "./_text_clock.ts";

/** How to read a time column. */
export interface Clock {
  /** Microseconds since 1970 UTC of the column `time`; null where it cannot be read. */
  readonly us: Sql;
  /** Whole seconds since 1970 of the same column, where that is all it can tell. */
  readonly seconds?: Sql;
  /** Whether a later time is a greater value of the column, and every value but null a time. */
  readonly ordered: boolean;
  /** What was assumed, in a sentence; null when nothing had to be. */
  readonly warning: string | null;
}

/** A column of a file that tells time. */
export interface TimeColumn {
  readonly file: string;
  readonly name: string;
  /** DuckDB type. */
  readonly type: string;
}

const units = [
  { below: 1e11, unit: "seconds", factor: 1e6 },
  { below: 1e14, unit: "milliseconds", factor: 1e3 },
  { below: 1e17, unit: "microseconds", factor: 1 },
  { below: Infinity, unit: "nanoseconds", factor: 1e-3 },
] as const;

/**
 * Finds out how the column `time` of a relation tells time, from its type and, for numbers, from its largest value:
 * 10^11 seconds is the year 5138, and 10^11 milliseconds is 1973.
 *
 * @param relation A table expression with a column `time`.
 * @throws {InputError} The column's type is neither time, text nor number, or it is text and none of it a time.
 */
export async function clockOf(
  engine: Engine,
  relation: Sql,
  { file, name: column, type }: TimeColumn,
  run: RunOptions,
): Promise<Clock> {
  if (/^(TIMESTAMP|DATE)/.test(type)) {
    // Without a zone times are UTC already, and a cast to one asks the calendar of the zone row by row.
    const us = type === "TIMESTAMP WITH TIME ZONE" ? sql`epoch_us(time)` : sql`epoch_us(time::timestamp)`;
    return { us, ordered: true, warning: null };
  }
  const isText = type === "VARCHAR";
  if (!isText && !/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/.test(type)) {
    throw new InputError(
      `Cannot read "${file}": column "${column}" is of type ${type} in every row, and a time is a timestamp, a date, ` +
        "text or a number since 1970. Name another column.",
    );
  }
  const isWhole = /^U?(TINY|SMALL|BIG)?INT(EGER)?$/.test(type);
  const double = isWhole ? sql`time::double` : sql`try_cast(time as double)`;
  const number = isWhole ? sql`time` : sql`case when isfinite(${double}) then ${double} end`;
  const [found] = await engine.rows<
    { filled: number; numeric: number; low: number | null; high: number | null }
  >(
    sql`select count(time) as filled, count(number) as numeric, min(number)::double as low, max(number)::double as high
      from (select ${
      isText ? sql`nullif(time, '')` : sql`time`
    } as time, ${number} as number from ${relation})`,
    run,
  );
  const { filled, numeric, low, high } = found!;
  if (isText && (numeric === 0 || numeric < filled)) {
    return filled === 0
      ? { us: sql`null::bigint`, ordered: false, warning: null }
      : await textClock(engine, relation, { file, name: column, filled }, run);
  }
  if (low === null || high === null) return { us: sql`null::bigint`, ordered: false, warning: null };
  if (low >= 19_000_101 && high <= 21_001_231) {
    const [days] = await engine.rows<{ read: number }>(
      sql`select count(try_strptime(time::varchar, '%Y%m%d')) as read from ${relation}`,
      run,
    );
    if (days!.read === filled) {
      return {
        us: sql`epoch_us(try_strptime(time::varchar, '%Y%m%d')::timestamptz)`,
        ordered: false,
        warning:
          `Column "${column}" holds numbers of eight digits: they were read as days, such as 20261031.`,
      };
    }
  }
  const { unit, factor } = units.find(({ below }) => Math.max(Math.abs(low), Math.abs(high)) < below)!;
  const day = (value: number) => {
    const date = new Date(value * factor / 1e3);
    return isNaN(date.getTime()) ? "beyond all calendars" : date.toISOString().slice(0, 10);
  };
  const exact = isWhole && factor >= 1;
  return {
    // Whole numbers stay whole: none of these units takes them out of 64 bits.
    us: exact
      ? sql`time::bigint * ${factor}::bigint`
      : sql`try_cast(round(${number} * ${factor}::double) as bigint)`,
    ...(exact && factor === 1e6 && { seconds: sql`time::bigint` }),
    ordered: exact,
    warning: `Column "${column}" holds numbers: they were read as ${unit} since 1970 (${day(low)} to ${
      day(high)
    }).`,
  };
}
