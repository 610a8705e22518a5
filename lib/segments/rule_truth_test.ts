import { strict as assert } from "node:assert";
import type { Workspace } from "../workspace/mod.ts";
import { predicate } from "./_predicate.ts";
import { bindRules } from "./_program.ts";
import { records } from "./_records.ts";
import { testWorkspace } from "./_workspace_for_tests.ts";
import { readBook, type Rule, ruleTruth, ruleTruths } from "./mod.ts";

/** Both compilers must give the expected value to each person, in order of the key. */
async function expect(workspace: Workspace, cases: readonly (readonly [Rule, string])[]): Promise<void> {
  const rules = cases.map(([rule]) => rule);
  const truths = await ruleTruths(workspace, rules);
  const program = bindRules(workspace, rules, undefined, "cases");
  const people = await records(workspace, program);
  cases.forEach(([rule, expected], i) => {
    const written = (values: Iterable<number>) => Array.from(values, (value) => "ny?"[value]).join("");
    const single = Array.from(
      { length: workspace.people },
      (_, pid) => predicate(program, people.get(pid)!)(program.outputs[i]!).truth,
    );
    assert.equal(written(truths[i]!), expected, `SQL: ${JSON.stringify(rule)}`);
    assert.equal(written(single), expected, `predicate: ${JSON.stringify(rule)}`);
  });
}

Deno.test("ruleTruth() compares fields by every operator, and a missing field is unknown", async () => {
  const workspace = await testWorkspace({
    tables: {
      people: [
        { person: "a", age: 40, zip: "01234", role: "Patient", deceased: true, birth_date: "1986-06-30" },
        {
          person: "b",
          age: 64.5,
          zip: "60601",
          role: "CAREgiver",
          deceased: false,
          birth_date: "2026-06-30",
        },
        { person: "c" },
      ],
    },
  });
  await expect(workspace, [
    [{ field: "zip", is: "01234" }, "yn?"],
    [{ field: "zip", isNot: "01234" }, "ny?"],
    [{ field: "zip", in: ["01234", "60601"] }, "yy?"],
    [{ field: "role", is: "patient" }, "nn?"],
    [{ field: "role", matches: "pat*" }, "yn?"],
    [{ field: "role", matches: "*GIVER" }, "ny?"],
    [{ field: "role", matches: "?????ver" }, "nn?"],
    [{ field: "age", between: [40, 64] }, "yn?"],
    [{ field: "age", between: [40.5, 64.5] }, "ny?"],
    [{ field: "age", atLeast: 40 }, "yy?"],
    [{ field: "age", atMost: 40 }, "yn?"],
    [{ field: "age", atLeast: 41, atMost: 70 }, "ny?"],
    [{ field: "age", is: 40 }, "yn?"],
    [{ field: "age", in: [1, 64.5] }, "ny?"],
    [{ field: "deceased", is: true }, "yn?"],
    [{ field: "deceased", isNot: true }, "ny?"],
    [{ field: "birth_date", is: "1986-06-30" }, "yn?"],
    [{ field: "birth_date", before: "1986-06-30" }, "nn?"],
    [{ field: "birth_date", before: "1986-07-01" }, "yn?"],
    [{ field: "birth_date", after: "1986-06-30" }, "ny?"],
    [{ field: "birth_date", is: "0d" }, "ny?"],
    [{ field: "birth_date", between: ["-1d", "0d"] }, "ny?"],
    [{ field: "birth_date", in: ["1986-06-30", "0d"] }, "yy?"],
    [{ field: "birth_date", isNot: "0d" }, "yn?"],
    [{ field: "age", isMissing: true }, "nny"],
    [{ field: "age", isMissing: false }, "yyn"],
    [{ field: "age", isMissing: true, atLeast: 1 }, "nn?"],
  ]);
  await workspace.close();
});

