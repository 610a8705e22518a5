import { strict as assert } from "node:assert";
import { renderToString } from "preact-render-to-string";
import type { FunnelGroup } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { hostile, partlyHidden, step, walked } from "./_results_for_tests.ts";
import { FunnelPanel, funnelSentence } from "./funnel_panel.tsx";

/** Per step: the marks of its bar as "class x+width". */
function bars(group: FunnelGroup<Shown>): string[][] {
  const html = renderToString(<FunnelPanel group={group} />);
  return html.split('class="fb2"').slice(1).map((bar) =>
    [...bar.split("</svg></div>")[0]!.matchAll(
      /<rect class="([^"]+)"(?: x="([^"]+)"(?: y="[^"]+")? width="([^"]+)")?/g,
    )]
      .map(([, kind, x, width]) => `${kind} ${x}+${width}`)
  );
}

Deno.test("FunnelPanel() divides each bar into went on, still deciding and left, of the first step", () => {
  assert.deepEqual(bars(walked), [
    ["on 0%+60%", "dec 60%+10%", "lost 70%+30%"],
    ["on 0%+15%", "dec 15%+5%", "lost big 20%+40%"],
    ["on 0%+15%"],
  ]);
  assert.match(renderToString(<FunnelPanel group={walked} />), /73 of 100 leave/);
});

Deno.test("FunnelPanel() draws hidden parts as one, as wide as the shown ones leave it", () => {
  assert.deepEqual(bars(partlyHidden)[1], ["on 0%+15%", "hid 15%+45%"]);
});

Deno.test("FunnelPanel() draws a hidden step as the mark of fixed size", () => {
  const lost = {
    ...walked,
    steps: [walked.steps[0]!, step("Ask", { people: "hidden", left: "hidden" }), step("Visit")],
  };
  assert.deepEqual(bars(lost)[0], ["hid 0%+60%", "dec 60%+10%", "lost big 70%+30%"]);
  assert.match(bars(lost)[1]!.at(-1)!, /^hid (0\.5|-27\.5)\+27$/);
  const first = { ...walked, steps: [step("See", { people: "hidden" }), walked.steps[1]!] };
  assert.deepEqual(bars(first), [["hid 0.5+27"], ["hid 0.5+27"]]);
});

Deno.test("FunnelPanel() draws nothing where nobody came", () => {
  const nobody = { ...walked, steps: [step("See", { people: 0 }), step("Ask", { people: 0 })] };
  assert.deepEqual(bars(nobody), [[], []]);
});

Deno.test("funnelSentence() tells the steps and the biggest drop-off", () => {
  assert.equal(
    funnelSentence(walked),
    "Segment A: See 200, Ask 120, Visit 30. Biggest drop-off: after Ask, before Visit, 73 of 100 leave.",
  );
});

Deno.test("FunnelPanel() escapes names", () => {
  const group = { ...partlyHidden, steps: [step(hostile), step(hostile)] };
  assert.doesNotMatch(renderToString(<FunnelPanel group={group} />), /<script|="[^"]*"1"/);
});
