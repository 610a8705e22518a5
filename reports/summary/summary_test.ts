import { strict as assert } from "node:assert";
import { fixture } from "../_fixture_for_tests.ts";
import { hostileModel } from "../_hostile_for_tests.ts";
import type { ReportModel } from "../model.ts";
import { chatSummary } from "./chat.ts";
import { mailSummary } from "./mail.tsx";

const link = "report.html";

/** The fixture with a hundred groups of long names. */
const many: ReportModel = {
  ...fixture,
  groups: Array.from({ length: 100 }, (_, i) => ({
    id: `g${i}`,
    name: `Group ${i} ${"of a very long name ".repeat(9)}`,
    kind: "segment" as const,
    color: null,
  })),
};

/**
 * What Outlook for Windows, which draws HTML as Word does, ignores or draws wrongly ("Word 2007 HTML and CSS rendering
 * capabilities in Outlook 2007", Microsoft; still true of its later versions).
 */
const wordCannot = [
  [
    "padding",
    "margin(?!:0)",
    "position",
    "float",
    "clear",
    "display",
    "overflow",
    "opacity",
    "transform",
    "z-index",
  ],
  [
    "flex",
    "grid",
    "gap",
    "align-",
    "justify-",
    "inline-block",
    "aspect-ratio",
    "object-fit",
    "box-",
    "border-radius",
  ],
  [
    "background(?!-color)",
    "background-image",
    "list-style-image",
    "text-shadow",
    "animation",
    "transition",
    "filter",
  ],
  [
    "max-",
    "min-",
    "(^|;)(width|height):",
    "var\\(",
    "calc\\(",
    "rgba?\\(",
    "hsl",
    "url\\(",
    "\\d(r?em|vw|vh|ch)\\b",
  ],
].map((words) => new RegExp(words.join("|")));
/** Elements it draws with nothing of their style, or not at all. */
const elements =
  /<(?!\/)(?!(html|head|meta|title|body|table|thead|tbody|tr|td|th|a|b|br|bdi|span|strong|caption)\b)[a-z]/i;

for (const [name, model] of [["plain", fixture], ["hostile", hostileModel], ["large", many]] as const) {
  Deno.test(`mailSummary() of a ${name} report is small, loads nothing, and is drawn as Word can`, () => {
    const html = mailSummary(model, { link });
    assert.ok(new TextEncoder().encode(html).length < 100_000, `${html.length}`);
    assert.ok(!/<(script|style|link|img|svg|iframe|form|object)\b/i.test(html));
    assert.ok(!/<[^>]*\son\w+=|url\(|@import|@font-face/i.test(html));
    const styles = [...html.matchAll(/ style="([^"]*)"/g)].map((match) => match[1]!);
    for (const style of styles) {
      // Word passes over this one and keeps to the table's width attribute; phones need it.
      const asWord = style.replace(/(^|;)max-width:100%;/, "$1");
      for (const words of wordCannot) assert.doesNotMatch(asWord, words);
    }
    assert.doesNotMatch(html, elements);
    assert.doesNotMatch(html, / class=/);
    assert.equal((html.match(/<table/g) ?? []).length, (html.match(/<\/table>/g) ?? []).length);
    // Word forgets the font of what stands around a table: every cell with text carries its own.
    for (const [, attributes, text] of html.matchAll(/<t[dh]([^>]*)>([^<]+)/g)) {
      if (text!.trim() !== "" && text !== "\u00a0" && text !== "&nbsp;") {
        assert.match(attributes!, /font-family/, text!);
      }
    }
  });
}

Deno.test("mailSummary() says what the page says, its hidden numbers as hidden", () => {
  const html = mailSummary(fixture, { link });
  assert.match(html, /Orthopaedics, autumn 2026/);
  assert.match(html, /7,904/);
  assert.match(html, />hidden</);
  assert.match(html, /href="report\.html"/);
  assert.match(html, /is invented; so is every number here/);
  assert.equal(mailSummary(fixture, { link }), html);
});

Deno.test("chatSummary() is plain lines of text, without markup or control characters", () => {
  const text = chatSummary(fixture, { link: "https://example.org/report.html" });
  assert.match(text, /^Orthopaedics, autumn 2026, Riverbend Health, 31 October 2026\n/);
  assert.match(text, /\n- Learning basics: /);
  assert.match(text, /hidden/);
  assert.match(text, /Report: https:\/\/example\.org\/report\.html\n$/);
  assert.doesNotMatch(text, /\*\*|<[a-z]/);
  // deno-lint-ignore no-control-regex
  assert.doesNotMatch(chatSummary(hostileModel), /[\u0000-\u0009\u000b-\u001f\u202a-\u202e\u2066-\u2069]/);
});

Deno.test("summaries say when nothing stands out, and when the data did not pass its gate", () => {
  const model: ReportModel = {
    ...fixture,
    findings: [],
    quality: { ...fixture.quality, gate: { passed: false, reasons: ["people.role is filled for 60%."] } },
  };
  for (const text of [mailSummary(model, { link }), chatSummary(model)]) {
    assert.match(text, /Nothing stands out/);
    assert.match(text, /did not pass its quality gate: people\.role is filled for 60%/);
  }
});
