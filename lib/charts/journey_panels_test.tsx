import { strict as assert } from "node:assert";
import type { JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import type { AttributedChannel, ConversionWindowGroup } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { CreditMark, creditSentence, creditShares } from "./credit_panel.tsx";
import { type CurveFrame, CurvePanel, Curves, curveSentence } from "./curve_panel.tsx";
import { scale } from "./scale.ts";
import { WindowMark, windowSentence } from "./window_rows.tsx";

const day = 86_400;
const frame: CurveFrame = { id: "curve", days: 56, scale: scale([1], { most: 1 }) };

function group(name: string, rates: readonly Shown[], suggested: Shown | null): ConversionWindowGroup<Shown> {
  const days = [14, 28, 56];
  return {
    group: name,
    name,
    people: 100,
    converted: 40,
    eventually: .4,
    suggested: suggested === null ? null : { seconds: suggested, low: suggested, high: suggested },
    at: days.map((length, i) => ({
      within: `${length}d`,
      seconds: length * day,
      rate: rates[i]!,
      low: null,
      high: null,
      missed: null,
    })),
    curve: days.map((length, i) => ({
      seconds: length * day,
      converted: rates[i]!,
      low: rates[i]!,
      high: rates[i]!,
      atRisk: 50,
    })),
  };
}

const html = (node: JSX.Element) => renderToString(node);

Deno.test("Curves() draws each curve once, by days and share, from nothing on day 0", () => {
  const svg = html(<Curves groups={[group("A", [.25, .5, .75], null)]} frame={frame} />);
  assert.match(svg, /<path id="curve-0" class="cv" d="M0 100 25 75 50 50 100 25"/);
});

Deno.test("a point that may not be shown moves no line, no label and no band", () => {
  const groups = [group("A", [.25, "hidden", .75], null), group("B", ["hidden", "hidden", "hidden"], null)];
  assert.match(html(<Curves groups={groups} frame={frame} />), /d="M0 100 25 75 100 25".*d="M0 100"/s);
  const panel = html(<CurvePanel groups={groups} index={0} frame={frame} colour="s1" />);
  assert.equal(panel.match(/class="cd"/g)!.length, 2);
  assert.match(panel, />hidden<\/text>/);
  assert.equal(curveSentence(groups[0]!, 56), "A: 25% by day 14, hidden by day 28, 75% by day 56.");
  const other = html(<CurvePanel groups={groups} index={1} frame={frame} colour="s2" />);
  assert.doesNotMatch(other, /class="cd"/);
  assert.doesNotMatch(other, /class="bd"/);
});

Deno.test("CurvePanel() draws the others as ghosts and itself in its colour", () => {
  const groups = [group("A", [.1, .2, .3], null), group("B", [.4, .5, .6], null)];
  const panel = html(<CurvePanel groups={groups} index={1} frame={frame} colour="s2" />);
  assert.match(panel, /<use href="#curve-0" class="gh"/);
  assert.match(panel, /<use href="#curve-1" class="me"/);
  assert.match(panel, /class="cp c-s2"/);
});

Deno.test("WindowMark() puts the dot at its day; hidden and unknown windows have none", () => {
  assert.match(
    html(<WindowMark group={group("A", [0, 0, 0], 28 * day)} days={56} colour="s1" />),
    /cx="50%"/,
  );
  assert.equal(windowSentence(group("A", [0, 0, 0], 28 * day)), "A: 28 days, 95% interval 28 to 28.");
  const hidden = html(<WindowMark group={group("A", [0, 0, 0], "hidden")} days={56} colour="s1" />);
  assert.match(hidden, /class="hid"/);
  assert.doesNotMatch(hidden, /<circle/);
  assert.equal(windowSentence(group("A", [0, 0, 0], null)), "A: too few have got there to say.");
});

Deno.test("CreditMark() spans the four ways; one hidden credit hides the channel", () => {
  const channel = (credits: Partial<AttributedChannel<Shown>>) =>
    ({ channel: "search", first: 10, last: 30, linear: 20, markov: 20, ...credits }) as AttributedChannel<
      Shown
    >;
  const credit = creditShares(channel({}), 100);
  const svg = html(<CreditMark credit={credit} scale={frame.scale} />);
  assert.match(svg, /class="cs" x="10%" y="0" width="20%"/);
  assert.equal(
    creditSentence(credit),
    "search: first touch 10%, last touch 30%, even split 20%, removal effect 20%.",
  );
  for (const one of [creditShares(channel({ last: "hidden" }), 100), creditShares(channel({}), "hidden")]) {
    const kept = html(<CreditMark credit={one} scale={frame.scale} />);
    assert.match(kept, /class="hid"/);
    assert.doesNotMatch(kept, /class="(cs|g\d|ci)"/);
    assert.equal(creditSentence(one), "search: hidden.");
  }
});
