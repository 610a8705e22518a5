import { strict as assert } from "node:assert";
import { testWorkspace } from "./_workspace_for_tests.ts";
import { explain, formatExplanation, readBook } from "./mod.ts";

const workspace = () =>
  testWorkspace({
    timeZone: "America/Chicago",
    types: { "people.signed": "instant", "people.joined": "date" },
    tables: {
      people: [
        { person: "p1", age: 30, lifecycle: "lead", joined: "2026-01-05", signed: "2026-06-01T12:00:00Z" },
        { person: "p2", age: null, lifecycle: "lead", joined: null, signed: null },
        { person: "p3", age: 70, lifecycle: "\u001b[31mred\u202e", joined: null, signed: null },
        { person: "p4", age: 40, lifecycle: null, joined: null, signed: null },
        { person: "p5", age: 40, lifecycle: "other", joined: "2026-01-05", signed: null },
      ],
      events: [
        { person: "p1", at: "2026-06-20T02:00:00Z", event: "page_view", topic: "cost" }, // the 19th in Chicago
        { person: "p1", at: "2026-06-21T12:00:00Z", event: "page_view", topic: "cost" },
        { person: "p1", at: "2026-06-22T12:00:00Z", event: "page_view", topic: null },
      ],
    },
  });
const book = (mode = "exclusive", who = "") =>
  readBook(
    `
name: Leads
version: 4
keeper: k
change: c
audience: a
mode: ${mode}
${who}
segments:
  - { id: senior, name: Senior, when: { field: age, atLeast: 65 } }
  - id: reader
    name: Reader
    when:
      all:
        - { field: lifecycle, is: lead }
        - { event: page_view, where: { topic: cost }, times: { atLeast: 2 }, within: 30d }
        - not: { segment: senior }
  - { id: known, name: Known, when: { any: [{ field: joined, after: 2026-01-01 }, { field: signed, is: 2026-06-01 }] } }
`.replaceAll(/(2026-..-..)/g, '"$1"'),
    "segments.yaml",
  );

Deno.test("explain() shows the tree of conditions with the values that decided", async () => {
  const open = await workspace();
  const result = await explain(open, book(), "p1");
  assert.equal(
    formatExplanation(result),
    `Person p1 in Leads, version 4, as of 2026-06-30
In "Reader": its rule is true, and those of all earlier segments are false.

✗ Senior: no
  ✗ is aged 65 or over  (age is 30)

✓ Reader: yes
  ✓ all of these
    ✓ is a lead  (lifecycle is lead)
    ✓ viewed a page (topic cost) at least 2 times in the last 30 days  (2 times, first on 2026-06-19, last on 2026-06-21)
    ✓ not
      ✗ is in Senior

✓ Known: yes
  ✓ at least one of these
    ✓ joined is after 2026-01-01  (joined is 2026-01-05)
    ✓ signed is 2026-06-01  (signed is 2026-06-01T12:00:00.000Z)
`,
  );
  assert.deepEqual(result.placement.segments, [{ id: "reader", name: "Reader" }]);
  assert.deepEqual(result.segments[1]!.why.inner[1]!.counted, {
    count: 2,
    first: "2026-06-19",
    last: "2026-06-21",
  });
  assert.deepEqual(result.segments[2]!.why.inner[0]!.field, { name: "joined", value: "2026-01-05" });
  assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
  await open.close();
});

Deno.test("explain() gives each placement its reason", async () => {
  const open = await workspace();
  const reason = async (person: string, read = book()) =>
    (await explain(open, read, person)).placement.reason;
  assert.equal(await reason("p3"), 'In "Senior": its rule is true, and it comes first.');
  assert.equal(
    await reason("p2"),
    'Cannot be placed: the rule of "Senior" is unknown for this person, because age is missing, and no earlier segment fits.',
  );
  assert.equal(
    await reason("p4"),
    'Cannot be placed: the rule of "Known" is unknown for this person, because joined and signed are missing, and no earlier segment fits.',
  );
  const often = book("overlapping");
  assert.equal(await reason("p1", often), 'In "Reader" and "Known": their rules are true.');
  assert.equal(await reason("p3", often), 'In "Senior": its rule is true.');
  assert.equal(
    await reason("p4", often),
    'Cannot be placed: no rule is true, and it is unknown whether "Known" fits, because joined and signed are missing.',
  );
  const leads = book("exclusive", "who: { field: lifecycle, is: lead }");
  assert.equal(
    await reason("p3", leads),
    "This book is not about this person: its who is not true for them.",
  );
  assert.equal(
    await reason("p4", leads),
    "It is unknown whether the book is about this person, because lifecycle is missing.",
  );
  const none = readBook(
    "name: N\nversion: 1\nkeeper: k\nchange: c\naudience: a\nremainder: The rest\nsegments:\n" +
      "  - { id: a, name: A, when: { field: age, is: 1 } }\n",
    "segments.yaml",
  );
  const { placement } = await explain(open, none, "p1");
  assert.deepEqual(placement, {
    kind: "none",
    segments: [],
    reason: 'In "The rest": the rules of all segments are false.',
  });
  await open.close();
});

Deno.test("explain() says when somebody is not in people, without repeating the key", async () => {
  const open = await workspace();
  await assert.rejects(
    explain(open, book(), "secret"),
    (error) =>
      error instanceof Error && error.name === "InputError" && /not in people/.test(error.message) &&
      !error.message.includes("secret"),
  );
  await open.close();
});

Deno.test("formatExplanation() lets no value steer the terminal", async () => {
  const open = await workspace();
  const text = formatExplanation(await explain(open, book(), "p3"));
  assert.ok(text.includes("lifecycle is \ufffd[31mred\ufffd"));
  assert.ok(!text.includes("\u001b") && !text.includes("\u202e"));
  await open.close();
});
