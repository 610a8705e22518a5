import { strict as assert } from "node:assert";
import fc from "fast-check";
import { published, publishedColumns, publishedJson } from "./_published_for_tests.ts";
import { attribution, type AttributionOptions } from "./attribution.ts";
import type { AttributedChannel, AttributionResult } from "./attribution_result.ts";
import { type ChannelPaths, channelPaths, type PathRow } from "./channel_paths.ts";

const near = (actual: number | null | undefined, expected: number, within = 1e-9) =>
  assert.ok(
    typeof actual === "number" && Math.abs(actual - expected) <= within,
    `${actual}, not ${expected}`,
  );
const channel = (result: AttributionResult, name: string): AttributedChannel => {
  const found = result.channels.find((other) => other.channel === name);
  assert.ok(found, `no channel ${name}`);
  return found;
};
const of = (rows: PathRow[], options: AttributionOptions = {}) =>
  attribution(channelPaths(rows, { separator: ">" }), options);
/** Models that share out every conversion with a touch. */
const sharing = [
  "first",
  "last",
  "lastNonDirect",
  "linear",
  "uShaped",
  "jShaped",
  "inverseJ",
  "shapley",
  "markov",
] as const;

Deno.test("attribution() agrees with a chain worked by hand", () => {
  // a alone: 1 of 4 converts; b alone: 1 of 2; a then b: 3 of 4. P = 5/10.
  // a: 8 starts; leaves to b 4, converts 1, ends 3. b: 2 starts and 4 from a; converts 4, ends 2.
  // Without a only the 2 starts in b are left: 0.2 · 4/6. Without b only a's own: 0.8 · 1/8.
  const result = of([
    { path: "a", conversions: 1, nulls: 3 },
    { path: "b", conversions: 1, nulls: 1 },
    { path: "a>b", conversions: 3, nulls: 1 },
  ]);
  const [a, b] = [channel(result, "a"), channel(result, "b")];
  near(a.removalEffect, 1 - 0.2 * 4 / 6 / 0.5);
  near(b.removalEffect, 1 - 0.1 / 0.5);
  near(a.markov, 5 * a.removalEffect / (a.removalEffect + b.removalEffect));
  assert.deepEqual([a.first, a.last, a.linear, a.participation, a.touches], [4, 1, 2.5, 4, 8]);
  // Rates with nothing else: a 1/4, b 1/2, both 5/10. Shapley of these, times 10 journeys.
  near(a.shapleyRate, 10 * (0.25 / 2 + 0));
  near(b.shapleyRate, 10 * (0.5 / 2 + 0.25 / 2));
  assert.deepEqual([result.conversions, result.nulls, result.value, result.unattributed], [5, 5, null, 0]);
  assert.deepEqual(result.channels.map((c) => c.channel), ["b", "a"]);
  assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
});

Deno.test("attribution() gives position, last non-direct and time-decay credit as worked by hand", () => {
  const touches = ["a", "b", "direct", "b"];
  const paths: ChannelPaths = {
    ...channelPaths([{ path: touches, conversions: 2 }, { path: ["direct"], conversions: 1 }]),
    secondsBefore: Float64Array.of(3 * 86_400, 2 * 86_400, 86_400, 0, 0),
  };
  const result = attribution(paths, { halfLife: "1d" });
  const [a, b, direct] = ["a", "b", "direct"].map((name) => channel(result, name));
  assert.deepEqual([a?.uShaped, a?.jShaped, a?.inverseJ], [0.8, 0.4, 1.2]);
  [b?.uShaped, b?.jShaped, b?.inverseJ].forEach((credit, i) => near(credit, [1, 1.4, 0.6][i]!));
  // Weights 1/8, 1/4, 1/2, 1.
  near(a?.timeDecay, 2 * 0.125 / 1.875);
  near(b?.timeDecay, 2 * 1.25 / 1.875);
  near(direct?.timeDecay, 2 * 0.5 / 1.875 + 1);
  assert.deepEqual([b?.lastNonDirect, direct?.lastNonDirect], [2, 1]);
  assert.equal(result.direct, "direct");
  // Two of three conversions took three days.
  assert.equal(attribution(paths).halfLifeSeconds, 3 * 86_400);
  assert.equal(attribution(channelPaths([{ path: "a", conversions: 1 }])).channels[0]?.timeDecay, null);
});