Deno.test("ruleTruth() combines by Kleene's logic: false wins in all, true in any, unknown stays in not", async () => {
  const workspace = await testWorkspace({
    tables: { people: [{ person: "a", age: 1, zip: null, role: null }] },
  });
  const yes: Rule = { field: "age", is: 1 },
    no: Rule = { field: "age", is: 2 },
    unknown: Rule = { field: "zip", is: "1" };
  await expect(workspace, [
    [{ all: [yes, yes] }, "y"],
    [{ all: [yes, unknown] }, "?"],
    [{ all: [no, unknown] }, "n"],
    [{ any: [no, no] }, "n"],
    [{ any: [no, unknown] }, "?"],
    [{ any: [yes, unknown] }, "y"],
    [{ not: unknown }, "?"],
    [{ not: yes }, "n"],
    [{ not: { any: [no, { all: [unknown, no] }] } }, "y"],
  ]);
  await workspace.close();
});

Deno.test("ruleTruth() compares times as days of the workspace's time zone", async () => {
  const workspace = await testWorkspace({
    timeZone: "America/Chicago",
    types: { "people.signed": "instant" },
    tables: {
      people: [
        { person: "a", signed: "2026-06-30T04:59:59Z" }, // 29 June, 23:59:59 in Chicago
        { person: "b", signed: "2026-06-30T05:00:00Z" },
        { person: "c", signed: null },
      ],
    },
  });
  await expect(workspace, [
    [{ field: "signed", is: "2026-06-29" }, "yn?"],
    [{ field: "signed", is: "0d" }, "ny?"],
    [{ field: "signed", before: "2026-06-30" }, "yn?"],
    [{ field: "signed", after: "2026-06-29" }, "ny?"],
    [{ field: "signed", between: ["-1d", "-1d"] }, "yn?"],
  ]);
  await workspace.close();
});

Deno.test("ruleTruth() counts what happened; somebody without rows has none", async () => {
  const workspace = await testWorkspace({
    tables: {
      people: ["a", "b", "c", "d"].map((person) => ({ person })),
      events: [
        { person: "a", at: "2026-06-01T00:00:00Z", event: "view", topic: "cost", value: 5 },
        { person: "a", at: "2026-06-30T23:59:59Z", event: "view", topic: null, value: 1 },
        { person: "a", at: "2026-06-10T00:00:00Z", event: "book", topic: null, value: null },
        { person: "b", at: "2026-05-31T23:59:59Z", event: "view", topic: "cost", value: null },
        { person: "b", at: "2026-05-31T23:59:58Z", event: "open", topic: "cost", value: null },
        { person: "d", at: "2026-06-10T00:00:00Z", event: "book", topic: "x", value: null },
        { person: "d", at: "2026-06-10T00:00:00Z", event: "view", topic: "x", value: null },
      ],
    },
  });
  await expect(workspace, [
    [{ event: "view" }, "yyny"],
    [{ event: "view", times: { atLeast: 2 } }, "ynnn"],
    [{ event: "view", times: { exactly: 1 } }, "nyny"],
    [{ event: "view", times: { exactly: 0 } }, "nnyn"],
    [{ event: "view", times: { atMost: 1 } }, "nyyy"],
    [{ event: "view", times: { atLeast: 1, atMost: 1 } }, "nyny"],
    [{ event: ["view", "open"], times: { exactly: 2 } }, "yynn"],
    [{ event: "view", where: { topic: "cost" } }, "yynn"],
    [{ event: "view", where: { topic: { isNot: "cost" } } }, "nnny"], // a's second view has no topic: no match
    [{ event: "view", where: { topic: { isMissing: true } } }, "ynnn"],
    [{ event: "view", where: { topic: ["cost", "x"], value: { atLeast: 5 } } }, "ynnn"],
    [{ event: "view", within: "30d" }, "yyny"], // b: at the very edge, which is included
    [{ event: "open", within: "30d" }, "nnnn"],
    [{ event: "view", within: "1h" }, "ynnn"],
    [{ event: "view", before: { event: "book" } }, "ynnn"], // b never booked; d viewed at the same moment
    [{ event: "view", before: { event: "book", where: { topic: "x" } } }, "nnnn"],
    [{ event: "view", before: { event: "book" }, times: { exactly: 0 } }, "nyyy"],
    [{ event: "view", where: { at: { after: "2026-06-29" } } }, "ynnn"],
    [{ event: "never" }, "nnnn"],
    [{ not: { event: "view" } }, "nnyn"],
  ]);
  await workspace.close();
});

