import { strict as assert } from "node:assert";
import { release } from "../privacy/mod.ts";
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
  assert.match(Deno.inspect(view), /^60 of every 100.*\n\n.*Internal.*\n\nGroup +People/);
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

Deno.test("show() puts the reading and the warnings of a result before its table", () => {
  const bundle = show({ ...reachOf(["Evaluating"]), warnings: ["Consent ends <soon>"] })[display]();
  assert.match(
    bundle["text/html"],
    /<\/svg>.*<p[^>]*>60 of every 100.*Beware.*Consent ends &lt;soon&gt;.*<table>/s,
  );
  assert.match(bundle["text/plain"], /^60 of every 100.*\n\nBeware: Consent ends <soon>\n\nPeople who can/);
});

Deno.test("show() marks hidden numbers", () => {
  const result = reachOf(["a"]);
  const bundle = show({ ...result, groups: [{ ...result.groups[0]!, byChannel: ["hidden"] }] })[display]();
  assert.match(
    bundle["text/html"],
    /<span style="[^"]*gradient[^"]*" title="too few people to be shown">hidden</,
  );
});

Deno.test("show() lays out any result: facts, then lists, with what does not fit counted", () => {
  const result = {
    kind: "someAnalysis",
    within: "14d",
    share: 0.25,
    rows: [
      { name: "a", people: 1200, interval: { low: 0.1, high: 0.2 }, values: new Float64Array(3) },
      { name: "b", people: null, interval: null, values: null },
    ],
    warnings: ["Few people"],
  };
  assert.equal(
    String(show(result)),
    [
      "Beware: Few people\n",
      "Some analysis. Internal: real counts, not for sharing.\n",
      "What    Value",
      "Within  14d",
      "Share   0.25\n\n",
      "Some analysis: rows. Internal: real counts, not for sharing.\n",
      "Name  People  Interval    Values",
      "a      1,200  0.1 to 0.2  3 numbers",
      "b          –  –           –",
      "",
    ].join("\n"),
  );
});

Deno.test("show() shows several results under each other, and the figure of one only", () => {
  const bundle = show([reachOf(["a"]), reachOf(["b"])])[display]();
  assert.equal(bundle["text/html"].match(/<table>/g)?.length, 2);
  assert.ok(!("application/vnd.plotly.v1+json" in bundle));
});

Deno.test("show() knows what came out of the gate, and shows it without the warning", async () => {
  const reach = reachOf(["Evaluating"]);
  const released = await release({ reach: { ...reach, groups: [{ ...reach.groups[0]!, byChannel: [3] }] } });
  for (const value of [released, released.reach]) {
    const text = String(show(value));
    assert.match(text, /hidden/);
    assert.doesNotMatch(text, /Internal/);
  }
  assert.match(
    String(show(released)),
    /^Safe to share. \d+ numbers are hidden \(hidden: fewer than 11 people/,
  );
  assert.match(String(show({ ...released.reach })), /Internal/);
});