Deno.test("attribution() of order 2 closes every state that remembers the channel, as worked by hand", () => {
  // Order 1 takes b after a and b after c for the same; order 2 knows that only a > b converts.
  const rows = [{ path: "a>b", conversions: 4, nulls: 0 }, { path: "c>b", conversions: 0, nulls: 4 }];
  const [one, two] = [of(rows), of(rows, { order: 2 })];
  near(channel(one, "c").removalEffect, 0.5);
  near(channel(two, "c").removalEffect, 0);
  near(channel(two, "a").removalEffect, 1);
  near(channel(two, "a").markov, 2);
});

Deno.test("attribution() keeps or collapses repeats: the same at order 1, not at order 2", () => {
  const rows = [
    { path: "a>c>c>b", conversions: 1, nulls: 4 },
    { path: "d>c>c>a", conversions: 3, nulls: 0 },
  ];
  const markov = (options: AttributionOptions) => channel(of(rows, options), "d").removalEffect;
  near(markov({ repeats: "keep" }), markov({ repeats: "collapse" }), 1e-14);
  // Without d, a's 5 of 8 journeys go on: after c twice to b (5/8, converts 1/5) or a (3/8, converts); after a and c
  // always to b. All: 4/8.
  near(markov({ order: 2, repeats: "keep" }), 1 - 5 / 8 * (5 / 8 * 1 / 5 + 3 / 8) / 0.5);
  near(markov({ order: 2, repeats: "collapse" }), 1 - 5 / 8 * 1 / 5 / 0.5);
  assert.equal(of(rows, { order: 2 }).markov.repeats, "keep");
  // Linear counts every touch whatever the chain does.
  near(channel(of(rows), "c").linear, 1 * 2 / 4 + 3 * 2 / 4);
});

interface Expected {
  whitePaper: {
    paths: [string, number][];
    removalEffect: Record<string, number>;
    conversions: Record<string, number>;
    firstTouch: Record<string, number>;
    lastTouch: Record<string, number>;
  };
  puzyrov: {
    paths: [string, number, number][];
    conversionProbability: number;
    removalEffect: Record<string, number>;
    conversions: Record<string, number>;
  };
  dp6Nine: { paths: [string, number][]; total: number; markov: Record<string, number> };
  shapleyFOL: { exactSetShares: Record<string, number>; shapley: Record<string, number> };
  positionRules: Record<"six" | "two", Record<"uShaped" | "jShaped" | "inverseJ", number[]>>;
}

Deno.test({
  name: "attribution() gives the published removal effects and credit (skipped without ../shared/data)",
  ignore: !published,
  fn: () => {
    const { whitePaper, puzyrov, dp6Nine, shapleyFOL, positionRules } = publishedJson<Expected>(
      "expected/attribution.json",
    );
    const rows = (paths: [string, number, number?][]) =>
      paths.map(([path, conversions, nulls]) => ({
        path,
        conversions,
        ...(nulls === undefined ? {} : { nulls }),
      }));
    for (const repeats of ["keep", "collapse"] as const) {
      const paper = of(rows(whitePaper.paths), { repeats });
      for (const name of ["A", "B"]) {
        const found = channel(paper, name);
        near(found.removalEffect, whitePaper.removalEffect[name]!, 1e-15);
        near(found.markov, whitePaper.conversions[name]!, 1e-14);
        assert.deepEqual([found.first, found.last], [
          whitePaper.firstTouch[name],
          whitePaper.lastTouch[name],
        ]);
      }
    }
    const withNulls = of(rows(puzyrov.paths));
    near(withNulls.markov.conversionRate, puzyrov.conversionProbability);
    for (const name of ["google", "mailing"]) {
      near(channel(withNulls, name).removalEffect, puzyrov.removalEffect[name]!);
      near(channel(withNulls, name).markov, puzyrov.conversions[name]!);
    }
    const nine = of(rows(dp6Nine.paths));
    assert.equal(nine.conversions, dp6Nine.total);
    for (const [name, credit] of Object.entries(dp6Nine.markov)) {
      near(channel(nine, name).markov, credit, 1e-6);
    }

    const sets = Object.entries(shapleyFOL.exactSetShares)
      .map(([set, share]) => ({ path: set.split("+"), conversions: share }));
    for (const [name, credit] of Object.entries(shapleyFOL.shapley)) {
      near(channel(attribution(channelPaths(sets)), name).shapley, credit);
    }
    for (const size of ["six", "two"] as const) {
      for (const model of ["uShaped", "jShaped", "inverseJ"] as const) {
        const shares = positionRules[size][model];
        const path = shares.map((_, i) => `touch ${i}`);
        const result = attribution(channelPaths([{ path, conversions: 1 }]));
        shares.forEach((share, i) => near(channel(result, `touch ${i}`)[model], share));
      }
    }
  },
});