Deno.test("ruleTruth() counts conditions by day and appointments by status", async () => {
  const workspace = await testWorkspace({
    timeZone: "America/Chicago",
    tables: {
      people: ["a", "b", "c"].map((person) => ({ person })),
      conditions: [
        { person: "a", condition: "E11", at: "2026-06-30", status: "active" },
        { person: "b", condition: "E11", at: "2026-06-01", status: null },
        { person: "b", condition: "I10", at: "2026-05-31", status: null },
        { person: "c", condition: "E11", at: null, status: "resolved" },
      ],
      appointments: [
        { person: "a", appointment: "1", at: "2026-06-01T10:00:00Z", status: "no_show" },
        { person: "a", appointment: "2", at: "2026-06-05T10:00:00Z", status: "kept" },
        { person: "b", appointment: "3", at: "2026-06-05T10:00:00Z", status: "kept" },
      ],
      events: [
        { person: "a", at: "2026-07-01T04:00:00Z", event: "call" }, // 30 June in Chicago
        { person: "b", at: "2026-06-02T05:00:00Z", event: "call" }, // 2 June in Chicago
        { person: "c", at: "2026-06-02T05:00:00Z", event: "call" },
      ],
    },
  });
  await expect(workspace, [
    [{ condition: "E11" }, "yyy"],
    [{ condition: "E11", where: { status: "active" } }, "ynn"],
    [{ condition: ["E11", "I10"], times: { atLeast: 2 } }, "nyn"],
    [{ condition: "E11", within: "30d" }, "yyn"], // 1 to 30 June; c has no day
    [{ condition: "I10", within: "30d" }, "nnn"],
    [{ condition: "E11", within: "12h" }, "ynn"], // part of a day is that day
    [{ condition: "E11", before: { event: "call" } }, "nyn"], // the same day is not earlier
    [{ appointment: "kept" }, "yyn"],
    [{ appointment: ["kept", "no_show"], times: { exactly: 2 } }, "ynn"],
    [{ appointment: "no_show", within: "4w" }, "nnn"],
    [{ appointment: "no_show", before: { event: "call" } }, "ynn"],
  ]);
  await workspace.close();
});

Deno.test("ruleTruth() reads the account's fields and the latest answer to a survey", async () => {
  const workspace = await testWorkspace({
    tables: {
      people: [
        { person: "a", account: "x" },
        { person: "b", account: "gone" },
        { person: "c", account: null },
      ],
      accounts: [{ account: "x", type: "clinic", size: 10 }, { account: "y", type: "hospital", size: null }],
      surveys: [
        { person: "a", at: "2026-06-01T00:00:00Z", worry: 1, mood: "low" },
        { person: "a", at: "2026-06-02T00:00:00Z", worry: 5, mood: null }, // mood was not asked: the older answer stands
        { person: "a", at: "2026-07-02T00:00:00Z", worry: 9, mood: "high" }, // after the as-of moment
        { person: "b", at: "2026-06-01T00:00:00Z", worry: 2, mood: "a" }, // two at one moment: the greater
        { person: "b", at: "2026-06-01T00:00:00Z", worry: 3, mood: "b" },
        { person: "b", at: null, worry: 8, mood: "z" },
      ],
    },
  });
  await expect(workspace, [
    [{ field: "account.type", is: "clinic" }, "y??"],
    [{ field: "account.size", atLeast: 11 }, "n??"],
    [{ field: "account.type", isMissing: true }, "nyy"],
    [{ field: "survey.worry", is: 5 }, "yn?"],
    [{ field: "survey.worry", is: 3 }, "ny?"],
    [{ field: "survey.mood", is: "low" }, "yn?"],
    [{ field: "survey.mood", is: "b" }, "ny?"],
    [{ field: "survey.worry", isMissing: true }, "nny"],
  ]);
  await workspace.close();
});

