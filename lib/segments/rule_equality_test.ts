import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { FieldType, TableName } from "../workspace/mod.ts";
import { place } from "./_place.ts";
import { predicate } from "./_predicate.ts";
import { bindBook, bindRules } from "./_program.ts";
import { records } from "./_records.ts";
import { type Cell, type Row, testWorkspace } from "./_workspace_for_tests.ts";
import {
  bookSchema,
  membership,
  type Rule,
  ruleTruths,
  type SegmentBook,
  type Test,
  type Truth,
} from "./mod.ts";

/** Text that breaks careless comparisons: quotes, wildcards, case pairs outside ASCII, emoji, marks, NUL. */
// deno-fmt-ignore
const nasty = [
  "", " ", "a", "A", "aa", "ab", "it's", '"', "%", "_", "*", "?", "a*b", "\\", "\\d", ".", "[a]", "k", "K",
  "\u212a", "ſ", "s", "é", "e\u0301", "😀", "😀x", "\u202eabc", "a\nb", "a\0b", "x' or 1=1 --", "$1",
  "constructor", "__proto__", "null", "1", "true", "\uffff", "select",
];
const days = [
  "2026-03-07",
  "2026-03-08",
  "2026-03-09",
  "2026-06-29",
  "2026-06-30",
  "2026-07-01",
  "1931-11-05",
];
// Around midnight in Chicago, around the change to summer time there, around the as-of moment, before 1970.
const instants = [
  "2026-03-08T05:59:59.999999Z",
  "2026-03-08T06:00:00Z",
  "2026-03-09T04:59:59Z",
  "2026-03-09T05:00:00Z",
  "2026-06-01T04:59:58Z",
  "2026-06-01T04:59:59Z",
  "2026-06-30T12:00:00Z",
  "2026-06-30T04:59:59Z",
  "2026-07-01T04:59:59.5Z",
  "2026-07-02T00:00:00Z",
  "1969-12-31T23:59:59.5Z",
];
const happenings = ["view", "book", "visit's", "view "];
const numbers = [-1, -0, 0, 0.1, 0.1 + 0.2, 1, 2, 3, 18, 40, 64, 1e21, 2 ** 53];
const cells: Readonly<Record<FieldType, fc.Arbitrary<Cell>>> = {
  text: fc.constantFrom(...nasty),
  number: fc.constantFrom(...numbers),
  boolean: fc.boolean(),
  date: fc.constantFrom(...days),
  instant: fc.constantFrom(...instants),
};

type Column = readonly [name: string, type: FieldType, cells?: fc.Arbitrary<Cell>];
const accounts = fc.constantFrom("x", "y", "z");
const tableColumns: Partial<Record<TableName, readonly Column[]>> = {
  people: [
    ["account", "text", fc.option(accounts)],
    ["age", "number"],
    ["role", "text"],
    ["birth_date", "date"],
    ["deceased", "boolean"],
    ["constructor", "text"],
    ["__proto__", "number"],
    ["select", "text"],
    ["account.odd", "text"],
    ["signed", "instant"],
  ],
  accounts: [["account", "text", accounts], ["size", "number"], ["type", "text"]],
  surveys: [["at", "instant"], ["worry", "number"], ["mood", "text"], ["asked", "date"]],
  events: [
    ["at", "instant", cells.instant],
    ["event", "text", fc.constantFrom(...happenings)],
    ["topic", "text"],
    ["value", "number"],
    ["ok", "boolean"],
    ["due", "date"],
    ["__proto__", "text"],
  ],
  conditions: [["at", "date"], ["condition", "text", fc.constantFrom(...happenings)], ["status", "text"]],
  appointments: [
    ["at", "instant", cells.instant],
    ["status", "text", fc.constantFrom(...happenings)],
    ["booked_at", "instant"],
    ["service_line", "text"],
  ],
};
const types = Object.fromEntries(
  Object.entries(tableColumns).flatMap(([table, columns]) =>
    columns.map(([name, type]) => [`${table}.${name}`, type] as const)
  ),
);

