import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { Group } from "../segments/mod.ts";
import { type Row, testWorkspace } from "../segments/_workspace_for_tests.ts";
import type { MeasureConfig, Workspace } from "../workspace/mod.ts";
import { measures } from "./measures.ts";
import type { MeasureResult } from "./result.ts";

function group(id: string, ...members: number[]): Group {
  const kind = id === "all" ? "all" : "segment";
  return { id, name: id, kind, members: Uint8Array.from(members), size: members.reduce((a, b) => a + b, 0) };
}

const people: readonly Row[] = [
  { person: "a", age: 30, booked: true, eligible: true, account: "north" },
  { person: "b", age: 40, booked: false, eligible: true, account: "north" },
  { person: "c", age: null, booked: true, eligible: false, account: "south" },
  { person: "d", age: 60, booked: null, eligible: true, account: null },
  { person: "e", age: 70, booked: true, eligible: null, account: "gone" },
];
const appointments: readonly Row[] = [
  {
    appointment: "1",
    person: "a",
    at: "2026-06-01T10:00:00Z",
    status: "kept",
    cost: 0.1,
    video: true,
    floor: 3,
  },
  {
    appointment: "2",
    person: "a",
    at: "2026-06-30T10:00:00Z",
    status: "kept",
    cost: 0.2,
    video: false,
    floor: 3,
  },
  { appointment: "3", person: "b", at: "2026-06-30T23:59:59Z", status: "no_show", cost: null, floor: 4 },
  { appointment: "4", person: "c", at: "2025-01-01T00:00:00Z", status: "kept", cost: 100, video: true },
  { appointment: "5", person: "c", at: "2026-06-29T00:00:00Z", status: "kept", cost: null },
];
const accounts: readonly Row[] = [{ account: "north", size: 200 }, { account: "south", size: 50 }];
const left = group("left", 1, 1, 1, 0, 0);
const right = group("right", 0, 0, 0, 1, 1);
const all = group("all", 1, 1, 1, 1, 1);

async function run(
  configs: readonly unknown[],
  groups: readonly Group[] = [left, right, all],
): Promise<MeasureResult[]> {
  const workspace = await testWorkspace({
    tables: { people, appointments, accounts },
    types: { "people.age": "number", "people.booked": "boolean", "people.eligible": "boolean" },
    config: { measures: configs as MeasureConfig[] },
  });
  try {
    return await measures(workspace, workspace.config.measures, groups);
  } finally {
    await workspace.close();
  }
}

const booked = { type: "rate", id: "booked", name: "Booked", who: { field: "booked", is: true } };

Deno.test("measures() gives a rate of the people it could be true for, unknown people apart", async () => {
  const [everyone, eligible] = await run([
    booked,
    { ...booked, id: "eligible", better: "higher", of: { field: "eligible", is: true } },
  ]);
  const counts = (result: MeasureResult) => result.groups.map(({ n, of, unknown }) => [n, of, unknown]);
  assert.deepEqual(counts(everyone!), [[2, 3, 0], [1, 1, 1], [3, 4, 1]]);
  // c is not eligible: in no number. d is, with an unknown booking; for e it is unknown whether.
  assert.deepEqual(counts(eligible!), [[1, 2, 0], [0, 0, 2], [1, 2, 2]]);
  assert.deepEqual(eligible!.groups[1], {
    group: "right",
    name: "right",
    n: 0,
    of: 0,
    value: null,
    low: null,
    high: null,
    unknown: 2,
  });
  assert.equal(everyone!.groups[2]!.value, 0.75);
  assert.deepEqual([everyone!.unit, everyone!.better, eligible!.better], [null, null, "higher"]);
});

Deno.test("measures() gives medians of people's own and their account's numbers", async () => {
  const [age, size] = await run([
    { type: "median", id: "age", name: "Age", field: "age", unit: "years" },
    { type: "median", id: "size", name: "Beds", field: "account.size" },
  ]);
  assert.deepEqual(age!.groups.map(({ value, n, of, unknown }) => [value, n, of, unknown]), [
    [35, 2, 3, 1],
    [65, 2, 2, 0],
    [50, 4, 5, 1],
  ]);
  assert.equal(age!.unit, "years");
  assert.deepEqual(size!.groups.map(({ value, n, unknown }) => [value, n, unknown]), [
    [200, 3, 0],
    [null, 0, 2],
    [200, 3, 2],
  ]);
});