Deno.test("ruleTruth() treats names as data", async () => {
  const row = (person: string, value: string) =>
    Object.fromEntries([
      ["person", person],
      ...["constructor", "__proto__", "select", 'a"b', "account.type"].map((name) => [name, value]),
    ]);
  const workspace = await testWorkspace({
    tables: {
      people: [row("a", "1"), row("b", "2")],
      events: [{ ...row("a", "1"), at: "2026-06-01T00:00:00Z", event: "__proto__" }],
    },
  });
  const where = (name: string) => Object.fromEntries([[name, "1"]]);
  await expect(workspace, [
    ...["constructor", "__proto__", "select", 'a"b', "account.type"].map((field) =>
      [{ field, is: "1" }, "yn"] as const
    ),
    ...["constructor", "__proto__", "select", 'a"b'].map((name) =>
      [{ event: "__proto__", where: where(name) }, "yn"] as const
    ),
  ]);
  const book = readBook(
    `
name: Names
version: 1
keeper: k
change: c
audience: a
segments:
  - { id: constructor, name: "<script>", when: { event: __proto__, where: { __proto__: "2" } } }
`,
    "segments.yaml",
  );
  assert.deepEqual([...await ruleTruth(workspace, { segment: "constructor" }, book)], [0, 0]);
  await workspace.close();
});

Deno.test("ruleTruth() takes a reference to a segment as that segment's own rule, whatever the order or placement", async () => {
  const workspace = await testWorkspace({
    tables: { people: [1, 2, 3].map((age) => ({ person: `p${age}`, age })) },
  });
  const book = readBook(
    `
name: References
version: 1
keeper: k
change: c
audience: a
segments:
  - { id: rest, name: Rest, when: { not: { any: [{ segment: two }, { segment: low }] } } }
  - { id: low, name: Low, when: { field: age, atMost: 2 } }
  - { id: two, name: Two, when: { field: age, is: 2 } }
`,
    "segments.yaml",
  );
  assert.deepEqual([...await ruleTruth(workspace, { segment: "two" }, book)], [0, 1, 0]);
  assert.deepEqual([...await ruleTruth(workspace, { segment: "rest" }, book)], [0, 0, 1]);
  await workspace.close();
});

Deno.test("ruleTruth() pays once for a segment that is referred to over and over", async () => {
  const workspace = await testWorkspace({
    tables: { people: [1, 2].map((age) => ({ person: `p${age}`, age })) },
  });
  const doubling = Array.from(
    { length: 60 },
    (_, i) => `  - { id: s${i}, name: S, when: { all: [{ segment: s${i + 1} }, { segment: s${i + 1} }] } }`,
  );
  const text = `name: D\nversion: 1\nkeeper: k\nchange: c\naudience: a\nsegments:\n${doubling.join("\n")}
  - { id: s60, name: S, when: { field: age, is: 1 } }\n`;
  assert.deepEqual([...await ruleTruth(workspace, { segment: "s0" }, readBook(text, "segments.yaml"))], [
    1,
    0,
  ]);
  await workspace.close();
});

Deno.test("ruleTruth() answers for nobody when there is nobody", async () => {
  const workspace = await testWorkspace({
    tables: { people: [], events: [] },
    types: { "people.age": "number" },
  });
  assert.deepEqual(await ruleTruths(workspace, [{ field: "age", is: 1 }, { event: "x" }]), [
    new Uint8Array(),
    new Uint8Array(),
  ]);
  assert.deepEqual(await ruleTruths(workspace, []), []);
  await workspace.close();
});

