import { strict as assert } from "node:assert";
import { run } from "./_recorder_for_tests.ts";
import { withFile } from "./_table_for_tests.ts";

Deno.test("commands never write over the table or model they read, under whatever name", () =>
  withFile("people.csv", "age,visits\n20,1\n22,1\n60,5\n64,5\n", async (file) => {
    const folder = file.slice(0, file.lastIndexOf("/"));
    const model = `${folder}/m.json`;
    assert.equal((await run(["cluster", file, "--k", "2", "--save", model])).code, 0);
    await Deno.symlink(file, `${folder}/link.csv`);
    for (
      const [args, kept] of [
        [["deidentify", file, "--out", file], file],
        [["deidentify", file, "--out", `${folder}/link.csv`], file],
        [["deidentify", file, "--out", `${folder}/../${folder.split("/").at(-1)}/people.csv`], file],
        [["assign", file, "--model", model, "--out", file], file],
        [["assign", file, "--model", model, "--out", model], model],
        [["assign", file, "--model", model, "--update", file], file],
        [["cluster", file, "--k", "2", "--save", file], file],
      ] as const
    ) {
      const before = await Deno.readTextFile(kept);
      const { code, out, err } = await run(args);
      assert.deepEqual([code, out], [1, ""], args.join(" "));
      assert.match(err, /^error: Cannot write over ".*": it is read\. Name another file with --/);
      assert.equal(await Deno.readTextFile(kept), before);
    }
  }));
