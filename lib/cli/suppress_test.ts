import { strict as assert } from "node:assert";
import { run } from "./_recorder_for_tests.ts";
import { withFile } from "./_table_for_tests.ts";

const text =
  "region,gender,people\nA,male,18\nA,female,2\nB,male,14\nB,female,19\nC,male,12\nC,female,10\nD,male,11\nD,female,14\n";
const flags = ["--rows", "region", "--columns", "gender", "--count", "people"];

Deno.test("suppress prints one mark for every hidden count, and JSON with null and the audit", () =>
  withFile("visits.csv", text, async (path) => {
    const table = await run(["suppress", path, ...flags]);
    assert.equal(table.code, 0, table.err);
    assert.match(table.out, /A +hidden +hidden +20/);
    assert.match(table.out, /Total +55 +45 +100/);
    const { code, out, err } = await run(["suppress", path, ...flags, "--json"]);
    assert.deepEqual([code, err], [0, ""]);
    const result = JSON.parse(out);
    assert.deepEqual([result.kind, result.minimum, result.audit.safe], ["suppressedTable", 11, true]);
    assert.deepEqual(result.cells[1], { row: "A", column: "female", count: null, suppressed: true });
    assert.deepEqual(result.cells[2], { row: "B", column: "male", count: 14, suppressed: false });
    assert.deepEqual(result.audit.cells[1], { row: "A", column: "female", low: 0, high: 12 });
    const other = JSON.parse((await run(["suppress", path, ...flags, "--minimum", "3", "--json"])).out);
    assert.equal(other.minimum, 3);
  }));

Deno.test("suppress refuses what is not a table of full counts, naming file, row and column", async () => {
  const fails = (content: string, pattern: RegExp, args: readonly string[] = flags) =>
    withFile("visits.csv", content, async (path) => {
      const { code, out, err } = await run(["suppress", path, ...args]);
      assert.equal(code, 1);
      assert.equal(out, "");
      assert.match(err, pattern);
    });
  await fails(
    "region,gender,people\nA,male,<11\n",
    /visits\.csv": column "people" .* row 2\. .*suppressed already/,
  );
  await fails("region,gender,people\nA,male,-3\n", /not a whole number from 0 in row 2/);
  await fails("region,gender,people\nA,male,1.5\n", /not a whole number from 0/);
  await fails("region,gender,people\nA,,3\n", /column "gender" is empty in row 2/);
  await fails("region,gender,people\n", /no rows/);
  await fails(
    `${text}Total,male,55\nTotal,female,45\n`,
    /"Total" in column "region" is the sum of others/,
  );
  for (const name of ["Total patients", "All regions", "Gesamt", "Tot"]) {
    await fails(`${text}${name},male,55\n${name},female,45\n`, new RegExp(`"${name}" in column "region"`));
  }
  await fails(
    `${text}E,male,5\nE,female,6\nF,male,7\nF,female,8\nTotal south,male,12\nTotal south,female,14\n`,
    /"Total south" in column "region" is the sum of others/,
  );
  await fails(text, /Cannot find column "sex" \(--columns\)/, [
    "--rows",
    "region",
    "--columns",
    "sex",
    "--count",
    "people",
  ]);
  await fails(text, /must name three columns/, [
    "--rows",
    "region",
    "--columns",
    "region",
    "--count",
    "people",
  ]);
  assert.equal((await run(["suppress", "x.csv", ...flags, "--minimum", "1"])).code, 2);
  assert.equal((await run(["suppress", "x.csv"])).code, 2);
});

Deno.test("suppress takes names that only sound like totals", () =>
  withFile(
    "visits.csv",
    `${text}Total knee replacement,male,20\nTotal knee replacement,female,30\n`,
    async (path) => {
      const { code, out } = await run(["suppress", path, ...flags, "--json"]);
      assert.deepEqual([code, JSON.parse(out).totals.rows.length], [0, 5]);
    },
  ));

Deno.test("suppress takes marks as names of rows and columns", () =>
  withFile("visits.csv", "region,gender,people\n?,-,12\nA,*,15\n?,*,20\nA,-,30\n", async (path) => {
    const { code, out } = await run(["suppress", path, ...flags, "--json"]);
    assert.deepEqual([code, JSON.parse(out).cells[0]], [0, {
      row: "?",
      column: "-",
      count: 12,
      suppressed: false,
    }]);
  }));
