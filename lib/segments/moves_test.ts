import { strict as assert } from "node:assert";
import fc from "fast-check";
import { InputError } from "../workspace/mod.ts";
import { moves, type MovesResult } from "./moves.ts";
import type { Group } from "./result.ts";
import { decodeMembership, encodeMembership, type SavedMembership } from "./saved_membership.ts";
import { saveMembership } from "./save_membership.ts";

/** A person by their mark, with the ids of their groups. */
type Day = ReadonlyMap<bigint, readonly string[]>;

const day = (people: Readonly<Record<number, string>>): Day =>
  new Map(Object.entries(people).map(([mark, ids]) => [BigInt(mark), ids.split("")]));

/** A day's people as marks (ascending, with pids of their own) and groups. */
function read(people: Day, ids: readonly string[]) {
  const sorted = [...people.keys()].sort((a, b) => a < b ? -1 : 1);
  const pids = Uint32Array.from(sorted, (_, i) => sorted.length - 1 - i);
  const groups = ids.map((id): Group => {
    const members = new Uint8Array(sorted.length);
    sorted.forEach((mark, i) => members[pids[i]!] = people.get(mark)!.includes(id) ? 1 : 0);
    return {
      id,
      name: id.toUpperCase(),
      kind: "segment",
      members,
      size: members.reduce((sum, one) => sum + one, 0),
    };
  });
  return { marks: { marks: BigInt64Array.from(sorted), pids }, groups };
}

function compare(
  then: Day,
  now: Day,
  mode: "exclusive" | "overlapping",
  ids = ["a", "b"],
  idsThen = ids,
): MovesResult {
  const saved = saveMembership("2026-09-30", read(then, idsThen))!;
  const again = decodeMembership(encodeMembership(saved), "x");
  assert.deepEqual(again, saved);
  return moves(again, { ...read(now, ids), mode });
}

Deno.test("moves() by hand: one stays, one comes, one is new, one goes, one is gone", () => {
  const then = day({ 1: "a", 2: "b", 4: "a", 5: "a" });
  const now = day({ 1: "a", 2: "a", 3: "a", 4: "b", 6: "b" });
  const found = compare(then, now, "exclusive");
  assert.deepEqual(found.groups, [
    { group: "a", name: "A", now: 3, stayed: 1, came: 1, fresh: 1, went: 1, gone: 1 },
    { group: "b", name: "B", now: 2, stayed: 0, came: 1, fresh: 1, went: 1, gone: 0 },
  ]);
  assert.deepEqual(found.flows, [{ from: "a", to: "b", people: 1 }, { from: "b", to: "a", people: 1 }]);
  assert.deepEqual([found.since, found.fresh, found.gone], ["2026-09-30", 2, 1]);
});

Deno.test("moves() of overlapping segments: a person may stay in one and come to another", () => {
  const found = compare(day({ 1: "a", 2: "ab" }), day({ 1: "ab", 2: "b" }), "overlapping");
  assert.deepEqual(found.groups, [
    { group: "a", name: "A", now: 1, stayed: 1, came: 0, fresh: 0, went: 1, gone: 0 },
    { group: "b", name: "B", now: 2, stayed: 1, came: 1, fresh: 0, went: 0, gone: 0 },
  ]);
  assert.deepEqual(found.flows, []);
});

Deno.test("moves() takes a group that is no more as somewhere else, and a person out of all groups as nowhere", () => {
  const found = compare(day({ 1: "c", 2: "a" }), day({ 1: "a", 2: "" }), "exclusive", ["a", "b"], ["a", "c"]);
  assert.deepEqual(found.groups[0], {
    group: "a",
    name: "A",
    now: 1,
    stayed: 0,
    came: 1,
    fresh: 0,
    went: 0,
    gone: 1,
  });
  assert.deepEqual(found.flows, []);
});

Deno.test("moves() add up to the sizes of both days, and mirror when the days are swapped", () => {
  const person = fc.tuple(fc.bigInt({ min: 0n, max: 50n }), fc.constantFrom("a", "b", "c", ""));
  const days = fc.array(person, { maxLength: 40 }).map((people) =>
    new Map(people.map(([m, g]) => [m, g.split("")]))
  );
  fc.assert(fc.property(days, days, (then, now) => {
    const ids = ["a", "b", "c"];
    const there = compare(then, now, "exclusive", ids);
    const back = compare(now, then, "exclusive", ids);
    const size = (of: Day, id: string) => [...of.values()].filter((groups) => groups.includes(id)).length;
    there.groups.forEach(({ group, now: here, stayed, came, fresh, went, gone }, i) => {
      assert.equal(stayed + came + fresh, size(now, group));
      assert.equal(here, size(now, group));
      assert.equal(stayed + went + gone, size(then, group));
      assert.deepEqual([came, fresh], [back.groups[i]!.went, back.groups[i]!.gone]);
      const into = there.flows.filter(({ to }) => to === group).reduce((sum, { people }) => sum + people, 0);
      assert.equal(into, came);
    });
    assert.equal(there.fresh, back.gone);
  }));
});

Deno.test("decodeMembership() refuses what is cut short, damaged, or something else", () => {
  const saved: SavedMembership = {
    asOf: "2026-09-30",
    groups: ["a"],
    sets: [[0]],
    marks: BigInt64Array.of(1n, 2n),
    places: Uint16Array.of(0, 0),
  };
  const bytes = encodeMembership(saved);
  const wrong = (broken: Uint8Array, message: RegExp) =>
    assert.throws(
      () => decodeMembership(broken, "m.bin"),
      (error: unknown) =>
        error instanceof InputError && message.test(error.message) && error.message.includes('"m.bin"'),
    );
  wrong(bytes.subarray(0, bytes.length - 5), /cut short or damaged/);
  wrong(bytes.with(bytes.length - 40, 99), /cut short or damaged/);
  wrong(new Uint8Array(), /not a saved membership/);
  wrong(new TextEncoder().encode("TRELLIS membership 0\n{}"), /not a saved membership of this version/);
});
