import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { SegmentsResult } from "../segments/mod.ts";
import type { LedgerEntry } from "./ledger/mod.ts";
import { release } from "./release.ts";
import { releaseRecord } from "./release_record.ts";
import type { ReleasePolicy } from "./result.ts";

function sizes(people: Record<string, number>, asOf: string): SegmentsResult {
  const total = Object.values(people).reduce((a, b) => a + b, 0);
  return {
    kind: "segments",
    mode: "exclusive",
    asOf,
    book: { name: "Book", version: 1, sha256: "" },
    total,
    unknown: 0,
    unsegmented: 0,
    segments: Object.entries(people).map(([id, n]) => ({
      id,
      name: id,
      people: n,
      share: total === 0 ? null : n / total,
      unknown: 0,
    })),
    warnings: [],
  };
}

async function letOut(
  people: Record<string, number>,
  asOf: string,
  earlier: readonly LedgerEntry[] = [],
  policy: ReleasePolicy = {},
) {
  const released = await release({ segments: sizes(people, asOf) }, policy, { entries: earlier });
  const { segments, total } = released.segments;
  const entry = {
    kind: "release",
    asOf,
    workspace: "W",
    ...releaseRecord(released),
  } as unknown as LedgerEntry;
  return { shown: [...segments.map(({ people }) => people), total], entry, text: JSON.stringify(released) };
}

Deno.test("case 15: the same results can be released again, byte for byte", async () => {
  const people = { a: 4, b: 30, c: 46, d: 90, e: 3 };
  const first = await letOut(people, "2026-10-31");
  const again = await letOut(people, "2026-10-31", [first.entry]);
  assert.equal(again.text, first.text);
  assert.ok(first.entry.hidden!.length > 2);
  assert.ok(!JSON.stringify(first.entry).includes(":4,"), "a hidden count is not in the ledger");
});

Deno.test("case 15: two releases that differ by one person hide whom it was about", async () => {
  const first = await letOut({ a: 40, b: 60, c: 80 }, "2026-10-31");
  assert.deepEqual(first.shown, [40, 60, 80, 180]);
  // One person of a revoked consent: neither a nor everybody may say so.
  const next = await letOut({ a: 39, b: 60, c: 80 }, "2026-10-31", [first.entry]);
  assert.deepEqual(next.shown, ["hidden", 60, 80, "hidden"]);
  assert.deepEqual((await letOut({ a: 39, b: 60, c: 80 }, "2026-10-31")).shown, [39, 60, 80, 179]);
});

Deno.test("case 15: a daily refresh and a changed definition hide small changes; large ones and other months show", async () => {
  const first = await letOut({ a: 40, b: 60, c: 80 }, "2026-10-30");
  assert.deepEqual((await letOut({ a: 60, b: 60, c: 80 }, "2026-10-31", [first.entry])).shown, [
    60,
    60,
    80,
    200,
  ]);
  // Three people go from b to a.
  assert.deepEqual((await letOut({ a: 43, b: 57, c: 80 }, "2026-10-31", [first.entry])).shown, [
    "hidden",
    "hidden",
    80,
    180,
  ]);
  assert.deepEqual((await letOut({ a: 43, b: 57, c: 80 }, "2026-11-30", [first.entry])).shown, [
    43,
    57,
    80,
    180,
  ]);
  const longer = { ledgerDays: 40 };
  assert.deepEqual((await letOut({ a: 43, b: 57, c: 80 }, "2026-11-30", [first.entry], longer)).shown, [
    "hidden",
    "hidden",
    80,
    180,
  ]);
  const other = { ...first.entry, workspace: "Another" };
  assert.deepEqual(
    (await letOut({ a: 43, b: 57, c: 80 }, "2026-10-31", [other], { workspace: "W" })).shown[0],
    43,
  );
});

Deno.test("case 15: what hidden counts add up to does not change by a few people either", async () => {
  const first = await letOut({ a: 4, b: 30, c: 46, d: 90 }, "2026-10-30");
  assert.deepEqual(first.shown, ["hidden", "hidden", 46, 90, 170]);
  // a and b together were 34 and would be 35.
  const next = await letOut({ a: 5, b: 30, c: 58, d: 90 }, "2026-10-31", [first.entry]);
  assert.equal(next.shown[0], "hidden");
  const printed = next.shown.filter((n) => typeof n === "number").length;
  assert.ok(printed < 3, JSON.stringify(next.shown));
});

