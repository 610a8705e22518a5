import { type Engine, literal, openDuckDb, sql } from "../../engine/mod.ts";

/**
 * Loads a generated sample with nothing but SQL: tables `person`, `event`, `visit`, `consent`, `survey`, and `seg`,
 * which places every patient and caregiver by the rules of `segments.yaml`, written out again by hand.
 */
export async function loadSample(folder: string): Promise<Engine> {
  const engine = await openDuckDb({ folders: [folder], threads: 1 });
  const file = (name: string) => literal(`${folder}/${name}`);
  const statements = [
    sql`create table raw_people as select * from read_csv(${file("people.csv")}, all_varchar = true,
      ignore_errors = true)`,
    sql`create table person as select * from raw_people
      qualify row_number() over (partition by person_id order by updated_on) = 1`,
    sql`create table raw_event as select *, happened_at::timestamp as t
      from read_csv(${file("events.csv.gz")}, all_varchar = true)`,
    sql`create table event as select raw_event.* from raw_event semi join person using (person_id)
      where t <= timestamp '2026-11-01 04:59:59'`,
    sql`create table visit as select * replace (timezone('America/Chicago', booked_at)::timestamp as booked_at)
      from read_parquet(${file("appointments.parquet")})`,
    sql`create table consent as select *, said_at::timestamp as t, coalesce(purpose, 'marketing') = 'marketing' as m
      from read_csv(${file("consent.csv.gz")}, all_varchar = true)`,
    sql`create table survey as select * from read_csv(${file("surveys.csv")}, nullstr = ['', 'N/A'])`,
    sql`create table interest as select person_id, min(t) as first from event
      where stage in ('learn', 'evaluate', 'schedule', 'prepare', 'after') group by person_id`,
    sql`create table deed as select person_id,
        count(*) filter (where event = 'referral_received') as referrals,
        count(*) filter (where event = 'slots_viewed') as slots,
        count(*) filter (where stage = 'evaluate') as evaluate,
        count(*) filter (where stage = 'learn') as learn
      from event where t >= timestamp '2026-11-01 04:59:59' - interval 365 days group by person_id`,
    sql`create table seg as
      with known as (
        select *, has_chart = 'Y' as chart, lower(role) in ('patient', 'pt', 'caregiver', 'family caregiver') as cared,
          lower(role) in ('caregiver', 'family caregiver') as cares
        from person left join deed using (person_id))
      select person_id, case
        when (chart or (account_id is null and cared)) is null then 'unknown'
        when proxy_access = 'Y' or (cares and not chart) then 'caregiver'
        when lifecycle_stage is null then 'unknown'
        when lifecycle_stage in ('in treatment', 'maintenance') then 'treatment'
        when referrals >= 1 or slots >= 2 then 'ready'
        when evaluate >= 2 then 'evaluating'
        when learn >= 2 then 'learning'
        else 'other' end as seg
      from known where (chart or (account_id is null and cared)) is not false`,
    sql`create table booking as select person_id, first, min(booked_at) as booked
      from interest join visit using (person_id)
      where service_line = 'orthopaedics' and booked_at >= first group by person_id, first`,
  ];
  for (const statement of statements) await engine.run(statement);
  return engine;
}
