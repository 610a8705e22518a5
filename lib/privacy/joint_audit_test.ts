import { strict as assert } from "node:assert";
import fc from "fast-check";
import { type MeasureInGroup, type MeasureResult, wilson } from "../outcomes/mod.ts";
import type { SegmentsResult, Shown } from "../segments/mod.ts";
import { type Fact, type Form, is, ranges } from "./_lp_for_tests.ts";
import type { LedgerEntry } from "./ledger/mod.ts";
import { release } from "./release.ts";
import { releaseRecord } from "./release_record.ts";

/** People of one group: it is true for them, it is not, nobody knows. */
type Atom = readonly [yes: number, no: number, unknown: number];

/** Groups by what they are called: of which atoms they are made. */
type Groups = Readonly<Record<string, readonly number[]>>;

/** A report of sizes and one rate. */
interface Letter {
  readonly shown: ReadonlyMap<string, Shown | null>;
  readonly truth: ReadonlyMap<string, number>;
  readonly facts: readonly Fact[];
  readonly entry: LedgerEntry;
}

async function letOut(
  atoms: readonly Atom[],
  groups: Groups,
  asOf: string,
  earlier: readonly LedgerEntry[] = [],
): Promise<Letter> {
  const sums = Object.entries(groups).map(([group, of]) => ({
    group,
    counts: [0, 1, 2].map((k) => of.reduce((sum, a) => sum + atoms[a]![k]!, 0)),
  }));
  const all = [0, 1, 2].map((k) => sums.reduce((sum, { counts }) => sum + counts[k]!, 0));
  const people = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
  const segments: SegmentsResult = {
    kind: "segments",
    mode: "exclusive",
    asOf,
    book: { name: "", version: 1, sha256: "" },
    total: people(all),
    unknown: 0,
    unsegmented: 0,
    segments: sums.map(({ group, counts }) => ({
      id: group,
      name: group,
      people: people(counts),
      share: 0,
      unknown: 0,
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
    groups: [...sums, { group: "all", counts: all }].map(({ group, counts }): MeasureInGroup => {
      const [n, of] = [counts[0]!, counts[0]! + counts[1]!];
      const interval = of === 0 ? { low: null, high: null } : wilson(n, of);
      return { group, name: group, n, of, unknown: counts[2]!, value: of === 0 ? null : n / of, ...interval };
    }),
    method: "",
    warnings: [],
  };
  const released = await release({ segments, measures: [measure] }, {}, { entries: earlier });
  const shown = new Map<string, Shown | null>([["all people", released.segments.total]]);
  const truth = new Map([["all people", segments.total]]);
  released.segments.segments.forEach(({ id, people }, i) => {
    shown.set(`${id} people`, people);
    truth.set(`${id} people`, segments.segments[i]!.people);
  });
  const facts: Fact[] = [];
  released.measures[0]!.groups.forEach(({ group, n, of, unknown, value }, i) => {
    const true_ = measure.groups[i]!;
    for (const [what, one] of Object.entries({ n, of, unknown })) {
      shown.set(`${group} ${what}`, one);
      truth.set(`${group} ${what}`, true_[what as "n"]);
    }
    facts.push(is(0, { [`${group} people`]: 1, [`${group} of`]: -1, [`${group} unknown`]: -1 }));
    facts.push(is(0, { [`${group} of`]: 1, [`${group} n`]: -1, [`${group} not`]: -1 }));
    if (typeof value !== "number" || (typeof n === "number" && typeof of === "number")) return;

    facts.push({ form: { [`${group} n`]: 1, [`${group} of`]: -(value - 0.005) }, low: 0, high: Infinity });
    facts.push({ form: { [`${group} n`]: 1, [`${group} of`]: -(value + 0.005) }, low: -Infinity, high: 0 });
  });
  for (const what of ["people", "n", "of", "unknown"]) {
    const parts = Object.fromEntries(sums.map(({ group }) => [`${group} ${what}`, -1]));
    facts.push(is(0, { [`all ${what}`]: 1, ...parts }));
  }
  for (const [name, value] of shown) if (typeof value === "number") facts.push(is(value, { [name]: 1 }));
  // As it comes back from the file.
  const text = JSON.stringify({ kind: "release", asOf, workspace: "W", ...releaseRecord(released) });
  return { shown, truth, facts, entry: JSON.parse(text) as LedgerEntry };
}

const smallOf = ({ truth }: Letter) => [...truth].filter(([, n]) => n > 0 && n < 11).map(([name]) => name);

/** What an attacker narrows of small counts, `tag` telling the counts of one release from another's. */
async function narrowed(facts: readonly Fact[], small: readonly string[]): Promise<string[]> {
  if (small.length === 0) return [];
  const found = await ranges(facts, small.map((name) => ({ [name]: 1 })));
  assert.ok(found, "what was printed cannot all be true");
  return found.flatMap(([low, high], i) =>
    low > 1 + 1e-6 || high < 10 - 1e-6 ? [`${small[i]} is ${low} to ${high}`] : []
  );
}

const counts = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 11, max: 90 }));
const atom: fc.Arbitrary<Atom> = fc.tuple(counts, counts, counts);
/** Which group each atom is in. */
const sorting = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 });

