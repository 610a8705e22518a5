import { strict as assert } from "node:assert";
import { day, dayOf, firstDay, lastDay, lastSecond, months, toUtc } from "./calendar.ts";

Deno.test("toUtc() agrees with the time-zone database from 6 a.m. to midnight on every day of the sample", () => {
  for (let on = firstDay; on <= lastDay; on++) {
    for (const second of [6 * 3600, 12 * 3600 + 61, day - 1]) {
      const date = new Date((on * day + second) * 1000).toISOString().slice(0, 19);
      const there = Temporal.PlainDateTime.from(date).toZonedDateTime("America/Chicago");
      assert.equal(toUtc(on * day + second), there.epochMilliseconds / 1000, date);
    }
  }
});

Deno.test("months are the 18 from May 2025 to October 2026", () => {
  assert.equal(months.length, 19);
  assert.equal(months[0], dayOf("2025-05-01"));
  assert.equal(months[8], dayOf("2026-01-01"));
  assert.equal(months[18], dayOf("2026-11-01"));
  assert.equal(lastSecond, dayOf("2026-11-01") * day - 1);
});
