import { strict as assert } from "node:assert";
import type { JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { hostile } from "./_results_for_tests.ts";
import { Axis } from "./axis.tsx";
import { Bar } from "./bar.tsx";
import { DotWhisker } from "./dot_whisker.tsx";
import { HiddenMark, hiddenWidth } from "./hidden_mark.tsx";
import { scale } from "./scale.ts";
import { Sparkline } from "./sparkline.tsx";
import { Strip, stripSentence } from "./strip.tsx";
import { Swatch } from "./swatch.tsx";

const whole = scale([1], { most: 1 });

/** The attributes of every element with this class, in order. */
function marks(node: JSX.Element, name: string): string[] {
  const html = renderToString(node);
  return [...html.matchAll(new RegExp(`<\\w+ class="${name}"([^>]*)>`, "g"))].map((match) =>
    match[1]!.replace("/", "").trim()
  );
}

Deno.test("DotWhisker() puts the dot at the value and the line from low to high", () => {
  const mark = (
    <DotWhisker value={0.5} low={0.4} high={0.7} scale={whole} colour="s2" sentence="Half" height={20} />
  );
  assert.deepEqual(marks(mark, "wd"), ['cx="50%" cy="10" r="3.4"']);
  assert.deepEqual(marks(mark, "wl"), ['x1="40%" x2="70%" y1="10" y2="10"']);
  assert.match(renderToString(mark), /^<svg class="dw c-s2"[^>]* role="img" aria-label="Half">/);
});

Deno.test("DotWhisker() draws a hidden value as the one mark, and no value as nothing", () => {
  const draw = (value: "hidden" | null) =>
    renderToString(
      <DotWhisker value={value} low={value} high={value} scale={whole} colour="s1" sentence="hidden" />,
    );
  assert.match(draw("hidden"), /class="hid"/);
  assert.doesNotMatch(draw("hidden"), /class="w[dlb]"/);
  assert.doesNotMatch(draw(null), /<(rect|line|circle)/);
});

Deno.test("HiddenMark() has one size wherever it stands, and stays inside", () => {
  const widths = [0, 50, 79, 81, 100].map((x) => {
    const html = renderToString(<HiddenMark x={x} y={0} height={11} />);
    return [/width="(\d+)" height="10"/.exec(html)?.[1], /<rect class="hid" x="([^"]+)"/.exec(html)?.[1]];
  });
  assert.deepEqual(new Set(widths.map(([width]) => width)), new Set([String(hiddenWidth - 1)]));
  assert.deepEqual(widths.map(([, x]) => Number(x) < 0), [false, false, false, true, true]);
});

Deno.test("Bar() is as long as its share and silent when the number stands beside it", () => {
  assert.deepEqual(marks(<Bar value={0.25} scale={whole} sentence={null} />, "br"), [
    'width="25%" height="9"',
  ]);
  assert.match(renderToString(<Bar value={0.25} scale={whole} sentence={null} />), /aria-hidden="true"/);
  assert.match(renderToString(<Bar value="hidden" scale={whole} sentence="hidden" />), /class="hid"/);
});

Deno.test("Axis() writes every tick while there is room, else the first and the last", () => {
  const text = (node: JSX.Element) =>
    [...renderToString(node).matchAll(/>([^<>]+)<\/text>/g)].map((one) => one[1]);
  assert.deepEqual(text(<Axis scale={whole} format={(tick) => String(100 * tick)} />), [
    "0",
    "25",
    "50",
    "75",
    "100",
  ]);
  assert.deepEqual(text(<Axis scale={scale([4e5])} format={(tick) => `${tick} USD`} />), [
    "0 USD",
    "400000 USD",
  ]);
});

Deno.test("Sparkline() breaks where a value is hidden and ends in a dot", () => {
  const line = <Sparkline values={[1, 2, "hidden", 3, 4]} span={6} sentence="Now 4" />;
  assert.equal(marks(line, "sl").length, 2);
  assert.equal(marks(line, "sd").length, 1);
  assert.equal(marks(<Sparkline values={[1, "hidden"]} span={6} sentence="hidden" />, "sd").length, 0);
  assert.equal(marks(<Sparkline values={[]} span={6} sentence="none" />, "sl").length, 0);
});

Deno.test("Sparkline() draws equal slopes for equal changes in every row", () => {
  const rise = (from: number) => {
    const points = /points="[\d.]+,([\d.]+) [\d.]+,([\d.]+)"/.exec(
      renderToString(<Sparkline values={[from, from + 3]} span={12} sentence="" />),
    )!;
    return Number(points[1]) - Number(points[2]);
  };
  assert.equal(rise(0), rise(80));
});

Deno.test("Strip() shows the group among the others and names the nearest", () => {
  const props = {
    value: 0.68,
    low: 0.66,
    high: 0.71,
    others: [{ name: "far", value: 0.06 }, { name: "near", value: 0.54 }],
  };
  const strip = <Strip {...props} colour="s2" />;
  assert.equal(stripSentence(props), "68 of 100, 95% interval 66 to 71; the other 2 lie between 6 and 54");
  assert.equal(marks(strip, "ot").length, 2);
  assert.match(renderToString(strip), />near 54</);
  assert.deepEqual(marks(strip, "wd"), ['cx="68%" cy="21" r="4.5"']);
});

Deno.test("names are text in every mark, never markup", () => {
  const strip = { value: 0.5, low: 0.4, high: 0.6, others: [{ name: hostile, value: 0.2 }] };
  const html = [
    <Strip key="a" {...strip} colour="s1" />,
    <DotWhisker key="b" value={1} low={null} high={null} scale={whole} colour="s1" sentence={hostile} />,
    <Bar key="c" value={1} scale={whole} sentence={hostile} />,
    <Sparkline key="d" values={[1, 2]} span={1} sentence={hostile} />,
  ].map((node) => renderToString(node)).join("");
  assert.doesNotMatch(html, /<script|"1"/);
});

Deno.test("Swatch() says nothing to a screen reader", () => {
  assert.equal(renderToString(<Swatch colour="s-else" />), '<i class="sw c-s-else" aria-hidden="true"></i>');
});
