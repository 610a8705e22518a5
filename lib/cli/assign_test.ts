/** `cluster --save` and `assign` as their users run them. */
import { strict as assert } from "node:assert";
import type { ClusteringDrift, GroupingComparison } from "../clustering/mod.ts";
import { run } from "./_recorder_for_tests.ts";
import { answer, withFile } from "./_table_for_tests.ts";

interface Assignment {
  readonly kind: string;
  readonly n: number;
  readonly sizes: readonly number[];
  readonly labels: readonly (number | null)[];
  readonly drift: ClusteringDrift;
  readonly migration?: GroupingComparison;
  readonly unassigned: number;
  readonly warnings: readonly string[];
}

const two = "age,visits\n20,1\n22,1\n60,5\n64,5\n62,5\n";

Deno.test("assign puts new people into saved groups, with drift, and writes them", () =>
  withFile("people.csv", two, async (file) => {
    const folder = file.slice(0, file.lastIndexOf("/"));
    const [model, out, newer] = [`${folder}/m.json`, `${folder}/out.csv`, `${folder}/new.csv`];
    await answer(["cluster", file, "--k", "2", "--save", model]);
    await Deno.writeTextFile(newer, "visits,age\n1,21\n5,61\n,30\n");
    const found = await answer<Assignment>(["assign", newer, "--model", model, "--out", out]);
    assert.equal(found.kind, "assignment");
    assert.deepEqual([found.n, found.sizes, found.labels, found.unassigned], [2, [1, 1], [2, 1, null], 1]);
    assert.equal(found.drift.kind, "clusteringDrift");
    assert.match(found.warnings.join(), /1 of 3 people cannot be assigned/);
    assert.equal(await Deno.readTextFile(out), 'row,cluster,name\n1,2,"Cluster 2"\n2,1,"Cluster 1"\n3,,\n');
    const { out: text } = await run(["assign", newer, "--model", model]);
    assert.match(text, /Critical/);
  }));

Deno.test("assign --update moves the centres, --before says who moved", () =>
  withFile("people.csv", two, async (file) => {
    const folder = file.slice(0, file.lastIndexOf("/"));
    const [model, next] = [`${folder}/m.json`, `${folder}/next.json`];
    await answer(["cluster", file, "--k", "2", "--save", model]);
    const { migration } = await answer<Assignment>(["assign", file, "--model", model, "--update", next]);
    assert.deepEqual(migration!.table, [[3, 0], [0, 2]]);
    const again = await answer<Assignment>(["assign", file, "--model", next, "--before", model]);
    assert.equal(again.migration!.moved, 0);
  }));

Deno.test("assign names what is wrong with a model", () =>
  withFile("people.csv", two, async (file) => {
    const folder = file.slice(0, file.lastIndexOf("/"));
    const says = async (model: string) => {
      const { code, out, err } = await run(["assign", file, "--model", model, "--json"]);
      assert.deepEqual([code, out], [1, ""]);
      return err;
    };
    assert.match(await says(`${folder}/none.json`), /there is no such file/);
    assert.match(await says(file), /it is not JSON/);
    await Deno.writeTextFile(`${folder}/old.json`, '{"kind":"clusteringModel","format":9}');
    assert.match(await says(`${folder}/old.json`), /it is a model of format 9/);
    const [model, other] = [`${folder}/m.json`, `${folder}/other.csv`];
    await answer(["cluster", file, "--k", "2", "--save", model]);
    await Deno.writeTextFile(other, "height\n1\n");
    const { code, err } = await run(["assign", other, "--model", model, "--json"]);
    assert.equal(code, 1);
    assert.match(err, /it has none of the model's columns \(age, visits\)/);
    await Deno.writeTextFile(other, "height,age\n1,30\n");
    const { err: half } = await run(["assign", other, "--model", model, "--json"]);
    assert.match(
      half,
      /other\.csv": the model reads the column "visits", and the file's are height, age\. Rename/,
    );
    await Deno.writeTextFile(other, "visits,age\n1,30\nold,40\n");
    const { err: word } = await run(["assign", other, "--model", model, "--json"]);
    assert.match(word, /other\.csv: Cannot cluster on column "visits": row 2 holds text/);
  }));

Deno.test("assign needs the covariates of latent classes, numbers and words, and says which is missing", () =>
  withFile(
    "people.csv",
    `q,r,s,job,age\n${"y,y,y,nurse,30\nn,n,n,cook,50\ny,n,y,nurse,40\nn,y,n,cook,45\n".repeat(4)}`,
    async (file) => {
      const folder = file.slice(0, file.lastIndexOf("/"));
      const [model, other] = [`${folder}/m.json`, `${folder}/other.csv`];
      await answer([
        ...["cluster", file, "--method", "lca", "--k", "2", "--items", "q,r,s", "--covariates", "job,age"],
        ...["--save", model],
      ]);
      assert.equal((await answer<Assignment>(["assign", file, "--model", model])).n, 16);
      await Deno.writeTextFile(other, "q,r,s,age\ny,y,y,30\n");
      assert.match(
        (await run(["assign", other, "--model", model])).err,
        /reads the column "job", and the file's are q, r, s, age/,
      );
    },
  ));
