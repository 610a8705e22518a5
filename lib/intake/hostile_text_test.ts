import { strict as assert } from "node:assert";
import fc from "fast-check";
import { id, numbers, sql, texts } from "../engine/mod.ts";
import { head, withWorkspace } from "./_folder_for_tests.ts";

const spaces = /^[ \t\r\n\f\u00a0]+|[ \t\r\n\f\u00a0]+$/g;
const missing = /^(|na|n\/a|null|not available|not applicable|[?*–—.-]|<\s*\d+)$/i;

/** What a cell of text becomes. */
function expected(cell: string): string | null {
  const text = cell.replaceAll("\0", "").replace(spaces, "");
  return missing.test(text) ? null : text;
}

/** Anything but a byte-order mark, which the database's driver takes off the front of every text it gives back. */
const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: fc.constantFrom(..."\",;\t|\n\r' \\#%=@+-<>"), maxLength: 8 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[
        "=1+1",
        "<script>alert(1)</script>",
        "'; drop table people; --",
        "__proto__",
        "N/A",
        "<11",
        "\u202eevil",
      ],
      ...['"', '""', "\n", "\r\n", "x".repeat(10_000), "NULL", "\\N", "\u2028", "💙", "$1"],
    ),
  },
).filter((text) => text.isWellFormed() && !text.includes("\ufeff"));

Deno.test("a table of hostile text comes back from CSV as it was written", async () => {
  const table = fc.array(fc.tuple(hostile, hostile, hostile), { minLength: 1, maxLength: 20 });
  const end = fc.constantFrom("\n", "\r\n");
  await fc.assert(
    fc.asyncProperty(table, end, fc.constantFrom(",", ";", "\t", "|"), async (rows, end, delimiter) => {
      const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
      const lines = [["person", "a", "b", "c"], ...rows.map((row, i) => [`p${100 + i}`, ...row])];
      const csv = lines.map((line) => line.map(quoted).join(delimiter)).join(end) + end;
      await withWorkspace({
        "workspace.yaml": `${head}sources: { people: { file: p.csv, types: { a: text, b: text, c: text } } }`,
        "p.csv": csv,
      }, async ({ engine, quality }) => {
        const data = await engine.columns(sql`select * from people order by pid`);
        assert.equal(data.rows, rows.length);
        for (const [i, name] of ["a", "b", "c"].entries()) {
          assert.deepEqual(texts(data, name), rows.map((row) => expected(row[i]!)));
        }
        assert.deepEqual(quality.problems.filter(({ code }) => code !== "encoding"), []);
      }, { threads: 1 });
    }),
    { numRuns: 60 },
  );
});

Deno.test("any names of columns come back, and each leads to its own values", async () => {
  const name = hostile.filter((text) => text.trim() !== "" && text.length < 100 && !text.includes("\0"));
  const names = fc.uniqueArray(name, {
    minLength: 1,
    maxLength: 8,
    selector: (text) => text.trim().toLowerCase(),
  });
  await fc.assert(
    fc.asyncProperty(names, async (names) => {
      const header = ["person", ...names].map((text) => `"${text.replaceAll('"', '""')}"`).join(",");
      await withWorkspace({
        "workspace.yaml": `${head}sources: { people: { file: p.csv, delimiter: "," } }`,
        "p.csv": `${header}\na,${names.map((_, i) => i).join(",")}\n`,
      }, async ({ engine, tables }) => {
        const fields = tables.get("people")!.fields.slice(1);
        assert.equal(fields.length, names.length);
        const data = await engine.columns(sql`select * from people`);
        for (const [i, { name }] of fields.entries()) {
          assert.ok(name.startsWith(names[i]!.trim()), name);
          assert.equal(numbers(data, name)[0], i);
          assert.equal((await engine.rows(sql`select ${id(name)} as x from people`))[0]!.x, i);
        }
      }, { threads: 1 });
    }),
    { numRuns: 60 },
  );
});
