/**
 * How soon a reader sees the first chart of a report, against a page of the same figures that a chart library draws when
 * it opens, as most tools write them. Chromium must be allowed; without it the benches are left out:
 *
 * deno bench --config notebooks/deno.json -A reports/first_chart_bench.ts
 *
 * TRELLIS_PLOTLY=plotly.min.js takes the full library from a file; else it is the small one packed into reports.
 */
import { gunzipSync } from "node:zlib";
import { findChromium, type Page, withPage } from "./_chromium_for_tests.ts";
import { fixture } from "./_fixture_for_tests.ts";
import { renderHtml } from "./html.tsx";

const chromium = findChromium();

Deno.bench(
  "first chart of a report",
  { group: "first chart", n: 5, warmup: 1, ignore: !chromium },
  async (b) => {
    await open(b, renderHtml(fixture));
  },
);

Deno.bench("the same, drawn when the page opens", {
  group: "first chart",
  baseline: true,
  n: 5,
  warmup: 1,
  ignore: !chromium,
}, async (b) => {
  await open(b, drawnWhenOpened(renderHtml(fixture)));
});

/** The time from opening a page to the frame that shows its first chart. */
async function open(b: Deno.BenchContext, html: string): Promise<void> {
  const path = await Deno.makeTempFile({ suffix: ".html" });
  try {
    await Deno.writeTextFile(path, html);
    await withPage(chromium!, async (page) => {
      await page.look({ width: 1280, height: 900 });
      await watch(page);
      b.start();
      await page.open(path);
      await page.evaluate("firstChart");
      b.end();
    });
  } finally {
    await Deno.remove(path);
  }
}

async function watch(page: Page): Promise<void> {
  await page.send("Page.addScriptToEvaluateOnNewDocument", {
    source: `globalThis.firstChart = new Promise((seen) => {
      const look = () => requestAnimationFrame(
        () => document.querySelector("main svg :is(rect, circle, path)") ? requestAnimationFrame(seen) : look());
      look();
    });`,
  });
}

/** A page with the figures of a report and a chart library, and nothing drawn before it runs. */
function drawnWhenOpened(report: string): string {
  const part = (id: string) => new RegExp(`<script[^>]*id="${id}"[^>]*>([^<]*)</script>`).exec(report)![1]!;
  const file = Deno.permissions.querySync({ name: "env", variable: "TRELLIS_PLOTLY" }).state === "granted"
    ? Deno.env.get("TRELLIS_PLOTLY")
    : undefined;
  const library = file === undefined
    ? gunzipSync(Uint8Array.from(atob(part("plotly-gz")), (letter) => letter.charCodeAt(0))).toString()
    : Deno.readTextFileSync(file);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Usual</title><main></main>
<script>${library.replaceAll("</script", "<\\/script")}</script>
<script>for (const { data, layout } of Object.values(${part("figures")})) {
  const place = document.createElement("div");
  document.querySelector("main").append(place);
  Plotly.newPlot(place, data, layout);
}</script></html>`;
}
