import { strict as assert } from "node:assert";
import { segmentColours } from "./segment_colours.ts";

const segment = (id: string, color?: number) => ({ id, kind: "segment" as const, color });

Deno.test("segmentColours() gives slots in book order around those that are asked for", () => {
  const colours = segmentColours([segment("a"), segment("b", 1), segment("c"), segment("d", 3)]);
  assert.deepEqual([...colours].sort(), [["a", "s2"], ["b", "s1"], ["c", "s4"], ["d", "s3"]]);
});

Deno.test("segmentColours() never gives one colour to two segments", () => {
  const ten = Array.from({ length: 10 }, (_, i) => segment(`x${i}`, i === 9 ? 1 : undefined));
  const colours = [...segmentColours([...ten, segment("again", 1)]).values()];
  const slots = colours.filter((colour) => colour !== "data");
  assert.equal(new Set(slots).size, slots.length);
  assert.equal(slots.length, 8);
});

Deno.test("segmentColours() keeps the other groups neutral", () => {
  const colours = segmentColours([
    { id: "none", kind: "none" },
    { id: "unknown", kind: "unknown" },
    { id: "all", kind: "all" },
  ]);
  assert.deepEqual([...colours.values()], ["s-else", "s-unk", "ink"]);
});
