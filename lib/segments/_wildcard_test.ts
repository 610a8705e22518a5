import { strict as assert } from "node:assert";
import { fits, readWildcard } from "./_wildcard.ts";

Deno.test("fits() matches whole texts, stars and question marks, A to Z in either case", () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["606*", "60601", true],
    ["606*", "160601", false],
    ["*NURSE*", "Head nurse, ICU", true],
    ["?", "😀", true],
    ["?", "ab", false],
    ["a**b", "ab", true],
    ["*a*b*", "xxbxxa", false],
    ["É", "é", false],
    ["k", "\u212a", false], // the Kelvin sign is no K
    ["*", "", true],
    ["?", "", false],
    ["**?", "a\nb", true],
    [".*", "abc", false],
  ];
  for (const [pattern, text, expected] of cases) {
    assert.equal(fits(readWildcard(pattern), text), expected, `${pattern} on ${text}`);
  }
});

Deno.test("fits() stays fast on patterns made to be slow", () => {
  const pattern = readWildcard("*a".repeat(100) + "*b"), text = "a".repeat(20_000);
  const start = performance.now();
  assert.equal(fits(pattern, text), false);
  assert.ok(performance.now() - start < 2_000);
});
