import { strict as assert } from "node:assert";
import fc from "fast-check";
import { InputError } from "../workspace/mod.ts";
import { eventLogOf, patternMatches } from "./mod.ts";

/** One person a word, one event a letter; letters stand for themselves. */
const ofWords = (...words: string[]) =>
  eventLogOf(
    words.flatMap((word, person) => [...word].map((event, at) => ({ person, event, at, sequence: at }))),
  );

Deno.test("patternMatches() finds what a regular expression finds, and the match that ends first", () => {
  const choice = fc.constantFrom("a", "b", "c", "[a|b]", "[^a]", "[^b|c]", ".");
  const part = fc.tuple(choice, fc.constantFrom("", "", "*", "+", "?"));
  const pattern = fc.tuple(fc.boolean(), fc.array(part, { minLength: 1, maxLength: 4 }), fc.boolean())
    .filter(([, parts]) => parts.some(([, sign]) => sign === "" || sign === "+"));
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(pattern, word, ([fromStart, parts, toEnd], word) => {
      const text = (fromStart ? "^" : "") + parts.map(([one, sign]) => one + sign).join(" -> ") +
        (toEnd ? "$" : "");
      const body = parts.map(([one, sign]) => one.replace("|", "") + sign).join("");
      const whole = new RegExp(`^(?:${body})$`);
      let matches = 0;
      let first: number | null = null;
      for (let from = 0; from < word.length;) {
        let found: [start: number, end: number] | null = null;
        for (let end = from + 1; end <= word.length && found === null; end++) {
          if (toEnd && end !== word.length) continue;
          for (let start = from; start < end && found === null; start++) {
            if (fromStart && start !== 0) break;
            if (whole.test(word.slice(start, end))) found = [start, end];
          }
        }
        if (found === null) break;
        matches++;
        first ??= found[1] - 1 - found[0];
        from = found[1];
      }
      const result = patternMatches(ofWords(word, "abc"), text, { members: Uint8Array.of(1, 0) });
      assert.deepEqual([result.of, result.people, result.matches], [1, matches > 0 ? 1 : 0, matches], text);
      assert.equal(result.seconds?.median ?? null, first, text);
    }),
    { numRuns: 3000, seed: 1 },
  );
});

Deno.test("patternMatches() reads names with blanks and signs, and tells of unknown ones", () => {
  const log = eventLogOf([
    { person: 1, event: "page view", at: 0 },
    { person: 1, event: "a->b", at: 5 },
    { person: 1, event: "appointment:kept", at: 9 },
  ]);
  const found = (text: string) => patternMatches(log, text).people;
  assert.equal(found('page view -> "a->b"->appointment:kept'), 1);
  assert.equal(found("^ page view -> .+ $"), 1);
  assert.equal(found('[page view|"a->b"]+ -> appointment:kept'), 1);
  assert.equal(found("appointment:kept -> .* -> page view"), 0);
  const { warnings, share } = patternMatches(log, "page vew -> [^kall]*");
  assert.deepEqual(warnings.length, 2);
  assert.match(warnings[0]!, /did you mean "page view"/);
  assert.equal(share, 0);
});

Deno.test("patternMatches() refuses what is no pattern, and says where", () => {
  const log = ofWords("ab");
  for (
    const text of [
      "",
      "->",
      "a ->",
      "a -> -> b",
      "[a",
      "[a|",
      "[]",
      "a b]",
      '"a',
      "a**",
      "a*",
      "[^a]?",
      "a$ -> b",
    ]
  ) {
    assert.throws(() => patternMatches(log, text), InputError, text);
  }
  assert.throws(() => patternMatches(log, "a -> [b"), /expected "\|" or "]" at place 8, found the end/);
  assert.throws(() => patternMatches(log, Array(31).fill("a").join("->")), /31 parts/);
  assert.equal(patternMatches(ofWords("a".repeat(40)), Array(30).fill("a").join("->")).people, 1);
});

Deno.test("patternMatches() stays linear on patterns that make other engines try for ever", () => {
  const log = ofWords("a".repeat(300_000));
  const started = performance.now();
  assert.equal(patternMatches(log, Array(15).fill("a*").join("->") + " -> b -> a*").people, 0);
  assert.ok(performance.now() - started < 5000);
});
