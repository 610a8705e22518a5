import { strict as assert } from "node:assert";
import fc from "fast-check";
import { features, kmeans } from "../clustering/mod.ts";
import { type Columns, numbers, texts } from "../engine/mod.ts";
import { funnel } from "../journeys/mod.ts";
import { columnsOf, type Frame } from "./columns_of.ts";
import { eventsOf } from "./events_of.ts";
import { frame } from "./frame.ts";

/** What columnsOf() reads of a frame, without danfojs. */
function like(columns: Readonly<Record<string, readonly unknown[]>>): Frame {
  return {
    columns: Object.keys(columns),
    shape: [Object.values(columns)[0]?.length ?? 0, Object.keys(columns).length],
    column: (name: string) => ({ values: columns[name] }),
  } as unknown as Frame;
}

Deno.test("columnsOf() reads numbers, yes/no and text, and keeps apart what is missing", () => {
  const table = columnsOf(like({ n: [1.5, null, NaN], yes: [true, false, undefined], t: ["a", 2, null] }));
  assert.deepEqual([...numbers(table, "n")], [1.5, NaN, NaN]);
  assert.deepEqual([...numbers(table, "yes")], [1, 0, NaN]);
  assert.deepEqual([...texts(table, "t")], ["a", "2", null]);
  assert.deepEqual([...table.nulls].map(([name, { count }]) => [name, count]), [["n", 2], ["yes", 1], [
    "t",
    1,
  ]]);
  assert.equal(columnsOf(like({})).rows, 0);
});

Deno.test("columnsOf() gives back what went into a frame", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })), fc.string({ minLength: 1 })),
        {
          minLength: 1,
          maxLength: 40,
        },
      ),
      async (rows) => {
        const missing = rows.map(([value]) => value === null);
        const bytes = new Uint8Array(Math.ceil(rows.length / 8));
        missing.forEach((flag, i) => bytes[i >> 3]! |= Number(flag) << (i & 7));
        const given: Columns = {
          rows: rows.length,
          columns: new Map<string, Float64Array | { codes: Uint32Array; dictionary: string[] }>([
            ["n", Float64Array.from(rows, ([value]) => value ?? 0)],
            ["t", { codes: Uint32Array.from(rows.keys()), dictionary: rows.map(([, text]) => text) }],
          ]),
          nulls: new Map(
            missing.some(Boolean) ? [["n", { bytes, count: missing.filter(Boolean).length }]] : [],
          ),
        };
        const back = columnsOf(await frame(given));
        assert.deepEqual(numbers(back, "n"), numbers(given, "n"));
        assert.deepEqual(texts(back, "t"), texts(given, "t"));
      },
    ),
    { numRuns: 30 },
  );
});

Deno.test("columnsOf() feeds clustering, eventsOf() feeds a funnel", async () => {
  const { labels } = await kmeans(features(columnsOf(like({ x: [0, 0.1, 9, 9.1], y: [0, 0.1, 9, 9.1] }))), {
    k: 2,
  });
  assert.equal(new Set([labels[0], labels[1]]).size, 1);
  assert.notEqual(labels[0], labels[3]);
  const log = eventsOf(
    like({
      who: [1, 1, 2],
      what: ["visit", "book", "visit"],
      when: ["2026-01-01 08:00", "2026-01-03T08:00:00+01:00", "2026-01-01"],
    }),
    { person: "who", event: "what", time: "when" },
  );
  const steps = [{ name: "Visit", events: ["visit"] }, { name: "Book", events: ["book"] }];
  assert.deepEqual(funnel(log, steps, { within: "7d" }).steps.map(({ people }) => people), [2, 1]);
});

Deno.test("columnsOf() and eventsOf() refuse what they cannot use, and say where", () => {
  assert.throws(() => columnsOf(like({ n: new Array(20_001).fill(1) })), {
    name: "RangeError",
    message: "Cannot take 20,001 rows from a frame: danfojs is slow past 20,000. " +
      "Read the file with readTable or a workspace instead.",
  });
  const columns = { person: "who", event: "what", time: "when" };
  assert.throws(() => eventsOf(like({ who: [1], what: ["a"] }), columns), {
    message: 'Cannot read events: column "when" is missing (found: who, what)',
  });
  assert.throws(() => eventsOf(like({ who: [1, null], what: ["a", "b"], when: [0, 0] }), columns), {
    message: "Cannot read events: row 2 has no who",
  });
  assert.throws(() => eventsOf(like({ who: [1], what: ["a"], when: ["soon"] }), columns), {
    message: "Cannot read events: row 1 of when is not a time; write it as 2026-10-31T09:30:00Z",
  });
});
