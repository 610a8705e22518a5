import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { FunnelResult, FunnelStep } from "../journeys/mod.ts";
import { type MeasureInGroup, type MeasureResult, type ReachResult, wilson } from "../outcomes/mod.ts";
import type { BookMode, SegmentsResult, Shown } from "../segments/mod.ts";
import { release } from "./release.ts";
import type { Released } from "./result.ts";

/** One invented person: groups by index, ways to be reached, a rate's truth (or none), and how far they went. */
interface Someone {
  readonly groups: readonly number[];
  readonly ways: readonly boolean[];
  readonly truth: 0 | 1 | 2;
  readonly level: number;
  readonly over: boolean;
}

const stepNames = ["One", "Two", "Three", "Four"];
const channels = ["email", "sms", "phone"];
type All = "segments" | "reach" | "funnels" | "measures";

function results(people: readonly Someone[], groupCount: number, mode: BookMode) {
  const ids = Array.from({ length: groupCount }, (_, g) => `g${g}`);
  const inGroup = new Map<string, readonly Someone[]>([
    ...ids.map((id, g) => [id, people.filter(({ groups }) => groups.includes(g))] as const),
    ["none", people.filter(({ groups }) => groups.length === 0)],
    ["unknown", []],
  ]);
  const withAll = new Map([...inGroup, ["all", people]]);
  const entries = [...withAll].map(([group, members]) => ({ group, name: group, members }));
  const segments: SegmentsResult = {
    kind: "segments",
    mode,
    asOf: "2026-10-31",
    book: { name: "", version: 1, sha256: "" },
    total: people.length,
    unknown: 0,
    unsegmented: inGroup.get("none")!.length,
    segments: ids.map((id) => {
      const n = inGroup.get(id)!.length;
      return { id, name: id, people: n, share: people.length ? n / people.length : null, unknown: 0 };
    }),
    warnings: [],
  };
  const reach: ReachResult = {
    kind: "reach",
    channels,
    groups: entries.map(({ group, name, members }) => ({
      group,
      name,
      people: members.length,
      any: members.filter(({ ways }) => ways.includes(true)).length,
      byChannel: channels.map((_, k) => members.filter(({ ways }) => ways[k]).length),
    })),
    warnings: [],
  };
  const measure: MeasureResult = {
    kind: "measure",
    id: "m",
    name: "m",
    says: null,
    type: "rate",
    unit: null,
    better: null,
    groups: entries.map(({ group, name, members }): MeasureInGroup => {
      const n = members.filter(({ truth }) => truth === 1).length;
      const of = members.filter(({ truth }) => truth !== 2).length;
      const interval = of === 0 ? { low: null, high: null } : wilson(n, of);
      return {
        group,
        name,
        n,
        of,
        value: of === 0 ? null : n / of,
        ...interval,
        unknown: members.length - of,
      };
    }),
    method: "",
    warnings: [],
  };
  const steps = (members: readonly Someone[]): FunnelStep[] =>
    stepNames.map((name, k) => {
      const here = members.filter(({ level }) => level > k);
      const stopped = here.filter(({ level }) => level === k + 1);
      const last = k === stepNames.length - 1;
      const lost = stopped.filter(({ over }) => over).length;
      const of = here.filter(({ over }) => over).length;
      const before = k === 0 ? 0 : members.filter(({ level }) => level >= k).length;
      const entered = members.filter(({ level }) => level > 0).length;
      return {
        name,
        people: here.length,
        rateFromFirst: entered === 0 ? null : here.length / entered,
        rateFromPrevious: before === 0 ? null : here.length / before,
        medianSecondsFromPrevious: null,
        left: last ? 0 : lost,
        stillDeciding: last ? 0 : stopped.length - lost,
        drop: last || of === 0 ? null : { lost, of, rate: lost / of, ...wilson(lost, of) },
      };
    });
  const funnel: FunnelResult = {
    kind: "funnel",
    mode: "ordered",
    within: "56d",
    withinSeconds: 1,
    observedUntil: 1,
    people: people.length,
    steps: steps(people),
    groups: [...inGroup].map(([group, members]) => ({
      group,
      name: group,
      people: members.length,
      steps: steps(members),
    })),
    warnings: [],
  };
  return { segments, reach, measures: [measure], funnels: [funnel] };
}

/**
 * What a reader with pencil and paper knows, written without looking at how the gate works: printed numbers by
 * name, and which add up to which. Numbers that no page prints ("not reached") are unknown from the start.
 */
