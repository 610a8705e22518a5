import { strict as assert } from "node:assert";
import fc from "fast-check";
import { hasSharedData, published, unlessShared } from "./_shared_data_for_tests.ts";
import { compareGroupings } from "./compare_groupings.ts";

const ignore = !hasSharedData;

Deno.test("compareGroupings() by hand: a table, the nearest groups, and who moved", () => {
  const { result, moved } = compareGroupings(
    ["old", "old", "old", "new", "new", null],
    ["x", "x", "y", "y", "y", "x"],
    { nameA: "last", nameB: "now" },
  );
  assert.deepEqual(result.a, { name: "last", groups: ["new", "old"] });
  assert.deepEqual(result.table, [[0, 2], [2, 1]]);
  assert.deepEqual([result.n, result.unknown], [5, 1]);
  assert.deepEqual(result.aligned, [{ a: "new", b: "y", people: 2 }, { a: "old", b: "x", people: 2 }]);
  assert.deepEqual([...moved], [2]);
  assert.deepEqual([result.moved, result.movedShare], [1, 0.2]);
  assert.deepEqual(result.matchesA.map(({ group, match, jaccard }) => [group, match, +jaccard.toFixed(4)]), [
    ["new", "y", 0.6667],
    ["old", "x", 0.6667],
  ]);
  // Of 10 pairs: together in both {0,1} and {3,4}; together in neither 4. Apart in one: 4.
  assert.equal(result.rand, 0.6);
  assert.match(result.warnings[0]!, /1 of 6 people/);
});

Deno.test(`compareGroupings() gives the published measures${unlessShared}`, { ignore }, async () => {
  type Expected = Record<
    "rand" | "adjustedRand" | "fowlkesMallows" | "homogeneity" | "completeness" | "vMeasure",
    number
  >;
  const { agreement } = await published<{ agreement: Expected & { a: number[]; b: number[] } }>(
    "clustering.json",
  );
  const { a, b, ...expected } = agreement;
  const { result } = compareGroupings(a, b);
  for (const [name, value] of Object.entries(expected)) {
    assert.equal(+result[name as keyof Expected].toFixed(4), value, name);
  }
});

/**
 * scikit-learn 1.9.1: rand_score, adjusted_rand_score, mutual_info_score, adjusted_mutual_info_score,
 * homogeneity_score, completeness_score, v_measure_score, fowlkes_mallows_score of (a, b).
 */
const scikitLearn: {
  n: number;
  a: (i: number) => number;
  b: (i: number) => number;
  values: readonly number[];
}[] = [
  {
    n: 200,
    a: (i) => i * i % 7,
    b: (i) => (i * 3 + Math.floor(i / 11)) % 5,
    values: [
      ...[0.6480904523, 0.0078823688, 0.0446886102, 0.0094937891],
      ...[0.0330231584, 0.0277687516, 0.0301688788, 0.2323767839],
    ],
  },
  {
    n: 100_000,
    a: (i) => i * i % 7,
    b: (i) => (i * i % 7 + Number(i % 13 === 0)) % 7,
    values: [
      ...[0.9449289989, 0.8551929723, 1.2281564942, 0.8615095781],
      ...[0.9085435988, 0.8191188103, 0.8615168656, 0.89278849],
    ],
  },
];

for (const { n, a, b, values } of scikitLearn) {
  Deno.test(`compareGroupings() agrees with scikit-learn on ${n} people`, () => {
    const of = (group: (i: number) => number) => Uint16Array.from({ length: n }, (_, i) => group(i));
    const { result } = compareGroupings(of(a), of(b));
    const ours = [
      ...[result.rand, result.adjustedRand, result.mutualInformation, result.adjustedMutualInformation],
      ...[result.homogeneity, result.completeness, result.vMeasure, result.fowlkesMallows],
    ];
    ours.forEach((value, i) =>
      assert.ok(Math.abs(value - values[i]!) < 1e-9, `${i}: ${value} is not ${values[i]}`)
    );
  });
}

Deno.test("compareGroupings() takes the expectation over all orders of the people", () => {
  // With these few people every order can be tried: adjusted measures are 0 on average.
  const a = [0, 0, 1, 1, 2];
  const orders = permutations([0, 0, 0, 1, 1]);
  const mean = (of: (b: number[]) => number) => orders.reduce((sum, b) => sum + of(b), 0) / orders.length;
  assert.ok(Math.abs(mean((b) => compareGroupings(a, b).result.adjustedRand)) < 1e-12);
  assert.ok(Math.abs(mean((b) => compareGroupings(a, b).result.adjustedMutualInformation)) < 1e-12);
});

function permutations(values: readonly number[]): number[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, i) => permutations(values.toSpliced(i, 1)).map((rest) => [value, ...rest]));
}

Deno.test("compareGroupings() does not mind names, order or which comes first", () => {
  const group = fc.integer({ min: 0, max: 3 });
  fc.assert(
    fc.property(fc.array(fc.tuple(group, group), { minLength: 2, maxLength: 40 }), (people) => {
      const a = people.map(([x]) => x);
      const b = people.map(([, y]) => y);
      const { result } = compareGroupings(a, b);
      const swapped = compareGroupings(b, a).result;
      const renamed = compareGroupings(a.map((x) => `g${3 - x}`).toReversed(), b.toReversed()).result;
      const close = (x: number, y: number) => assert.ok(Math.abs(x - y) < 1e-12, `${x} is not ${y}`);
      for (const other of [swapped, renamed]) {
        close(other.adjustedRand, result.adjustedRand);
        close(other.adjustedMutualInformation, result.adjustedMutualInformation);
        close(other.fowlkesMallows, result.fowlkesMallows);
        assert.equal(other.moved, result.moved);
      }
      close(swapped.homogeneity, result.completeness);
      const same = compareGroupings(a, a.map((x) => 7 - x)).result;
      assert.deepEqual([same.rand, same.adjustedRand, same.moved], [1, 1, 0]);
      close(same.adjustedMutualInformation, 1);
      close(same.vMeasure, 1);
      close(same.fowlkesMallows, result.n === new Set(a).size ? 1 : same.fowlkesMallows);
    }),
    { numRuns: 200, seed: 4 },
  );
});

Deno.test("compareGroupings() with one group, or everybody alone, has nothing to disagree on", () => {
  const one = compareGroupings([1, 1, 1], ["z", "z", "z"]).result;
  const alone = compareGroupings([1, 2, 3], [6, 5, 4]).result;
  for (const { rand, adjustedRand, adjustedMutualInformation, vMeasure, fowlkesMallows } of [one, alone]) {
    assert.deepEqual([rand, adjustedRand, adjustedMutualInformation, vMeasure, fowlkesMallows], [
      1,
      1,
      1,
      1,
      1,
    ]);
  }
});

Deno.test("compareGroupings() refuses what cannot be compared", () => {
  assert.throws(() => compareGroupings([1], [1, 2]), /1 and of 2 people/);
  assert.throws(() => compareGroupings([1, null], [null, 2]), /nobody is in a group of both/);
  const keys = Array.from({ length: 1001 }, (_, i) => i);
  assert.throws(
    () => compareGroupings(keys, keys, { nameA: "person" }),
    /"person": it has 1001 different values/,
  );
});
