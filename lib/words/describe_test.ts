import { strict as assert } from "node:assert";
import type { FunnelStep } from "../journeys/mod.ts";
import type { MeasureInGroup, MeasureResult, ReachResult } from "../outcomes/mod.ts";
import type { SegmentsResult, Shown } from "../segments/mod.ts";
import type { FieldQuality, QualityResult } from "../workspace/mod.ts";
import { describe } from "./describe.ts";

type Step = FunnelStep<Shown>;

function sizes(
  people: Record<string, Shown>,
  rest: Partial<SegmentsResult<Shown>> = {},
): SegmentsResult<Shown> {
  return {
    kind: "segments",
    mode: "exclusive",
    asOf: "2026-10-31",
    book: { name: "", version: 1, sha256: "" },
    total: 1000,
    unknown: 0,
    unsegmented: 0,
    segments: Object.entries(people).map(([name, n]) => ({
      id: name,
      name,
      people: n,
      share: n === "hidden" ? n : n / 1000,
      unknown: 0,
    })),
    warnings: [],
    ...rest,
  };
}

function funnel(groups: Record<string, readonly Partial<Step>[]>) {
  const steps = (given: readonly Partial<Step>[]) =>
    given.map((step, k): Step => ({
      name: ["Came", "Asked", "Booked"][k]!,
      people: 100,
      rateFromFirst: 1,
      rateFromPrevious: k === 0 ? null : 1,
      medianSecondsFromPrevious: null,
      left: 0,
      stillDeciding: 0,
      drop: null,
      ...step,
    }));
  return {
    kind: "funnel" as const,
    mode: "ordered" as const,
    within: "56d",
    withinSeconds: 1,
    observedUntil: 1,
    people: 1000,
    steps: steps([{}, {}]),
    groups: Object.entries(groups).map(([name, given]) => ({
      group: name,
      name,
      people: 100,
      steps: steps(given),
    })),
    warnings: [],
  };
}

const drop = (rate: Shown) => ({ lost: 1, of: 2, rate, low: rate, high: rate });

function measure(type: MeasureResult["type"], rows: Record<string, readonly Shown[]>): MeasureResult<Shown> {
  return {
    kind: "measure",
    id: "m",
    name: "Booked",
    says: null,
    type,
    unit: type === "rate" ? null : "days",
    better: null,
    groups: Object.entries(rows).map((
      [group, [value = null, low = null, high = null]],
    ): MeasureInGroup<Shown> => ({
      group,
      name: group === "none" ? "Everyone else" : group,
      n: 50,
      of: 100,
      value,
      low,
      high,
      unknown: 0,
    })),
    method: "",
    warnings: [],
  };
}

Deno.test("describe() of segments names the largest, and who cannot be placed", () => {
  assert.equal(
    describe(sizes({ Learning: 500, Ready: 200 }, { unknown: 20 })),
    "Learning is the largest segment: 500 people, 50%. 20 people (2%) cannot be placed: too little is known.",
  );
  assert.equal(
    describe(sizes({ Large: 1 }), { counted: { one: "hospital", many: "hospitals" } }),
    "Large is the only segment: 1 hospital, <1%.",
  );
  assert.equal(describe(sizes({ a: 0 })), "No person is in any segment.");
  assert.equal(describe(sizes({}, { total: 0 })), "There are no people to divide.");
  assert.equal(
    describe(sizes({ a: "hidden" }, { unknown: "hidden" })),
    "The sizes of all segments are hidden.",
  );
});

Deno.test("describe() of a funnel says who loses most, and where most still decide", () => {
  const result = funnel({
    "Evaluating eligibility": [{ drop: drop(0.1) }, { drop: drop(0.68) }, {}],
    "Learning basics": [{ drop: drop(0.65), people: 100, left: 15, stillDeciding: 57 }, {}, {}],
    Ready: [{ drop: drop("hidden"), left: "hidden", stillDeciding: "hidden" }, {}],
  });
  assert.equal(
    describe(result),
    "In Evaluating eligibility, two in three leave after “Asked”, before “Booked”: the biggest drop-off. " +
      "In Learning basics most of those who stopped are still deciding, not lost.",
  );
});

