import { strict as assert } from "node:assert";
import fc from "fast-check";
import { id, numbers, openDuckDb, sql } from "../engine/mod.ts";
import { localToUtc } from "./_zone.ts";

Deno.test("localToUtc() takes the earlier of two times, and moves on one that never was", async () => {
  const engine = await openDuckDb({ threads: 1 });
  const utc = async (local: string, zone: string) => {
    const [row] = await engine.rows<{ t: string }>(
      sql`select strftime(make_timestamp(${localToUtc(id("m"), zone)}), '%Y-%m-%d %H:%M') as t
        from (select epoch_us(${local}::timestamp) as m)`,
    );
    return row!.t;
  };
  assert.equal(await utc("2026-07-01 12:00", "America/Chicago"), "2026-07-01 17:00");
  assert.equal(await utc("2026-03-08 02:30", "America/Chicago"), "2026-03-08 08:30");
  assert.equal(await utc("2026-11-01 01:30", "America/Chicago"), "2026-11-01 06:30");
  assert.equal(await utc("2026-11-01 02:00", "America/Chicago"), "2026-11-01 08:00");
  assert.equal(await utc("2026-01-01 00:00", "Asia/Kolkata"), "2025-12-31 18:30");
  assert.equal(await utc("1960-07-01 12:00", "Europe/Berlin"), "1960-07-01 11:00");
  assert.equal(await utc("1899-12-31 23:00", "UTC"), null);
  await engine.close();
});

Deno.test("localToUtc() agrees with Temporal at any minute of 2000 to 2039", async () => {
  const engine = await openDuckDb({ threads: 1 });
  const zones = ["UTC", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia"];
  const minute = fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 - 1 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...zones),
      fc.array(minute, { minLength: 50, maxLength: 50 }),
      async (zone, ms) => {
        const values = sql`unnest([${
          ms.map((m) => sql`${m}`).reduce((a, b) => sql`${a}, ${b}`)
        }])::bigint * 60000000`;
        const data = await engine.columns(
          sql`select m::double as m, ${localToUtc(id("m"), zone)}::double as u from (select ${values} as m)`,
        );
        const local = numbers(data, "m");
        const utc = numbers(data, "u");
        local.forEach((m, i) => {
          const text = new Date(m / 1000).toISOString().slice(0, 19);
          const expected = Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds * 1000;
          assert.equal(utc[i], expected, `${text} in ${zone}`);
        });
      },
    ),
    { numRuns: 60 },
  );
  await engine.close();
});
