import { strict as assert } from "node:assert";
import {
  funnelResult,
  hostile,
  rateResult,
  reachResult,
  segmentsResult,
  totalResult,
} from "./_results_for_tests.ts";
import { type Drawable, figure } from "./figure.ts";
import { dark } from "./tokens.ts";

const all: readonly Drawable[] = [segmentsResult, funnelResult, rateResult, totalResult, reachResult];

Deno.test("figure() is plain JSON of bars and points, the same every time", () => {
  for (const result of all) {
    const made = figure(result);
    assert.deepEqual(JSON.parse(JSON.stringify(made)), made, result.kind);
    assert.equal(JSON.stringify(figure(structuredClone(result))), JSON.stringify(made));
    for (const { type } of made.data) assert.match(String(type), /^(bar|scatter)$/);
  }
});

Deno.test("figure() of segments is one bar each, then those in none and those that cannot be placed", () => {
  const { data, layout } = figure(segmentsResult);
  assert.deepEqual(data[0]!.x, [200, null, 90, null]);
  const words = (layout.annotations as { y: number; text: string }[]).map(({ y, text }) => [y, text]);
  assert.deepEqual(words, [[1, "hidden"], [3, "hidden"]]);
});

Deno.test("figure() of a measure is a dot with its interval; of a total a bar", () => {
  const [dots] = figure(rateResult).data;
  assert.deepEqual(dots!.x, [0.75, null, null]);
  assert.deepEqual((dots!.error_x as { array: unknown[] }).array.map((one) => Number(one).toFixed(2)), [
    "0.07",
    "0.00",
    "0.00",
  ]);
  assert.equal(figure(totalResult).data[0]!.type, "bar");
});

Deno.test("figure() of a funnel stacks shares of the first step, a panel a group", () => {
  const { data } = figure(funnelResult);
  assert.deepEqual(data.map(({ name, x }) => [name, x]), [
    ["went on", [0.6, 0.15, 0.15]],
    ["still deciding", [0.1, 0.05, null]],
    ["left", [0.3, 0.4, null]],
    ["went on", [0.6, 0.15, 0.15]],
    ["still deciding", [0.1, null, null]],
    ["left", [0.3, null, null]],
  ]);
});

Deno.test("figure() of reach is a panel a channel, and empty for nobody", () => {
  const { data } = figure(reachResult);
  assert.deepEqual(data.map(({ x }) => x), [[0.75, null], [0.6, null], [null, null]]);
});

Deno.test("figure() lets no name be markup", () => {
  for (const result of all) {
    assert.doesNotMatch(JSON.stringify(figure(result)).replaceAll(/<\/?(b|extra)>/g, ""), /</, result.kind);
  }
  assert.ok(hostile.includes("<"));
});

Deno.test("figure() takes another palette and the report's colours", () => {
  const made = figure(segmentsResult, { palette: dark, colours: new Map([["a", "s7"]]) });
  assert.equal((made.data[0]!.marker as { color: string[] }).color[0], dark.s7);
  assert.equal(made.layout.paper_bgcolor, dark.paper);
});

Deno.test("figure() works on nothing", () => {
  figure({ ...segmentsResult, segments: [] });
  figure({ ...funnelResult, groups: [] });
  figure({ ...rateResult, groups: [] });
  figure({ ...reachResult, groups: [], channels: [] });
  const { groups: _, ...ungrouped } = funnelResult;
  assert.equal(figure(ungrouped).data.length, 3);
});
