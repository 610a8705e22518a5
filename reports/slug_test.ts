import { strict as assert } from "node:assert";
import fc from "fast-check";
import { slug } from "./slug.ts";

Deno.test("slug() keeps a plain name readable", () => {
  assert.equal(slug("Riverbend Health"), "riverbend-health");
  assert.equal(slug("q3-2026"), "q3-2026");
});

Deno.test("slug() marks what it had to change, so that different names stay different", () => {
  assert.match(slug("Santé"), /^sante-[0-9a-f]{6}$/);
  assert.notEqual(slug("Santé"), slug("Sante\u0300"));
  assert.match(slug("健康"), /^[0-9a-f]{6}$/);
  assert.notEqual(slug("健康"), slug("保健"));
  assert.notEqual(slug("a".repeat(100)), slug("a".repeat(101)));
  assert.match(slug("CON"), /^con-[0-9a-f]{6}$/);
});

Deno.test("slug() is always a safe file name", () => {
  const names = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "",
      ".",
      "..",
      "../../etc",
      "a/b\\c",
      "\0",
      " ",
      "-",
      "nul",
      "x".repeat(10_000),
      "<script>",
    ),
  );
  fc.assert(fc.property(names, (name) => {
    assert.match(slug(name), /^[a-z0-9][a-z0-9-]{0,66}$/);
    assert.equal(slug(name), slug(name));
  }));
});