class Reader {
  readonly known = new Map<string, number>();
  readonly sums: (readonly [whole: string, parts: readonly string[]])[] = [];

  read(name: string, value: Shown | null): void {
    if (typeof value !== "number") return;
    const before = this.known.get(name);
    assert.ok(before === undefined || before === value, `${name} is printed as ${before} and ${value}`);
    this.known.set(name, value);
  }

  /** A share and one of its two counts give the other, where only one whole number is left by the rounding. */
  multiply(n: string, of: string, share: Shown | null): void {
    if (typeof share !== "number") return;
    const [a, b] = [this.known.get(n), this.known.get(of)];
    if (a !== undefined && b !== undefined) return;
    const half = Math.round(share * 100) / 100 === share ? 0.005 : 1e-9;
    const only = (low: number, high: number) => Math.ceil(low) === Math.floor(high) ? Math.ceil(low) : null;
    if (b !== undefined) {
      const found = only((share - half) * b, (share + half) * b);
      if (found !== null) this.known.set(n, found);
    } else if (a !== undefined && share > half) {
      const found = only(a / (share + half), a / (share - half));
      if (found !== null) this.known.set(of, found);
    }
  }

  /** Fills in every number that is the only unknown of a sum, until there is none. */
  solve(): void {
    for (let found = true; found;) {
      found = false;
      for (const [whole, parts] of this.sums) {
        const unknown = [whole, ...parts].filter((name) => !this.known.has(name));
        if (unknown.length !== 1) continue;
        const sum = parts.reduce((total, part) => total + (this.known.get(part) ?? 0), 0);
        this.known.set(unknown[0]!, unknown[0] === whole ? sum : this.known.get(whole)! - sum);
        found = true;
      }
    }
  }
}

function attack(released: Released<All>, groupCount: number, mode: BookMode): Reader {
  const reader = new Reader();
  const parts = [...Array.from({ length: groupCount }, (_, g) => `g${g}`), "none", "unknown"];
  const everyGroup = [...parts, "all"];
  const addUp = (what: string) => {
    if (mode === "exclusive") {
      reader.sums.push([`all ${what}`, parts.map((part) => `${part} ${what}`)]);
      return;
    }
    reader.sums.push([`all ${what}`, [`some ${what}`, `none ${what}`, `unknown ${what}`]]);
    for (let g = 0; g < groupCount; g++) {
      reader.sums.push([`some ${what}`, [`g${g} ${what}`, `not g${g} ${what}`]]);
    }
  };
  const split = (group: string, whole: string, ...of: string[]) => {
    reader.sums.push([`${group} ${whole}`, of.map((part) => `${group} ${part}`)]);
  };
  const { segments, reach, measures, funnels } = released;
  const [measure] = measures;
  const [funnel] = funnels;
  reader.read("all people", segments.total);
  reader.read("none people", segments.unsegmented);
  reader.read("unknown people", segments.unknown);
  for (const { id, people, share } of segments.segments) {
    reader.read(`${id} people`, people);
    reader.multiply(`${id} people`, "all people", share);
  }
  for (const { group, people, any, byChannel } of reach.groups) {
    reader.read(`${group} people`, people);
    reader.read(`${group} any`, any);
    byChannel.forEach((n, k) => reader.read(`${group} ${channels[k]}`, n));
  }
  for (const { group, n, of, unknown, value } of measure!.groups) {
    reader.read(`${group} n`, n);
    reader.read(`${group} of`, of);
    reader.read(`${group} not known`, unknown);
    reader.multiply(`${group} n`, `${group} of`, value);
  }
  const chains = [{ group: "all", people: funnel!.people, steps: funnel!.steps }, ...funnel!.groups!];
  for (const { group, people, steps } of chains) {
    reader.read(`${group} people`, people);
    steps.forEach((step, k) => {
      reader.read(`${group} step ${k}`, step.people);
      reader.read(`${group} left ${k}`, step.left);
      reader.read(`${group} still ${k}`, step.stillDeciding);
      reader.read(`${group} over ${k}`, step.drop?.of ?? null);
      reader.read(`${group} left ${k}`, step.drop?.lost ?? null);
      reader.multiply(`${group} step ${k}`, `${group} step 0`, step.rateFromFirst);
      if (k > 0) reader.multiply(`${group} step ${k}`, `${group} step ${k - 1}`, step.rateFromPrevious);
      reader.multiply(`${group} left ${k}`, `${group} over ${k}`, step.drop?.rate ?? null);
    });
  }
  for (const group of everyGroup) {
    split(group, "people", "any", "out of reach");
    channels.forEach((channel) => split(group, "any", channel, `only not ${channel}`));
    split(group, "of", "n", "not");
    split(group, "people", "of", "not known");
    split(group, "people", "step 0", "never");
    stepNames.forEach((_, k) => {
      split(group, `step ${k}`, `over ${k}`, `open ${k}`);
      if (k === stepNames.length - 1) return;
      split(group, `step ${k}`, `step ${k + 1}`, `left ${k}`, `still ${k}`);
      split(group, `over ${k}`, `left ${k}`, `over ${k + 1}`);
      split(group, `open ${k}`, `still ${k}`, `open ${k + 1}`);
    });
  }
  const added = ["people", "any", ...channels, "n", "of", "not known"];
  stepNames.forEach((_, k) => added.push(`step ${k}`, `left ${k}`, `still ${k}`, `over ${k}`, `open ${k}`));
  added.forEach(addUp);
  reader.solve();
  return reader;
}

