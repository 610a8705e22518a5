import { strict as assert } from "node:assert";
import { type MeasureInGroup, type MeasureResult, type ReachResult, wilson } from "../outcomes/mod.ts";
import type { SegmentsResult } from "../segments/mod.ts";
import { isDominated } from "./is_dominated.ts";
import { release } from "./release.ts";

// Adversarial cases of research/privacy.md, section 8, by number. 13 and 21 stand in suppression/suppress_table_test.ts,
// 15 in earlier_releases_test.ts; an attack on the finished sample report stands in reports/attack_test.ts.

function sizes(people: Record<string, number>, rest: Partial<SegmentsResult> = {}): SegmentsResult {
  const total = rest.total ?? Object.values(people).reduce((a, b) => a + b, 0);
  return {
    kind: "segments",
    mode: "exclusive",
    asOf: "2026-10-31",
    book: { name: "Book", version: 1, sha256: "" },
    total,
    unknown: 0,
    unsegmented: 0,
    segments: Object.entries(people).map(([id, n]) => ({
      id,
      name: id,
      people: n,
      share: n / total,
      unknown: 0,
    })),
    warnings: [],
    ...rest,
  };
}

function measure(
  type: MeasureResult["type"],
  counts: Record<string, readonly [n: number, of: number]>,
): MeasureResult {
  return {
    kind: "measure",
    id: "m",
    name: "m",
    says: null,
    type,
    unit: null,
    better: null,
    groups: Object.entries(counts).map(([group, [n, of]]): MeasureInGroup => ({
      group,
      name: group,
      n,
      of,
      unknown: 0,
      value: type === "rate" ? n / of : 1000,
      ...(type === "total" ? { low: null, high: null } : wilson(n, of)),
    })),
    method: "",
    warnings: ["3 people were left out.", "412 people were left out."],
  };
}

const peopleOf = async (result: SegmentsResult) =>
  (await release({ segments: result })).segments.segments.map(({ people }) => people);

Deno.test("case 11: a cell of 1 or 10 is hidden; 0 and 11, and a zero that must be, are shown; left-out people too", async () => {
  assert.deepEqual(await peopleOf(sizes({ a: 1, b: 10, c: 11, d: 0, e: 90, f: 80 })), [
    "hidden",
    "hidden",
    "hidden",
    0,
    90,
    80,
  ]);
  assert.deepEqual(await peopleOf(sizes({ a: 11, b: 0, c: 0 })), [11, 0, 0]);
  const { measures: [one] } = await release({ measures: [measure("rate", { a: [40, 90] })] });
  assert.deepEqual(one!.warnings, ["fewer than 11 people were left out.", "412 people were left out."]);
});

Deno.test("case 12: a hidden count does not follow from its row, its column or the whole", async () => {
  const shown = await release({
    segments: sizes({ a: 60, b: 70, c: 90 }),
    measures: [measure("rate", { a: [4, 60], b: [40, 70], c: [50, 90], all: [94, 220] })],
  });
  const [m] = shown.measures;
  assert.equal(m!.groups[0]!.n, "hidden");
  // Either everybody's number or another group's is hidden with it.
  assert.ok(m!.groups.slice(1).some(({ n }) => n === "hidden"));
  assert.deepEqual(m!.groups.map(({ of }) => of), [60, 70, 90, 220]);
});

Deno.test("case 14: overlapping segments do not give away who is in both, or in one only; linked tables share margins", async () => {
  // 60 and 50 of 105: 5 people are in both.
  const two = sizes({ a: 60, b: 50 }, { mode: "overlapping", total: 205, unsegmented: 100 });
  assert.ok((await peopleOf(two)).includes("hidden"));
  const reach: ReachResult = {
    kind: "reach",
    channels: ["email"],
    groups: [
      { group: "a", name: "a", people: 60, any: 40, byChannel: [40] },
      { group: "b", name: "b", people: 50, any: 44, byChannel: [44] },
      { group: "all", name: "all", people: 110, any: 84, byChannel: [84] },
    ],
    warnings: [],
  };
  // Six of b cannot be reached; b's size stands in another table, so its reach is hidden in both places.
  const shown = await release({ segments: sizes({ a: 60, b: 50 }), reach });
  assert.deepEqual([shown.reach.groups[1]!.any, shown.reach.groups[1]!.byChannel[0]], ["hidden", "hidden"]);
  assert.notDeepEqual([shown.reach.groups[0]!.any, shown.reach.groups[2]!.any], [40, 84]);
});

