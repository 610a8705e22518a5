import { strict as assert } from "node:assert";
import { testWorkspace } from "./_workspace_for_tests.ts";
import { lintBook, readBook } from "./mod.ts";

const people = Array.from({ length: 40 }, (_, i) => ({
  person: `p${i}`,
  age: i < 8 ? null : i,
  lifecycle: i % 2 === 0 ? "lead" : "customer",
  language: i === 0 ? "nl" : "en",
}));
const events = [{ person: "p1", at: "2026-06-01T00:00:00Z", event: "page_view" }];
const read = (segments: readonly string[], more = "") =>
  readBook(
    `name: B\nversion: 1\nkeeper: k\nchange: c\naudience: a\n${more}segments:\n${
      segments.map((one, i) => `  - { id: s${i}, name: S${i}, ${one} }`).join("\n")
    }\n`,
    "segments.yaml",
  );
const lint = async (segments: readonly string[], more = "") => {
  const workspace = await testWorkspace({ tables: { people, events } });
  const warnings = await lintBook(workspace, read(segments, more));
  await workspace.close();
  return warnings;
};

Deno.test("lintBook() has nothing to say about a good book", async () => {
  assert.deepEqual(
    await lint([
      "message: m, when: { field: lifecycle, is: lead }",
      "route: nurture, when: { event: page_view }",
    ]),
    [],
  );
});

Deno.test("lintBook() finds names and values that never occur, with the nearest", async () => {
  assert.deepEqual(
    await lint([
      "message: a, when: { any: [{ event: page_veiw }, { event: page_view, before: { event: zebra } }, { field: lifecycle, is: lead }] }",
      "message: b, when: { any: [{ field: lifecycle, in: [leed, customer] }, { field: language, is: nk }] }",
    ]),
    [
      'Event "page_veiw" never occurs in events; did you mean "page_view"?',
      'Event "zebra" never occurs in events.',
      'Nobody\'s lifecycle is "leed"; did you mean "lead"?',
      'Nobody\'s language is "nk".', // "nl" is nearest, and one person's: not told
    ],
  );
});

Deno.test("lintBook() finds rules true for nobody or everybody, and segments nobody can reach", async () => {
  assert.deepEqual(
    await lint([
      "message: a, when: { field: language, isMissing: false }",
      "message: b, when: { field: lifecycle, is: lead }",
      "message: c, when: { all: [{ field: lifecycle, is: lead }, { field: lifecycle, is: customer }] }",
    ]),
    [
      'The rule of "S0" is true for everybody: it divides nothing.',
      'The rule of "S2" is true for nobody.',
      'Nobody can reach "S1": everybody it fits is taken by "S0" before.',
    ],
  );
});

Deno.test("lintBook() names the field that leaves many people unknown", async () => {
  assert.deepEqual(
    await lint(["message: a, when: { all: [{ field: age, atLeast: 20 }, { field: language, is: en }] }"]),
    ['It is unknown for 18% of people whether they are in "S0", mostly because age is missing.'],
  );
});

Deno.test("lintBook() finds segments that lead nowhere or to the same, and too many of them", async () => {
  const lead = "when: { field: lifecycle, is: lead }", customer = "when: { field: lifecycle, is: customer }";
  assert.deepEqual(
    await lint([
      `message: a, channels: [email], ${lead}`,
      `message: a, channels: [email], ${customer}`,
      `message: a, channels: [sms], ${lead}`,
      `${customer}`,
      `offer: x, ${lead}`,
      `route: y, ${lead}`,
    ], "mode: overlapping\n"),
    [
      '"S1" leads to the same message, offer, channels and route as "S0".',
      '"S3" leads to nothing different: it has no message, offer, channel or route.',
      "The book has 6 segments; three to five are easier to act on.",
    ],
  );
});
