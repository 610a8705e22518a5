import { strict as assert } from "node:assert";
import type { GroupMoves, MovesResult } from "../segments/mod.ts";
import { release } from "./release.ts";

const row = (
  group: string,
  [stayed, came, fresh, went, gone]: readonly [number, number, number, number, number],
) => ({
  group,
  name: group.toUpperCase(),
  now: stayed + came + fresh,
  stayed,
  came,
  fresh,
  went,
  gone,
});

const result = (a: GroupMoves, b: GroupMoves, flows: MovesResult["flows"] = []): MovesResult => ({
  kind: "moves",
  mode: "exclusive",
  since: "2026-09-30",
  groups: [a, b],
  flows,
  fresh: a.fresh + b.fresh,
  gone: a.gone + b.gone,
  hiddenThen: [],
});

Deno.test("release() of moves shows what is large", async () => {
  const given = result(row("a", [100, 20, 30, 25, 0]), row("b", [200, 25, 40, 20, 0]), [
    { from: "a", to: "b", people: 25 },
    { from: "b", to: "a", people: 20 },
  ]);
  const { moves } = await release({ moves: given });
  assert.deepEqual(moves, given);
});

Deno.test("release() of moves hides a small count and what would give it away: both days' sizes are known", async () => {
  const { moves } = await release({
    moves: result(row("a", [100, 3, 30, 25, 40]), row("b", [200, 25, 40, 3, 50]), [
      { from: "a", to: "b", people: 25 },
      { from: "b", to: "a", people: 3 },
    ]),
  });
  const [a, b] = moves.groups;
  assert.equal(a!.came, "hidden");
  assert.equal(b!.went, "hidden");
  // now = stayed + came + fresh: one more of the three is hidden, and so in then = stayed + went + gone.
  assert.ok([a!.stayed, a!.fresh].includes("hidden"));
  assert.ok([b!.stayed, b!.gone].includes("hidden"));
  assert.deepEqual(moves.flows.filter(({ people }) => people !== "hidden" && people < 11), []);
  assert.doesNotMatch(JSON.stringify(moves), /":3[,}]/);
});

Deno.test("release() of moves lets nobody take a group's sums apart, whatever the counts", async () => {
  let seed = 7;
  const next = (most: number) => (seed = seed * 48271 % 2147483647) % most;
  for (let round = 0; round < 150; round++) {
    const numbers = () => [50 + next(100), next(30), next(30), next(30), next(30)] as const;
    const given = result(row("a", numbers()), row("b", numbers()));
    const { moves } = await release({ moves: given });
    moves.groups.forEach(({ now, stayed, came, fresh, went, gone }, i) => {
      const real = given.groups[i]!;
      for (const part of [now, stayed, came, fresh, went, gone]) {
        assert.ok(part === "hidden" || part === 0 || part >= 11, String(part));
      }
      // What is the only hidden part of a known sum can be worked out: then it is not small.
      const alone = (parts: readonly (readonly [number | "hidden", number])[]) => {
        const hidden = parts.filter(([part]) => part === "hidden");
        if (hidden.length === 1) assert.ok(hidden[0]![1] === 0 || hidden[0]![1] >= 11);
      };
      if (now !== "hidden") alone([[stayed, real.stayed], [came, real.came], [fresh, real.fresh]]);
      alone([[stayed, real.stayed], [went, real.went], [gone, real.gone]]);
    });
  }
});