Deno.test("case 15: another choice of hidden cells does not give the first one's away", async () => {
  const people = { a: 4, b: 30, c: 46, d: 90 };
  const first = await letOut(people, "2026-10-31");
  // As if an earlier version had hidden c in the place of b.
  const numbers = { ...first.entry.numbers! };
  const names = [...Object.keys(numbers), ...first.entry.hidden!];
  const of = (id: string) => names.find((name) => name.includes(`"${id}"`) && name.endsWith(".people"))!;
  delete numbers[of("c")];
  numbers[of("b")] = 30;
  const entry = { ...first.entry, numbers, hidden: [of("a"), of("c")] };
  const next = await letOut(people, "2026-10-31", [entry]);
  assert.deepEqual(next.shown.slice(0, 3), ["hidden", 30, "hidden"]);
});

Deno.test("case 15: a part and the whole of the same day leave no small rest, whichever comes first", async () => {
  const part = { part: 'state = "IA"' };
  const whole = await letOut({ a: 40, b: 60, c: 80 }, "2026-10-31");
  // Four people of a are not from Iowa: neither their number nor what the part's total leaves may say so.
  const after = await letOut({ a: 36, b: 40, c: 60 }, "2026-10-31", [whole.entry], part);
  assert.deepEqual(after.shown, ["hidden", "hidden", 60, 136]);
  const first = await letOut({ a: 36, b: 40, c: 60 }, "2026-10-31", [], part);
  assert.deepEqual(first.shown, [36, 40, 60, 136]);
  const entry = { ...first.entry, ...part };
  const later = await letOut({ a: 40, b: 60, c: 80 }, "2026-10-31", [entry]);
  assert.deepEqual(later.shown, ["hidden", "hidden", 80, 180]);
  // Large rests, other days and other fields of which a part is known show; all parts of a field count together.
  assert.deepEqual((await letOut({ a: 20, b: 40, c: 60 }, "2026-10-31", [whole.entry], part)).shown[0], 20);
  assert.deepEqual((await letOut({ a: 36, b: 40, c: 60 }, "2026-10-30", [whole.entry], part)).shown[0], 36);
  const other = { ...(await letOut({ a: 20, b: 30, c: 40 }, "2026-10-31")).entry, part: 'state = "IL"' };
  const rest = await letOut({ a: 16, b: 15, c: 20 }, "2026-10-31", [whole.entry, other], part);
  assert.equal(rest.shown[0], "hidden", "20 in Illinois and 16 here leave 4 of 40");
});

Deno.test("release() with any ledger never leaves a reader of all releases a small count or a small change", async () => {
  const groups = fc.array(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 80 })), {
    minLength: 2,
    maxLength: 6,
  });
  const changes = fc.array(fc.constantFrom(0, 0, 0, 1, -1, 2, -3, 14, -20), { minLength: 6, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(groups, fc.array(changes, { minLength: 1, maxLength: 3 }), async (start, days) => {
      let now = start;
      const entries: LedgerEntry[] = [];
      for (const [day, change] of [[], ...days].entries()) {
        now = now.map((n, i) => Math.max(0, n + (change[i] ?? 0)));
        const people = Object.fromEntries(now.map((n, i) => [`g${i}`, n]));
        const { shown, entry } = await letOut(people, `2026-10-0${day + 1}`, entries);
        const alone = await letOut(people, `2026-10-0${day + 1}`);
        const values = [...now, now.reduce((a, b) => a + b, 0)];
        shown.forEach((n, i) => {
          assert.ok(n === "hidden" || n === values[i]);
          assert.ok(n === "hidden" || n === 0 || n >= 11);
          // Never less safe: a small count alone stays hidden with the ledger too.
          if (values[i]! > 0 && values[i]! < 11) assert.deepEqual([n, alone.shown[i]], ["hidden", "hidden"]);
        });
        // Small changes since any earlier day do not follow from two printed numbers, nor from the last unknown one.
        for (const before of entries) {
          for (const [name, n] of Object.entries(entry.numbers!)) {
            const change = Math.abs(n - (before.numbers![name] ?? n));
            assert.ok(change === 0 || change >= 11, `${name} changed by ${change}`);
          }
        }
        const open = shown.slice(0, -1).flatMap((n, i) => n === "hidden" ? [i] : []);
        if (shown.at(-1) !== "hidden") {
          const sum = open.reduce((sum, i) => sum + now[i]!, 0);
          assert.ok(sum === 0 || sum >= 11);
        }
        entries.push(entry);
      }
    }),
    { numRuns: 40 },
  );
});