/** Groups are called by what they are made of: what keeps its definition keeps its name. */
function grouped(sorted: readonly number[]): Groups {
  const of = Map.groupBy(sorted.keys(), (a) => sorted[a]!);
  return Object.fromEntries([...of.values()].map((atoms) => [`g${atoms.join("")}`, atoms]));
}

Deno.test("case 15: what only the earlier release printed is joined with today's", async () => {
  // The first report prints both halves together, the second each: 4 = 34 − 30.
  const atoms: Atom[] = [[2, 1, 1], [15, 15, 0], [20, 20, 0], [30, 30, 0]];
  const first = await letOut(atoms, { few: [0], more: [1], rest: [2, 3] }, "2026-10-31");
  assert.deepEqual(["few people", "more people", "rest people"].map((name) => first.shown.get(name)), [
    "hidden",
    "hidden",
    100,
  ]);
  const groups = { few: [0], more: [1], c: [2], d: [3] };
  // Alone the second report could hide any other group beside the small one.
  const next = await letOut(atoms, groups, "2026-10-31", [first.entry]);
  assert.equal(next.shown.get("few people"), "hidden");
  assert.equal(next.shown.get("more people"), "hidden", "34 of both, from the first report");
  assert.deepEqual(await narrowed([...first.facts, ...next.facts], smallOf(next)), []);
});

Deno.test("case 15: what was hidden together is not told by printing the rest of it, when only one changed", async () => {
  // 4 and 30 were hidden; the 4 have become 20, and 30 as it was would say that they were 4.
  const first = await letOut([[4, 0, 0], [30, 0, 0], [60, 0, 0]], { a: [0], b: [1], c: [2] }, "2026-10-31");
  assert.deepEqual([first.shown.get("a people"), first.shown.get("b people")], ["hidden", "hidden"]);
  const next = await letOut([[20, 0, 0], [30, 0, 0], [60, 0, 0]], { a: [0], b: [1], c: [2] }, "2026-11-01", [
    first.entry,
  ]);
  assert.equal(next.shown.get("b people"), "hidden");
});

Deno.test("release() with the ledger never lets two reports of the same people narrow a small count of either", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(atom, { minLength: 5, maxLength: 5 }),
      sorting,
      sorting,
      async (atoms, a, b) => {
        const first = await letOut(atoms, grouped(a), "2026-10-31");
        const next = await letOut(atoms, grouped(b), "2026-11-01", [first.entry]);
        const small = [...new Set([...smallOf(first), ...smallOf(next)])];
        for (const name of small) assert.ok(typeof next.shown.get(name) !== "number", name);
        assert.deepEqual(
          await narrowed([...first.facts, ...next.facts], small),
          [],
          JSON.stringify({ first: [...first.shown], next: [...next.shown] }),
        );
      },
    ),
    { numRuns: 100 },
  );
});

Deno.test("release() a month later: nobody who cannot tell within 50 people how a count changed narrows anything with two reports", async () => {
  const groups = grouped([0, 1, 2, 3, 4]);
  const world = fc.array(atom, { minLength: 5, maxLength: 5 });
  const change = fc.constantFrom(0, 0, 0, 0, 1, -1, 3, -4, 12, -20);
  const changes = fc.array(fc.tuple(change, change, change), { minLength: 5, maxLength: 5 });
  const dated = (day: string, { form, low, high }: Fact): Fact => ({
    form: Object.fromEntries(Object.entries(form).map(([name, times]) => [`${day} ${name}`, times])) as Form,
    low,
    high,
  });
  await fc.assert(
    fc.asyncProperty(world, changes, async (atoms, change) => {
      const later = atoms.map((atom, i) =>
        atom.map((n, k) => Math.max(0, n + change[i]![k]!)) as unknown as Atom
      );
      const first = await letOut(atoms, groups, "2026-10-31");
      const next = await letOut(later, groups, "2026-11-30", [first.entry]);
      const moved = Object.entries(groups).flatMap(([group, [a]]) =>
        ["n", "not", "unknown"].map((what, k): Fact => {
          const by = later[a!]![k]! - atoms[a!]![k]!;
          return {
            form: { [`then ${group} ${what}`]: -1, [`now ${group} ${what}`]: 1 },
            low: by - 50,
            high: by + 50,
          };
        })
      );
      const facts = [
        ...first.facts.map((fact) => dated("then", fact)),
        ...next.facts.map((fact) => dated("now", fact)),
        ...moved,
      ];
      const small = [
        ...smallOf(first).map((name) => `then ${name}`),
        ...smallOf(next).map((name) => `now ${name}`),
      ];
      assert.deepEqual(await narrowed(facts, small), []);
    }),
    { numRuns: 60 },
  );
});