const someone = (groupCount: number, mode: BookMode) =>
  fc.record({
    // Small groups must be common: most people are in the first.
    groups: mode === "exclusive"
      ? fc.integer({ min: -1, max: 2 * groupCount }).map((g) => g < 0 ? [] : [g < groupCount ? g : 0])
      : fc.subarray(Array.from({ length: groupCount }, (_, g) => g)),
    ways: fc.tuple(fc.boolean(), fc.boolean(), fc.constantFrom(true, false, false, false)),
    truth: fc.constantFrom<0 | 1 | 2>(0, 0, 0, 1, 1, 2),
    level: fc.constantFrom(0, 1, 1, 2, 2, 3, 4),
    over: fc.constantFrom(true, true, true, false),
  });

const population = fc.tuple(
  fc.integer({ min: 1, max: 5 }),
  fc.constantFrom<BookMode>("exclusive", "overlapping"),
)
  .chain(([groupCount, mode]) =>
    fc.record({
      groupCount: fc.constant(groupCount),
      mode: fc.constant(mode),
      people: fc.array(someone(groupCount, mode), { minLength: 0, maxLength: 260, size: "max" }),
    })
  );

Deno.test("release() leaves a reader no way to work out a small count by adding, subtracting or multiplying", async () => {
  let hidden = 0;
  await fc.assert(
    fc.asyncProperty(population, async ({ groupCount, mode, people }) => {
      const given = results(people, groupCount, mode);
      const released = await release<All>(given);
      hidden += released.suppressed.cells;
      for (const [name, value] of attack(released, groupCount, mode).known) {
        assert.ok(value <= 0 || value >= 11, `${name} is ${value}`);
      }
    }),
    { numRuns: 60, endOnFailure: true },
  );
  assert.ok(hidden > 500);
});

Deno.test("release() prints every number as given or as the mark, never another", async () => {
  await fc.assert(
    fc.asyncProperty(population, async ({ groupCount, mode, people }) => {
      const given = results(people, groupCount, mode);
      const before = structuredClone(given);
      const { segments, reach, measures, funnels } = await release<All>(given);
      same({ segments, reach, measures, funnels }, given);
      assert.deepEqual(given, before);
      assert.deepEqual((await release<All>(given)).suppressed, (await release<All>(before)).suppressed);
    }),
    { numRuns: 15, endOnFailure: true },
  );
});

function same(shown: unknown, given: unknown): void {
  if (shown === "hidden" && typeof given === "number") return;
  if (typeof shown === "number" && typeof given === "number" && shown !== given) {
    // A rounded rate, or an end of its interval.
    assert.equal(shown, Math.round(100 * shown) / 100);
    return assert.ok(Math.abs(shown - given) <= 0.05 && given < 1);
  }
  if (typeof shown !== "object" || shown === null) return assert.equal(shown, given);
  assert.deepEqual(Object.keys(shown), Object.keys(given as object));
  for (const [key, value] of Object.entries(shown)) same(value, (given as Record<string, unknown>)[key]);
}

Deno.test("the reader finds what a gate that only hides small counts would leave", () => {
  const given = results(
    Array.from({ length: 100 }, (_, i): Someone => ({
      groups: [i < 4 ? 1 : 0],
      ways: [true, false, false],
      truth: 1,
      level: 1,
      over: true,
    })),
    2,
    "exclusive",
  );
  const naive = JSON.parse(
    JSON.stringify(
      given,
      (_, value) => typeof value === "number" && value > 1 && value < 11 ? "hidden" : value,
    ),
  ) as Released<All>;
  assert.equal(attack(naive, 2, "exclusive").known.get("g1 people"), 4);
});
