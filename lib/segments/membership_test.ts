import { strict as assert } from "node:assert";
import { testWorkspace } from "./_workspace_for_tests.ts";
import { everybody, groups, membership, readBook, segmentSizes } from "./mod.ts";

const people = [
  { person: "a", age: 30, lifecycle: "lead" },
  { person: "b", age: 50, lifecycle: "lead" },
  { person: "c", age: null, lifecycle: "lead" },
  { person: "d", age: 70, lifecycle: "patient" },
  { person: "e", age: 41, lifecycle: null },
];
const events = [
  { person: "b", at: "2026-06-20T10:00:00Z", event: "page_view", topic: "eligibility" },
  { person: "b", at: "2026-06-21T10:00:00Z", event: "page_view", topic: "eligibility" },
  { person: "a", at: "2026-06-21T10:00:00Z", event: "page_view", topic: null },
  { person: "d", at: "2026-05-21T10:00:00Z", event: "page_view", topic: "eligibility" },
];
const text = `
name: Leads
version: 3
keeper: Ana
change: test
audience: everybody
remainder: The rest
segments:
  - { id: senior, name: Senior, when: { field: age, atLeast: 65 } }
  - id: reader
    name: Reader
    when:
      all:
        - { field: lifecycle, is: lead }
        - { event: page_view, where: { topic: eligibility }, times: { atLeast: 2 }, within: 30d }
  - { id: lead, name: Lead, when: { field: lifecycle, is: lead } }
`;

Deno.test("membership() places each person in the first segment that fits, unless an earlier rule is unknown", async () => {
  const workspace = await testWorkspace({ tables: { people, events } });
  const book = readBook(text, "segments.yaml");
  const found = await membership(workspace, book);
  assert.deepEqual([...found.assigned!], [2, 1, 254, 0, 254]);
  assert.deepEqual([...found.segments[1]!.truth], [0, 1, 0, 0, 0]);
  const sizes = segmentSizes(workspace, book, found);
  assert.deepEqual(
    [sizes.total, sizes.unknown, sizes.unsegmented, ...sizes.segments.map((one) => one.people)],
    [5, 2, 0, 1, 1, 1],
  );
  assert.deepEqual(sizes.segments.map((one) => one.unknown), [1, 0, 1]);
  assert.deepEqual(groups(found, book).map((group) => [group.id, group.name, group.size]), [
    ["senior", "Senior", 1],
    ["reader", "Reader", 1],
    ["lead", "Lead", 1],
    ["none", "The rest", 0],
    ["unknown", "Unknown", 2],
  ]);
  assert.equal(everybody(found).size, 5);
  await workspace.close();
});
