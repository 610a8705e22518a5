import { strict as assert } from "node:assert";
import { type Engine, list, type Sql, sql } from "../../engine/mod.ts";
import { loadSample } from "./_truth_tables_for_tests.ts";
import { generateSample, type SampleSummary } from "./generate.ts";
import {
  driftDay,
  driftedAge,
  driftedMobile,
  kept,
  type Kind,
  kinds,
  missingRole,
  needs,
  plan,
} from "./plan.ts";
import { items, needItems } from "./records.ts";
import { oddTitles } from "./titles.ts";

/** How far a share of n may lie from plan: four standard errors, and two points for people who change segment. */
function room(share: number, n: number): number {
  return 4 * Math.sqrt(share * (1 - share) / n) + 0.02;
}

function near(share: number, planned: number, n: number, what: string): void {
  const most = room(planned, n);
  assert.ok(Math.abs(share - planned) <= most, `${what}: ${share} of ${n}, planned ${planned} ± ${most}`);
}

async function one(engine: Engine, query: Sql): Promise<number> {
  const [row] = await engine.rows<{ n: number }>(query);
  return row!.n;
}

for (const size of [{ people: 5000, seed: 1 }, { people: 20_000, seed: 7 }]) {
  Deno.test(`truths of ${size.people} people, seed ${size.seed}`, async (test) => {
    const out = await Deno.makeTempDir();
    const sample = await generateSample({ ...size, out });
    const engine = await loadSample(out);
    for (const [name, find] of Object.entries(truths)) {
      await test.step(name, () => find(engine, sample));
    }
    await engine.close();
    await Deno.remove(out, { recursive: true });
  });
}

