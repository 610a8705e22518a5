import { type Engine, numbers, type RunOptions, sql, texts } from "../engine/mod.ts";
import { type EventTimes, refuseIds } from "./_coded_log.ts";
import type { ReadRows } from "./_read_rows.ts";
import type { EventFileColumns } from "./read_event_file.ts";

/** Rows of an event file, counted. */
export interface Counts extends EventTimes {
  readonly all: number;
  /** After the last observed second; otherwise good. */
  readonly later: number;
  readonly kept: number;
  /** Where persons are whole numbers: the least and greatest. */
  readonly lowest: number | null;
  readonly highest: number | null;
}

/** A file whose every row is an event. */
export interface QuickCounts {
  readonly counts: Counts;
  /** The different names of events, in order. */
  readonly names: readonly string[];
}

/**
 * Counts the rows of a Parquet file mostly from what its footer says of its columns, instead of reading them. Null
 * where that does not do: for text, and where rows are to be left out.
 */
export async function quickCounts(
  engine: Engine,
  { rows, clock, wholePersons }: ReadRows,
  { event, observedUntil, signal }: EventFileColumns,
  run: RunOptions,
): Promise<QuickCounts | null> {
  if (!clock?.ordered) return null;
  const edges = wholePersons
    ? sql`min(person)::double as lowest, max(person)::double as highest`
    : sql`null::double as lowest, null::double as highest`;
  const [seen] = await engine.rows<Omit<Counts, "later" | "kept" | "parts"> & { filled: number }>(
    sql`with seen as (select count(*) as "all", least(count(person), count(time)) as filled, ${edges},
      min(time) as earliest, max(time) as latest from ${rows})
      select "all", filled, lowest, highest, first, last from seen,
        (select ${clock.us} as first from (select earliest as time from seen)),
        (select ${clock.us} as last from (select latest as time from seen))`,
    run,
  );
  const { all, filled, first, last } = seen!;
  if (filled < all || first === null || last === null) return null;
  if (Math.max(-first, last) >= 2 ** 53 || last > (observedUntil ?? Infinity) * 1e6) return null;
  await refuseIds({ engine, eventColumn: event ?? "event", signal }, rows);
  const parts = clock.seconds ? sql`0` : sql`count_if(us % 1000000 <> 0)`;
  const found = await engine.columns(
    sql`select event, ${parts}::double as parts from ${rows} group by event order by event`,
    run,
  );
  const names = texts(found, "event");
  if (names.includes(null)) return null;
  return {
    counts: {
      ...seen!,
      later: 0,
      kept: all,
      parts: numbers(found, "parts").reduce((sum, count) => sum + count, 0),
    },
    names: names as string[],
  };
}
