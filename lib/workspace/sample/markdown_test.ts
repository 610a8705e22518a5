import { strict as assert } from "node:assert";
import { bullets, paragraph, table } from "./markdown.ts";

Deno.test("paragraph() fills lines up to 110 characters and never breaks a code span", () => {
  const code = "`a code span with spaces`";
  const text = paragraph(`${"word ".repeat(18)}\n   ${code} and more`);
  assert.equal(text, `${"word ".repeat(18).trim()}\n${code} and more`);
  assert.equal(paragraph(`${"x".repeat(54)} ${"y".repeat(55)}`).includes("\n"), false);
  assert.equal(paragraph(`${"x".repeat(55)} ${"y".repeat(55)}`).includes("\n"), true);
});

Deno.test("bullets() indents what runs over", () => {
  assert.equal(bullets(["one", "two ".repeat(30)]).split("\n")[2]!.slice(0, 5), "  two");
});

Deno.test("table() pads its columns", () => {
  assert.equal(table([["a", "long"], ["bcd", "e"]]), "| a   | long |\n| --- | ---- |\n| bcd | e    |");
});
