import { strict as assert } from "node:assert";
import { run } from "./_recorder_for_tests.ts";
import { withFile } from "./_table_for_tests.ts";

const people = "mrn,last_name,dob,zip,sex,note\n" +
  Array.from(
    { length: 40 },
    (_, i) => `${1000 + i},Weiss,19${60 + i % 4}-03-14,${i % 2 ? 52801 : 3601},${i % 2 ? "f" : "m"},ok\n`,
  )
    .join("");

Deno.test("deidentify writes a table without identifiers, and says what was done and lost", () =>
  withFile("people.csv", people, async (path) => {
    const out = `${path}.safe.csv`;
    const args = [
      "deidentify",
      path,
      "--out",
      out,
      "--as-of",
      "2026-10-31",
      "--key",
      "mrn",
      "--class",
      "note=free",
      "--sensitive",
      "note",
    ];
    const { code, out: said, err } = await run(args);
    assert.equal(code, 0, err);
    const { kind, rows, rowsWritten, columns, risk, optimal } = JSON.parse(said);
    assert.deepEqual([kind, rows, rowsWritten, optimal], ["deidentified", 40, 40, true]);
    assert.deepEqual(columns.map((one: { column: string; done: string }) => [one.column, one.done]), [
      ["mrn", "surrogate"],
      ["last_name", "left out"],
      ["dob", "birth year"],
      ["zip", "zip3"],
      ["sex", "kept"],
      ["note", "kept"],
    ]);
    assert.ok(risk.after.k >= 11 && risk.before.k < 11);
    const [{ column, distinctL, tEqual }] = risk.after.sensitive;
    assert.deepEqual([column, distinctL, tEqual], ["note", 1, 0]);
    const text = await Deno.readTextFile(out);
    assert.doesNotMatch(text, /Weiss|03-14|52801|\b10\d\d\b/);
    assert.equal(text.split("\n").length, 42);
  }));

Deno.test("deidentify takes hierarchies from files, and says what is wrong", () =>
  withFile("people.csv", "id,group\n1,a1\n2,a2\n3,b1\n4,b2\n", async (path) => {
    await Deno.writeTextFile(`${path}.h.csv`, "a1;a\na2;a\nb1;b\nb2;b\n");
    await Deno.writeTextFile(`${path}.bad.csv`, "a1;a\na2\n");
    const args = [
      "deidentify",
      path,
      "--out",
      `${path}.out.csv`,
      "--quasi",
      "group",
      "--class",
      "group=quasi",
    ];
    const { code, err } = await run([
      ...args,
      "--class",
      "id=sensitive",
      "--k",
      "2",
      "--suppress",
      "0",
      "--hierarchy",
      `group=${path}.h.csv`,
    ]);
    assert.equal(code, 0);
    assert.match(err, /id: nearly everybody has a value of their own/);
    assert.match(await Deno.readTextFile(`${path}.out.csv`), /id,group\r\n1,a\r\n2,a\r\n3,b\r\n4,b\r\n$/);
    const wrong: [string[], number, RegExp][] = [
      [["--k", "5"], 1, /groups of 5/],
      [
        ["--k", "2", "--sensitive", "id", "--class", "id=sensitive", "--l", "5"],
        1,
        /5 values of "id".*smaller k or l/,
      ],
      [["--k", "1"], 2, /at least 2/],
      [["--class", "group=harmless"], 2, /Write one of/],
      [["--class", "grou=free"], 1, /Did you mean "group"/],
      [["--suppress", "2"], 2, /share/],
      [["--k", "2", "--hierarchy", `group=${path}.bad.csv`], 1, /row 2 has 1 levels/],
    ];
    for (const [more, expected, message] of wrong) {
      const { code, err, out } = await run([...args, ...more]);
      assert.deepEqual([code, out], [expected, ""], more.join(" "));
      assert.match(err, message);
    }
  }));
