import { strict as assert } from "node:assert";
import {
  type ClusteringDrift,
  type ClusteringStability,
  populationStability,
  typingRules,
} from "../clustering/mod.ts";
import { release } from "./release.ts";

/** Clusters of 60 and 60 by age; `wrong` people of the second are as old as the first. */
function rules(wrong: number, leaf?: number) {
  const rows = 120;
  const age = Float64Array.from({ length: rows }, (_, i) => i < 60 + wrong ? 20 + i % 10 : 60 + i % 10);
  return typingRules(
    { rows, columns: new Map([["age", age]]), nulls: new Map() },
    Uint16Array.from({ length: rows }, (_, i) => i < 60 ? 1 : 2),
    leaf === undefined ? {} : { leaf },
  );
}

Deno.test("typingRules: rules that hold are shown with all their counts, zeros too", async () => {
  const given = rules(0);
  const before = structuredClone(given);
  const { typingRules: [released] } = await release({ typingRules: [given] });
  assert.deepEqual(given, before);
  assert.deepEqual(released, given);
});

Deno.test("typingRules: few people placed wrongly are hidden, and every share that would tell", async () => {
  const given = rules(4);
  assert.equal(given.confusion[1]![1], 4);
  const { typingRules: [released] } = await release({ typingRules: [given] });
  const [first, second] = released!.segments;
  assert.equal(released!.confusion[1]![1], "hidden");
  assert.deepEqual([first!.precision, second!.recall], ["hidden", "hidden"]);
  const { agreement, low, high, kappa } = released!.fidelity;
  assert.deepEqual([agreement, low, high, kappa], Array(4).fill("hidden"));
  assert.doesNotMatch(released!.verdict, /\d/);
  // 60 of the cluster less the 56 placed rightly would be the four.
  assert.equal(released!.confusion[1]![2], "hidden");
});

Deno.test("typingRules: no rule is shown whose paths may end with few people, or of a small cluster", async () => {
  const { typingRules: [released] } = await release({ typingRules: [rules(0, 5)] });
  assert.deepEqual(released!.segments.map(({ rule, words }) => [rule, words]), [[null, null], [null, null]]);
  assert.match(
    released!.warnings.join(),
    /Left out: the rules, since their paths may end with fewer than 11 people/,
  );
});

Deno.test("clusteringStability: the people drawn are a count, indices are of three digits", async () => {
  const stability = (resampled: number): ClusteringStability => {
    const summary = { mean: 0.81234, median: 0.9, low: 0.5, high: 1 };
    return {
      kind: "clusteringStability",
      k: 1,
      times: 2,
      resampled,
      global: summary,
      adjustedRand: [0.71234, 0.9],
      segments: [{
        cluster: 1,
        jaccard: 0.61234,
        band: "doubtful",
        dissolved: 1,
        recovered: 1,
        within: summary,
      }],
      verdict: "",
      warnings: [],
    };
  };
  const { clusteringStabilities: [few, many] } = await release({
    clusteringStabilities: [stability(7), stability(300)],
  });
  assert.deepEqual([few!.resampled, many!.resampled], ["hidden", 300]);
  assert.deepEqual([many!.global.mean, many!.adjustedRand, many!.segments[0]!.jaccard], [
    0.812,
    [0.712, 0.9],
    0.612,
  ]);
});

function drift(then: readonly number[], now: readonly number[], sizes = [60, 40]): ClusteringDrift {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const drifted = (name: string, before: readonly number[], after: readonly number[]) => ({
    name,
    ...populationStability(before, after),
    bins: before.map((people, i) => ({ label: `bin ${i + 1}`, then: people, now: after[i]! })),
  });
  return {
    kind: "clusteringDrift",
    then: sum(then),
    now: sum(now),
    sizes: drifted("sizes", [50, 50], sizes),
    variables: [drifted("age", then, now)],
    refit: false,
    advice: ["6 % of people cannot be assigned: see what is missing or new."],
  };
}

Deno.test("clusteringDrift: small bins are hidden with the index, and left out when small both days; zero is shown", async () => {
  const given = drift([40, 30, 30, 0], [50, 25, 25, 0]);
  const before = structuredClone(given);
  const { clusteringDrifts: [open, few] } = await release({
    clusteringDrifts: [given, drift([40, 52, 4, 4], [70, 20, 5, 5])],
  });
  assert.deepEqual(given, before);
  assert.deepEqual(open!.variables[0]!.bins, given.variables[0]!.bins);
  assert.equal(open!.variables[0]!.psi, Number(given.variables[0]!.psi.toPrecision(3)));
  assert.equal(few!.variables[0]!.psi, "hidden");
  assert.ok(!few!.variables[0]!.bins.some(({ label }) => label === "bin 3" || label === "bin 4"));
});

Deno.test("clusteringDrift: few people without a cluster are told neither by sizes nor by advice", async () => {
  const { clusteringDrifts: [released] } = await release({
    clusteringDrifts: [drift([50, 50], [60, 40], [60, 34])],
  });
  assert.ok(released!.sizes!.bins.some(({ now }) => now === "hidden") || released!.now === "hidden");
  assert.deepEqual(released!.advice, ["Some people cannot be assigned: see what is missing or new."]);
});
