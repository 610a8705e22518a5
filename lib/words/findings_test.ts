import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { FunnelResult, FunnelStep } from "../journeys/mod.ts";
import {
  type MeasureInGroup,
  type MeasureResult,
  newcombe,
  type ReachResult,
  wilson,
} from "../outcomes/mod.ts";
import { release } from "../privacy/mod.ts";
import type { SegmentsResult, Shown } from "../segments/mod.ts";
import type { QualityResult } from "../workspace/mod.ts";
import { compare, rated } from "./_candidate.ts";
import { type FindingOptions, findings } from "./findings.ts";
import type { Finding } from "./result.ts";

/** A funnel of the mock's kind: people, left and still deciding at each step of each group. */
function funnel(groups: Record<string, readonly (readonly [people: number, left: number, still: number])[]>) {
  const steps = (rows: readonly (readonly [number, number, number])[]): FunnelStep[] => {
    const over = rows.map(() => 0);
    // Of the people who went all the way, those whose window is over: all, to keep the case simple.
    for (let k = rows.length - 1; k >= 0; k--) {
      over[k] = k === rows.length - 1 ? rows[k]![0] : rows[k]![1] + over[k + 1]!;
    }
    return rows.map(([people, left, stillDeciding], k) => ({
      name: ["Showed interest", "Checked eligibility", "Asked for a visit", "Scheduled"][k]!,
      people,
      rateFromFirst: people / rows[0]![0],
      rateFromPrevious: k === 0 ? null : people / rows[k - 1]![0],
      medianSecondsFromPrevious: null,
      left,
      stillDeciding,
      drop: k === rows.length - 1
        ? null
        : { lost: left, of: over[k]!, rate: left / over[k]!, ...wilson(left, over[k]!) },
    }));
  };
  const all = Object.entries(groups).map(([group, rows]) => ({
    group,
    name: group,
    people: rows[0]![0],
    steps: steps(rows),
  }));
  return {
    kind: "funnel",
    mode: "ordered",
    within: "56d",
    withinSeconds: 1,
    observedUntil: 1,
    people: 20_000,
    steps: all[0]!.steps,
    groups: all,
    warnings: [],
  } satisfies FunnelResult;
}

const mock = funnel({
  "Evaluating eligibility": [[4287, 236, 579], [3472, 1050, 1383], [1039, 91, 210], [738, 0, 0]],
  "Ready to schedule": [[2112, 47, 79], [1986, 89, 162], [1735, 183, 275], [1277, 0, 0]],
  "Learning basics": [[7904, 1191, 4534], [2179, 294, 993], [892, 100, 272], [520, 0, 0]],
});

function measure(rows: Record<string, readonly [n: number, of: number]>, rest: Partial<MeasureResult> = {}) {
  return {
    kind: "measure",
    id: "booked",
    name: "Booked",
    says: null,
    type: "rate",
    unit: null,
    better: "higher",
    groups: Object.entries(rows).map(([group, [n, of]]): MeasureInGroup => ({
      group,
      name: group,
      n,
      of,
      value: of === 0 ? null : n / of,
      ...(of === 0 ? { low: null, high: null } : wilson(n, of)),
      unknown: 0,
    })),
    method: "",
    warnings: [],
    ...rest,
  } satisfies MeasureResult;
}

const only = (found: readonly Finding[], kind: string) => found.filter(({ id }) => id.startsWith(`${kind}:`));

Deno.test("compare() of two groups is Newcombe's interval", () => {
  const groups = [rated({ id: "a", name: "a" }, 56, 70), rated({ id: "b", name: "b" }, 48, 80)];
  const { difference } = compare(groups[0]!, groups)!;
  const published = newcombe({ n: 56, of: 70 }, { n: 48, of: 80 });
  for (const end of ["value", "low", "high"] as const) {
    assert.ok(Math.abs(difference[end] - published[end]) < 1e-12);
  }
  assert.equal(compare(groups[0]!, [groups[0]!]), null);
});

