import { strict as assert } from "node:assert";
import fc from "fast-check";
import { followQuotes, recordAt } from "./_quotes.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** Where a quote of this text is never closed, the text taken in blocks of some size. */
function open(text: string, size = text.length || 1): number | null {
  const follower = followQuotes(",");
  const all = bytes(text);
  for (let at = 0; at < all.length; at += size) if (!follower.take(all.subarray(at, at + size))) break;
  return follower.finish();
}

Deno.test("followQuotes() finds the quote that is never closed, in blocks of any size", () => {
  const cases: readonly (readonly [string, number | null])[] = [
    ["a,b\n1,2\n", null],
    ['a,"b"\n"1","x\ny"\n"",""""\n', null],
    ['"a"', null],
    ['\ufeff"a,\nb"\n', null],
    ['a,b\n1,"2\n3,4\n', 6],
    ['a,b\n1,"', 6],
    ['a,b\n1,"2""\n3,4\n', 6],
    // Closed lines later by a quote that was meant to open.
    ['a,b\n1,"2\n3,"4"\n', 6],
    // Stray quotes stand in one line, and are no matter of lost rows.
    ['a,b\n1,5" tall\n2,"3"x\n', null],
    ['a,b\n1,"x"y"\n2,3\n', null],
    ['a,b\n1,"x\ny"\r\n', null],
  ];
  for (const [text, expected] of cases) {
    for (const size of [1, 2, 3, 100]) assert.equal(open(text, size), expected, JSON.stringify([text, size]));
  }
});

const cell = fc.array(fc.constantFrom('"', ",", "\n", "\r\n", "a", "é", " "), { maxLength: 6 }).map((all) =>
  all.join("")
);
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 8 });
const write = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\r\n");

Deno.test("followQuotes() finds nothing in a well-written table, and something once its last quote is gone", () => {
  fc.assert(fc.property(table, fc.integer({ min: 1, max: 9 }), (rows, size) => {
    const text = write(rows);
    assert.equal(open(text, size), null);
    assert.notEqual(open(text.slice(0, -1), size), null);
  }));
});

Deno.test("recordAt() counts records, not lines", async () => {
  const text = 'a,b\r\n1,"x\ny"\r\n"2""","\r\n"\n3,"z';
  const blocks = (size: number) =>
    async function* () {
      const all = bytes(text);
      for (let at = 0; at < all.length; at += size) yield await Promise.resolve(all.subarray(at, at + size));
    };
  for (const size of [1, 2, 100]) {
    assert.equal(await recordAt(blocks(size)(), ",", 0), 1);
    assert.equal(await recordAt(blocks(size)(), ",", text.indexOf("y")), 2);
    assert.equal(await recordAt(blocks(size)(), ",", text.indexOf('"2')), 3);
    assert.equal(await recordAt(blocks(size)(), ",", text.lastIndexOf('"')), 4);
  }
});
