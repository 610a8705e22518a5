import { strict as assert } from "node:assert";
import { csv, json } from "./_json_for_tests.ts";
import { withFolder } from "./_workspace_for_tests.ts";

const day = (n: number) => `2026-01-${String(n).padStart(2, "0")}T00:00:00Z`;
const columns = "--person who --event what --time when".split(" ");

/** The named fields of a value. */
function pick(value: Record<string, unknown>, ...names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, value[name]]));
}

Deno.test("funnel takes sets of events, conditions, limits, optional steps, exclusions, held values and every mode", () =>
  withFolder({
    "e.csv": csv(
      ["who", "what", "when", "site"],
      ["1", "look", day(1), "a"],
      ["1", "chat", day(2), "a"],
      ["1", "book", day(9), "b"],
      ["2", "look", day(1), "a"],
      ["2", "call", day(2), "b"],
      ["2", "cancel", day(3), "b"],
      ["2", "book", day(4), "a"],
      ["3", "book", day(1), "a"],
      ["3", "look", day(2), "a"],
      ["9", "end", day(31), ""],
    ),
  }, async (folder) => {
    const people = async (...args: string[]) => {
      const result = await json("funnel", `${folder}/e.csv`, ...columns, "--within", "14d", ...args);
      return result.steps.map((step: { people: number }) => step.people);
    };
    assert.deepEqual(await people("--steps", "look,call|chat,book"), [3, 2, 2]);
    assert.deepEqual(await people("--steps", "look,call|chat,book", "--step-within", "3=5d"), [3, 2, 1]);
    assert.deepEqual(await people("--steps", "look,chat,book", "--optional", "chat"), [3, 1, 2]);
    assert.deepEqual(await people("--steps", "look,book", "--where", "book:site=a"), [3, 1]);
    assert.deepEqual(await people("--steps", "look,book", "--where", "2:site=a|b"), [3, 2]);
    assert.deepEqual(await people("--steps", "look,book", "--hold", "site"), [3, 1]);
    assert.deepEqual(await people("--steps", "look,book", "--exclude", "cancel"), [3, 1]);
    assert.deepEqual(
      await people("--steps", "look,book", "--exclude", "cancel", "--exclude-effect", "leaves"),
      [2, 1],
    );
    assert.deepEqual(await people("--steps", "look,book", "--mode", "any-order"), [3, 3]);
    assert.deepEqual(await people("--steps", "look,book", "--mode", "open"), [3, 3]);
    assert.deepEqual(await people("--steps", "look,book", "--mode", "hybrid"), [3, 2]);
    assert.deepEqual(await people("--steps", "look,book", "--mode", "strict"), [3, 0]);
    assert.deepEqual(
      await people("--steps", "look,book", "--mode", "strict", "--strict-ignore", "call,cancel"),
      [3, 1],
    );
    assert.deepEqual(await people("--steps", "book"), [3]);
    const by = async (which: string) => {
      const args = ["--steps", "look,book", "--within", "14d", "--by", "site", "--by-value", which];
      const result = await json("funnel", `${folder}/e.csv`, ...columns, ...args);
      return result.groups.map((g: { group: string; steps: { people: number }[] }) =>
        `${g.group} ${g.steps.map((step) => step.people)}`
      );
    };
    assert.deepEqual(await by("first"), ["a 3,2", "(missing) 0,0"]);
    assert.deepEqual(await by("last"), ["a 2,1", "b 1,1", "(missing) 0,0"]);
    assert.deepEqual(await by("step 2"), ["a 1,1", "b 1,1", "(missing) 1,0"]);
    assert.deepEqual(await by("book"), await by("2"));
    assert.deepEqual(await by("all"), ["a 3,1", "b 0,0", "(missing) 0,0"]);
  }));

Deno.test("funnel counts attempts and sessions by the value that each starts with", () =>
  withFolder({
    "e.csv": csv(
      ["who", "what", "when", "how"],
      ["1", "call", "2026-01-01T10:00:00Z", "web"],
      ["1", "call", "2026-01-01T12:00:00Z", "phone"],
      ["1", "book", "2026-01-01T12:10:00Z", "web"],
      ["2", "call", "2026-01-01T12:00:00Z", "phone"],
      ["2", "book", "2026-01-01T12:20:00Z", "phone"],
      ["2", "call", "2026-01-01T19:00:00Z", ""],
      ["3", "other", "2026-01-02T19:00:00Z", "fax"],
    ),
  }, async (folder) => {
    const args = [
      "funnel",
      `${folder}/e.csv`,
      ...columns,
      "--steps",
      "call,book",
      "--within",
      "1h",
      "--by",
      "how",
    ];
    for (const unit of ["attempts", "sessions"]) {
      const result = await json(...args, "--count", unit);
      const rows = (steps: Record<string, unknown>[]) =>
        steps.map((step) => [step["attempts"], step["people"]]);
      assert.deepEqual(rows(result.steps), [[4, 2], [2, 2]]);
      type Group = { group: string; people: number; steps: Record<string, unknown>[] };
      assert.deepEqual(
        result.groups.map(({ group, people, steps }: Group) => [group, people, ...rows(steps)]),
        [["phone", 2, [2, 2], [2, 2]], ["web", 1, [1, 1], [0, 0]], ["(missing)", 1, [1, 1], [0, 0]]],
      );
    }
  }));

Deno.test("funnel counts attempts and sessions, and the latest or first chain", () =>
  withFolder({
    "e.csv": csv(
      ["who", "what", "when"],
      ["1", "call", "2026-01-01T10:00:00Z"],
      ["1", "call", "2026-01-01T12:00:00Z"],
      ["1", "call", "2026-01-01T14:00:00Z"],
      ["1", "book", "2026-01-01T14:10:00Z"],
    ),
  }, async (folder) => {
    const args = ["funnel", `${folder}/e.csv`, ...columns, "--steps", "call,book"];
    const tries = await json(...args, "--within", "1h", "--count", "attempts");
    assert.deepEqual(pick(tries, "kind", "count", "people", "stillDeciding"), {
      kind: "funnel",
      count: "attempts",
      people: 1,
      stillDeciding: 0,
    });
    assert.deepEqual(tries.steps.map((s: Record<string, unknown>) => pick(s, "attempts", "people", "left")), [
      { attempts: 3, people: 1, left: 2 },
      { attempts: 1, people: 1, left: 0 },
    ]);
    const visits = await json(...args, "--within", "1h", "--count", "sessions", "--idle", "1h");
    assert.deepEqual(visits.steps.map((step: { attempts: number }) => step.attempts), [3, 1]);
    const seconds = async (entry: string) =>
      (await json(...args, "--within", "1d", "--entry", entry)).steps[1].medianSecondsFromPrevious;
    assert.equal(await seconds("longest"), 4 * 3600 + 600);
    assert.equal(await seconds("latest"), 600);
  }));