Deno.test("describe() of a funnel without groups, without people, too early, or hidden", () => {
  const { groups: _, ...whole } = funnel({});
  const steps = (first: Partial<Step>) => ({
    ...whole,
    steps: [{ ...whole.steps[0]!, ...first }, whole.steps[1]!],
  });
  assert.equal(
    describe(steps({ drop: drop(0.5) })),
    "Of all people, half leave after “Came”, before “Asked”: the biggest drop-off.",
  );
  assert.equal(describe(steps({ people: 0 })), "Nobody did the first step, “Came”.");
  assert.equal(describe(steps({})), "It is too early to say where people stop: nobody's time is over yet.");
  assert.equal(
    describe(steps({ drop: drop("hidden") })),
    "Too few people may be shown to say where they stop.",
  );
});

Deno.test("describe() of a measure gives its range over segments, and whether an average would do", () => {
  assert.equal(
    describe(measure("rate", {
      Learning: [0.12, 0.11, 0.13],
      "In treatment": [0.83, 0.81, 0.84],
      few: ["hidden", "hidden", "hidden"],
      none: [0.99, 0.98, 1],
    })),
    "From 12 of every 100 in Learning to 83 of every 100 in “In treatment”: no average describes these segments.",
  );
  assert.equal(
    describe(measure("rate", { a: [0.4, 0.3, 0.5], b: [0.45, 0.35, 0.55] })),
    "From 40 of every 100 in a to 45 of every 100 in b; chance alone could explain the difference.",
  );
  assert.equal(describe(measure("median", { a: [12, 10, 14], b: [12, 9, 15] })), "12 days in every segment.");
  assert.equal(describe(measure("total", { a: [1200], b: [40] })), "From 40 days in b to 1,200 days in a.");
  assert.equal(describe(measure("rate", { a: [0.4] })), "40 of every 100 in a.");
  assert.equal(
    describe(measure("rate", { a: ["hidden"], all: [0.4, 0.3, 0.5] })),
    "40 of every 100 people (95% interval 30 to 50).",
  );
  assert.equal(describe(measure("rate", { a: ["hidden"] })), "Too few people may be shown to say.");
  assert.equal(describe(measure("rate", {})), "There are no people to measure.");
});

Deno.test("describe() of reach compares segments, and says when permission is missing", () => {
  const reach = (
    rows: Record<string, readonly [Shown, Shown]>,
    warnings: string[] = [],
  ): ReachResult<Shown> => ({
    kind: "reach",
    channels: ["email", "sms"],
    groups: Object.entries(rows).map(([group, [people, any]]) => ({
      group,
      name: group,
      people,
      any,
      byChannel: [],
    })),
    warnings,
  });
  assert.equal(
    describe(reach({ a: [100, 34], b: [100, 92], c: ["hidden", 50] })),
    "92 of every 100 people in b can be reached, and 34 of every 100 in a.",
  );
  assert.equal(describe(reach({ a: [100, 0] })), "No person can be reached through e-mail or text message.");
  assert.match(
    describe(reach({ a: [100, 0] }, ["There is no consent log"])),
    /^No person may be counted as reachable/,
  );
  assert.match(describe(reach({ a: ["hidden", "hidden"] })), /^Too few people/);
});

Deno.test("describe() of data quality counts the verdicts", () => {
  const quality = (verdicts: FieldQuality["verdict"][], passed = true): QualityResult<Shown> => ({
    kind: "quality",
    tables: [],
    fields: verdicts.map((verdict) => ({
      table: "people",
      field: "role",
      rows: 1,
      complete: 1,
      distinct: 1,
      range: null,
      staleDays: null,
      verdict,
      reason: "",
    })),
    problems: [],
    gate: { passed, reasons: [] },
  });
  assert.equal(
    describe(quality(["strong", "weak", "strong", "unusable"])),
    "2 of 4 fields are strong enough to segment on, 1 weak, 1 not usable.",
  );
  assert.equal(describe(quality(["strong"])), "The 1 field is strong enough to segment on.");
  assert.match(describe(quality(["weak"], false)), /^The data-quality gate failed\./);
  assert.equal(describe(quality([])), "There is no field to segment on.");
});

Deno.test("describe() keeps hostile names to one short line without marks", () => {
  const said = describe(sizes({ [`a**b**\n\u202ec${"x".repeat(10_000)}`]: 500, "<script>": 100 }));
  assert.ok(!said.includes("**") && !said.includes("\n") && !said.includes("\u202e"));
  assert.ok(said.length < 150);
});
