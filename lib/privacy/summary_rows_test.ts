import { strict as assert } from "node:assert";
import type { MeasureResult } from "../outcomes/mod.ts";
import type { SegmentsResult } from "../segments/mod.ts";
import { release } from "./release.ts";

const people = { a: 331, b: 459, c: 347 };
const total = 331 + 459 + 347;

const segments: SegmentsResult = {
  kind: "segments",
  mode: "exclusive",
  asOf: "2026-10-31",
  book: { name: "Example", version: 1, sha256: "" },
  total,
  unknown: 0,
  unsegmented: 0,
  segments: Object.entries(people).map(([id, size]) => ({
    id,
    name: id,
    people: size,
    share: size / total,
    unknown: 0,
  })),
  warnings: [],
};

function rate(counts: Record<string, readonly [n: number, of: number]>): MeasureResult {
  return {
    kind: "measure",
    id: "booked",
    name: "Booked",
    says: null,
    type: "rate",
    unit: null,
    better: null,
    groups: Object.entries(counts).map(([group, [n, of]]) => ({
      group,
      name: group,
      n,
      of,
      value: n / of,
      low: n / of - .04,
      high: n / of + .04,
      unknown: 0,
    })),
    method: "Wilson",
    warnings: [],
  };
}

Deno.test("release() gives up the counts of everybody before the rates of two groups", async () => {
  // 5 of a and 9 of b are people it could not be true for: small, so their `of` are hidden; together they are 14.
  const { measures: [shown] } = await release({
    segments,
    measures: [rate({ a: [46, 326], b: [326, 450], c: [137, 347], all: [509, 1123] })],
  });
  const of = Object.fromEntries(shown!.groups.map((one) => [one.group, one]));
  assert.deepEqual([of.a!.of, of.b!.of, of.all!.of], ["hidden", "hidden", "hidden"]);
  assert.deepEqual([of.a!.value, of.b!.value], [.14, .72]);
  assert.deepEqual([of.c!.n, of.c!.of], [137, 347]);
});