const truths: Readonly<Record<string, (engine: Engine, sample: SampleSummary) => Promise<void>>> = {
  "1. people evaluating stop at the insurance step": async (engine) => {
    const rows = await engine.rows<{ seg: string; n: number; stopped: number }>(sql`
      select seg, count(*) as n, avg((not passed)::int) as stopped from (
        select person_id, bool_or(event = 'request_times') as passed from event group by person_id
        having bool_or(event = 'request_insurance')) join seg using (person_id) group by seg`);
    const stopped = (seg: string) => rows.find((row) => row.seg === seg)!;
    const { stops, books, asksByPhone } = plan.evaluating;
    const rest = stops.reduce((a, b) => a + b);
    const booked = (books[0] + books[1]) / 2;
    const stop = (1 - booked) * stops[2] / rest;
    const planned = stop / (stop + ((1 - booked) * stops[3] / rest + booked) * (1 - asksByPhone));
    near(stopped("evaluating").stopped, planned, stopped("evaluating").n, "stopped");
    for (const seg of kinds.filter((kind) => kind !== "evaluating")) {
      assert.ok(stopped(seg).stopped < planned / 2, `${seg}: ${stopped(seg).stopped}`);
    }
  },

  "2. the reminder helps people in treatment and nobody else": async (engine) => {
    for (const group of ["treatment", "others"] as const) {
      const rows = await engine.rows<{ arm: string; n: number; kept: number }>(sql`
        select reminder_arm as arm, count(*) as n, avg((status = 'kept')::int) as kept
        from visit join seg using (person_id)
        where status <> 'booked' and reminder_arm is not null and (seg = 'treatment') = ${
        group === "treatment"
      }
          and seg <> 'unknown'
        group by arm order by arm`);
      const [without, with_] = rows;
      near(without!.kept, kept[group][0], without!.n, `${group} without`);
      near(with_!.kept, kept[group][1], with_!.n, `${group} with`);
      const gain = with_!.kept - without!.kept;
      if (group === "treatment") assert.ok(gain > 0.15, `gain ${gain}`);
      else assert.ok(Math.abs(gain) < room(0.87, Math.min(without!.n, with_!.n)), `gain ${gain}`);
      near(with_!.n / (with_!.n + without!.n), 0.5, with_!.n + without!.n, "share with a text");
    }
  },

  "3. booking rises in every segment and falls overall": async (engine) => {
    const rows = await engine.rows<{ seg: string | null; later: boolean; n: number; books: number }>(sql`
      select seg, first >= timestamp '2026-06-01 05:00' as later, count(*) as n,
        avg(coalesce(booked <= first + interval 56 days, false)::int) as books
      from interest join seg using (person_id) left join booking using (person_id, first)
      where first >= timestamp '2026-03-01 06:00' and first < timestamp '2026-09-01 05:00'
      group by grouping sets ((seg, later), (later))`);
    const books = (seg: string | null, later: boolean) =>
      rows.find((row) => row.seg === seg && row.later === later)!;
    for (const seg of kinds) {
      const before = books(seg, false), after = books(seg, true);
      assert.ok(after.books > before.books, `${seg}: ${before.books} → ${after.books}`);
      near(before.books, plan[seg].books[0], before.n, `${seg} before`);
      near(after.books, plan[seg].books[1], after.n, `${seg} after`);
    }
    const before = books(null, false), after = books(null, true);
    assert.ok(after.books < before.books - 0.01, `overall: ${before.books} → ${after.books}`);
  },

  "4. decisions take two to eight weeks": async (engine) => {
    const rows = await engine.rows<{ seg: Kind; days: number }>(sql`
      select seg, datediff('day', first, booked) as days from booking join seg using (person_id)
      where booked <= first + interval 56 days and seg <> 'unknown'`);
    for (const kind of kinds) {
      const days = rows.filter(({ seg }) => seg === kind).map(({ days }) => days);
      const median = plan[kind].cycle[5]!;
      const upTo = (most: number) => days.filter((d) => d <= most).length / days.length;
      // The planted median has half the sample below it, give or take a day of rounding.
      assert.ok(upTo(median - 2) <= 0.5 + room(0.5, days.length), `${kind}: ${upTo(median - 2)}`);
      assert.ok(upTo(median + 2) >= 0.5 - room(0.5, days.length), `${kind}: ${upTo(median + 2)}`);
    }
    const within = rows.filter(({ days }) => days >= 14).length / rows.length;
    assert.ok(within > 0.75, `two to eight weeks: ${within}`);
  },

  "5. the learning audience drifted": async (engine) => {
    const [row] = await engine.rows<Record<string, number>>(sql`
      with learner as (
        select person_id, first >= epoch_ms(${
      driftDay * 86_400_000
    }::bigint) as late, try_cast(dob as date) as born
        from interest join seg using (person_id) join person using (person_id) where seg = 'learning'),
      trip as (
        select late, any_value(device) as device from event join learner using (person_id)
        where device is not null group by late, session)
      select
        (select median(datediff('day', born, date '2026-10-31') / 365.2425) from learner
          where not late and born between '1900-01-01' and '2026-10-31') as age_before,
        (select median(datediff('day', born, date '2026-10-31') / 365.2425) from learner
          where late and born between '1900-01-01' and '2026-10-31') as age_after,
        (select count(*) from learner where late) as people,
        (select count(*) from trip where late) as visits,
        (select avg((device = 'mobile')::int) from trip where not late) as mobile_before,
        (select avg((device = 'mobile')::int) from trip where late) as mobile_after`);
    const { age_before, age_after, people, visits, mobile_before, mobile_after } = row!;
    // Neighbouring deciles are about four years apart, so ten points of rank are about four years.
    const years = 2 + 40 * room(0.5, people!);
    assert.ok(Math.abs(age_before! - plan.learning.age[5]!) < years, `median age before ${age_before}`);
    assert.ok(Math.abs(age_after! - driftedAge[5]!) < years, `median age after ${age_after}`);
    near(mobile_after!, driftedMobile, visits!, "phone after");
    near(mobile_before!, plan.learning.mobile, visits!, "phone before");
  },

  "6. unmapped job titles": async (engine, { planted }) => {
    const n = await one(
      engine,
      sql`select count(*) as n from person where job_title in (${list(oddTitles)})`,
    );
    assert.equal(n, planted["job titles that no dictionary knows"]);
  },

  "7. missing roles": async (engine, { planted }) => {
    const rows = await engine.rows<{ source: keyof typeof missingRole; all: number; missing: number }>(sql`
      select record_source as source, count(*) as all, count(*) filter (where role is null) as missing
      from person group by source`);
    assert.equal(rows.length, 5);
    for (const { source, all, missing } of rows) {
      assert.equal(missing, planted[`records without a role, from ${source}`]);
      near(missing / all, missingRole[source], all, source);
    }
  },

  "8. revoked consents": async (engine, { planted }) => {
    const pairs = sql`from consent g join consent d using (person_id, channel)
      where channel = 'email' and g.m and d.m and g.decision = 'grant' and d.decision = 'deny'`;
    const revoked = await one(engine, sql`select count(distinct person_id) as n ${pairs} and d.t > g.t`);
    assert.equal(revoked, planted["people who granted e-mail and revoked it"]);
    const ties = await one(engine, sql`select count(distinct person_id) as n ${pairs} and d.t = g.t`);
    assert.equal(ties, planted["people who granted and denied e-mail in the same second"]);
  },

  "9. three needs": async (engine, { planted }) => {
    const answers = await engine.rows<Record<string, number | null>>(
      sql`select * exclude (person_id, answered_at) from survey`,
    );
    const found = [0, 0, 0];
    for (const answer of answers) {
      const means = needItems.map((group) => {
        const values = group.map((item) => answer[items[item]!]).filter((value) =>
          value !== null
        ) as number[];
        return values.reduce((a, b) => a + b, 0) / Math.max(values.length, 1);
      });
      found[means.indexOf(Math.max(...means))]!++;
    }
    needs.forEach((share, i) => {
      near(found[i]! / answers.length, share, answers.length, `need group ${i + 1}`);
      near(
        planted[`survey answers from need group ${i + 1}`]! / answers.length,
        share,
        answers.length,
        "planted",
      );
    });
  },

  "10. the mess": async (engine, { people, planted }) => {
    const [row] = await engine.rows<Record<string, number>>(sql`select
      (select count(*) from person) as people,
      (select count(*) from raw_people) as exported,
      (select count(*) from person where dob is not null and try_cast(dob as date) is null) as unreal,
      (select count(*) from person where try_cast(dob as date) not between '1900-01-01' and '2026-10-31') as impossible,
      (select count(*) from raw_event anti join person using (person_id)) as orphans,
      (select count(*) from raw_event where t > timestamp '2026-11-01 04:59:59') as future,
      (select count(*) from person where person_id like '0%') as zeros`);
    assert.equal(row!.people, people);
    assert.equal(row!.exported! - people, planted["people exported twice"]);
    assert.equal(row!.unreal, planted["birth dates that do not exist"]);
    assert.equal(row!.impossible, planted["impossible ages"]);
    assert.equal(row!.orphans, planted["events of people who are in no list"]);
    assert.equal(row!.future, planted["events dated after the as-of day"]);
    assert.ok(row!.zeros! > people / 20);
  },
};
