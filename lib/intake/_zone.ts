import { literal, type Sql, sql } from "../engine/mod.ts";

interface Shift {
  /** First local microsecond (written as if UTC) the offset holds for. */
  readonly from: number;
  /** Microseconds local time is ahead of UTC; null where times are no longer believed. */
  readonly offset: number | null;
}

const firstYear = 1900;
const lastYear = 2100;
const yearAfterAll = 10_000;
const known = new Map<string, readonly Shift[]>();

/**
 * Local microseconds as UTC microseconds, in SQL; missing before 1900 and after 9999. A local time that happens
 * twice (clocks go back) is the earlier one; one that never happens (clocks go forward) is moved on by the gap:
 * what Temporal calls "compatible".
 *
 * The offsets are asked of Temporal and written out as a tree of comparisons, because the engine's own
 * `at time zone` takes most of the load time of a large file.
 *
 * @param micros A column, not a costly expression: it is repeated.
 */
export function localToUtc(micros: Sql, timeZone: string): Sql {
  return sql`(${micros} - ${tree(micros, shiftsOf(timeZone))})`;
}

function tree(micros: Sql, shifts: readonly Shift[]): Sql {
  if (shifts.length === 1) {
    const { offset } = shifts[0]!;
    return offset === null ? sql`null::bigint` : sql`${literal(offset)}::bigint`;
  }
  const middle = shifts.length >> 1;
  const below = tree(micros, shifts.slice(0, middle));
  const above = tree(micros, shifts.slice(middle));
  return sql`case when ${micros} < ${literal(shifts[middle]!.from)} then ${below} else ${above} end`;
}

function shiftsOf(timeZone: string): readonly Shift[] {
  const before = known.get(timeZone);
  if (before) return before;
  let moment = Temporal.PlainDateTime.from({ year: firstYear, month: 1, day: 1 }).toZonedDateTime(timeZone);
  let offset = moment.offsetNanoseconds / 1000;
  const shifts: Shift[] = [
    { from: -Infinity, offset: null },
    { from: Date.UTC(firstYear, 0, 1) * 1000, offset },
  ];
  for (;;) {
    const next = moment.getTimeZoneTransition("next");
    if (next === null || next.year >= lastYear) break;
    const after = next.offsetNanoseconds / 1000;
    shifts.push({ from: next.epochMilliseconds * 1000 + Math.max(offset, after), offset: after });
    offset = after;
    moment = next;
  }
  shifts.push({ from: Date.UTC(yearAfterAll, 0, 1) * 1000, offset: null });
  known.set(timeZone, shifts);
  return shifts;
}
