import { strict as assert } from "node:assert";
import fc from "fast-check";
import { matrixOf, random } from "../kernels/mod.ts";
import { ofRows } from "./_samples_for_tests.ts";
import { hasSharedData, published, sharedTable, unlessShared } from "./_shared_data_for_tests.ts";
import { cutTree, type Linkage } from "./dendrogram.ts";
import { featuresOfMatrix } from "./features_of_matrix.ts";
import { hierarchical } from "./hierarchical.ts";
import { mixedData } from "./mixed_data.ts";

const ignore = !hasSharedData;
const linkages: readonly Linkage[] = ["single", "complete", "average", "ward"];

Deno.test("hierarchical() by hand: 0, 1, 5, 7 in every linkage", async () => {
  const data = featuresOfMatrix(matrixOf([[0, 1, 5, 7]]));
  const heights = async (linkage: Linkage) => (await hierarchical(data, { k: 1, linkage })).tree.height;
  assert.deepEqual(await heights("single"), [1, 2, 4]);
  assert.deepEqual(await heights("complete"), [1, 2, 7]);
  assert.deepEqual(await heights("average"), [1, 2, (5 + 4 + 7 + 6) / 4]);
  // Ward: the square root of twice the growth of the sum of squares, 2 × 2 × 2 / 4 × 5.5².
  const ward = await heights("ward");
  assert.ok(Math.abs(ward[2]! - Math.sqrt(2 * 5.5 ** 2)) < 1e-12);

  const { tree, labels, result } = await hierarchical(data, { k: 2, linkage: "average" });
  assert.deepEqual(tree.merge, [[-1, -2], [-3, -4], [1, 2]]);
  assert.deepEqual(tree.order, [1, 2, 3, 4]);
  assert.deepEqual([...labels], [1, 1, 2, 2]);
  assert.deepEqual(result.centres, [[0.5], [6]]);
  assert.equal(result.withinSS, 0.5 + 2);
  assert.equal(result.totalSS, 0.5 + 2 + 5.5 ** 2);
  const { agglomerativeCoefficient, lastHeight, nextHeight } = result.hierarchyFit!;
  assert.ok(Math.abs(agglomerativeCoefficient! - (1 - (1 + 1 + 2 + 2) / 5.5 / 4)) < 1e-15);
  assert.deepEqual([lastHeight, nextHeight], [2, 5.5]);
});

Deno.test("cutTree() cuts at a height, and hierarchical() does", async () => {
  const data = featuresOfMatrix(matrixOf([[0, 1, 5, 7]]));
  const { tree, result } = await hierarchical(data, { height: 1.5, linkage: "single" });
  assert.deepEqual(result.sizes, [2, 1, 1]);
  assert.deepEqual([...cutTree(tree, { height: 0.5 })], [1, 2, 3, 4]);
  assert.deepEqual([...cutTree(tree, { height: 2 })], [1, 1, 2, 2]);
  assert.deepEqual([...cutTree(tree, { k: 3 })], [1, 1, 2, 3]);
  assert.throws(() => cutTree(tree, { k: 5 }), /Cannot make 5 clusters of 4 people/);
  assert.throws(() => cutTree(tree, { height: -1 }), /at height -1/);
});

Deno.test(`hierarchical() gives agnes' published coefficient and heights of agriculture${unlessShared}`, {
  ignore,
}, async () => {
  const { averageLinkage } = await published<
    { averageLinkage: { agglomerativeCoefficient: number; heights: number[] } }
  >("clustering.json");
  const data = mixedData(await sharedTable("cluster_agriculture.csv"), { columns: ["x", "y"] });
  const { tree, result } = await hierarchical(data, { k: 2, linkage: "average", metric: "euclidean" });
  const rounded = tree.height.map((height) => +height.toFixed(5));
  assert.deepEqual(rounded, averageLinkage.heights.toSorted((a, b) => a - b));
  const found = result.hierarchyFit!.agglomerativeCoefficient!;
  assert.equal(+found.toFixed(6), averageLinkage.agglomerativeCoefficient);
});

