import { strict as assert } from "node:assert";
import type { MeasureResult } from "../outcomes/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { ChangeSource } from "./change_source.ts";
import { findings } from "./findings.ts";

const measure: MeasureResult<Shown> = {
  kind: "measure",
  id: "missed",
  name: "Missed a visit",
  says: "missed a visit",
  type: "rate",
  unit: null,
  better: "lower",
  groups: [
    { group: "a", name: "Ayes", n: 300, of: 1000, value: .3, low: .272, high: .329, unknown: 0 },
    { group: "none", name: "Others", n: 300, of: 1000, value: .3, low: .272, high: .329, unknown: 0 },
  ],
  method: "",
  warnings: [],
};

const changes = (row: Partial<ChangeSource["measures"][number]["groups"][number]>): ChangeSource => ({
  since: { date: "2026-09-30" },
  measures: [{
    id: "missed",
    type: "rate",
    groups: [{
      group: "a",
      name: "Ayes",
      before: .2,
      change: .1,
      low: .062,
      high: .138,
      clear: true,
      ...row,
    }],
  }],
});

Deno.test("findings() says a clear change with both numbers, its interval and a caveat", () => {
  const [first] = findings({ measures: [measure], changes: changes({}) });
  assert.equal(first!.id, "change:missed:a");
  assert.equal(
    first!.see,
    "**30 of every 100** people in Ayes missed a visit (95% interval 27 to 33). On 30 September 2026 it was 20 " +
      "(10.0 points more now, 95% interval +6.2 to +13.8).",
  );
  assert.equal(
    first!.act,
    "Find out what is different for Ayes since 30 September 2026, before anything else is planned on this number.",
  );
  assert.match(first!.mind, /not a test/);
  assert.equal(first!.section, "changed");
});

Deno.test("findings() says nothing of a change that is unclear, hidden, not comparable or of a remainder", () => {
  for (
    const row of [
      { clear: false },
      { before: "hidden" as const },
      { change: null, low: null, high: null },
      { group: "none", name: "Others" },
      { group: "gone", name: "Gone" },
    ]
  ) assert.deepEqual(findings({ measures: [measure], changes: changes(row) }), []);
});
