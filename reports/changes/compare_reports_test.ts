import { strict as assert } from "node:assert";
import { fixture } from "../_fixture_for_tests.ts";
import { modelVersion, type ReportModel } from "../model.ts";
import { compareReports, withFindings } from "./compare_reports.ts";
import { type Past, readPast } from "./past.ts";
import type { History } from "./read_history.ts";
import { trendOf } from "./trend_of.ts";

/** The fixture as a report without an earlier one, changed. */
const report = (changed: Partial<ReportModel> = {}): ReportModel => ({
  ...fixture,
  changes: null,
  trend: null,
  ...changed,
});
const on = (date: string) => ({ ...fixture.asOf, date });
const past = (model: ReportModel): Past => readPast(JSON.stringify(model), fixture.workspace.name);
const history = (...models: readonly ReportModel[]): History => ({
  past: models.map(past),
  broken: [],
  later: null,
});
const then = report({ asOf: on("2026-09-30") });

Deno.test("compareReports() has nothing to say of a first report", () => {
  assert.equal(compareReports(report(), history()), null);
  assert.equal(trendOf(report(), []), null);
});

Deno.test("compareReports() of the same numbers finds no change", () => {
  const changes = compareReports(report(), history(then))!;
  assert.deepEqual(changes.since, { date: "2026-09-30", days: 31, version: modelVersion });
  assert.deepEqual(changes.refused, []);
  assert.ok(changes.groups.every(({ change, reason }) => change === 0 && reason === null));
  assert.ok(changes.measures.every(({ groups }) => groups.every(({ clear }) => !clear)));
  assert.ok(
    changes.measures.flatMap(({ groups }) => groups).every(({ change }) =>
      change === 0 || change === "hidden" || change === null
    ),
  );
  assert.equal(changes.sentence, "No measure changed beyond chance.");
});

/** The fixture with other people in its segments. */
function sized(people: Readonly<Record<string, number | "hidden">>, date: string): ReportModel {
  const { segments } = fixture;
  return report({
    asOf: on(date),
    segments: {
      ...segments,
      segments: segments.segments.map((one) => ({ ...one, people: people[one.id] ?? one.people })),
    },
  });
}

Deno.test("compareReports() hides a change of 1 to 10 people, one with a hidden end, and then the sum", () => {
  const before = sized({ learning: 7895, evaluating: "hidden", ready: 2012 }, "2026-09-30");
  const { groups, total } = compareReports(report(), history(before))!;
  const change = (id: string) => groups.find(({ group }) => group === id)!.change;
  assert.deepEqual(["learning", "evaluating", "ready"].map(change), ["hidden", "hidden", 100]);
  assert.equal(total.change, "hidden");
  assert.doesNotMatch(JSON.stringify(groups), /"change":-?([1-9]|10)[,}]/);
});

const refusals: readonly (readonly [name: string, Partial<ReportModel>, RegExp])[] = [
  ["time zone", { asOf: { ...on("2026-09-30"), timeZone: "UTC" } }, /time zone UTC/],
  ["minimum cell", { privacy: { ...fixture.privacy, minimum: 20 } }, /hid counts below 20/],
  ["audience", { fingerprints: { ...fixture.fingerprints, who: "9" } }, /“who” changed/],
  ["mode", { book: { ...fixture.book, mode: "overlapping" } }, /were overlapping, now they are exclusive/],
  [
    "rows",
    { workspace: { ...fixture.workspace, counted: { one: "hospital", many: "hospitals" } } },
    /counted hospitals/,
  ],
];
for (const [name, changed, message] of refusals) {
  Deno.test(`compareReports() refuses another ${name}, and says so`, () => {
    const changes = compareReports(report(), history(report({ asOf: on("2026-09-30"), ...changed })))!;
    assert.match(changes.refused.join(), message);
    assert.ok(changes.groups.every(({ change, reason }) => change === null && reason === "Not comparable"));
    assert.deepEqual(changes.measures, []);
    assert.equal(changes.total.change, null);
    assert.equal(changes.sentence, "The two reports cannot be compared.");
  });
}

Deno.test("compareReports() refuses a report of another format, and says which", () => {
  const other = past({ ...then, version: 1 } as unknown as ReportModel);
  const changes = compareReports(report(), { past: [other], broken: [], later: null })!;
  assert.deepEqual(changes.refused, [
    `The report of 30 September 2026 has report format 1, this one ${modelVersion}: another version of Trellis made it.`,
  ]);
});

