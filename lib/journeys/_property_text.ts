import { type Sql, sql } from "../engine/mod.ts";

/** A value as the text that steps compare: numbers without a needless ".0", everything else as DuckDB writes it. */
export function propertyText(value: Sql, isDouble: boolean): Sql {
  return isDouble
    ? sql`case when ${value} = trunc(${value}) and abs(${value}) < 1e15 then ${value}::bigint::varchar else ${value}::varchar end`
    : sql`${value}::varchar`;
}
