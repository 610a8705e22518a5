import { strict as assert } from "node:assert";
import { sql } from "../engine/mod.ts";
import { brief, head, withWorkspace } from "./_folder_for_tests.ts";

Deno.test("a large file with a long list of values keeps its order: rows are named, and the first of two kept", async () => {
  const words = Array.from({ length: 12 }, (_, i) => `word ${i}`);
  const rows = Array.from(
    { length: 200_000 },
    (_, i) =>
      `p${i % 1000 === 7 ? 7 : i},word ${i % 12},${i % 5000 === 11 ? "never" : "2026-01-01"},${i} ${
        "x".repeat(60)
      }`,
  );
  await withWorkspace({
    "workspace.yaml": `${head}sources: { people: { file: p.csv, values: { role: { ${
      words.map((word) => `${word}: patient`).join(", ")
    } } } } }`,
    "p.csv": `person,role,first_seen,note\n${rows.join("\n")}\n`,
  }, async (workspace) => {
    assert.deepEqual(
      brief(workspace.quality).map((line) => line.replace(/ ×1$/, "")),
      [
        ...[1009, 2009, 3009, 4009, 5009].map((row) => `p.csv:${row}:person duplicate-key`),
        "p.csv:-:person duplicate-key ×194",
        ...[13, 5013, 10013, 15013, 20013].map((row) => `p.csv:${row}:first_seen bad-date`),
        "p.csv:-:first_seen bad-date ×35",
      ],
    );
    const [first] = await workspace.engine.rows<{ note: string }>(
      sql`select note from people where person = 'p7'`,
    );
    assert.match(first!.note, /^7 x/);
    const [order] = await workspace.engine.rows<{ wrong: number }>(
      sql`select count(*) as wrong from people a join people b on b.pid = a.pid + 1 where b.person <= a.person`,
    );
    assert.equal(order!.wrong, 0);
  });
});
