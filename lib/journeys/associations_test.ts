import { strict as assert } from "node:assert";
import fc from "fast-check";
import { published, publishedJson } from "./_published_for_tests.ts";
import { type AssociationData, associations, smoothedOddsRatio } from "./associations.ts";
import { exposureCounts } from "./exposure_counts.ts";

Deno.test("associations() agrees with a case worked by hand", () => {
  // 3 of 4 converted and 1 of 4 others: Fisher's tea tasting, p 34/70. Twice looked at: Holm doubles it.
  const item = { converted: 3, others: 1 };
  const result = associations({
    converted: 4,
    others: 4,
    items: [{ ...item, name: "b" }, { name: "c", converted: 2, others: 2 }, { ...item, name: "a" }],
  });
  assert.deepEqual(result.items.map(({ name }) => name), ["a", "b", "c"]);
  const [a, , c] = result.items;
  assert.ok(Math.abs(a!.p - 34 / 70) < 1e-12 && a!.pHolm === 1 && c!.p === 1);
  assert.ok(Math.abs(a!.pBenjaminiHochberg - 34 / 70 * 1.5) < 1e-12);
  assert.deepEqual([a?.shareOfConverted, a?.shareOfOthers], [0.75, 0.25]);
  assert.match(result.warnings[0]!, /Only 4 people converted/);
  assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
});

interface Case {
  S: number;
  F: number;
  s: number;
  f: number;
  oddsRatio: number;
}

Deno.test({
  name: "smoothedOddsRatio() gives what PostHog gives (skipped without ../shared/data)",
  ignore: !published,
  fn: () => {
    const { cases } =
      publishedJson<{ correlation: { cases: Case[] } }>("expected/posthog_funnel.json").correlation;
    for (const { S, F, s, f, oddsRatio } of cases) {
      const item = { name: "event", converted: s, others: f };
      const all = { converted: S, others: F };
      assert.ok(Math.abs(smoothedOddsRatio(item, all) - oddsRatio) < 1e-12);
      assert.equal(
        associations({ ...all, items: [item] }).items[0]?.smoothedOddsRatio,
        smoothedOddsRatio(item, all),
      );
    }
  },
});

Deno.test("associations() does not depend on the order of items, and keeps what nobody or everybody has", () => {
  const items = fc.array(
    fc.record({ converted: fc.integer({ min: 0, max: 40 }), others: fc.integer({ min: 0, max: 60 }) }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(items, (counts) => {
      const named = counts.map((item, i) => ({ ...item, name: `event ${i}` }));
      const of = (list: AssociationData["items"]) => associations({ converted: 40, others: 60, items: list });
      assert.deepEqual(of(named.toReversed()), of(named));
      for (const item of of(named).items) {
        assert.ok(item.p <= item.pBenjaminiHochberg && item.pBenjaminiHochberg <= item.pHolm + 1e-15);
        const all = item.converted + item.others;
        if (all === 0 || all === 100) assert.deepEqual([item.oddsRatio, item.high, item.p], [null, null, 1]);
      }
    }),
    { seed: 1 },
  );
});

Deno.test("associations() of nobody, with lopsided groups, and with impossible counts", () => {
  const none = associations({ converted: 0, others: 0, items: [{ name: "a", converted: 0, others: 0 }] });
  assert.deepEqual([none.items[0]?.shareOfConverted, none.items[0]?.p], [null, 1]);
  assert.match(associations({ converted: 40, others: 4000, items: [] }).warnings[0]!, /ten times/);
  const bad = { converted: 5, others: 5, items: [{ name: "a", converted: 6, others: 0 }] };
  assert.throws(() => associations(bad), /"a": 6 of 5 converted people/);
});

const day = 86_400;
/** [entered, converted] by person, and [person, day, event] of what they did. */
const count = (people: [number, number][], events: [number, number, number][], observedUntil = 1000) =>
  exposureCounts({
    person: Uint32Array.from(events, ([person]) => person),
    at: Float64Array.from(events, ([, at]) => at * day),
    event: Uint16Array.from(events, ([, , event]) => event),
    enteredAt: Float64Array.from(people, ([entered]) => entered * day),
    convertedAt: Float64Array.from(people, ([, converted]) => converted * day),
  }, { names: ["call", "visit"], exposure: "7d", within: "28d", observedUntil: observedUntil * day });

Deno.test("exposureCounts() watches everybody for the same time, as worked by hand", () => {
  const people: [number, number][] = [
    [0, 20], // converts
    [0, NaN], // does not
    [0, 7], // converts during the exposure, on its last second
    [0, 28], // converts on the last second of the window
    [0, 29], // converts too late
    [NaN, NaN], // never entered
  ];
  const counts = count(people, [[0, 0, 0], [0, 1, 0], [0, 8, 1], [1, 7, 0], [2, 1, 0], [4, -1, 0], [
    5,
    1,
    0,
  ]]);
  assert.deepEqual([counts.converted, counts.others, counts.convertedEarly, counts.stillDeciding], [
    2,
    2,
    1,
    0,
  ]);
  assert.deepEqual(counts.items, [
    { name: "call", converted: 1, others: 1 },
    { name: "visit", converted: 0, others: 0 },
  ]);
});

Deno.test("exposureCounts() leaves out people whose window is open, even when they have converted", () => {
  const counts = count([[80, NaN], [80, 90], [60, 70]], [], 100);
  assert.deepEqual([counts.converted, counts.others, counts.stillDeciding], [1, 0, 2]);
});

Deno.test("exposureCounts() refuses an exposure as long as the window, and codes without names", () => {
  assert.throws(() => count([[0, 10]], [[0, 1, 2]]), /code 2 has no name/);
  assert.throws(() => count([[0, 10], [0, 10]], [[1, 1, 0], [0, 1, 0]]), /sorted by person/);
  const empty = new Float64Array(0);
  const events = {
    person: new Uint32Array(0),
    at: empty,
    event: new Uint16Array(0),
    enteredAt: empty,
    convertedAt: empty,
  };
  const options = { names: [], exposure: "28d", within: "28d", observedUntil: 0 };
  assert.throws(() => exposureCounts(events, options), /exposure must be above 0 and shorter/);
});
