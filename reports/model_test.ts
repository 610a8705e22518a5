import { strict as assert } from "node:assert";
import { fixture } from "./_fixture_for_tests.ts";
import { reportModelSchema } from "./model.ts";

Deno.test("a model comes back from JSON as it was", () => {
  assert.deepEqual(reportModelSchema.parse(JSON.parse(JSON.stringify(fixture))), fixture);
});

Deno.test("a model holds nothing it does not declare", () => {
  const leaks = [
    { ...fixture, people: ["p1"] },
    { ...fixture, segments: { ...fixture.segments, members: [1, 0] } },
    {
      ...fixture,
      quality: { ...fixture.quality, fields: [{ ...fixture.quality.fields[0], range: ["1", "2"] }] },
    },
  ];
  for (const leak of leaks) assert.equal(reportModelSchema.safeParse(leak).success, false);
});

Deno.test("a model takes no number that is not one", () => {
  for (const total of [NaN, Infinity, "17", undefined]) {
    const model = { ...fixture, segments: { ...fixture.segments, total } };
    assert.equal(reportModelSchema.safeParse(model).success, false, String(total));
  }
});
