/** Bad input, through the command line: each has one clear message, and nothing of it reaches the terminal raw. */
import { strict as assert } from "node:assert";
import { run } from "./_recorder_for_tests.ts";
import { sound, withFolder } from "./_workspace_for_tests.ts";

type Changes = Readonly<Record<string, string | Uint8Array | null>>;

const workspace = sound["workspace.yaml"]!;
const book = sound["segments.yaml"]!;

/** What `segments` says about a workspace that cannot be used. */
const refused: readonly (readonly [name: string, Changes, message: string])[] = [
  ["an empty file", { "people.csv": "" }, 'Cannot read "people.csv": it is empty. Export it again.'],
  [
    "a header without rows",
    { "people.csv": "person,age\n" },
    'Cannot read "people.csv": it has a header and no rows. Export it again.',
  ],
  [
    "an unclosed quote",
    { "people.csv": 'person,age,town\n1,20,"a\n2,30,b\n' },
    'Cannot read "people.csv": a quote opened in row 2 is never closed. Close it, or export the file again.',
  ],
  [
    "a misspelt file",
    { "workspace.yaml": workspace.replace("people.csv", "peple.csv") },
    'Cannot find "peple.csv"; did you mean "people.csv"? Correct sources.people.file in workspace.yaml.',
  ],
  [
    "a workspace with a wrong key",
    { "workspace.yaml": workspace.replace("sources", "limit: {}\nsources") },
    'Cannot use workspace.yaml:\n  workspace.yaml:4: unknown key "limit"; did you mean "limits"?',
  ],
  ["an empty workspace file", { "workspace.yaml": "" }, "Cannot read workspace.yaml: it is empty"],
  [
    "a rule about an unknown field",
    { "segments.yaml": book.replace("age,", "agge,") },
    'Cannot use segments.yaml:\n  segments.yaml:10: segments.0.when.field: unknown field "agge"; did you mean "age"?',
  ],
  [
    "a book with a wrong key",
    { "segments.yaml": book.replace("audience", "color: 1\naudience") },
    'Cannot use segments.yaml:\n  segments.yaml:5: unknown key "color"',
  ],
  [
    "a segment id that is a path",
    { "segments.yaml": book.replace("id: young", "id: ../young") },
    "Cannot use segments.yaml:\n  segments.yaml:7: segments.0.id: a segment id is lower-case letters, digits and " +
    "hyphens, starts with a letter, and is never reused",
  ],
  [
    "a segment name of 10,000 characters",
    { "segments.yaml": book.replace("Young", "a".repeat(10_000)) },
    "Cannot use segments.yaml:\n  segments.yaml:8: segments.0.name: Too big: expected string to have <=200 characters",
  ],
];

for (const [name, changes, message] of refused) {
  Deno.test(`segments refuses ${name}`, () =>
    withFolder(changes, async (folder) => {
      assert.deepEqual(await run(["segments", folder]), { code: 1, out: "", err: `error: ${message}\n` });
    }));
}

/** Unusual files that are right all the same: person 1, aged 20, is young. */
const accepted: readonly (readonly [name: string, Changes, people: number])[] = [
  ["one row", { "people.csv": "person,age\n1,20\n" }, 1],
  ["no events", { "events.csv": "person,at,event\n" }, 2],
  ["a byte-order mark", { "people.csv": "\ufeffperson,age\n1,20\n" }, 1],
  ["UTF-16", { "people.csv": utf16("person,age\n1,20\n") }, 1],
  ["cp1252", { "people.csv": latin("person,age,town\n1,20,M\u00fcnchen\n") }, 1],
  ["line breaks in quotes", { "people.csv": 'person,age,town\r\n1,20,"a\r\nb"\r\n' }, 1],
  ["columns with names of its own insides", {
    "people.csv": "person,age,constructor,__proto__,select\n1,20,a,b,c\n",
    "segments.yaml": book.replace(
      "{ field: age, atMost: 30 }",
      "{ all: [{ field: constructor, is: a }, { field: __proto__, is: b }, { field: select, is: c }] }",
    ),
  }, 1],
];

for (const [name, changes, total] of accepted) {
  Deno.test(`segments reads ${name}`, () =>
    withFolder(changes, async (folder) => {
      const { code, out } = await run(["segments", folder, "--json"]);
      assert.equal(code, 0);
      const result = JSON.parse(out);
      assert.equal(result.total, total);
      assert.equal(result.segments[0].people, 1);
    }));
}

Deno.test("segments says when nobody is in a segment", () =>
  withFolder({ "segments.yaml": book.replace("30", "3") }, async (folder) => {
    const { code, out, err } = await run(["segments", folder]);
    assert.equal(code, 0);
    assert.match(out, /^Young +0 +0%/m);
    assert.equal(err, 'note: Nobody is in "Young".\nnote: The rule of "Young" is true for nobody.\n');
  }));

