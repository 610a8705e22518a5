import { strict as assert } from "node:assert";
import { run } from "./_recorder_for_tests.ts";
import { withFolder } from "./_workspace_for_tests.ts";

const files = { "contacts.csv": "em,ph,fbp\nJohn_Smith@gmail.com,(650)555-1212,fb.1.2\n,,\n" };

Deno.test("hash prints one line a value, or one object with --json", () =>
  withFolder(files, async (folder) => {
    const args = ["hash", `${folder}/contacts.csv`, "--destination", "meta"];
    const lines = await run(args);
    assert.equal(lines.code, 0);
    const values = lines.out.trim().split("\n").map((line) => JSON.parse(line));
    assert.equal(values.length, 6);
    assert.deepEqual([values[0].row, values[0].field, values[0].normalised], [
      2,
      "em",
      "john_smith@gmail.com",
    ]);
    assert.deepEqual([values[2].normalised, values[2].hashed], ["fb.1.2", null]);
    const { out } = await run([...args, "--json"]);
    const { kind, destination, rows, values: same } = JSON.parse(out);
    assert.deepEqual([kind, destination, rows], ["hashes", "meta", 2]);
    assert.deepEqual(same, values);
  }));

Deno.test("hash says what is wrong: no destination, another one, no file, a packed file", () =>
  withFolder({ ...files, "packed.csv.gz": "" }, async (folder) => {
    const file = `${folder}/contacts.csv`;
    assert.equal((await run(["hash", file])).code, 2);
    assert.equal((await run(["hash", file, "--destination", "tiktok"])).code, 2);
    assert.equal((await run(["hash", file, "--destination", "meta", "--country", "USA"])).code, 2);
    for (const name of ["none.csv", "packed.csv.gz"]) {
      const { code, out, err } = await run(["hash", `${folder}/${name}`, "--destination", "meta"]);
      assert.deepEqual([code, out], [1, ""]);
      assert.match(err, /^error: Cannot read "/);
    }
  }));

Deno.test("signal decodes a string, and denies on one it cannot decode", async () => {
  const { code, out } = await run(["signal", "DBABVg~BVVVVVVg.YA", "--json"]);
  assert.equal(code, 0);
  const { format, decoded, denies, problem } = JSON.parse(out);
  assert.deepEqual([format, decoded.sections[0].section, problem], ["gpp", "usct", null]);
  assert.deepEqual(denies, ["share", "sell", "ads"]);
  const broken = await run(["signal", "CPX"]);
  assert.deepEqual([broken.code, broken.out], [0, "Format: tcf\nDenies: ads\nGrants: nothing\n"]);
  assert.match(broken.err, /^note: Cannot decode the TCF string: .*What cannot be decoded denies\./);
  assert.equal((await run(["signal"])).code, 2);
});