/** R's `hclust` of 12 countries: `daisy(agriculture)` in Euclidean distance (R 4.2.2). */
const agricultureOrder: Record<Linkage, string> = {
  average: "8 2 9 12 6 3 1 10 5 7 4 11",
  complete: "12 3 1 10 2 9 6 8 5 7 4 11",
  ward: "2 9 6 8 12 3 1 10 5 7 4 11",
  single: "12 8 6 3 1 10 2 9 4 11 5 7",
};

for (const linkage of linkages) {
  Deno.test(
    `hierarchical() puts agriculture in hclust's order: ${linkage}${unlessShared}`,
    { ignore },
    async () => {
      const data = mixedData(await sharedTable("cluster_agriculture.csv"), { columns: ["x", "y"] });
      const { tree } = await hierarchical(data, { k: 1, linkage, metric: "euclidean" });
      assert.equal(tree.order.join(" "), agricultureOrder[linkage]);
    },
  );
}

/** Agglomerative coefficients of R's `coef(hclust(daisy(x, metric), method))` for single, complete, average, ward.D2. */
const inR: [string, "euclidean" | "manhattan" | "gower", readonly number[]][] = [
  ["cluster_ruspini.csv", "euclidean", [0.8947519, 0.96161117, 0.94795425, 0.9900168]],
  ["cluster_votes.repub.csv", "euclidean", [0.58051234, 0.88084045, 0.76884315, 0.93278296]],
  ["cluster_votes.repub.csv", "manhattan", [0.60491547, 0.90021303, 0.78302808, 0.9386655]],
  ["flexclust_Nclus.csv", "manhattan", [0.88861425, 0.98799112, 0.97310744, 0.9979409]],
  ["cluster_plantTraits.csv", "gower", [0.64363113, 0.89134289, 0.80211201, 0.9582714]],
];

for (const [file, metric, coefficients] of inR) {
  Deno.test(`hierarchical() builds R's trees: ${file}, ${metric}${unlessShared}`, { ignore }, async () => {
    const table = await sharedTable(file);
    const data = mixedData(table, { columns: [...table.columns.keys()].filter((name) => name !== "row") });
    for (const [i, linkage] of linkages.entries()) {
      const { result } = await hierarchical(data, { k: 3, linkage, metric });
      const found = result.hierarchyFit!.agglomerativeCoefficient!;
      assert.ok(Math.abs(found - coefficients[i]!) < 1e-7, `${linkage}: ${found}`);
    }
  });
}

/** Joins the two nearest clusters of all, each time measured anew from the definition. */
function byDefinition(points: readonly number[][], linkage: Linkage): number[] {
  const far = (a: number[], b: number[]) => Math.hypot(...a.map((x, j) => x - b[j]!));
  const mean = (rows: number[][]) =>
    rows[0]!.map((_, j) => rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length);
  const apart = (a: number[][], b: number[][]) => {
    const all = a.flatMap((x) => b.map((y) => far(x, y)));
    if (linkage === "single") return Math.min(...all);
    if (linkage === "complete") return Math.max(...all);
    if (linkage === "average") return all.reduce((sum, x) => sum + x, 0) / all.length;
    return Math.sqrt(2 * a.length * b.length / (a.length + b.length)) * far(mean(a), mean(b));
  };
  let clusters = points.map((point) => [point]);
  const heights: number[] = [];
  while (clusters.length > 1) {
    let best = { a: 0, b: 1, height: Infinity };
    clusters.forEach((one, a) =>
      clusters.slice(0, a).forEach((other, b) => {
        const height = apart(one, other);
        if (height < best.height) best = { a, b, height };
      })
    );
    heights.push(best.height);
    const joined = [...clusters[best.a]!, ...clusters[best.b]!];
    clusters = [...clusters.filter((_, c) => c !== best.a && c !== best.b), joined];
  }
  return heights;
}

