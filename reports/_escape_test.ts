import { strict as assert } from "node:assert";
import fc from "fast-check";
import { cssString, scriptJson, tame } from "./_escape.ts";

Deno.test("scriptJson() cannot end the script it stands in, and means the same", () => {
  const value = { "</script><script>": ["<!--", "\u2028", "]]>", "'\"\\"] };
  assert.doesNotMatch(scriptJson(value), /[<\u2028\u2029]/);
  assert.deepEqual(JSON.parse(scriptJson(value)), value);
  fc.assert(fc.property(fc.jsonValue(), (any) => {
    assert.ok(!scriptJson(any).includes("<"));
    assert.deepEqual(JSON.parse(scriptJson(any)), JSON.parse(JSON.stringify(any)));
  }));
});

Deno.test("cssString() cannot end the string, the rule or the style element", () => {
  assert.equal(cssString('a"b'), '"a\\22 b"');
  assert.equal(cssString("Santé · 1"), '"Sant\\e9  · 1"');
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    assert.match(cssString(text), /^"[A-Za-z0-9 .,:·\\-]*"$/);
  }));
});

Deno.test("tame() removes what could turn the text around a name, and nothing else", () => {
  assert.equal(tame("a\u202eb\u2066c\u0000d\u200f"), "abcd\u200f");
  assert.deepEqual(tame({ name: ["x\u202e", 3, null, true] }), { name: ["x", 3, null, true] });
  assert.equal(tame("\ud800"), "\ufffd");
});