Deno.test("case 16: no rate, interval, median, total or share stands beside a hidden count", async () => {
  const shown = await release({
    segments: sizes({ a: 4, b: 60, c: 90, d: 100 }),
    measures: [
      measure("rate", { a: [4, 200], b: [195, 200] }),
      measure("median", { a: [15, 60] }),
      measure("total", { a: [5, 60], b: [40, 90] }),
    ],
  });
  assert.equal(shown.segments.segments[0]!.share, "hidden");
  const [rate, median, total] = shown.measures;
  for (const { value, low, high } of rate!.groups) {
    assert.deepEqual([value, low, high], ["hidden", "hidden", "hidden"]);
  }
  assert.deepEqual([median!.groups[0]!.value, median!.groups[0]!.low], ["hidden", "hidden"]);
  assert.equal(total!.groups[0]!.value, "hidden");
  // Shares of everybody add up to 1: two are hidden.
  assert.ok(shown.segments.segments.filter(({ share }) => share === "hidden").length >= 2);
});

Deno.test("case 17: a rate of 0 or 100 % is hidden when the policy says so", async () => {
  const given = { measures: [measure("rate", { a: [60, 60], b: [0, 80], c: [30, 90] })] };
  const value = async (certain: "show" | "hide") =>
    (await release(given, { certain })).measures[0]!.groups.map(({ n, value }) => [n, value]);
  assert.deepEqual(await value("show"), [[60, 1], [0, 0], [30, 30 / 90]]);
  assert.deepEqual(await value("hide"), [["hidden", "hidden"], ["hidden", "hidden"], [30, 30 / 90]]);
});

Deno.test("case 18: a total that one account dominates is hidden, and everybody's with it", async () => {
  assert.equal(isDominated([900, 50, 30]), true);
  assert.equal(isDominated(Array(20).fill(10)), false);
  assert.equal(isDominated([]), false);
  assert.equal(isDominated([60, 20, 20], [{ n: 1, k: 0.75 }]), false);
  assert.equal(isDominated([60, 20, 20], [{ n: 2, k: 0.75 }]), true);
  assert.throws(() => isDominated([-1]), RangeError);
  assert.throws(() => isDominated([1], [{ p: 0 }]), RangeError);
  assert.throws(() => isDominated([1], [{ n: 0, k: 0.5 }]), RangeError);
  const contributions = (_: string, group: string) =>
    group === "a" ? [900, ...Array(19).fill(1)] : Array(40).fill(25);
  const { measures: [total] } = await release(
    { measures: [measure("total", { a: [20, 60], b: [40, 90], all: [60, 150] })] },
    { contributions },
  );
  assert.deepEqual(total!.groups.map(({ value }) => value), ["hidden", 1000, "hidden"]);
});

Deno.test("case 19: different hidden counts make one and the same release, in every letter", async () => {
  const world = (a: number, b: number) =>
    release({
      segments: sizes({ a, b, c: 90, d: 120 }),
      measures: [measure("rate", { a: [a, a], b: [b, b], c: [40, 90], d: [50, 120] })],
    }).then((released) => JSON.stringify(released));
  // Whatever draws a page, sorts it or scales its axes sees only this.
  assert.equal(await world(4, 30), await world(9, 25));
  assert.equal(await world(1, 33), await world(10, 24));
});

Deno.test("case 20: asking again and again gives the same answer: there is no noise to average, no draw to know", async () => {
  const ask = async () => JSON.stringify(await release({ segments: sizes({ a: 4, b: 60, c: 90 }) }));
  const first = await ask();
  for (let i = 0; i < 5; i++) assert.equal(await ask(), first);
});
