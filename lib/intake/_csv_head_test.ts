import { strict as assert } from "node:assert";
import { csvHead } from "./_csv_head.ts";

Deno.test("csvHead() reads names in quotes, with delimiters and line ends inside", () => {
  const head = csvHead('id,"a, b","c\r\nd","e ""f"""\r\n1,2,3,4\r\n', true);
  assert.deepEqual(head, {
    names: ["id", "a, b", "c\r\nd", 'e "f"'],
    delimiter: ",",
    skip: 0,
    lineEnd: "\r\n",
    unclosed: false,
  });
});

Deno.test("csvHead() finds out the delimiter that cuts every record alike", () => {
  for (const delimiter of [",", ";", "\t", "|"]) {
    const text = [["id", "said", "at"], ["1", "a, b; c", "x"], ["2", "", "y"]]
      .map((row) => row.map((cell) => `"${cell}"`).join(delimiter)).join("\n");
    assert.equal(csvHead(text, true).delimiter, delimiter);
  }
  assert.equal(csvHead("id;amount\n1;1,5\n2;2,5\n", true).delimiter, ";");
  assert.equal(csvHead("id\n1\n2\n", true).delimiter, ",");
  assert.equal(csvHead("id|a,b\n", true, "|").names[1], "a,b");
});

Deno.test("csvHead() passes over blank lines, and finds nothing in blank text", () => {
  assert.equal(csvHead("\n  \r\nid,a\n1,2\n", true).skip, 2);
  assert.deepEqual(csvHead("\n\n", true).names, []);
  assert.deepEqual(csvHead("", true).names, []);
});

Deno.test("csvHead() does not trust a record that is cut off", () => {
  assert.equal(csvHead("a,b\n1,2\n3;4;5;6;7;8", false).delimiter, ",");
  assert.equal(csvHead("a;b", false).names.length, 2);
});

Deno.test("csvHead() says when the header's quote is never closed", () => {
  assert.equal(csvHead('id,"a\n1,2\n', true).unclosed, true);
  assert.equal(csvHead('id,a\n1,"2\n', true).unclosed, false);
});
