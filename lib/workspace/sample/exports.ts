import { id, join, literal, type Sql, sql } from "../../engine/mod.ts";
import type { TableName } from "../tables.ts";
import { words as visit } from "./appointments.ts";
import { campaigns } from "./campaigns.ts";
import { catalogue } from "./catalogue.ts";
import { words as consent } from "./consent.ts";
import { devices, events, sources } from "./events.ts";
import { familyNames, givenNames, hostileNames } from "./names.ts";
import { words as person } from "./person.ts";
import { facilities, towns } from "./places.ts";
import { conditionNames, conditionStatus, items } from "./records.ts";
import { titles } from "./titles.ts";

/** The word behind a code: the list's first word for 1, missing for 0 and beyond the end. */
function word(code: string, words: readonly string[]): Sql {
  return sql`([${join(words.map(literal))}])[${id(code)}]`;
}

const key = sql`lpad(${id("key")}::varchar, 7, '0')`;
const yes = (flag: string): Sql => sql`case when ${id(flag)} = 1 then 'Y' else 'N' end`;
const date = (days: string): Sql => sql`strftime(date '1970-01-01' + ${id(days)}, '%Y-%m-%d')`;
const clock = (seconds: string): Sql => sql`make_timestamp(nullif(${id(seconds)}, 0)::bigint * 1000000)`;
const instant = (seconds: string): Sql => sql`strftime(${clock(seconds)}, '%Y-%m-%dT%H:%M:%SZ')`;
/** Text in a CSV or NDJSON file, a typed UTC instant in a Parquet file. */
const utc = (seconds: string, typed: boolean): Sql =>
  typed ? sql`${clock(seconds)}::timestamptz` : instant(seconds);
const number = (name: string): Sql => sql`${id(name)}::double as ${id(name)}`;

/**
 * What each export looks like: the query that turns codes into the columns of the file, in the order of the rows made.
 *
 * @param typed Whether the file is Parquet, which carries instants and numbers as such.
 */
export const exports: Readonly<Record<TableName, (typed: boolean) => Sql>> = {
  people: () =>
    sql`select
      ${key} as person_id,
      ${word("source", person.source)} as record_source,
      ${word("role", person.role)} as role,
      ${word("lifecycle", person.lifecycle)} as lifecycle_stage,
      case birth when 0 then ${date("born")} else ${word("birth", person.birth)} end as dob,
      ${word("sex", person.sex)} as sex,
      ${word("language", person.language)} as language,
      ${word("town", towns.map(({ name }) => name))} as town,
      ${word("town", towns.map(({ state }) => state))} as state,
      ${word("town", towns.map(({ zip3 }) => zip3))} || lpad((zip + 10)::varchar, 2, '0') as zip,
      miles as miles_to_clinic,
      ${word("education", person.education)} as education,
      ${word("income", person.income)} as income_band,
      ${word("insurance", person.insurance)} as insurance,
      ${word("title", titles)} as job_title,
      account_keys.account as account_id,
      ${word("given", givenNames)} as first_name,
      coalesce(${word("hostile", hostileNames)}, ${word("family", familyNames)}) as last_name,
      case when email = 1 then lower(regexp_replace(${word("given", givenNames)} || '.' || ${
      word("family", familyNames)
    }, '[^A-Za-z.]', '', 'g')) || (${id("key")} % 1000)::varchar || '@example.org' end as email,
      case when phone > 0 then '309-555-01' || lpad((phone - 1)::varchar, 2, '0') end as phone,
      ${word("prefers", person.prefers)} as preferred_channel,
      ${yes("chart")} as has_chart,
      ${yes("proxy")} as proxy_access,
      ${date("seen")} as first_seen,
      ${yes("deceased")} as deceased,
      ${date("updated")} as updated_on
    from people left join account_keys on people.account = account_keys.rowid + 1
    order by people.rowid`,
  accounts: () => sql`select * from accounts`,
  events: (typed) =>
    sql`select
      ${key} as person_id,
      ${utc("at", typed)} as happened_at,
      ${word("event", events.map(([name]) => name))} as event,
      ${word("event", events.map(([, channel]) => channel))} as channel,
      ${word("content", catalogue.map(({ topic }) => topic))} as topic,
      ${word("content", catalogue.map(({ stage }) => stage))} as stage,
      ${word("content", catalogue.map((page) => page.key))} as content,
      ${word("campaign", campaigns.map((campaign) => campaign.key))} as campaign,
      ${word("source", sources)} as utm_source,
      ${word("device", devices)} as device,
      case when visit > 0 then ${key} || '-' || visit::varchar end as session
    from events`,
  appointments: () =>
    sql`select
      'A' || lpad(number::varchar, 7, '0') as appointment_id,
      ${key} as person_id,
      ${clock("booked")} as booked_at,
      ${clock("at")} as starts_at,
      ${word("status", visit.status)} as status,
      ${word("line", visit.line)} as service_line,
      ${word("facility", facilities.map((facility) => facility.key))} as facility,
      ${word("type", visit.type)} as visit_type,
      ${word("reminder", visit.reminder)} as reminder_arm,
      nullif(revenue, 0) as net_revenue
    from appointments`,
  conditions: () =>
    sql`select
      ${key} as person_id,
      ${word("condition", conditionNames)} as condition,
      ${date("at")} as noted_on,
      case when "until" > 0 then ${date("until")} end as resolved_on,
      ${word("status", conditionStatus)} as status
    from conditions`,
  campaigns: () => sql`select * from campaigns`,
  spend: () => sql`select campaign, date, amount::double as amount from spend`,
  content: () => sql`select * from content`,
  consent: (typed) =>
    sql`select
      ${key} as person_id,
      ${word("channel", consent.channel)} as channel,
      ${word("purpose", consent.purpose)} as purpose,
      ${word("decision", consent.decision)} as decision,
      ${utc("at", typed)} as said_at,
      ${utc("expires", typed)} as expires_at
    from consent`,
  surveys: (typed) =>
    sql`select
      ${key} as person_id,
      ${utc("at", typed)} as answered_at,
      ${
      join(items.map((item, i) => {
        const answer = id("abcdefgh"[i]!);
        return sql`case ${answer} when 0 then 'N/A' else ${answer}::varchar end as ${id(item)}`;
      }))
    }
    from surveys`,
  facilities: () =>
    sql`select facility, name, type, town, state, zip, ${number("latitude")}, ${
      number("longitude")
    } from facilities`,
};
