import { strict as assert } from "node:assert";
import { compareGroupings, profileClusters } from "../clustering/mod.ts";
import { release } from "./release.ts";

/** Clusters of these sizes; the first `has` of each are insured. */
function people(sizes: readonly number[], has: readonly number[]) {
  const rows = sizes.flatMap((size, c) =>
    Array.from(
      { length: size },
      (_, i) => ({ cluster: c + 1, insured: Number(i < has[c]!), age: 20 * (c + 1) + i % 10 }),
    )
  );
  const table = {
    rows: rows.length,
    columns: new Map([
      ["age", Float64Array.from(rows, ({ age }) => age)],
      ["insured", Float64Array.from(rows, ({ insured }) => insured)],
    ]),
    nulls: new Map(),
  };
  return { table, labels: Uint16Array.from(rows, ({ cluster }) => cluster) };
}

function profile(sizes: readonly number[], has: readonly number[]) {
  const { table, labels } = people(sizes, has);
  return profileClusters(table, labels, { variables: ["age"], descriptors: ["insured"] });
}

Deno.test("clusterProfile: large clusters and shares stay as they are", async () => {
  const given = profile([60, 40], [30, 0]);
  const before = structuredClone(given);
  const { clusterProfiles: [released] } = await release({ clusterProfiles: [given] });
  assert.deepEqual(given, before);
  assert.deepEqual(released!.segments, given.segments);
  // None of the 40 is shown as none.
  assert.deepEqual(released!.variables.map(({ cells }) => cells), given.variables.map(({ cells }) => cells));
});

Deno.test("clusterProfile: a share that is a small count, or all but a small count, is hidden with its differences", async () => {
  for (const few of [4, 36]) {
    const { clusterProfiles: [released] } = await release({
      clusterProfiles: [profile([60, 40], [30, few])],
    });
    const [age, insured] = released!.variables;
    assert.deepEqual([insured!.cells[1]!.level, insured!.test], ["hidden", null]);
    for (const cell of insured!.cells) {
      assert.deepEqual([cell.difference, cell.standardised], ["hidden", "hidden"]);
    }
    // The 34 of everybody less the 30 would be the 4.
    assert.ok(insured!.all === "hidden" || insured!.cells[0]!.level === "hidden");
    assert.equal(typeof age!.cells[1]!.level, "number");
  }
});

Deno.test("clusterProfile: of a small cluster nothing is shown, nor what would give its mean away", async () => {
  const { clusterProfiles: [released] } = await release({
    clusterProfiles: [profile([60, 50, 5], [30, 20, 0])],
  });
  const small = released!.segments[2]!;
  assert.deepEqual(
    [small.people, small.share, small.low, small.high, small.suggestedName],
    ["hidden", "hidden", "hidden", "hidden", "Cluster 3"],
  );
  assert.ok(released!.segments.filter(({ people }) => people === "hidden").length > 1);
  const [age] = released!.variables;
  assert.deepEqual(
    [age!.all, age!.deviation, age!.test, age!.cells[2]!.level, age!.cells[0]!.difference],
    ["hidden", "hidden", null, "hidden", "hidden"],
  );
});

Deno.test("groupingComparison: a small cell is hidden with its match, and no index gives it away; zero is shown", async () => {
  const groups = (cells: readonly (readonly [a: string, b: string, people: number])[]) => {
    const rows = cells.flatMap(([a, b, people]) => Array.from({ length: people }, () => [a, b] as const));
    return compareGroupings(rows.map(([a]) => a), rows.map(([, b]) => b)).result;
  };
  const few = groups([["x", "p", 60], ["x", "q", 4], ["y", "q", 50], ["z", "r", 70]]);
  const large = groups([["x", "p", 60], ["y", "q", 50]]);
  const before = structuredClone([few, large]);
  const { groupingComparisons: [released, open] } = await release({ groupingComparisons: [few, large] });
  assert.deepEqual([few, large], before);
  assert.equal(released!.table[0]![1], "hidden");
  assert.equal(released!.table[2]![0], 0);
  assert.deepEqual([released!.adjustedRand, released!.rand, released!.jaccard], Array(3).fill("hidden"));
  assert.deepEqual([released!.moved, released!.movedShare], ["hidden", "hidden"]);
  // 64 less 60 would be the four.
  assert.ok([released!.matchesA[0]!.people, released!.table[0]![0]].includes("hidden"));
  assert.deepEqual([open!.table, open!.adjustedRand, open!.moved], [[[60, 0], [0, 50]], 1, 0]);
});

Deno.test("groupingComparison: of many people indices of two decimals are left", async () => {
  const a = Array.from({ length: 6000 }, (_, i) => i % 2);
  const b = a.map((group, i) => i < 4 ? 1 - group : group);
  const { groupingComparisons: [released] } = await release({
    groupingComparisons: [compareGroupings(a, b).result],
  });
  assert.deepEqual([released!.table[0]![1], released!.adjustedRand, released!.moved], [
    "hidden",
    1,
    "hidden",
  ]);
});
