import { strict as assert } from "node:assert";
import { comparable, type Meaning } from "./comparable.ts";

const meaning = (
  segments: Readonly<Record<string, string>>,
  mode: Meaning["mode"] = "exclusive",
): Meaning => ({
  mode,
  fingerprints: {
    who: null,
    segments: Object.entries(segments).map(([id, sha256]) => ({ id, sha256 })),
    measures: {},
    journey: null,
    sources: "",
  },
});
const groups = ["a", "b", "c", "none", "unknown", "all"];
const reasons = (now: Meaning, before: Meaning) => groups.map(comparable(now, before));
const book = { a: "1", b: "2", c: "3" };

Deno.test("comparable() lets everything be compared when nothing changed", () => {
  for (const mode of ["exclusive", "overlapping"] as const) {
    assert.deepEqual(reasons(meaning(book, mode), meaning(book, mode)), [null, null, null, null, null, null]);
  }
});

Deno.test("comparable() refuses what stands behind a changed segment, in an exclusive book only", () => {
  const changed = { ...book, b: "9" };
  const behind = "A segment before it changed";
  const others = "Other definitions changed";
  assert.deepEqual(reasons(meaning(changed), meaning(book)), [
    null,
    "New definition",
    behind,
    others,
    others,
    null,
  ]);
  assert.deepEqual(
    reasons(meaning(changed, "overlapping"), meaning(book, "overlapping")),
    [null, "New definition", null, others, others, null],
  );
});

Deno.test("comparable() sees new, removed and moved segments", () => {
  const [now, then] = [meaning(book), meaning({ a: "1", b: "2" })];
  assert.deepEqual(reasons(now, then).slice(0, 4), [null, null, "New segment", "Other definitions changed"]);
  assert.deepEqual(reasons(then, now).slice(3), [
    "Other definitions changed",
    "Other definitions changed",
    null,
  ]);
  const moved = meaning({ b: "2", a: "1", c: "3" });
  assert.deepEqual(reasons(moved, now).slice(0, 3), [
    "A segment before it changed",
    "A segment before it changed",
    "A segment before it changed",
  ]);
});
