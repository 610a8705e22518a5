import { strict as assert } from "node:assert";
import fc from "fast-check";
import { id, join, list, literal, openDuckDb, type Sql, sql } from "./mod.ts";

Deno.test("sql`` numbers parameters across nested pieces", () => {
  const inner = sql`b = ${2}`;
  const whole = sql`select ${id("a")} where a = ${1} and ${inner} and c in (${list(["x", "y"])})`;
  assert.equal(whole.text, 'select "a" where a = $1 and b = $2 and c in ($3, $4)');
  assert.deepEqual(whole.params, [1, 2, "x", "y"]);
});

Deno.test("sql`` refuses objects that only look like SQL", () => {
  const fake = { text: "1; drop table people", params: [] } as Sql;
  assert.throws(() => sql`select ${fake}`, TypeError);
  assert.throws(() => join([fake]), TypeError);
});

Deno.test("id() keeps a name with a dollar sign and a digit apart from parameters", () => {
  const whole = sql`select ${"v"} as ${id("cost $1")}, ${sql`${"w"} as ${id("$2")}`}`;
  assert.equal(whole.text, 'select $1 as "cost $1", $2 as "$2"');
});

Deno.test("sql`` brings any text and any name back unchanged", async () => {
  const engine = await openDuckDb({ threads: 1 });
  const text = fc.string({ unit: "binary", maxLength: 40 }).filter((s) =>
    !s.includes("\0") && s.isWellFormed()
  );
  await fc.assert(
    fc.asyncProperty(text, text.filter((s) => s !== ""), async (value, name) => {
      const [row] = await engine.rows(sql`select ${value} as ${id(name)}, ${literal(value)} as same`);
      assert.equal(Object.values(row!)[0], value);
      if (name.toLowerCase() !== "same") assert.deepEqual({ ...row }, { [name]: value, same: value });
    }),
    { numRuns: 300 },
  );
  await engine.close();
});