const keys = ["p1", "p2", "p3", "p4", "p5", "P1", "o'brien", "999"];
function rows(table: TableName, most: number): fc.Arbitrary<Row[]> {
  const columns = tableColumns[table]!;
  const person = table === "accounts" ? [] : [fc.constantFrom(...keys)];
  const values = columns.map(([, type, given]) => given ?? fc.option(cells[type], { freq: 3 }));
  const names = [...columns.map(([name]) => name), ...person.map(() => "person")];
  const row = fc.tuple(...values, ...person).map((cells) =>
    Object.fromEntries(names.map((name, i) => [name, cells[i]!]))
  );
  const unique = { people: "person", accounts: "account" }[table as string];
  return unique
    ? fc.uniqueArray(row, { maxLength: most, selector: (row) => row[unique] })
    : fc.array(row, { maxLength: most });
}
const workspaces = fc.record({
  people: rows("people", 8),
  accounts: rows("accounts", 3),
  surveys: rows("surveys", 12),
  events: rows("events", 50),
  conditions: rows("conditions", 12),
  appointments: rows("appointments", 12),
});

const writtenDay = fc.oneof(
  cells.date as fc.Arbitrary<string>,
  fc.constantFrom("-30d", "0d", "+1d", "30d", "-114d"),
);
const isMissing = fc.boolean();
const someOf = <T>(values: fc.Arbitrary<T>) => fc.array(values, { minLength: 1, maxLength: 3 });
const pair = (values: fc.Arbitrary<number>) =>
  fc.tuple(values, values).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as [number, number]);
const dayPair = fc.constantFrom<[string, string][]>(
  ["2026-03-08", "2026-03-08"],
  ["2026-03-07", "2026-06-30"],
  ["-30d", "0d"],
  ["-1d", "-1d"],
);
function operators(type: FieldType): fc.Arbitrary<Test> {
  const value = type === "date" || type === "instant" ? writtenDay : cells[type] as fc.Arbitrary<string>;
  const common = { is: value, isNot: value, in: someOf(value), isMissing };
  const number = cells.number as fc.Arbitrary<number>;
  const all: Record<FieldType, Record<string, fc.Arbitrary<unknown>>> = {
    text: {
      ...common,
      matches: fc.array(fc.constantFrom("*", "?", "a", "B", "K", "s", "é", "😀", ".", "\\", "\0", "'"), {
        minLength: 1,
        maxLength: 5,
      }).map((parts) => parts.join("")),
    },
    number: { ...common, between: pair(number), atLeast: number, atMost: number },
    boolean: common,
    date: { ...common, between: dayPair, before: writtenDay, after: writtenDay },
    instant: { ...common, between: dayPair, before: writtenDay, after: writtenDay },
  };
  const one = Object.entries(all[type]).map(([key, value]) => value.map((v) => ({ [key]: v }) as Test));
  return fc.oneof(
    { weight: 4, arbitrary: fc.oneof(...one) },
    { weight: 1, arbitrary: fc.tuple(fc.oneof(...one), fc.oneof(...one)).map(([a, b]) => ({ ...a, ...b })) },
  );
}

function fieldRule(table: TableName, prefix: string): fc.Arbitrary<Rule> {
  return fc.oneof(
    ...tableColumns[table]!.map(([name, type]) =>
      operators(type).map((test) => ({ field: prefix + name, ...test }) as Rule)
    ),
  );
}
function where(table: TableName): fc.Arbitrary<Record<string, unknown>> {
  const one = fc.oneof(...tableColumns[table]!.map(([name, type]) => {
    const short = type === "date" || type === "instant" ? writtenDay : cells[type];
    return fc.oneof(operators(type), short, someOf(short)).map((test) => [name, test] as const);
  }));
  return fc.array(one, { minLength: 1, maxLength: 2 }).map((entries) => Object.fromEntries(entries));
}
const names = fc.oneof(
  fc.constantFrom(...happenings, "never"),
  fc.uniqueArray(fc.constantFrom(...happenings), { minLength: 1, maxLength: 3 }),
);
const rarely = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const times = fc.oneof(
  fc.record({ atLeast: fc.nat(3) }),
  fc.record({ atMost: fc.nat(2) }),
  fc.record({ exactly: fc.nat(2) }),
  fc.record({ atLeast: fc.nat(1), atMost: fc.integer({ min: 1, max: 4 }) }),
);
function countRule(key: "event" | "condition" | "appointment", table: TableName): fc.Arbitrary<Rule> {
  return fc.record({
    [key]: names,
    where: rarely(where(table)),
    times: rarely(times),
    within: rarely(fc.constantFrom("1h", "12h", "1d", "30d", "16w", "999999w")),
    before: rarely(fc.record({ event: names, where: rarely(where("events")) })),
  }) as unknown as fc.Arbitrary<Rule>;
}
const leaf = fc.oneof(
  { weight: 3, arbitrary: fieldRule("people", "") },
  { weight: 1, arbitrary: fieldRule("accounts", "account.") },
  { weight: 2, arbitrary: fieldRule("surveys", "survey.") },
  { weight: 3, arbitrary: countRule("event", "events") },
  { weight: 1, arbitrary: countRule("condition", "conditions") },
  { weight: 1, arbitrary: countRule("appointment", "appointments") },
);
function ruleOver(segments: readonly string[]): fc.Arbitrary<Rule> {
  const base = segments.length === 0 ? leaf : fc.oneof({ weight: 5, arbitrary: leaf }, {
    weight: 1,
    arbitrary: fc.constantFrom(...segments).map((segment) => ({ segment })),
  });
  const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      base,
      fc.array(tie("rule"), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie("rule"), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      tie("rule").map((not) => ({ not })),
    ),
  }));
  return rule;
}
const books = fc.record({
  mode: fc.constantFrom("exclusive", "overlapping"),
  who: rarely(ruleOver([])),
  a: ruleOver([]),
  b: ruleOver(["a"]),
  c: ruleOver(["a", "b"]),
}).map(({ mode, who, a, b, c }): SegmentBook =>
  bookSchema.parse({
    ...{ name: "Random", version: 1, keeper: "test", change: "none", audience: "random people", mode, who },
    segments: Object.entries({ c, a, b }).map(([id, when]) => ({ id, name: id, when })),
  })
);
const asOf = "2026-06-30", timeZone = "America/Chicago";