Deno.test("findings() says where a segment loses more than the others, with number, interval, comparison and gain", () => {
  const book = {
    segments: [{
      id: "Evaluating eligibility",
      offer: "A benefits check",
      channels: ["email", "phone"],
      route: "Financial navigator",
    }],
  };
  const [first] = only(findings({ funnel: mock }, { book }), "drop").filter(({ segment }) =>
    segment === "Evaluating eligibility"
  );
  // 1,050 of 1,879; in the others 89 of 1,549 and 294 of 914, together 383 of 2,463.
  assert.equal(
    first!.see,
    "**56 of every 100** people in Evaluating eligibility leave after “Checked eligibility”, before “Asked for a " +
      "visit” (95% interval 54 to 58). In the other segments it is 16 (14 to 17).",
  );
  assert.equal(
    first!.act,
    "Work first on the way from “Checked eligibility” to “Asked for a visit”. Make sure they get what the segment " +
      "book plans: “A benefits check” by e-mail or phone. If it were as in the other segments, that would be about " +
      "760 more people (710 to 810).",
  );
  assert.equal(
    first!.mind,
    "Counts only people whose 56 days are over. Not a test: segments may differ in other ways too.",
  );
  assert.equal(first!.section, "funnel");
  assert.deepEqual(first!.strip!.others.map(({ name }) => name), ["Ready to schedule", "Learning basics"]);
});

Deno.test("findings() tells people who still decide from people who left", () => {
  const [deciding] = only(findings({ funnel: mock }), "deciding");
  assert.match(deciding!.see, /^\*\*57 of every 100\*\* people in Learning basics are still deciding/);
  assert.match(deciding!.act, /until their 56 days are over/);
});

Deno.test("findings() takes a measure on its worse side only, the main one first", () => {
  const result = measure({ a: [100, 1000], b: [500, 1000] });
  const about = (better: MeasureResult["better"], options: FindingOptions = {}) =>
    findings({ measures: [{ ...result, better }] }, options).map(({ segment }) => segment);
  assert.deepEqual(about("higher"), ["a"]);
  assert.deepEqual(about("lower"), ["b"]);
  assert.deepEqual(about(null), ["a", "b"]);
  assert.deepEqual(about(null, { main: "another" }), []);
  assert.match(
    findings({ measures: [result] })[0]!.see,
    /^“Booked” holds for \*\*10 of every 100\*\* people in a \(95% interval 8 to 12\)\. In the other segments for 50 \(47 to 53\)\.$/,
  );
});

Deno.test("findings() says a measure in its own words where the workspace gives them", () => {
  const [first] = findings({
    measures: [measure({ a: [100, 1000], b: [500, 1000] }, { says: "scheduled a visit" })],
  });
  assert.match(
    first!.see,
    /^\*\*10 of every 100\*\* people in a scheduled a visit \(95% interval 8 to 12\)\. In the other segments it is 50 \(47 to 53\)\.$/,
  );
});

Deno.test("findings() speaks of every segment before it says a second thing of one", () => {
  const measures = ["x", "y", "z"].map((id) =>
    measure({ a: [100, 1000], b: [360, 400], c: [250, 1000] }, { id, name: id })
  );
  assert.deepEqual(findings({ measures }).map(({ segment }) => segment), ["a", "a", "c"]);
});

Deno.test("findings() compares with everybody else when no other segment's rate may be shown", async () => {
  const { measures } = await release({
    measures: [measure({ a: [400, 600], b: [8, 300], c: [9, 300], all: [417, 1200] }, { better: "lower" })],
  });
  assert.deepEqual(measures[0]!.groups.map(({ n }) => n), [400, "hidden", "hidden", 417]);
  assert.match(findings({ measures })[0]!.see, /Among all other people for 3 \(2 to 4\)\.$/);
});

Deno.test("findings() asks for permission in a large segment that few of can be reached", () => {
  const reach = (people: number): ReachResult => ({
    kind: "reach",
    channels: [],
    groups: [
      { group: "few", name: "few", people, any: people * 0.3, byChannel: [] },
      { group: "most", name: "most", people: 5000, any: 4000, byChannel: [] },
    ],
    warnings: [],
  });
  assert.deepEqual(findings({ reach: reach(1000) }).map(({ id }) => id), ["reach:few"]);
  assert.deepEqual(findings({ reach: reach(300) }), []);
});