Deno.test({
  name: "attribution() over 10,000 paths adds up, by every model and order (skipped without ../shared/data)",
  ignore: !published,
  fn: () => {
    const column = publishedColumns("journeys/channelattribution_paths.csv", ";");
    const [converted, ended, worth] = ["total_conversions", "total_null", "total_conversion_value"].map(
      column,
    );
    const rows = column("path").map((path, i) => ({
      path,
      conversions: Number(converted![i]),
      nulls: Number(ended![i]),
      value: Number(worth![i]),
    }));
    const paths = channelPaths(rows);
    for (const order of [1, 2, 3, 4]) {
      const result = attribution(paths, { order });
      assert.equal(result.conversions, 19_785);
      assert.equal(result.channels.length, 12);
      for (const model of [...sharing, "shapleyRate"] as const) {
        near(result.channels.reduce((sum, c) => sum + c[model]!, 0), 19_785, 1e-6);
      }
      near(result.channels.reduce((sum, c) => sum + c.value!.markov, 0), result.value!, 1e-6);
      assert.ok(result.markov.gap <= 1e-14);
      // The chain reproduces the share of journeys that convert, whatever its order.
      near(result.markov.conversionRate, 19_785 / (19_785 + 68_602), 1e-12);
    }
  },
});

const rowsOf = fc.array(
  fc.record({
    path: fc.array(fc.constantFrom("a", "b", "c", "direct"), { minLength: 0, maxLength: 6 }),
    conversions: fc.integer({ min: 0, max: 4 }),
    nulls: fc.integer({ min: 0, max: 4 }),
  }),
  { minLength: 1, maxLength: 12 },
);

Deno.test("attribution() shares out exactly the conversions that had a touch, in any order of rows", () => {
  fc.assert(
    fc.property(rowsOf, fc.integer({ min: 1, max: 4 }), (rows, order) => {
      const result = attribution(channelPaths(rows), { order });
      const touched = rows.reduce((sum, row) => sum + (row.path.length ? row.conversions : 0), 0);
      assert.equal(result.conversions - result.unattributed, touched);
      const shuffled = attribution(channelPaths(rows.toReversed()), { order });
      for (const model of sharing) {
        const sum = result.channels.reduce((all, c) => all + c[model], 0);
        near(sum, result.channels.length && touched ? touched : 0, 1e-9);
        result.channels.forEach((c) => near(channel(shuffled, c.channel)[model], c[model], 1e-9));
      }
      for (const c of result.channels) {
        assert.ok(c.removalEffect >= 0 && c.removalEffect <= 1);
        assert.ok(c.participation <= touched && c.range[0] <= c.markov && c.markov <= c.range[1]);
      }
    }),
    { seed: 1 },
  );
});

Deno.test("attribution() gives value the credit of conversions when every conversion is worth the same", () => {
  fc.assert(
    fc.property(rowsOf, (rows) => {
      const result = attribution(channelPaths(rows.map((row) => ({ ...row, value: row.conversions * 3 }))));
      for (const c of result.channels) {
        for (const model of sharing) near(c.value![model], 3 * c[model], 1e-9);
        if (result.conversions > result.unattributed) near(c.value!.removalEffect, c.removalEffect, 1e-12);
      }
    }),
    { seed: 1 },
  );
});

Deno.test("attribution() gives each group its own credit, and groups add up to the whole under every rule", () => {
  const paths = {
    ...channelPaths([
      { path: "a > b", conversions: 3, nulls: 1 },
      { path: "b", conversions: 2, nulls: 5 },
      { path: "a", conversions: 1, nulls: 0 },
    ]),
    group: Uint8Array.of(0, 1, 1),
  };
  const result = attribution(paths, { groups: ["patients", "employers", "nobody"] });
  assert.deepEqual(result.groups?.map((g) => [g.group, g.conversions]), [
    ["patients", 3],
    ["employers", 3],
    ["nobody", 0],
  ]);
  for (const name of ["a", "b"]) {
    const parts = result.groups!.map((g) => g.channels.find((c) => c.channel === name)!.linear);
    near(parts.reduce((sum, part) => sum + part, 0), channel(result, name).linear);
  }
  assert.throws(() => attribution(channelPaths([]), { groups: ["x"] }), /no group column/);
});

