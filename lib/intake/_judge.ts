import { join, literal, type Sql, sql } from "../engine/mod.ts";
import { type SourceConfig, tables } from "../workspace/mod.ts";
import type { TypedStage } from "./_guess.ts";
import { isAboutPeople, type Reason } from "./_reasons.ts";

/** The stage with, for each row, its number `r`, its person's `pid`, and the `reason` it is left out, or null. */
export function judge(stage: TypedStage, source: SourceConfig, reasons: readonly Reason[]): Sql {
  const key = tables[stage.table].key;
  const before = stage.fields.flatMap((field) => field.before);
  const rows = sql`(select rowid as r, *${
    before.length > 0 ? sql`, ${join(before)}` : sql``
  } from ${stage.name})`;
  const person = isAboutPeople(stage.table) ? stage.fields.find(({ name }) => name === "person")! : null;
  const joined = person
    ? sql`(select s.*, people.pid from ${rows} s left join people on s.${person.value} = people.person)`
    : rows;
  const duplicate = key ? reasons.length - 1 : null;
  const plain = duplicate === null ? reasons : reasons.slice(0, -1);
  const whens = plain.map(({ when }, i) => sql`when ${when} then ${literal(i)}`);
  const reason = whens.length > 0 ? sql`case ${join(whens, sql` `)} end` : sql`null::integer`;
  const first = sql`(select *, ${reason} as reason from ${joined})`;
  if (!key) return first;
  const keyed = stage.fields.find(({ name }) => name === key)!;
  const by = stage.fields.find(({ name }) => name === source.orderBy);
  const direction = source.keep === "last" ? sql`desc` : sql``;
  const order = by ? sql`${by.value} ${direction} nulls last, r ${direction}` : sql`r ${direction}`;
  const ranked = sql`(select *, row_number() over (
      partition by ${keyed.value}, reason is null order by ${order}) as place from ${first})`;
  return sql`(select * exclude (reason, place),
    coalesce(reason, case when place > 1 then ${literal(duplicate!)} end) as reason from ${ranked})`;
}
