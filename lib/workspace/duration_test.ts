import { strict as assert } from "node:assert";
import { durationSeconds } from "./duration.ts";

Deno.test("durationSeconds() reads hours, days and weeks", () => {
  assert.equal(durationSeconds("12h"), 43_200);
  assert.equal(durationSeconds("30d"), 2_592_000);
  assert.equal(durationSeconds("8w"), 4_838_400);
});

Deno.test("durationSeconds() refuses anything else and shows how to write it", () => {
  for (const text of ["", "d", "30", "3 d", "-3d", "1.5d", "3m", "1234567d"]) {
    assert.throws(() => durationSeconds(text), {
      name: "RangeError",
      message: /write hours, days or weeks as "12h"/,
    });
  }
});
