import { strict as assert } from "node:assert";
import { openDuckDb, sql } from "../../engine/mod.ts";
import { Rows } from "./rows.ts";

Deno.test("Rows grows, is written in batches, and counts what it took", async () => {
  const engine = await openDuckDb({ threads: 1 });
  const rows = new Rows("t", { a: "u32", b: "f64" }, 2);
  for (let i = 0; i < 7; i++) rows.push(i, i / 2);
  await rows.flush(engine);
  for (let i = 7; i < 10; i++) rows.push(i, i / 2);
  assert.equal(rows.total, 10);
  await rows.flush(engine);
  await rows.flush(engine);
  const [row] = await engine.rows(sql`select count(*) as n, sum(a) as a, sum(b) as b from t`);
  assert.deepEqual({ ...row }, { n: 10, a: 45, b: 22.5 });
  await engine.close();
});
