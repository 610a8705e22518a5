/** Cases 1 and 3 of the list of bad input in the privacy research. */
import { strict as assert } from "node:assert";
import fc from "fast-check";
import { csvRows } from "./_csv_rows.ts";
import { csvCell, csvText } from "./csv_cell.ts";

Deno.test("csvCell(), case 1: no cell is a formula, and numbers stay numbers", () => {
  const cases: Readonly<Record<string, string>> = {
    "=1+1": "'=1+1",
    "+cmd|' /C calc'!A0": "\"'+cmd|' /C calc'!A0\"",
    "-2+3": "'-2+3",
    "@SUM(A1)": "'@SUM(A1)",
    "\t=1": "\"'\t'=1\"",
    "\r=1": "\"'\r'=1\"",
    "\n=1": "\"'\n'=1\"",
    "\nx": '"\'\nx"',
    "＝1+1": "'＝1+1",
    "＋1": "'＋1",
    "－1": "'－1",
    "＠SUM": "'＠SUM",
    "  =1": '"  \'=1"',
    "a,=1": '"a,\'=1"',
    "a;=1": '"a;\'=1"',
    'a"=1': '"a""\'=1"',
    "a\n=1": '"a\n\'=1"',
    "-5": "-5",
    "-5.25": "-5.25",
    "+13095550109": "+13095550109",
    "1e5": "1e5",
    "007": "007",
    "a-b": "a-b",
    "a=b": "a=b",
    "jo@example.org": "jo@example.org",
    "O'Brien": "O'Brien",
  };
  for (const [value, cell] of Object.entries(cases)) {
    assert.equal(csvCell(value), cell, JSON.stringify(value));
  }
  assert.deepEqual([-5, 0, NaN, Infinity, true, null, undefined].map(csvCell), [
    "-5",
    "0",
    "",
    "",
    "true",
    "",
    "",
  ]);
});

Deno.test("csvCell(), case 3: text that turns or hides others, and very long text", () => {
  assert.equal(csvCell("\u202Egpj.exe"), "gpj.exe");
  assert.equal(csvCell("\u200B=1"), "'=1");
  assert.equal(csvCell("\uFEFF\u2066=1\u2069"), "'=1");
  assert.equal(csvCell("a\u0000b\u2028c"), "abc");
  assert.equal(csvCell("x".repeat(100_000)).length, 32_000);
  assert.equal(csvCell("__proto__"), "__proto__");
  assert.equal(csvCell("../../etc"), "../../etc");
});

Deno.test("csvText(): whatever stands in cells, the rows come back, and no field begins a formula", () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[=+\-@\t\r\n,;"'a1 ＝]{0,12}$/));
  fc.assert(fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), (rows) => {
    const written = csvText(["a", "b"], rows);
    const back = csvRows(written, "x.csv");
    assert.equal(back.length, rows.length + 1);
    for (const row of back) {
      assert.equal(row.length, 2);
      for (const cell of row) {
        assert.ok(
          /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(cell) || !/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(cell),
          cell,
        );
      }
    }
    // A reader that takes semicolons or tabs for delimiters finds none at the start of a part either.
    for (const part of written.split(/[,;\t|\r\n]/)) {
      assert.ok(
        /^"?[+-]?[\d.eE+-]+"?$/.test(part) || !/^["']*[=@＝＠]/.test(part) || part.startsWith("'") ||
          part.includes("'"),
        part,
      );
    }
  }));
});