Deno.test("findings() says who cannot be placed, and which weak fields of their rules are missing", () => {
  const field = { rows: 1000, distinct: 4, range: null, staleDays: null, reason: "" } as const;
  const quality: QualityResult<Shown> = {
    kind: "quality",
    tables: [],
    fields: [
      { ...field, table: "people", field: "role", complete: 0.69, verdict: "weak" },
      { ...field, table: "people", field: "age", complete: 0.98, verdict: "strong" },
      { ...field, table: "people", field: "account", complete: 0.2, verdict: "unusable" },
      { ...field, table: "people", field: "income", complete: "hidden", verdict: "weak" },
      { ...field, table: "events", field: "stage", complete: 0.6, verdict: "weak" },
      { ...field, table: "people", field: "language", complete: 0.6, verdict: "weak" },
    ],
    problems: [],
    gate: { passed: true, reasons: [] },
  };
  const segments = (unknown: Shown): SegmentsResult<Shown> => ({
    kind: "segments",
    mode: "exclusive",
    asOf: "2026-10-31",
    book: { name: "", version: 1, sha256: "" },
    total: 1000,
    unknown,
    unsegmented: 0,
    segments: [],
    warnings: [],
  });
  const used = new Set(["people.role", "people.age", "people.account", "people.income", "events.stage"]);
  const options = { used, counted: { one: "patient", many: "patients" } };
  const [first, second] = findings({ quality, segments: segments(40) }, options);
  assert.equal(second, undefined);
  assert.equal(
    first!.see,
    "**4 of every 100** patients cannot be placed in a segment (95% interval 3 to 5). Of the fields that rules " +
      "read, “role” is missing for 31%.",
  );
  assert.equal(first!.act, "Fill “role” where the records are made, or change the rules that read it.");
  for (const unknown of [0, "hidden"] as const) {
    assert.deepEqual(findings({ quality, segments: segments(unknown) }, options), []);
  }
  assert.deepEqual(findings({ quality, segments: segments(40) }), []);
});

Deno.test("findings() finds nothing where nothing differs, nothing is given, or everything is hidden", () => {
  assert.deepEqual(findings({}), []);
  assert.deepEqual(findings({ measures: [measure({ a: [100, 200], b: [101, 200] })] }), []);
  assert.deepEqual(findings({ measures: [measure({ a: [0, 0], b: [0, 0] })] }), []);
  const masked = JSON.parse(JSON.stringify(mock, (_, value) => typeof value === "number" ? "hidden" : value));
  assert.deepEqual(findings({ funnel: masked }), []);
});

const counts = fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 100 })).map(
  ([of, percent]) => [Math.floor(of * percent / 100), of] as [number, number],
);
const table = fc.dictionary(fc.constantFrom("a", "b", "c", "d", "none", "unknown"), counts, {
  noNullPrototype: true,
});

Deno.test("findings() are at most five, ordered the same whatever the order of groups, complete and careful", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(table, { minLength: 1, maxLength: 6 }), async (tables) => {
      const make = (turn: boolean) =>
        tables.map((rows, i) => {
          const entries = Object.entries(rows);
          return measure(Object.fromEntries(turn ? entries.reverse() : entries), {
            id: `m${i}`,
            name: `Measure ${i}`,
            better: i % 2 ? "lower" : "higher",
          });
        });
      const { measures } = await release({ measures: make(false) });
      const found = findings({ measures });
      assert.ok(found.length <= 5);
      const again = findings({ measures: (await release({ measures: make(true) })).measures });
      assert.deepEqual(again.map(({ id }) => id), found.map(({ id }) => id));
      assert.equal(new Set(found.map(({ id }) => id)).size, found.length);
      for (const { see, act, mind, segment, strip } of found) {
        assert.match(see, /\*\*.+ of every (100|1,000)\*\*/);
        assert.match(see, /\(95% interval [\d.]+ to [\d.]+\)/);
        assert.match(see, /In the other segments|Among all other/);
        assert.doesNotMatch(
          see + act + mind,
          /\busers?\b|\bdrives?\b|\bimpact|signific|\bcauses?\b|NaN|undefined|hidden/,
        );
        assert.ok(act.length > 0 && mind.length > 0 && strip !== null);
        assert.ok(segment !== "none" && segment !== "unknown");
        const row = measures.flatMap(({ groups }) => groups).filter(({ group }) => group === segment);
        assert.ok(row.some(({ value }) => value === strip.value), "a printed number");
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("findings() makes nothing of the chance among a hundred groups that are alike", () => {
  // 80 people each; counts as a fair coin gives them, from 31 to 49: the ends lie beyond a plain interval of 95 %.
  const rows = Object.fromEntries(
    Array.from(
      { length: 100 },
      (_, i) => [`g${i}`, [31 + Math.round(18 * ((i * 37) % 100) / 99), 80] as const],
    ),
  );
  assert.deepEqual(only(findings({ measures: [measure(rows)] }), "gap"), []);
  const [found] = only(findings({ measures: [measure({ ...rows, low: [8, 80] })] }), "gap");
  assert.equal(found!.segment, "low");
});
