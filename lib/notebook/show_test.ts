import { strict as assert } from "node:assert";
import type { QualityResult } from "../workspace/mod.ts";
import type { ReachResult } from "../outcomes/mod.ts";
import { display } from "./mime_bundle.ts";
import { show } from "./show.ts";

function reachOf(names: readonly string[]): ReachResult {
  return {
    kind: "reach",
    channels: ["email"],
    groups: names.map((name, i) => ({ group: `g${i}`, name, people: 100 + i, any: 60, byChannel: [60] })),
    warnings: [],
  };
}

Deno.test("show() gives text, HTML with picture and table, and a plotly figure", () => {
  const bundle = show(reachOf(["Evaluating"]))[display]();
  assert.deepEqual(Object.keys(bundle), ["text/plain", "text/html", "application/vnd.plotly.v1+json"]);
  assert.match(bundle["text/html"], /<svg[^>]*role="img"/);
  assert.match(bundle["text/html"], /<th scope="col"[^>]*>Group<\/th>/);
  assert.match(bundle["text/html"], /<th scope="row"[^>]*>Evaluating<\/th>/);
  assert.match(bundle["text/html"], /<caption[^>]*>.*Internal: real counts, not for sharing\.<\/caption>/);
});

Deno.test("show() leaves the warning out when the numbers are released", () => {
  const bundle = show(reachOf(["a"]), { released: true })[display]();
  assert.doesNotMatch(bundle["text/html"] + bundle["text/plain"], /Internal/);
});

Deno.test("show() shows so many rows, and says of how many", () => {
  const result = reachOf(Array.from({ length: 64 }, (_, i) => `Group ${i}`));
  const bundle = show(result, { rows: 5, as: "table" })[display]();
  assert.equal(bundle["text/html"].match(/<th scope="row"/g)?.length, 5);
  assert.match(bundle["text/html"], /\(first 5 of 64 rows\)/);
  assert.ok(!("application/vnd.plotly.v1+json" in bundle));
  assert.doesNotMatch(bundle["text/html"], /<svg/);
});

Deno.test("show() escapes names, in HTML and in text", () => {
  const bundle = show(reachOf(["<script>alert(1)</script>\x1b[2J"]))[display]();
  assert.doesNotMatch(bundle["text/html"], /<script/);
  assert.match(bundle["text/plain"], /<script>alert\(1\)<\/script>\\u001b\[2J/);
});

Deno.test("show() prints as a table outside Jupyter", () => {
  const view = show(reachOf(["Evaluating"]));
  assert.match(Deno.inspect(view), /^.*Internal.*\n\nGroup +People/);
  assert.equal(String(view), Deno.inspect(view));
});

Deno.test("show() shows data quality as tables, without a picture", () => {
  const quality: QualityResult = {
    kind: "quality",
    tables: [{ table: "people", rowsRead: 3, rowsKept: 2, leftOut: [] }],
    fields: [],
    problems: [],
    gate: { passed: true, reasons: [] },
  };
  const bundle = show(quality)[display]();
  assert.deepEqual(Object.keys(bundle), ["text/plain", "text/html"]);
  assert.equal(bundle["text/html"].match(/<table>/g)?.length, 1);
});
