import { strict as assert } from "node:assert";
import type { Shown } from "../../lib/segments/mod.ts";
import { panelsOf } from "./panels.ts";

Deno.test("panelsOf() draws all of a few groups and the largest of many, in their order", () => {
  const few = [3, 1, 2];
  assert.deepEqual(panelsOf(few, (size) => size), { shown: few, note: "" });
  const many: Shown[] = ["hidden", ...Array.from({ length: 30 }, (_, i) => i)];
  const { shown, note } = panelsOf(many, (size) => size);
  assert.deepEqual(shown, Array.from({ length: 24 }, (_, i) => i + 6));
  assert.equal(note, " The 24 largest groups are drawn; the other 7 are in the table.");
});
