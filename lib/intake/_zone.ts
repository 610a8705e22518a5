import { literal, type Sql, sql } from "../engine/mod.ts";

interface Shift {
  /** First local microsecond (written as if UTC) the offset holds for. */
  readonly from: number;
  /** Microseconds local time is ahead of UTC. */
  readonly offset: number;
}

/** Years whose offsets are written out; the statement would grow slow to plan with more. */
const firstYear = 2000;
const lastYear = 2040;
const known = new Map<string, readonly Shift[]>();

/**
 * Local microseconds as UTC microseconds, in SQL; missing before 1900 and after 9999. A local time that happens
 * twice (clocks go back) is the earlier one; one that never happens (clocks go forward) is moved on by the gap:
 * what Temporal calls "compatible".
 *
 * The offsets of 2000 to 2039 are asked of Temporal and written out as a tree of comparisons: the engine's own
 * `at time zone` would take a third of the load time of a large file. It is left for the years outside, where it
 * takes the later of two times.
 *
 * @param micros A column, not a costly expression: it is repeated.
 */
export function localToUtc(micros: Sql, timeZone: string): Sql {
  const listed = sql`${micros} - ${tree(micros, shiftsOf(timeZone))}`;
  const others = sql`epoch_us(timezone(${literal(timeZone)}, make_timestamp(${micros})))`;
  return sql`(case when ${micros} >= ${start(firstYear)} and ${micros} < ${start(lastYear)} then ${listed}
    when ${micros} >= ${start(1900)} and ${micros} < ${start(10_000)} then ${others} end)`;
}

function start(year: number): Sql {
  return literal(Date.UTC(year, 0, 1) * 1000);
}

function tree(micros: Sql, shifts: readonly Shift[]): Sql {
  if (shifts.length === 1) return sql`${literal(shifts[0]!.offset)}::bigint`;
  const middle = shifts.length >> 1;
  const below = tree(micros, shifts.slice(0, middle));
  const above = tree(micros, shifts.slice(middle));
  return sql`case when ${micros} < ${literal(shifts[middle]!.from)} then ${below} else ${above} end`;
}

function shiftsOf(timeZone: string): readonly Shift[] {
  const before = known.get(timeZone);
  if (before) return before;
  // A day early: the first local moment of the year may still be the last UTC one of the year before.
  let moment = Temporal.PlainDateTime.from(`${firstYear - 1}-12-30T00:00`).toZonedDateTime(timeZone);
  let offset = moment.offsetNanoseconds / 1000;
  const shifts: Shift[] = [{ from: -Infinity, offset }];
  for (;;) {
    const next = moment.getTimeZoneTransition("next");
    if (next === null || next.year > lastYear) break;
    const after = next.offsetNanoseconds / 1000;
    shifts.push({ from: next.epochMilliseconds * 1000 + Math.max(offset, after), offset: after });
    offset = after;
    moment = next;
  }
  known.set(timeZone, shifts);
  return shifts;
}
