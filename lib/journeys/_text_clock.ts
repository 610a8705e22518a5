import { type Engine, join, literal, type RunOptions, type Sql, sql } from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import type { Clock } from "./_clock.ts";

const clocks = ["", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p"];
/** Years of two digits come first: read as %Y, "26" would be the year 26. */
const withClocks = (...days: readonly string[]) =>
  days.flatMap((day) => [day.replace("%Y", "%y"), day])
    .flatMap((day) => clocks.map((clock) => day + clock));
const monthFirst = withClocks("%m/%d/%Y", "%m-%d-%Y");
const dayFirst = withClocks("%d/%m/%Y", "%d-%m-%Y");
const plain = withClocks(
  "%d.%m.%Y",
  "%d-%b-%Y",
  "%d %b %Y",
  "%d %B %Y",
  "%b %d, %Y",
  "%B %d, %Y",
  "%b %d %Y",
  "%B %d %Y",
);
/** Rows from which the spelling of a column is told. A column that changes its spelling later is read as ISO 8601. */
const looked = 10_000;

/**
 * How a column `time` of text tells time: ISO 8601 in all its spellings, and what spreadsheets write ("10/31/2026
 * 2:05 PM", "31.10.2026", "31-Oct-2026"). Whether 01/02/2026 is in January or February is told from the days above 12
 * of the whole column; where there are none, the month comes first, as the warning says.
 *
 * @param column Its file and name, and how many of its values are not empty.
 * @throws {InputError} No value can be read as a time.
 */
export async function textClock(
  engine: Engine,
  relation: Sql,
  column: { readonly file: string; readonly name: string; readonly filled: number },
  run: RunOptions,
): Promise<Clock> {
  const { file, name, filled } = column;
  // DuckDB wants seconds before an offset; ISO 8601 does not.
  const minutes =
    sql`regexp_replace(time, '^(\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2})(Z|[+-]\\d{2}:?\\d{2})$', '\\1:00\\2')`;
  const iso = sql`coalesce(try_cast(time as timestamptz), try_cast(${minutes} as timestamptz))`;
  const onlyIso = { us: sql`epoch_us(${iso})`, ordered: false, warning: null };
  const [first] = await engine.rows<{ filled: number; read: number }>(
    sql`select count(*) as filled, count(${iso}) as read from
      (select time from ${relation} where nullif(trim(time), '') is not null limit ${looked})`,
    run,
  );
  if (first!.read === first!.filled) return onlyIso;
  const by = (formats: readonly string[]) =>
    sql`try_strptime(trim(time), [${join(formats.map((format) => literal(format)))}])`;
  const [found] = await engine.rows<{ rows: number; month: number; day: number; plain: number }>(
    sql`select count(*) as rows, count(${by(monthFirst)}) as month, count(${by(dayFirst)}) as day,
      count(${by(plain)}) as plain
      from (select time from ${relation} where nullif(time, '') is not null and ${iso} is null)`,
    run,
  );
  const { rows, month, day } = found!;
  if (rows === filled && month + day + found!.plain === 0) {
    const [first] = await engine.rows<{ row: number }>(
      sql`select min(row) as row from (select time, row_number() over () as row from ${relation})
        where nullif(time, '') is not null`,
      run,
    );
    throw new InputError(
      `Cannot read "${file}": column "${name}" holds no time in row ${
        first!.row
      } or any other. Name another column, ` +
        'or write times such as "2026-10-31 14:05".',
    );
  }
  const isDayFirst = day > month;
  const others = by([...isDayFirst ? dayFirst : monthFirst, ...plain]);
  const order = isDayFirst ? "the day before the month" : "the month before the day";
  return {
    us: sql`epoch_us(coalesce(${iso}, (${others})::timestamptz))`,
    ordered: false,
    warning: month + day === 0
      ? null
      : month === day
      ? `Column "${name}" does not tell months from days: 01/02/2026 was read as January 2. Write 2026-01-02 if that is wrong.`
      : `Column "${name}" was read with ${order}, as most of its days must be.`,
  };
}
