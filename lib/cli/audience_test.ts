import { strict as assert } from "node:assert";
import { run } from "./_recorder_for_tests.ts";
import { withFolder } from "./_workspace_for_tests.ts";

const people = Array.from({ length: 20 }, (_, i) => `${100 + i},${20 + i},IA,p${100 + i}@example.org`);
const files = {
  "workspace.yaml": `name: Test
timeZone: UTC
asOf: 2026-01-31
sources:
  people: { file: people.csv }
  consent: { file: consent.csv }
`,
  "people.csv": `person,age,state,email\n${people.join("\n")}\n`,
  "consent.csv": `person,channel,decision,at\n${
    people.map((_, i) => `${100 + i},email,${i < 5 ? "deny" : "grant"},2026-01-0${1 + i % 9}T00:00:00Z`).join(
      "\n",
    )
  }\n`,
};
const args = (folder: string) => [
  ...["audience", folder, "--segment", "everyone", "--channel", "email", "--purpose", "marketing"],
  ...["--out", `${folder}/out/list.csv`],
];
const book = `name: All
version: 2
keeper: K. Eeper
change: first
audience: everybody
segments: [{ id: everyone, name: Everyone, when: { field: age, atLeast: 0 } }]
`;

Deno.test("audience writes the file and its manifest, and says what it did", () =>
  withFolder({ ...files, "segments.yaml": book }, async (folder) => {
    const { code, out } = await run([...args(folder), "--name", "A. Analyst", "--json"]);
    assert.equal(code, 0);
    const manifest = JSON.parse(out);
    assert.deepEqual(manifest.counts, { inSegment: 20, exported: 15, leftOut: { denied: 5 }, unknown: 0 });
    assert.deepEqual([manifest.kind, manifest.asOf, manifest.book.version, manifest.askedBy], [
      "audience",
      "2026-01-31",
      2,
      "A. Analyst",
    ]);
    assert.deepEqual(JSON.parse(await Deno.readTextFile(`${folder}/out/list.csv.manifest.json`)), manifest);
    assert.equal((await Deno.readTextFile(`${folder}/out/list.csv`)).split("\r\n").length, 17);
    const words = await run(args(folder));
    assert.match(words.out, /15 people in list\.csv[^]*Left out: said no +5/);
    const earlier = await run([...args(folder), "--as-of", "2026-01-01", "--json"]);
    assert.equal(earlier.code, 1);
    assert.match(earlier.err, /of 20 people may be contacted/);
    const ledger = await run(["ledger", folder, "--json"]);
    assert.deepEqual(JSON.parse(ledger.out).shown.map(({ kind, by }: Record<string, string>) => [kind, by]), [
      ["audience", "A. Analyst"],
      ["audience", null],
    ]);
  }));

Deno.test("audience answers wrong usage with 2 and refusals with 1, on standard error alone", () =>
  withFolder({ ...files, "segments.yaml": book }, async (folder) => {
    const without = (flag: string) =>
      args(folder).filter((_, i, all) => all[i] !== flag && all[i - 1] !== flag);
    for (const flag of ["--segment", "--channel", "--purpose", "--out"]) {
      assert.equal((await run(without(flag))).code, 2, flag);
    }
    assert.equal((await run([...without("--channel"), "--channel", "pigeon"])).code, 2);
    const { code, out, err } = await run([...without("--segment"), "--segment", "nobody"]);
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /^error: Cannot find the segment "nobody" in the book\. It has: everyone\./);
  }));

Deno.test("audience and stream write over an earlier export only, never over what is read", () =>
  withFolder({ ...files, "segments.yaml": book }, async (folder) => {
    assert.equal((await run(args(folder))).code, 0);
    assert.equal((await run(args(folder))).code, 0);
    for (const name of ["people.csv", "segments.yaml"]) {
      const before = await Deno.readTextFile(`${folder}/${name}`);
      const { code, out, err } = await run([...args(folder).slice(0, -1), `${folder}/${name}`]);
      assert.deepEqual([code, out], [1, ""]);
      assert.match(err, new RegExp(`^error: Cannot write "${name}": there is a file of this name`));
      assert.equal(await Deno.readTextFile(`${folder}/${name}`), before);
    }
    assert.equal(JSON.parse((await run(["ledger", folder, "--json"])).out).entries, 2);
  }));

Deno.test("audience takes what it cannot read of the consent log as no permission and as a refusal, and says so", () =>
  withFolder({
    ...files,
    "consent.csv": `${files["consent.csv"]}
110,email,deny,not a date
111,email,,2026-01-20T00:00:00Z
112,,deny,2026-01-20T00:00:00Z
113,,grant,2026-01-20T00:00:00Z
105,email,deny,2026-01-30T00:00:00Z
105,email,grant,31.1.2026?
114,email,grant,2026-03-01T00:00:00Z
999,email,deny,2026-01-02T00:00:00Z
`,
    "segments.yaml": book,
  }, async (folder) => {
    const { code, out, err } = await run([...args(folder), "--json"]);
    assert.equal(code, 0, err);
    const { counts, warnings } = JSON.parse(out);
    assert.deepEqual([counts.exported, counts.leftOut], [11, { denied: 8, unsubscribed: 1 }]);
    const text = await Deno.readTextFile(`${folder}/out/list.csv`);
    for (const who of [105, 110, 111, 112]) assert.ok(!text.includes(`p${who}@`), String(who));
    assert.deepEqual(warnings, [
      "3 rows of the consent log could not be read (consent.csv, rows 22, 23, 27): a refusal may be among them. " +
      "Mend the log before the file is used.",
    ]);
    assert.match(err, /a refusal may be among them/);
  }));

Deno.test("audience hears a browser's signals, whatever channel their rows name or not", () =>
  withFolder({
    ...files,
    "consent.csv": `person,channel,purpose,decision,at,gpc,gpp,tcf\n${
      people.map((_, i) => `${100 + i},email,share,grant,2026-01-01T00:00:00Z,,,`).join("\n")
    }
100,,,signal,2026-01-02T00:00:00Z,true,,
101,,,signal,2026-01-02T00:00:00Z,,garbage,
102,,,signal,2026-01-02T00:00:00Z,,DBABVg~BVVVVVVg.YA,
103,,,signal,2026-01-02T00:00:00Z,false,,
104,email,,signal,,true,,
`,
    "segments.yaml": book,
  }, async (folder) => {
    const to = args(folder).map((word) => word === "marketing" ? "share" : word);
    const { code, out, err } = await run([...to, "--json"]);
    assert.equal(code, 0, err);
    assert.deepEqual(JSON.parse(out).counts.leftOut, { unsubscribed: 4 });
  }));