Deno.test("attribution() draws intervals a seed fixes, around the credit and as wide as theory says", () => {
  const rows = [{ path: "a", conversions: 300, nulls: 700 }, { path: "b", conversions: 100, nulls: 900 }];
  const result = of(rows, { draws: 1000, seed: 7 });
  assert.deepEqual(of(rows, { draws: 1000, seed: 7 }), result);
  assert.notDeepEqual(of(rows, { draws: 1000, seed: 8 }).channels, result.channels);
  const a = channel(result, "a");
  const [low, high] = a.intervals!.first!;
  assert.ok(low < 300 && 300 < high);
  // 300 of 2,000 journeys: standard deviation √(300 · 0.85) = 15.97, so about 31 to each side.
  near((high - low) / 2, 1.96 * Math.sqrt(300 * 0.85), 3);
  assert.deepEqual(result.bootstrap, { draws: 1000, seed: 7, level: 0.95, unit: "path" });
  for (const model of ["markov", "removalEffect", "shapleyRate"] as const) {
    const [from, to] = a.intervals![model]!;
    assert.ok(from < a[model]! && a[model]! < to, model);
  }
});

Deno.test("attribution() draws people, not paths, when it knows them: intervals are wider", () => {
  const rows = Array.from(
    { length: 200 },
    (_, i) => ({ path: i % 10 < 5 ? "a" : "b", conversions: 1, nulls: 0 }),
  );
  const paths = channelPaths(rows);
  const width = (person?: Uint32Array) => {
    const result = attribution({ ...paths, person }, { draws: 500 });
    assert.equal(result.bootstrap?.unit, person ? "person" : "path");
    const [low, high] = channel(result, "a").intervals!.first!;
    return high - low;
  };
  // Each person owns five paths in a row, all through the same channel.
  assert.ok(width(Uint32Array.from(rows, (_, i) => Math.floor(i / 5))) > 1.7 * width());
});

Deno.test("attribution() samples Shapley rates of many channels, and states the error", () => {
  const names = Array.from({ length: 17 }, (_, i) => `c${i}`);
  const rows = names.flatMap((name, i) => [
    { path: name, conversions: i, nulls: 20 },
    { path: [name, names[(i + 1) % 17]!], conversions: 2 * i, nulls: 10 },
  ]);
  const result = attribution(channelPaths(rows));
  near(result.channels.reduce((sum, c) => sum + c.shapleyRate!, 0), result.conversions, 1e-6);
  assert.ok(
    result.channels.every((c) => c.shapleyRateError! > 0 && c.shapleyRateError! < result.conversions / 20),
  );
  assert.deepEqual(attribution(channelPaths(rows)).channels, result.channels);
});

Deno.test("attribution() without conversions, without paths, and without nulls, says so", () => {
  const none = of([{ path: "a>b", conversions: 0, nulls: 5 }]);
  assert.deepEqual(none.channels.map((c) => [c.markov, c.removalEffect, c.first]), [[0, 0, 0], [0, 0, 0]]);
  assert.match(none.warnings.join(), /No path converts/);
  assert.deepEqual([of([]).conversions, of([]).channels], [0, []]);
  const all = of([{ path: "a", conversions: 5 }]);
  assert.match(all.warnings.join(), /every path seems to convert/);
  assert.deepEqual([all.nulls, all.channels[0]?.shapleyRate], [null, null]);
  assert.equal(of([{ path: "", conversions: 2 }, { path: "a", conversions: 1 }]).unattributed, 2);
});

Deno.test("attribution() refuses orders, draws and channels that are none", () => {
  const rows = [{ path: "a>direct", conversions: 1 }];
  for (const order of [0, 5, 1.5, NaN]) assert.throws(() => of(rows, { order }), /order/);
  assert.throws(() => of(rows, { draws: 5 }), /at least 100/);
  assert.throws(() => of(rows, { draws: 100, level: 95 }), RangeError);
  assert.throws(() => of(rows, { direct: "Direct" }), /did you mean "direct"/);
  assert.throws(
    () => of([{ path: "a", conversions: 0.5 }], { draws: 100 }),
    /only whole numbers of journeys/,
  );
});