Deno.test("ruleTruth() refuses what the workspace does not have, by name, and lists all of it", async () => {
  const workspace = await testWorkspace({
    types: {
      "people.lifecycle": "text",
      "people.age": "number",
      "people.born": "date",
      "people.ok": "boolean",
    },
    tables: { people: [], events: [{ person: "a", at: "2026-06-01T00:00:00Z", event: "view", topic: "x" }] },
  });
  const cases: readonly (readonly [Rule, RegExp])[] = [
    [{ field: "lifcycle", is: "lead" }, /rule\.field: unknown field "lifcycle"; did you mean "lifecycle"\?/],
    [{ field: "weather", is: "x" }, /unknown field "weather" \(there is: person, lifecycle, age, born, ok\)/],
    [{ field: "topic", is: "x" }, /"topic" is a column of events, not of people: test it in the where/],
    [{ field: "account.type", is: "x" }, /"account.type" needs accounts, and workspace.yaml has no source/],
    [{ field: "survey.mood", is: "x" }, /"survey.mood" needs surveys, and/],
    [
      { event: "view", where: { topc: "x" } },
      /rule\.where\.topc: unknown property of events "topc"; did you mean "topic"/,
    ],
    [{ appointment: "kept" }, /needs appointments, and workspace.yaml has no source for appointments/],
    [{ segment: "x" }, /unknown segment "x" \(there is: none\)/],
    [
      { field: "age", matches: "4*" },
      /matches does not work on "age", which is a number: use is, isNot, in, between/,
    ],
    [{ field: "lifecycle", atLeast: 3 }, /atLeast does not work on "lifecycle", which is text/],
    [
      { field: "born", atLeast: 3 },
      /atLeast does not work on "born", which is a day: use .*before, after or isMissing/,
    ],
    [{ field: "age", is: "40" }, /"age" is a number, and "40" is not: write a number without quotes/],
    [{ field: "age", between: ["a", "b"] }, /"age" is a number, and "a" is not/],
    [{ field: "age", between: [64, 40] }, /64 is more than 40: write the smaller one first/],
    [{ field: "born", between: ["0d", "-30d"] }, /0d is later than -30d: write the earlier day first/],
    [{ field: "lifecycle", is: 60601 }, /"lifecycle" is text, and 60601 is not: write it in quotes, "60601"/],
    [{ field: "ok", is: "yes" }, /"ok" is true or false, and "yes" is neither/],
    [{ field: "born", is: "2026-02-30" }, /"born" is a day, and "2026-02-30" is no day/],
    [
      { event: "view", times: { atLeast: 3, atMost: 2 } },
      /at least 3 and at most 2 times can never both hold/,
    ],
  ];
  for (const [rule, message] of cases) {
    await assert.rejects(ruleTruth(workspace, rule), { name: "InputError", message });
  }
  await assert.rejects(
    ruleTruths(workspace, [{ all: [{ field: "x", is: 1 }, { field: "y", is: 1 }] }, { field: "z", is: 1 }], {
      label: 'measure "booked"',
    }),
    /^InputError: Cannot use measure "booked":\n {2}rule\.1\.all\.0\.field: .*\n {2}rule\.1\.all\.1\.field: .*\n {2}rule\.2\.field: /,
  );
  let deep: Rule = { field: "age", is: 1 };
  for (let i = 0; i < 200; i++) deep = { not: deep };
  await assert.rejects(ruleTruth(workspace, deep), /nested more than 100 deep/);
  await workspace.close();
});

Deno.test("ruleTruths() stops when told to", async () => {
  const workspace = await testWorkspace({ tables: { people: [{ person: "a", age: 1 }] } });
  await assert.rejects(
    ruleTruths(workspace, [{ field: "age", is: 1 }], { signal: AbortSignal.abort(new Error("stopped")) }),
    /stopped/,
  );
  await workspace.close();
});
