import { strict as assert } from "node:assert";
import { plain } from "./plain.ts";
import { textTable } from "./text_table.ts";

Deno.test("textTable() aligns numbers to the right and text to the left", () => {
  const text = textTable([{ label: "name" }, { label: "n", align: "right" }], [["a", "1"], [
    "bcdef",
    "1,000",
  ]]);
  assert.equal(text, "name       n\na          1\nbcdef  1,000\n");
});

Deno.test("textTable() counts terminal columns, not characters", () => {
  const rows = [["診療"], ["👩‍⚕️"], ["e\u0301"]].map((row) => [...row, "|"]);
  assert.equal(textTable([{ label: "x" }, { label: "" }], rows), "x\n診療  |\n👩‍⚕️    |\ne\u0301     |\n");
});

Deno.test("textTable() cuts a cell of 10,000 characters, between characters", () => {
  const name = "診".repeat(10_000);
  const [, row] = textTable([{ label: "x" }, { label: "y" }], [[name, name]]).split("\n");
  assert.equal(row, `${"診".repeat(29)}…  ${"診".repeat(119)}…`);
});

Deno.test("textTable() with no rows is its header", () => {
  assert.equal(textTable([{ label: "a" }, { label: "b" }], []), "a  b\n");
});

Deno.test("plain() writes out what could move the cursor or turn the line", () => {
  assert.equal(plain("a\x1b[31mb\nc\u202ed\u2028e\x9b"), "a\\u001b[31mb\\u000ac\\u202ed\\u2028e\\u009b");
  assert.equal(plain("Ångström 診療 👩‍⚕️ 'quote' <b>"), "Ångström 診療 👩‍⚕️ 'quote' <b>");
});
