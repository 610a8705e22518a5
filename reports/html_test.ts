import { strict as assert } from "node:assert";
import { fixture } from "./_fixture_for_tests.ts";
import { hostileModel, hostileName } from "./_hostile_for_tests.ts";
import { renderHtml } from "./html.tsx";
import type { ReportModel } from "./model.ts";

const page = renderHtml(fixture);
/** The page without the packed chart library and its figures. */
const read = (html: string) =>
  html.replace(/<script[^>]*>.*?<\/script>/gs, "").replace(/<style>.*?<\/style>/s, "");
const text = (html: string) => read(html).replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

Deno.test("renderHtml() gives the same bytes for the same model", () => {
  assert.equal(renderHtml(structuredClone(fixture)), page);
});

Deno.test("the page is under 1 MB with everything in it", () => {
  assert.ok(new TextEncoder().encode(page).length < 1_000_000);
});

Deno.test("the page refers to nothing outside itself", () => {
  for (const [, address] of page.matchAll(/\b(?:href|src|action|data|poster|srcset)="([^"]*)"/g)) {
    assert.match(address!, /^#[a-z0-9-]+$/, address!);
  }
  const own = page.replace(/<script type="text\/plain" id="plotly-gz">.*?<\/script>/s, "");
  assert.doesNotMatch(own, /\burl\((?!#)|@import|<(?:link|iframe|object|embed|img|base)\b|https?:\/\//);
  assert.doesNotMatch(own, /\bimport\s*\(|\bfetch\s*\(|XMLHttpRequest|WebSocket|sendBeacon/);
});

Deno.test("the page forbids everything it does not need", () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)![1]!;
  assert.match(policy, /^default-src 'none'; script-src 'sha256-[^ ]+' 'sha256-[^ ]+';/);
  assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe-inline|https?:/);
});

Deno.test("every link inside the page leads somewhere", () => {
  for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) assert.ok(page.includes(` id="${id}"`), id!);
  const ids = [...read(page).matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
  assert.equal(new Set(ids).size, ids.length);
});

Deno.test("every figure has a table behind it and an interactive version", () => {
  const names = [...page.matchAll(/<figure[^>]* data-figure="([^"]+)"/g)].map((match) => match[1]!);
  assert.deepEqual(names, [
    "funnel",
    "timing",
    "credit",
    "measure:scheduled",
    "measure:missed",
    "measure:wait",
    "measure:calls",
    "reach",
  ]);
  assert.equal(page.split("Table of these numbers").length - 1, read(page).match(/<figure\b/g)!.length);
  const figures = JSON.parse(/id="figures">(.*?)<\/script>/s.exec(page)![1]!);
  assert.deepEqual(Object.keys(figures), names);
});

Deno.test("every picture says in words what it shows", () => {
  for (const [svg] of read(page).matchAll(/<svg\b[^>]*>/g)) {
    const inside = /width="\d+" height="\d+" overflow/.test(svg) || / x="/.test(svg);
    assert.ok(inside || /aria-label="[^"]{3,}"|aria-hidden="true"/.test(svg), svg);
  }
});

Deno.test("names are text wherever they stand, however odd", () => {
  const html = renderHtml(hostileModel);
  assert.equal(html.match(/<script\b/g)!.length, page.match(/<script\b/g)!.length);
  assert.doesNotMatch(html, /<\/?(?:img|b onclick)|alert\("1"\)/);
  assert.doesNotMatch(html, /[\u202a-\u202e\u2066-\u2069]/);
  assert.ok(html.includes("&lt;script>") || html.includes("&lt;script&gt;"));
  assert.equal(html.match(/<style>/g)!.length, 1);
  assert.ok(hostileName.includes("</style>"));
});

Deno.test("a section is there only when its analysis is", () => {
  const bare: ReportModel = {
    ...fixture,
    journey: null,
    reach: null,
    measures: [],
    timing: null,
    credit: null,
    returning: null,
    main: null,
    findings: [],
  };
  const html = renderHtml(bare);
  for (const id of ["funnel", "timing", "credit", "returning", "measures", "reach"]) {
    assert.doesNotMatch(html, new RegExp(`<section id="${id}"|href="#${id}"`), id);
  }
  assert.match(text(html), /Nothing stands out/);
  assert.doesNotMatch(html, /id="plotly-gz"/);
  assert.match(html, /class="bar/);
});

Deno.test("invented data is called invented, at the top and at the end", () => {
  assert.match(text(page), /Riverbend Health \(invented\)/);
  assert.match(text(page), /is invented; so is every number here/);
  const real = renderHtml({ ...fixture, workspace: { ...fixture.workspace, invented: false } });
  assert.doesNotMatch(text(real), /invented/);
});

Deno.test("overlapping segments are called overlapping", () => {
  const book = { ...fixture.book, mode: "overlapping" as const };
  const segments = { ...fixture.segments, mode: "overlapping" as const };
  const words = text(renderHtml({ ...fixture, book, segments }));
  assert.match(words, /groups that overlap/);
  assert.match(words, /do not add up/);
  assert.doesNotMatch(words, /do not overlap/);
});

Deno.test("people are called what the workspace calls them", () => {
  const counted = { one: "hospital", many: "hospitals" };
  const words = text(renderHtml({ ...fixture, workspace: { ...fixture.workspace, counted } }));
  assert.match(words, /17,131 hospitals in 5 groups/);
  assert.match(words, /7,904 hospitals/);
});

Deno.test("a failed quality gate stands at the top and in its section", () => {
  assert.match(text(page), /did not pass its quality gate: people.role/);
  const quality = { ...fixture.quality, gate: { passed: true, reasons: [] } };
  assert.doesNotMatch(text(renderHtml({ ...fixture, quality })), /did not pass/);
});