Deno.test("ruleTruths() and the predicate agree on 800 random rules over random people", async () => {
  const seen = new Map<Truth, number>();
  let rulesSeen = 0;
  await fc.assert(
    fc.asyncProperty(
      workspaces,
      books,
      fc.array(ruleOver(["a", "b", "c"]), { minLength: 10, maxLength: 10 }),
      async (tables, book, rules) => {
        const workspace = await testWorkspace({ tables, types, asOf, timeZone });
        try {
          const truths = await ruleTruths(workspace, rules, { book });
          const program = bindRules(workspace, rules, book, "random rules");
          const people = await records(workspace, program);
          assert.equal(people.size, workspace.people);
          rulesSeen += rules.length;
          for (const [pid, person] of people) {
            const trace = predicate(program, person);
            program.outputs.forEach((rule, i) => {
              const { truth } = trace(rule);
              seen.set(truth, (seen.get(truth) ?? 0) + 1);
              assert.equal(truths[i]![pid], truth, `SQL and predicate differ: ${JSON.stringify(rules[i])}`);
            });
          }
          const { assigned, scope, segments } = await membership(workspace, book);
          const bound = bindBook(workspace, book);
          const everyone = await records(workspace, bound.program);
          for (const [pid, person] of everyone) {
            const trace = predicate(bound.program, person);
            const whole = bound.who ? trace(bound.who).truth : 1;
            assert.equal(scope[pid], whole);
            const truth = (i: number) => trace(bound.program.outputs[i]!).truth;
            segments.forEach((segment, i) => assert.equal(segment.truth[pid], truth(i)));
            if (assigned) assert.equal(assigned[pid], place(whole, segments.length, truth));
          }
        } finally {
          await workspace.close();
        }
      },
    ),
    { numRuns: 80, seed: 20260630 },
  );
  assert.ok(rulesSeen >= 800);
  const total = [...seen.values()].reduce((a, b) => a + b, 0);
  for (const truth of [0, 1, 2] as const) {
    assert.ok(
      seen.get(truth)! / total > 0.05,
      `too few rules came to ${truth}: ${seen.get(truth)} of ${total}`,
    );
  }
});

Deno.test("ruleTruths() does not depend on the order of rows", async () => {
  await fc.assert(
    fc.asyncProperty(
      workspaces,
      fc.array(ruleOver([]), { minLength: 10, maxLength: 10 }),
      async (tables, rules) => {
        const turned = Object.fromEntries(
          Object.entries(tables).map(([name, rows]) => [name, rows.toReversed()]),
        );
        const [one, two] = [
          await testWorkspace({ tables, types, asOf, timeZone }),
          await testWorkspace({ tables: turned, types, asOf, timeZone }),
        ];
        assert.deepEqual(await ruleTruths(one, rules), await ruleTruths(two, rules));
        await one.close();
        await two.close();
      },
    ),
    { numRuns: 15, seed: 7 },
  );
});