Deno.test("measures() adds up rows and fields, in a window that includes both its ends", async () => {
  const visits = { type: "total", id: "visits", name: "Visits", table: "appointments", where: {} };
  const [rows, kept, cost, recent, video, floor] = await run([
    visits,
    { ...visits, id: "kept", where: { status: ["kept", "booked"] } },
    { ...visits, id: "cost", field: "cost", unit: "USD" },
    { ...visits, id: "recent", within: "1d" },
    { ...visits, id: "video", where: { video: "true" } },
    { ...visits, id: "floor", where: { floor: "3" } },
  ]);
  const values = (result?: MeasureResult) =>
    result!.groups.map(({ value, n, unknown }) => [value, n, unknown]);
  assert.deepEqual(values(rows), [[5, 3, 0], [0, 0, 0], [5, 3, 0]]);
  assert.deepEqual(values(kept), [[4, 2, 0], [0, 0, 0], [4, 2, 0]]);
  // b has a visit without a cost: unknown, not free.
  assert.deepEqual(values(cost)[0]!.slice(1), [2, 1]);
  assert.ok(Math.abs(cost!.groups[0]!.value! - 100.3) < 1e-12);
  // The last second of 30 June counts; so would the last second of 29 June, and not its first.
  assert.deepEqual(values(recent), [[2, 2, 0], [0, 0, 0], [2, 2, 0]]);
  assert.deepEqual(values(video)[0]![0], 2);
  assert.deepEqual(values(floor)[0]![0], 2);
});

Deno.test("measures() of parts add up to everybody, whatever the people and however they are divided", async () => {
  const workspace = await testWorkspace({ tables: { people, appointments }, types: {} });
  const configs = [
    booked,
    { ...booked, id: "of", of: { field: "eligible", is: true } },
    { type: "median", id: "age", name: "Age", field: "age" },
    { type: "total", id: "cost", name: "Cost", table: "appointments", field: "cost", where: {} },
  ] as unknown as MeasureConfig[];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 5, maxLength: 5 }),
      async (part) => {
        const groups = [0, 1, 2].map((one) => group(`g${one}`, ...part.map((at) => at === one ? 1 : 0)));
        for (const result of await measures(workspace, configs, [...groups, all])) {
          const whole = result.groups[3]!;
          const sum = (of: (index: number) => number) => of(0) + of(1) + of(2);
          assert.equal(sum((i) => result.groups[i]!.n), whole.n);
          assert.equal(sum((i) => result.groups[i]!.of), whole.of);
          assert.equal(sum((i) => result.groups[i]!.unknown), whole.unknown);
          if (result.type === "total") {
            assert.ok(Math.abs(sum((i) => result.groups[i]!.value ?? 0) - whole.value!) < 1e-9);
          }
        }
      },
    ),
    { numRuns: 15 },
  );
  await workspace.close();
});

Deno.test("measures() adds doubles to the same last digit whatever the order of rows and threads", async () => {
  const cost = { type: "total", id: "cost", name: "Cost", table: "appointments", field: "cost", where: {} };
  const found = new Set<number>();
  for (const reversed of [false, true]) {
    const rows = Array.from({ length: 5000 }, (_, i) => ({
      appointment: `v${i}`,
      person: "abcde"[i % 5]!,
      at: "2026-06-01T00:00:00Z",
      status: "kept",
      cost: Math.sin(i) * 10 ** (i % 12),
    }));
    const workspace: Workspace = await testWorkspace({
      tables: { people, appointments: reversed ? rows.reverse() : rows },
    });
    const [result] = await measures(workspace, [cost as unknown as MeasureConfig], [all]);
    found.add(result!.groups[0]!.value!);
    await workspace.close();
  }
  assert.equal(found.size, 1);
});

Deno.test("measures() names the measure at fault and what would be right", async () => {
  const bad = async (config: object, message: RegExp) => {
    await assert.rejects(run([booked, { id: "bad", name: "Bad", ...config }]), message);
  };
  await bad(
    { type: "rate", who: { feild: "age", atLeast: 3 } },
    /measures\.1\.who in workspace\.yaml.*"feild"/s,
  );
  await bad(
    { type: "rate", who: { field: "bokked", is: true } },
    /measures\.1\.who.*did you mean "booked"\?/s,
  );
  await bad(
    { type: "rate", who: booked.who, of: { field: "aeg", isMissing: true } },
    /measures\.1\.of.*"aeg"/s,
  );
  await bad({ type: "median", field: "agee" }, /measures\.1\.field.*did you mean "age"\?/);
  await bad({ type: "median", field: "account.sizes" }, /did you mean "account\.size"\?/);
  await bad({ type: "median", field: "person" }, /"person" holds text, not numbers/);
  await bad({ type: "total", table: "events", where: {} }, /measures\.1\.table.*no source for events/);
  await bad({ type: "total", table: "appointments", where: { state: "kept" } }, /measures\.1\.where\.state/);
  await bad(
    { type: "total", table: "appointments", where: { cost: "dear" } },
    /"cost" holds numbers, and "dear"/,
  );
  await bad({ type: "total", table: "appointments", where: { at: "2026" } }, /use within/);
});

Deno.test("measures() of nobody is null, not zero; of no measures is empty", async () => {
  const nobody = group("nobody", 0, 0, 0, 0, 0);
  const results = await run([
    booked,
    { type: "median", id: "age", name: "Age", field: "age" },
    { type: "total", id: "visits", name: "Visits", table: "appointments", where: {} },
  ], [nobody]);
  for (const { groups } of results) {
    assert.deepEqual([groups[0]!.of, groups[0]!.value, groups[0]!.low], [0, null, null]);
  }
  assert.deepEqual(await run([]), []);
});
