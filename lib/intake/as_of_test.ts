import { strict as assert } from "node:assert";
import { asOfMoment } from "./as_of.ts";

const chicago = { asOf: "2026-11-01", timeZone: "America/Chicago" };

Deno.test("asOfMoment() is the last second of the day where the workspace is", () => {
  // The clocks go back on 1 November 2026: the day has 25 hours and ends at 06:00 UTC.
  assert.equal(asOfMoment(chicago).seconds, Date.UTC(2026, 10, 2, 6) / 1000 - 1);
  assert.equal(asOfMoment(chicago, "2026-10-31").seconds, Date.UTC(2026, 10, 1, 5) / 1000 - 1);
  assert.deepEqual(asOfMoment({ asOf: "2026-10-31", timeZone: "UTC" }), {
    date: "2026-10-31",
    timeZone: "UTC",
    seconds: Date.UTC(2026, 10, 1) / 1000 - 1,
  });
});

Deno.test("asOfMoment() refuses a later day than the exports, and what is no day", () => {
  assert.throws(() => asOfMoment(chicago, "2026-11-02"), {
    name: "InputError",
    message: "Cannot look at the as-of day 2026-11-02: the exports are true at 2026-11-01 " +
      "(asOf in workspace.yaml). Choose that day or an earlier one.",
  });
  for (const wanted of ["yesterday", "2026-02-30", "2026-1-1", "2026-10-31T00:00", ""]) {
    assert.throws(() => asOfMoment(chicago, wanted), {
      name: "InputError",
      message: `Cannot look at the as-of day "${wanted}": write a day as YYYY-MM-DD`,
    });
  }
});