Deno.test("segments writes a hostile name out, so that it cannot touch the terminal", () => {
  const name = "<script>alert('\"')</script>\u202e../../x\u001b[2J";
  const changes = {
    "segments.yaml": book.replace("name: Young", `name: ${JSON.stringify(name)}`).replace("30", "3"),
  };
  return withFolder(changes, async (folder) => {
    const { code, out, err } = await run(["segments", folder]);
    assert.equal(code, 0);
    assert.ok(out.includes("<script>alert('\"')</script>\\u202e../../x\\u001b[2J "), out);
    // deno-lint-ignore no-control-regex
    assert.doesNotMatch(out + err, /[\u001b\u202e]/);
    assert.match(err, /^note: Nobody is in "<script>/);
    const json = await run(["segments", folder, "--json"]);
    assert.equal(JSON.parse(json.out).segments[0].name, name);
  });
});

Deno.test("segments names what cannot be opened", () =>
  withFolder({}, async (folder) => {
    const message = async (...args: string[]) => {
      const { code, out, err } = await run(["segments", ...args]);
      assert.equal(code, 1);
      assert.equal(out, "");
      return err.replaceAll(folder, "DIR");
    };
    assert.equal(
      await message(`${folder}/nowhere`),
      'error: Cannot open the workspace "DIR/nowhere": there is no such file. Give a folder that holds a workspace.yaml.\n',
    );
    assert.equal(
      await message(folder, "--book", `${folder}/nope.yaml`),
      'error: Cannot read "DIR/nope.yaml": there is no such file\n',
    );
    assert.equal(await message(folder, "--book", folder), 'error: Cannot read "DIR": it is a folder\n');
    assert.equal(
      await message(folder, "--as-of", "2027-01-01"),
      "error: Cannot look at the as-of day 2027-01-01: the exports are true at 2026-01-31 (asOf in workspace.yaml). " +
        "Choose that day or an earlier one.\n",
    );
  }));

Deno.test("check lists what is wrong and answers 1 when it is fatal", () =>
  withFolder({ "people.csv": "" }, async (folder) => {
    const { code, out } = await run(["check", folder, "--json"]);
    assert.equal(code, 1);
    const { kind, fatal, problems } = JSON.parse(out);
    assert.deepEqual([kind, fatal], ["check", true]);
    assert.deepEqual(problems, [{
      code: "file-empty",
      fatal: true,
      file: "people.csv",
      row: null,
      column: null,
      message: 'Cannot read "people.csv": it is empty. Export it again.',
      count: 1,
    }]);
  }));

Deno.test("explain names a person who is not there", () =>
  withFolder({}, async (folder) => {
    assert.deepEqual(await run(["explain", folder, "01"]), {
      code: 1,
      out: "",
      err:
        "error: Cannot explain this person: the key is not in people. Check its spelling, capital letters and " +
        "leading zeros.\n",
    });
  }));

const funnelOf = (
  file: string,
) => ["funnel", file, ..."--person p --event e --time t --steps a,b --within 1d".split(" ")];

Deno.test("funnel refuses an empty file, a missing one and a misspelt column", () =>
  withFolder({ "empty.csv": "", "events.csv": "pp,e,t\n1,a,2026-01-01\n" }, async (folder) => {
    const message = async (file: string) => {
      const { code, out, err } = await run(funnelOf(`${folder}/${file}`));
      assert.equal(code, 1);
      assert.equal(out, "");
      return err.replaceAll(folder, "DIR");
    };
    assert.equal(
      await message("empty.csv"),
      'error: Cannot read "DIR/empty.csv": it is empty. It needs at least a header.\n',
    );
    assert.equal(
      await message("nope.csv"),
      'error: Cannot read "DIR/nope.csv": there is no such file. Check the path.\n',
    );
    assert.equal(
      await message("events.csv"),
      'error: Cannot read "DIR/events.csv": column "p" is missing (found: pp, e, t). Did you mean "pp"?\n',
    );
  }));

Deno.test("funnel counts nobody in a file without rows, and says why", () =>
  withFolder({ "events.csv": "p,e,t\n" }, async (folder) => {
    const { code, out, err } = await run([...funnelOf(`${folder}/events.csv`), "--json"]);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out).steps.map((step: { people: number }) => step.people), [0, 0]);
    assert.equal(err, 'note: No event is called "a".\nnote: No event is called "b".\n');
  }));

Deno.test("funnel takes columns with names of its own insides", () => {
  const events = "__proto__,constructor,select\n1,a,2026-01-01\n1,b,2026-01-02\n";
  return withFolder({ "events.csv": events }, async (folder) => {
    const args =
      "--person __proto__ --event constructor --time select --by constructor --steps a,b --within 1d --json";
    const { code, out } = await run(["funnel", `${folder}/events.csv`, ...args.split(" ")]);
    assert.equal(code, 0);
    assert.equal(JSON.parse(out).steps[1].people, 1);
  });
});

function utf16(text: string): Uint8Array {
  return new Uint8Array(Uint16Array.from([0xfeff, ...[...text].map((c) => c.charCodeAt(0))]).buffer);
}

function latin(text: string): Uint8Array {
  return Uint8Array.from([...text].map((c) => c.charCodeAt(0)));
}
