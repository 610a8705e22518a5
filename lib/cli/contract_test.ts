/** The JSON that other programs read: these fields stay as they are; others may be added. */
import { strict as assert } from "node:assert";
import { run } from "./_recorder_for_tests.ts";
import { withFolder } from "./_workspace_for_tests.ts";

const files = {
  "people.csv": "person,age,state\n1,20,IA\n2,40,IL\n3,,IL\n",
  "events.csv": [
    "person,at,event,device",
    "1,2026-01-01T00:00:00Z,visit,phone",
    "1,2026-01-02T00:00:00Z,book,phone",
    "2,2026-01-03T00:00:00Z,visit,laptop",
    "2,2026-02-03T00:00:00Z,book,laptop",
    "3,2026-01-05T00:00:00Z,book,phone",
    "",
  ].join("\n"),
};

async function json(args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, out } = await run([...args, "--json"]);
  assert.equal(code, 0);
  return JSON.parse(out);
}

/** The named fields of a value, in order. */
function pick(value: unknown, ...names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, (value as Record<string, unknown>)[name]]));
}

Deno.test("segments --json", () =>
  withFolder(files, async (folder) => {
    const result = await json(["segments", folder]);
    assert.deepEqual(pick(result, "kind", "asOf", "total", "unknown", "unsegmented"), {
      kind: "segments",
      asOf: "2026-01-31",
      total: 3,
      unknown: 1,
      unsegmented: 1,
    });
    const segments = (result.segments as unknown[]).map((one) => pick(one, "id", "name", "people", "share"));
    assert.deepEqual(segments, [{ id: "young", name: "Young", people: 1, share: 1 / 3 }]);
  }));

Deno.test("funnel --json, with groups", () =>
  withFolder(files, async (folder) => {
    const columns = "--person person --event event --time at --steps visit,book --within 14d --by device";
    const result = await json(["funnel", `${folder}/events.csv`, ...columns.split(" ")]);
    assert.deepEqual(pick(result, "kind", "mode", "within", "people"), {
      kind: "funnel",
      mode: "ordered",
      within: "14d",
      people: 3,
    });
    const fields = ["name", "people", "rateFromFirst", "rateFromPrevious", "medianSecondsFromPrevious"];
    const steps = (of: unknown) => (of as { steps: unknown[] }).steps.map((one) => pick(one, ...fields));
    assert.deepEqual(steps(result), [
      { name: "visit", people: 2, rateFromFirst: 1, rateFromPrevious: null, medianSecondsFromPrevious: null },
      {
        name: "book",
        people: 1,
        rateFromFirst: 0.5,
        rateFromPrevious: 0.5,
        medianSecondsFromPrevious: 86_400,
      },
    ]);
    const groups = (result.groups as unknown[]).map((one) => pick(one, "group", "people"));
    assert.deepEqual(groups, [{ group: "laptop", people: 1 }, { group: "phone", people: 2 }]);
    assert.equal(steps((result.groups as unknown[])[1])[1]!.people, 1);
  }));

Deno.test("check --json", () =>
  withFolder({ ...files, "people.csv": "person,age,state\n1,20,IA\n1,21,IA\n2,40,IL\n" }, async (folder) => {
    const { code, out } = await run(["check", folder, "--json"]);
    assert.equal(code, 3);
    const result = JSON.parse(out);
    assert.deepEqual(pick(result, "kind", "fatal"), { kind: "check", fatal: false });
    const [problem] = result.problems;
    assert.deepEqual(pick(problem, "code", "file", "row", "column"), {
      code: "duplicate-key",
      file: "people.csv",
      row: 3,
      column: "person",
    });
    assert.equal(typeof problem.message, "string");
    const state = result.fields.find((one: { field: string }) => one.field === "state");
    assert.deepEqual(pick(state, "table", "field", "complete", "distinct"), {
      table: "people",
      field: "state",
      complete: 1,
      distinct: 2,
    });
    assert.match(state.verdict, /^(strong|weak|unusable)$/);
    assert.deepEqual(pick(state, "class", "identifier", "classBy"), {
      class: "quasi-identifier",
      identifier: null,
      classBy: "trellis",
    });
    assert.ok(Array.isArray(state.classReasons));
  }));

Deno.test("explain --json", () =>
  withFolder(files, async (folder) => {
    const result = await json(["explain", folder, "3"]);
    assert.deepEqual(pick(result, "kind", "person"), { kind: "explain", person: "3" });
    assert.equal((result.placement as { kind: string }).kind, "unknown");
  }));

Deno.test("sample --json writes a workspace that opens", () =>
  withFolder({}, async (folder) => {
    const result = await json(["sample", "--people", "200", "--seed", "1", "--out", `${folder}/sample`]);
    assert.deepEqual(pick(result, "kind", "people", "seed"), { kind: "sample", people: 200, seed: 1 });
    const sizes = await json(["segments", `${folder}/sample`]);
    assert.ok((sizes.total as number) > 0);
  }));
