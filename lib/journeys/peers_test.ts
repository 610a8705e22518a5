/** Cases made here, with the answers that other tools gave to them when they were run on the same rows. */
import { strict as assert } from "node:assert";
import { attribution, channelPaths, eventLogOf, eventuallyFollows, paths, transitions } from "./mod.ts";

const rows = ([
  ["s > e", 12, 900, 30],
  ["e > e > s", 6, 410, 8],
  ["s > s > d > e", 9, 700, 21],
  ["d", 5, 260, 60],
  ["d > s > s > s > e", 7, 515, 9],
  ["e", 10, 640, 44],
  ["m > d > d > e > m", 4, 330, 12],
  ["m > m", 2, 90, 25],
  ["s > m > e > e > d > s", 8, 720, 6],
  ["d > e > d > e", 3, 150, 17],
  ["s > d > m", 1, 45, 33],
  ["e > m > s > s", 5, 380, 10],
] as const).map(([path, conversions, value, nulls]) => ({ path, conversions, value, nulls }));

const credit = (order: number, withNulls: boolean) => {
  const { channels } = attribution(
    channelPaths(rows.map(({ nulls, ...row }) => withNulls ? { ...row, nulls } : row)),
    { order, repeats: "keep" },
  );
  return [..."sedm"].map((name) => channels.find(({ channel }) => channel === name)!);
};

Deno.test("attribution() gives the first, last and linear credit of ChannelAttribution 2.2.5", () => {
  const shown = credit(1, true).map(({ first, last, linear, value }) =>
    [first, last, linear, value!.first, value!.last, value!.linear].map((number) =>
      Math.round(number * 1e6) / 1e6
    )
  );
  assert.deepEqual(shown, [
    [30, 19, 22.2, 2365, 1510, 1690.666667],
    [21, 41, 29.866667, 1430, 2905, 2117.333333],
    [15, 5, 13.416667, 925, 260, 880],
    [6, 7, 6.516667, 420, 465, 452],
  ]);
});

Deno.test("attribution() of orders 1 to 3, repeats kept, gives what ChannelAttribution 2.2.5 simulates", () => {
  // Its simulator with room for long paths (max_step = 400), stopped at 0.1 to 0.5 % variation: conversions, value, removal effects.
  const simulated: readonly (readonly [order: number, nulls: boolean, ...readonly (readonly number[])[]])[] =
    [
      [1, false, [21.67, 25.14, 15.14, 10.05], [1596, 1785, 1055, 704], [0.6115, 0.7093, 0.4273, 0.2836]],
      [2, false, [21.1, 26.07, 14.9, 9.92], [1547, 1844, 1058, 692], [0.6504, 0.8037, 0.4594, 0.3058]],
      [2, true, [21.5, 26.69, 15.13, 8.68], [1581, 1888, 1073, 598], [0.633, 0.7857, 0.4454, 0.2556]],
      [3, false, [20.46, 27.24, 15.8, 8.51], [1486, 1920, 1102, 632], [0.6666, 0.8877, 0.5148, 0.2774]],
      [3, true, [20.46, 27.27, 15.78, 8.49], [1486, 1920, 1102, 632], [0.6676, 0.8898, 0.5148, 0.2772]],
    ];
  for (const [order, nulls, ...expected] of simulated) {
    const found = credit(order, nulls);
    const ours = [
      found.map(({ markov }) => markov),
      found.map(({ value }) => value!.markov),
      found.map(({ removalEffect }) => removalEffect),
    ];
    expected.forEach((list, k) =>
      list.forEach((number, j) =>
        assert.ok(
          Math.abs(ours[k]![j]! / number - 1) < 0.006,
          `order ${order}, nulls ${nulls}: ${ours[k]![j]}, not ${number}`,
        )
      )
    );
  }
});

const cases = [
  "book visit arrive treat leave",
  "book visit cancel",
  "visit book arrive arrive treat treat leave",
  "book visit arrive treat leave",
  "visit cancel visit cancel",
  "call",
];
/** The k-th wait of case c is 10 · k · c minutes, both from 1. */
const log = eventLogOf(cases.flatMap((way, c) => {
  let at = 0;
  return way.split(" ").map((event, k) => {
    const moment = at;
    at += 600 * (k + 1) * (c + 1);
    return { person: c, event, at: moment };
  });
}));

Deno.test("transitions() gives PM4Py 2.7.23's directly-follows graph with its median times", () => {
  const { edges, nodes } = transitions(log);
  const found = Object.fromEntries(
    edges.map((edge) => [`${edge.from} ${edge.to}`, [edge.count, edge.medianSeconds]]),
  );
  assert.deepEqual(found, {
    "arrive arrive": [1, 5400],
    "arrive treat": [3, 7200],
    "book arrive": [1, 3600],
    "book visit": [3, 1200],
    "cancel visit": [1, 6000],
    "treat leave": [3, 9600],
    "treat treat": [1, 9000],
    "visit arrive": [2, 3000],
    "visit book": [1, 1800],
    "visit cancel": [3, 3000],
  });
  const edge = (side: "starts" | "ends") =>
    Object.fromEntries(nodes.filter((node) => node[side] > 0).map((node) => [node.event, node[side]]));
  assert.deepEqual(edge("starts"), { book: 3, call: 1, visit: 2 });
  assert.deepEqual(edge("ends"), { call: 1, cancel: 2, leave: 3 });
});

Deno.test("paths() and eventuallyFollows() give PM4Py 2.7.23's variants, rework and eventually-follows graph", () => {
  const { variants, rework } = paths(log);
  assert.deepEqual(variants.map(({ people }) => people), [2, 1, 1, 1, 1]);
  assert.equal(variants[0]!.path.join(" "), cases[0]);
  assert.deepEqual(
    Object.fromEntries(rework.filter(({ again }) => again > 0).map(({ event, again }) => [event, again])),
    { arrive: 1, cancel: 1, treat: 1, visit: 1 },
  );
  const found = Object.fromEntries(
    eventuallyFollows(log).map(({ from, to, count }) => [`${from} ${to}`, count]),
  );
  assert.deepEqual(found, {
    "arrive arrive": 1,
    "arrive leave": 4,
    "arrive treat": 6,
    "book arrive": 4,
    "book cancel": 1,
    "book leave": 3,
    "book treat": 4,
    "book visit": 3,
    "cancel cancel": 1,
    "cancel visit": 1,
    "treat leave": 4,
    "treat treat": 1,
    "visit arrive": 4,
    "visit book": 1,
    "visit cancel": 4,
    "visit leave": 3,
    "visit treat": 4,
    "visit visit": 1,
  });
});