Deno.test("hierarchical() joins the two nearest each time, as by definition", async () => {
  const next = random(12);
  for (let round = 0; round < 12; round++) {
    const points = Array.from({ length: 3 + round * 2 }, () => [next(), next() * 2].map(Math.fround));
    for (const linkage of linkages) {
      const { tree } = await hierarchical(ofRows(points), { k: 1, linkage });
      byDefinition(points, linkage).forEach((height, i) =>
        assert.ok(Math.abs(height - tree.height[i]!) < 1e-9)
      );
    }
  }
});

Deno.test("hierarchical() takes weights as so many equal rows", async () => {
  const weights = Float64Array.of(3, 1, 2, 1);
  const few = [[0], [1], [5], [7.5]];
  const many = [[0], [0], [0], [1], [5], [5], [7.5]];
  for (const linkage of linkages) {
    const weighed = await hierarchical(ofRows(few), { k: 2, linkage, weights });
    const equal = await hierarchical(ofRows(many), { k: 2, linkage });
    equal.tree.height.slice(3).forEach((height, i) =>
      assert.ok(Math.abs(weighed.tree.height[i]! - height) < 1e-12)
    );
    assert.deepEqual(equal.tree.height.slice(0, 3), [0, 0, 0]);
    assert.equal(equal.tree.merge.length, 6);
  }
});

Deno.test("hierarchical() does not mind the order of rows and columns, ties or not; clusters nest", async () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: -3, max: 3 })), {
    minLength: 5,
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom(...linkages), async (points, linkage) => {
      const first = await hierarchical(ofRows(points), { k: 4, linkage });
      const turned = points.toReversed().map(([a, b]) => [b, a]);
      const names = ["x2", "x1"];
      const columns = names.map((_, j) => turned.map((row) => row[j]!));
      const second = await hierarchical(featuresOfMatrix(matrixOf(columns), { names }), { k: 4, linkage });
      assert.deepEqual(second.labels.toReversed(), first.labels);
      second.tree.height.forEach((height, i) => assert.ok(Math.abs(height - first.tree.height[i]!) < 1e-9));
      assert.deepEqual(first.tree.order.toSorted((a, b) => a - b), points.map((_, i) => i + 1));
      assert.ok(first.tree.height.every((height, i, all) => i === 0 || height >= all[i - 1]!));
      const fewer = cutTree(first.tree, { k: 2 });
      const parents = new Map<number, Set<number>>();
      cutTree(first.tree, { k: 3 }).forEach((label, i) =>
        parents.set(label, (parents.get(label) ?? new Set()).add(fewer[i]!))
      );
      assert.ok([...parents.values()].every(({ size }) => size === 1));
    }),
    { numRuns: 80, seed: 6 },
  );
});

Deno.test("hierarchical() refuses what makes no sense, and keeps equal people together", async () => {
  const data = ofRows([[1], [2], [3]]);
  await assert.rejects(hierarchical(data, {}), /give the number of clusters, or the height/);
  await assert.rejects(hierarchical(data, { k: 2, height: 1 }), /give the number of clusters, or the height/);
  await assert.rejects(hierarchical(data, { k: 4 }), /Cannot make 4 clusters of 3 people/);
  await assert.rejects(hierarchical(data, { height: NaN }), /at height NaN/);
  await assert.rejects(
    hierarchical(data, { k: 2, weights: Float64Array.of(1, 0, 1) }),
    /weight of row 2 is 0/,
  );
  const same = await hierarchical(ofRows([[5], [5], [5]]), { k: 2 });
  assert.deepEqual(same.result.sizes, [3]);
  assert.equal(same.result.hierarchyFit!.agglomerativeCoefficient, null);
  assert.match(same.result.warnings.join(), /only 1 has people/);
  const one = await hierarchical(ofRows([[7]]), { k: 1 });
  assert.deepEqual(one.tree, {
    rows: 1,
    linkage: "ward",
    metric: "euclidean",
    merge: [],
    height: [],
    order: [1],
  });
});
