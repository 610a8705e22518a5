/** Rules and clusters in one object: a clustering becomes rules of a segment book, and `segments` counts them. */
import { strict as assert } from "node:assert";
import type { TypingRules } from "../clustering/mod.ts";
import { readBook, type SegmentsResult } from "../segments/mod.ts";
import { run } from "./_recorder_for_tests.ts";
import { answer, type Found, withFile } from "./_table_for_tests.ts";
import { withFolder } from "./_workspace_for_tests.ts";

const lumps = Array.from(
  { length: 80 },
  (_, i) => `${i % 2 ? 20 + i % 7 : 60 + i % 9},${i % 2 ? "tin" : "gold"}`,
);

Deno.test("cluster --rules writes rules that stand for the groups", () =>
  withFile("people.csv", `age,plan\n${lumps.join("\n")}\n`, async (file) => {
    const { rules } = await answer<Found & { readonly rules: TypingRules }>([
      "cluster",
      file,
      "--k",
      "2",
      "--columns",
      "age",
      "--rules",
    ]);
    assert.equal(rules.kind, "typingRules");
    assert.deepEqual([rules.fidelity.agreement, rules.fidelity.kappa], [1, 1]);
    assert.deepEqual(rules.segments.map(({ rule }) => JSON.stringify(rule)).sort(), [
      '{"field":"age","atLeast":41}',
      '{"field":"age","atMost":40}',
    ]);
    const { out } = await run([
      "cluster",
      file,
      "--k",
      "2",
      "--columns",
      "age",
      "--rules",
      "--rule-columns",
      "plan",
    ]);
    assert.match(out, /plan is gold/);
    assert.match(out, /The rules stand for the clusters/);
  }));

Deno.test("cluster WORKSPACE --accept puts rules into the book, and segments counts them as the clusters", () =>
  withFolder({
    "people.csv": `person,age,state,has_chart\n${
      Array.from({ length: 80 }, (_, i) => `${i},${30 + i % 40},IA,${i % 2 ? "Y" : "N"}`).join("\n")
    }\n`,
    "surveys.csv": `person,at,trust,price\n${
      Array.from({ length: 60 }, (_, i) =>
        `${i},2026-01-0${1 + i % 3},${i % 2 ? 5 : 1 + i % 4 / 2},${i % 2 ? 1 : 5}`).join("\n")
    }\n`,
    "workspace.yaml": `name: Test
timeZone: UTC
asOf: 2026-01-31
sources:
  people: { file: people.csv, types: { has_chart: boolean } }
  events: { file: events.csv }
  surveys: { file: surveys.csv }
`,
  }, async (folder) => {
    const book = `${folder}/segments.yaml`;
    const line = [
      "cluster",
      folder,
      "--k",
      "2",
      "--columns",
      "survey.trust,survey.price",
      "--missing",
      "drop",
    ];
    const found = await answer<Found & { readonly rules: TypingRules }>([
      ...line,
      "--accept",
      book,
      "--labels",
    ]);
    assert.deepEqual([found.n, found.sizes], [60, [30, 30]]);
    assert.equal(found.labels.filter((label) => label === null).length, 20);
    const read = readBook(await Deno.readTextFile(book), book);
    assert.deepEqual([read.version, read.segments.map(({ id }) => id)], [2, [
      "young",
      "cluster-1",
      "cluster-2",
    ]]);
    const sizes = await answer<SegmentsResult>(["segments", folder]);
    // One of the sixty is 30 years old and young already; another of that age answered nothing.
    assert.equal(sizes.segments[0]!.people, 2);
    assert.equal(sizes.segments[1]!.people + sizes.segments[2]!.people, 58);
    // Once more: the rules are replaced, nothing is added.
    await answer([...line, "--accept", book]);
    assert.deepEqual(readBook(await Deno.readTextFile(book), book).segments.length, 3);
    // By another field, a boolean: it is written as one.
    const { rules } = await answer<Found & { readonly rules: TypingRules }>([
      ...line,
      "--rules",
      "--rule-columns",
      "has_chart",
    ]);
    assert.deepEqual(rules.segments.map(({ rule }) => JSON.stringify(rule)).sort(), [
      '{"field":"has_chart","is":false}',
      '{"field":"has_chart","is":true}',
    ]);
  }));

Deno.test("cluster WORKSPACE says which field is wrong, and accepts nothing into what is no book", () =>
  withFolder({}, async (folder) => {
    const says = async (...more: string[]) => {
      const { code, out, err } = await run(["cluster", folder, "--k", "2", ...more]);
      assert.deepEqual([code, out], [1, ""]);
      return err;
    };
    assert.match(await says(), /name fields with --columns/);
    assert.match(await says("--columns", "agee"), /unknown field "agee"; did you mean "age"\?/);
    assert.match(await says("--columns", "survey.trust"), /needs surveys/);
  }));

Deno.test("cluster --accept leaves a book alone that it cannot add to", () =>
  withFile("people.csv", `age\n${lumps.map((line) => line.split(",")[0]).join("\n")}\n`, async (file) => {
    const book = file.replace("people.csv", "book.yaml");
    const line = ["cluster", file, "--k", "2", "--accept", book];
    assert.match((await run(line)).err, /there is no such file/);
    await Deno.writeTextFile(book, "name: x\n");
    assert.match((await run(line)).err, /version: is missing/);
    assert.equal(await Deno.readTextFile(book), "name: x\n");
  }));

Deno.test("cluster --monotone makes rules that use columns one way, groups in the order of their means", () =>
  withFile(
    "people.csv",
    `age,spend\n${
      Array.from({ length: 90 }, (_, i) => `${20 + i % 30},${[1, 50, 99][i % 3]! + i % 7}`).join("\n")
    }\n`,
    async (file) => {
      const rulesFor = async (monotone: string) => {
        const args = ["cluster", file, "--k", "3", "--columns", "spend", "--monotone", monotone];
        return (await answer<Found & { readonly rules: TypingRules }>(args)).rules;
      };
      const { segments, fidelity } = await rulesFor("spend");
      assert.equal(fidelity.agreement, 1);
      assert.deepEqual(
        (await rulesFor("spend:falling")).segments.map(({ rule }) => rule),
        segments.map(({ rule }) => rule),
      );
      const { code, err } = await run([
        "cluster",
        file,
        "--k",
        "3",
        "--columns",
        "spend",
        "--monotone",
        "age",
        "--json",
      ]);
      assert.equal(code, 1);
      assert.match(err, /Cannot make "age" work one way: it is no column of the rules \(spend\)/);
    },
  ));
