import { strict as assert } from "node:assert";
import fc from "fast-check";
import { testWorkspace } from "./_workspace_for_tests.ts";
import { everybody, groups, membership, readBook, segmentSizes } from "./mod.ts";

const people = [
  { person: "a", age: 10, role: "patient" },
  { person: "b", age: 20, role: "patient" },
  { person: "c", age: null, role: "patient" },
  { person: "d", age: 20, role: "clinician" },
  { person: "e", age: 20, role: null },
  { person: "f", age: 90, role: "patient" },
];
const book = (mode: string) =>
  readBook(
    `
name: Ages
version: 1
keeper: k
change: c
audience: patients
mode: ${mode}
remainder: Others
who: { field: role, is: patient }
segments:
  - { id: minor, name: Minor, when: { field: age, atMost: 17 } }
  - { id: young, name: Young, when: { field: age, atMost: 30 } }
`,
    "segments.yaml",
  );

Deno.test("groups() leaves out people the book is not about, and shows those it may be about as unknown", async () => {
  const workspace = await testWorkspace({ tables: { people } });
  const exclusive = book("exclusive"), overlapping = book("overlapping");
  const once = await membership(workspace, exclusive), often = await membership(workspace, overlapping);
  const sizes = (all: ReturnType<typeof groups>) => all.map(({ id, size }) => `${id} ${size}`).join(", ");
  assert.deepEqual([...once.scope], [1, 1, 1, 0, 2, 1]);
  assert.deepEqual([...once.assigned!], [0, 1, 254, 253, 254, 255]);
  assert.equal(sizes(groups(once, exclusive)), "minor 1, young 1, none 1, unknown 2");
  assert.equal(often.assigned, null);
  assert.equal(sizes(groups(often, overlapping)), "minor 1, young 2, none 1, unknown 2");
  assert.deepEqual([...everybody(often).members], [1, 1, 1, 0, 1, 1]);
  const result = segmentSizes(workspace, overlapping, often);
  assert.deepEqual([result.total, result.unknown, result.unsegmented], [5, 2, 1]);
  assert.deepEqual(result.segments.map(({ people, share, unknown }) => [people, share, unknown]), [
    [1, 0.2, 1],
    [2, 0.4, 1],
  ]);
  await workspace.close();
});

Deno.test("segmentSizes() says who nobody is in, which book it was, and has no shares of nobody", async () => {
  const workspace = await testWorkspace({
    tables: { people: [] },
    types: { "people.age": "number", "people.role": "text" },
  });
  const read = book("exclusive");
  const result = segmentSizes(workspace, read, await membership(workspace, read));
  assert.equal(result.segments[0]!.share, null);
  assert.deepEqual(result.warnings, ['Nobody is in "Minor".', 'Nobody is in "Young".']);
  assert.match(result.book.sha256, /^[0-9a-f]{64}$/);
  assert.equal(
    result.book.sha256,
    segmentSizes(workspace, read, await membership(workspace, read)).book.sha256,
  );
  await workspace.close();
});

Deno.test("groups() of an exclusive book add up to everybody, each person in one", async () => {
  const row = fc.record({
    age: fc.option(fc.integer({ min: 0, max: 100 })),
    role: fc.option(fc.constantFrom("patient", "clinician")),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
      const workspace = await testWorkspace({
        tables: { people: rows.map((one, i) => ({ person: `p${i}`, ...one })) },
        types: { "people.age": "number", "people.role": "text" },
      });
      const read = book("exclusive");
      const found = await membership(workspace, read);
      const all = groups(found, read), whole = everybody(found);
      for (let pid = 0; pid < rows.length; pid++) {
        assert.equal(all.reduce((sum, group) => sum + group.members[pid]!, 0), whole.members[pid]);
      }
      const { total, unknown, unsegmented, segments } = segmentSizes(workspace, read, found);
      assert.equal(segments.reduce((sum, one) => sum + one.people, unknown + unsegmented), total);
      await workspace.close();
    }),
    { numRuns: 20, seed: 3 },
  );
});
