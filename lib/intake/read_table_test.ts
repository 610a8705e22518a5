import { strict as assert } from "node:assert";
import { gzipSync } from "node:zlib";
import { numbers, openDuckDb, sql, texts } from "../engine/mod.ts";
import { withFolder } from "./_folder_for_tests.ts";
import { readTable, type ReadTableOptions } from "./read_table.ts";

function read(name: string, content: string | Uint8Array, options: ReadTableOptions = {}) {
  return withFolder({ [name]: content }, (folder) => readTable(`${folder}/${name}`, options));
}

Deno.test("readTable() makes numbers of columns that hold nothing else, and keeps the order of rows", async () => {
  const { table, warnings } = await read("a.csv", "n,word,mixed\n3,b,1\n,a,x\n1e2,b,NA\n");
  assert.deepEqual([...numbers(table, "n")], [3, NaN, 100]);
  assert.deepEqual(texts(table, "word"), ["b", "a", "b"]);
  assert.deepEqual(texts(table, "mixed"), ["1", "x", null]);
  assert.deepEqual(warnings, []);
});

Deno.test("readTable() reads a decimal comma where the comma does not divide, and no infinite numbers", async () => {
  const { table } = await read("a.csv", "n;m;i\n3,5;1;1\n-4;2,5;inf\n");
  assert.deepEqual([...numbers(table, "n")], [3.5, -4]);
  assert.deepEqual([...numbers(table, "m")], [1, 2.5]);
  assert.deepEqual(texts(table, "i"), ["1", "inf"]);
});

Deno.test("readTable() leaves text as text when asked", async () => {
  const { table } = await read("a.csv", "zip,n\n00501,1\n00502,2\n", {
    asText: true,
    columns: () => ["zip"],
  });
  assert.deepEqual(texts(table, "zip"), ["00501", "00502"]);
  assert.equal(table.columns.size, 1);
});

Deno.test("readTable() reads gzip, NDJSON, UTF-16 and other encodings", async () => {
  assert.equal((await read("a.csv.gz", new Uint8Array(gzipSync("n\n1\n2\n")))).table.rows, 2);
  assert.deepEqual([...numbers((await read("a.ndjson", '{"n":1}\n{"m":2,"n":4}\n')).table, "n")], [1, 4]);
  const latin = Uint8Array.from([..."w\nm\u00fc\n"].map((letter) => letter.charCodeAt(0)));
  assert.deepEqual(texts((await read("a.csv", latin)).table, "w"), ["m\u00fc"]);
  const utf16 = new Uint8Array(
    new Uint16Array([0xfeff, ..."w\n\u00fc\n"].map((c) => typeof c === "string" ? c.charCodeAt(0) : c))
      .buffer,
  );
  assert.deepEqual(texts((await read("a.csv", utf16)).table, "w"), ["\u00fc"]);
});

Deno.test("readTable() reads Parquet: numbers as doubles, all else as text", () =>
  withFolder({}, async (folder) => {
    const engine = await openDuckDb({ folders: [folder] });
    await engine.run(sql`copy (select 1::bigint as n, true as b, 2.5::decimal(4, 1) as d, 'x' as w)
      to ${`${folder}/a.parquet`} (format parquet)`);
    await engine.close();
    const { table } = await readTable(`${folder}/a.parquet`);
    assert.deepEqual([...table.columns.keys()], ["n", "b", "d", "w"]);
    assert.deepEqual([numbers(table, "n")[0], numbers(table, "d")[0]], [1, 2.5]);
    assert.deepEqual([texts(table, "b"), texts(table, "w")], [["true"], ["x"]]);
  }));

Deno.test("readTable() says which rows it left out", async () => {
  const { table, warnings } = await read("a.csv", "a,b\n1,2\n1\n1,2,3\n1\n1\n1\n4,5\n");
  assert.equal(table.rows, 2);
  assert.match(warnings.join("\n"), /^4 times: .* fewer values .* \(rows 3, 5, 6 and 1 more\)$/m);
  assert.match(warnings.join("\n"), /^The row has more values .* \(row 4\)$/m);
});

Deno.test("readTable() refuses what it cannot read, in one sentence", async () => {
  const refuses = (
    name: string,
    content: string | Uint8Array,
    message: RegExp,
    options: ReadTableOptions = {},
  ) => assert.rejects(read(name, content, options), { name: "InputError", message });
  await refuses("a.csv", "", /it is empty/);
  await refuses("a.csv", "n\n", /a header and no rows/);
  await refuses("a.csv", 'n,w\n1,"a\n2,b\n', /quote opened in row 2 is never closed/);
  await refuses("a.xlsx", "x", /its name must end in/);
  await refuses("a.parquet", "x", /not a Parquet file/);
  await refuses(
    "a.csv",
    "age,sex\n1,2\n",
    /column "agee" is missing \(found: age, sex\)\. Did you mean "age"\?/,
    {
      columns: () => ["agee"],
    },
  );
  await assert.rejects(readTable("/nowhere/a.csv"), { name: "InputError", message: /no such file/ });
});