Deno.test("compareReports() compares what kept its definition, and names what did not", () => {
  const { segments, measures } = fixture.fingerprints;
  const before = report({
    asOf: on("2026-09-30"),
    fingerprints: {
      ...fixture.fingerprints,
      segments: segments.map((one) => one.id === "ready" ? { ...one, sha256: "old" } : one),
      measures: { ...measures, missed: "old" },
    },
  });
  const now = report({ fingerprints: { ...fixture.fingerprints, measures: { ...measures, missed: "new" } } });
  const changes = compareReports(now, history(before))!;
  assert.deepEqual(changes.groups.map(({ group, reason }) => [group, reason]), [
    ["learning", null],
    ["evaluating", null],
    ["ready", "New definition"],
    ["none", "Other definitions changed"],
    ["unknown", "Other definitions changed"],
  ]);
  const reasons = (id: string) =>
    changes.measures.find((one) => one.id === id)!.groups.map(({ reason }) => reason);
  assert.deepEqual(reasons("scheduled").slice(0, 3), [null, null, "New definition"]);
  assert.ok(reasons("missed").every((reason) => reason === "Measure defined anew"));
});

Deno.test("compareReports() notes unequal periods, broken reports and a later one", () => {
  const earlier = report({
    asOf: on("2026-08-01"),
    changes: { ...fixture.changes!, since: { ...fixture.changes!.since, days: 31 } },
  });
  const { notes } = compareReports(report(), {
    past: [past(earlier)],
    broken: ["The report of 30 September 2026 is left out: it is empty."],
    later: "2026-11-30",
  })!;
  assert.match(notes.join("\n"), /30 September 2026 is left out: it is empty/);
  assert.match(notes.join("\n"), /There is a later report, of 30 November 2026/);
  assert.match(notes.join("\n"), /looked back over 31 days, this one over 91/);
});

Deno.test("withFindings() tells new findings from those that are no longer made", () => {
  const [first, ...others] = fixture.findings;
  const before = report({ asOf: on("2026-09-30"), findings: others });
  const past = history(before);
  const { fresh, gone, kept } =
    withFindings(compareReports(report(), past), fixture.findings, past)!.findings;
  assert.deepEqual(fresh, [{ id: first!.id, see: first!.see }]);
  assert.deepEqual([gone, kept], [[], others.length]);
  const back = history(report({ asOf: on("2026-09-30") }));
  assert.deepEqual(
    withFindings(compareReports(report(), back), others, back)!.findings.gone.map(({ id }) => id),
    [
      first!.id,
    ],
  );
});

Deno.test("trendOf() breaks where the definition, the measure or the format is another", () => {
  const old = report({
    asOf: on("2026-08-31"),
    fingerprints: {
      ...fixture.fingerprints,
      segments: fixture.fingerprints.segments.map((one) =>
        one.id === "ready" ? { ...one, sha256: "old" } : one
      ),
    },
  });
  const foreign = past({ ...then, asOf: on("2026-07-31"), version: 1 } as unknown as ReportModel);
  const { dates, groups, measure } = trendOf(report(), [foreign, past(old), past(then)])!;
  assert.deepEqual(dates, ["2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"]);
  assert.equal(measure, fixture.main);
  const breaks = (id: string) => groups.find(({ group }) => group === id)!.breaks;
  assert.deepEqual([breaks("learning"), breaks("ready"), breaks("none")], [[1], [1, 2], [1, 2]]);
  assert.equal(groups[0]!.values[0], null);
});

Deno.test("readPast() says what is wrong with a sidecar in a few words", () => {
  const text = JSON.stringify(then);
  const wrong = (broken: string) => {
    try {
      readPast(broken, fixture.workspace.name);
    } catch (error) {
      return (error as Error).message;
    }
  };
  assert.equal(wrong(text), undefined);
  assert.equal(wrong(""), "it is empty");
  assert.equal(wrong(text.slice(0, text.length / 2)), "it is cut short or damaged");
  assert.equal(wrong("[]"), "it is not a report");
  assert.equal(wrong(JSON.stringify({ ...then, segments: null })), "parts of it are missing or damaged");
  assert.equal(
    wrong(JSON.stringify({ ...then, workspace: { ...then.workspace, name: "Other" } })),
    "it is the report of another workspace",
  );
});
