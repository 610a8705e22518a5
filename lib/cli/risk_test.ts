import { strict as assert } from "node:assert";
import { run } from "./_recorder_for_tests.ts";
import { hasSharedData, sharedFile, withFile } from "./_table_for_tests.ts";

Deno.test({
  name: `risk of ARX's adult.csv and test.csv are the published numbers${
    hasSharedData ? "" : " (skipped: absent)"
  }`,
  ignore: !hasSharedData,
  fn: async () => {
    const all = "sex,age,race,marital-status,education,native-country,workclass,occupation,salary-class";
    const adult = await run(["risk", sharedFile("health/arx/adult.csv"), "--quasi", all, "--delimiter", ";"]);
    assert.equal(adult.code, 0);
    const risk = JSON.parse(adult.out);
    assert.equal(risk.kind, "reidentificationRisk");
    assert.equal(risk.rows, 30_162);
    assert.equal(risk.averageRisk, 0.6465751607983555);
    assert.equal(risk.uniqueShare, 0.5142895033485844);
    assert.equal(risk.highestRisk, 1);
    const args = ["risk", sharedFile("health/arx/test.csv"), "--quasi", "age,gender,zipcode", "--json"];
    const test = JSON.parse((await run(args)).out);
    assert.deepEqual([test.averageRisk, test.highestRisk, test.k], [1, 1, 1]);
  },
});

Deno.test("risk prints JSON, or tables, and takes sensitive columns and a population", () =>
  withFile("people.csv", 'age,"first, last",illness\n40,x,flu\n40,x,flu\n50,,cold\n', async (path) => {
    const args = ["risk", path, "--quasi", "age,first, last"];
    const { code, out, err } = await run([...args, "--sensitive", "illness", "--population", path]);
    assert.equal(code, 0);
    const { quasi, classes, k, averageRisk, missing, sensitive, journalist, separation } = JSON.parse(out);
    assert.deepEqual(quasi, ["age", "first, last"]);
    assert.deepEqual([classes, k, averageRisk, separation], [2, 1, 2 / 3, 1 - 1 / 3]);
    assert.deepEqual(missing, { cells: 1, policy: "value" });
    assert.equal(sensitive[0].homogeneousRows, 3);
    assert.equal(journalist.highest, 1);
    assert.match(err, /fewer than 11: 3 of 3/);
    assert.match((await run([...args, "--table"])).out, /Alone in their class +33%/);
  }));

Deno.test("risk says what is wrong: no column, another one, no rows, no file", () =>
  withFile("people.csv", "age,sex\n", async (path) => {
    assert.equal((await run(["risk", path])).code, 2);
    assert.equal((await run(["risk", path, "--quasi", "age", "--minimum", "1"])).code, 2);
    for (
      const [args, message] of [[["--quasi", "age"], /no rows/], [
        ["--quasi", "agee"],
        /Did you mean "age"/,
      ]] as const
    ) {
      const { code, out, err } = await run(["risk", path, ...args]);
      assert.deepEqual([code, out], [1, ""]);
      assert.match(err, message);
    }
    assert.match((await run(["risk", `${path}.none.csv`, "--quasi", "age"])).err, /no such file/);
  }));

Deno.test("risk takes marks as the values they are, and words such as NA as missing", () =>
  withFile("people.csv", "a,b\n?,1\n?,1\n*,1\nNA,1\n,1\nnull,1\n", async (path) => {
    const { out } = await run(["risk", path, "--quasi", "a,b"]);
    const { classes, k, missing } = JSON.parse(out);
    assert.deepEqual([classes, k, missing.cells], [3, 1, 3]);
  }));

Deno.test("risk warns of a population the table was not drawn from", () =>
  withFile("people.csv", "age\n20\n20\n30\n", async (path) => {
    const everybody = `${path}.all.csv`;
    const args = ["risk", path, "--quasi", "age", "--population", everybody];
    await Deno.writeTextFile(everybody, "age\n20\n");
    const { warnings, journalist } = JSON.parse((await run(args)).out);
    assert.match(warnings.at(-1), /^2 of 3 people are not among the population/);
    assert.deepEqual(journalist, { highest: 1, average: 1 });
    await Deno.writeTextFile(everybody, "age\n20\n20\n30\n30\n");
    const whole = JSON.parse((await run(args)).out);
    assert.deepEqual([whole.warnings.length, whole.journalist.average], [1, 0.5]);
  }));
