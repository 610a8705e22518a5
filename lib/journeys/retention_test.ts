import { strict as assert } from "node:assert";
import fc from "fast-check";
import { published, publishedJson } from "./_published_for_tests.ts";
import { retention, type RetentionOptions } from "./retention.ts";
import type { RetentionMode } from "./retention_result.ts";

const seconds = (text: string) => Date.parse(text.length === 10 ? `${text}T00:00Z` : text) / 1000;
/** [person, time, role] */
type Row = [number, string | number, number?];
const of = (rows: Row[], observedUntil: string | number, options: Partial<RetentionOptions> = {}) => {
  const time = (at: string | number) => typeof at === "number" ? at : seconds(at);
  return retention({
    person: Uint32Array.from(rows, ([person]) => person),
    at: Float64Array.from(rows, ([, at]) => time(at)),
    role: rows.some((row) => row[2] !== undefined)
      ? Uint8Array.from(rows, ([, , role]) => role ?? 3)
      : undefined,
  }, { observedUntil: time(observedUntil), ...options });
};
const grid = (result: ReturnType<typeof of>) =>
  result.cohorts.map(({ cohort, people, returned }) => [cohort, people, returned]);

const visits: Row[] = [
  [0, "2026-01-05"],
  [0, "2026-02-10"],
  [0, "2026-04-01"],
  [1, "2026-01-20"],
  [1, "2026-03-03"],
  [2, "2026-02-01"],
  [2, "2026-02-20"],
  [3, "2026-03-31"],
];

Deno.test("retention() fills a grid of calendar months as worked by hand, unobserved apart from 0", () => {
  const result = of(visits, "2026-04-15", { periods: 3 });
  assert.deepEqual(grid(result), [
    ["2026-01", 2, [2, 1, 1, null]],
    ["2026-02", 1, [1, 0, null, null]],
    ["2026-03", 1, [1, null, null, null]],
    ["2026-04", 0, [0, null, null, null]],
  ]);
  assert.deepEqual(result.cohorts.map(({ complete }) => complete), [true, true, true, false]);
  assert.deepEqual(result.overall.map((cell) => cell && [cell.returned, cell.of]), [
    [4, 4],
    [1, 3],
    [1, 2],
    null,
  ]);
  assert.deepEqual([result.kind, result.period, result.people], ["retention", "month", 4]);
  assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
});

Deno.test("retention() sees a period once its last second was observed", () => {
  const until = (at: number) => of(visits, at, { periods: 1 }).cohorts[0]!.returned[1];
  const march = seconds("2026-03-01");
  assert.deepEqual([until(march - 2), until(march - 1)], [null, 1]);
});

Deno.test("retention() counts on, on or after, on or before, and streaks, as worked by hand", () => {
  // Person 0 comes back in weeks 1 and 3, person 1 in week 2, person 2 only in week 9.
  const day = 86_400;
  const rows: Row[] = [
    [0, 0],
    [0, 8 * day],
    [0, 22 * day],
    [1, 0],
    [1, 20 * day],
    [2, 0],
    [2, 65 * day],
  ];
  const row = (mode: RetentionMode) =>
    of(rows, 100 * day, { period: "7d", periods: 4, mode }).cohorts[0]!.returned;
  assert.deepEqual(row("on"), [3, 1, 1, 1, 0]);
  assert.deepEqual(row("onOrAfter"), [3, 3, 3, 2, 1]);
  assert.deepEqual(row("onOrBefore"), [3, 1, 2, 2, 2]);
  assert.deepEqual(row("streak"), [3, 1, 0, 0, 0]);
});

Deno.test("retention() counts lengths from each person's own start, and waits for the last of a cohort", () => {
  const day = 86_400;
  // Six days and a second less than seven: still the start. Exactly seven: the next period.
  const rows: Row[] = [[0, 0], [0, 7 * day - 1], [1, 20 * day], [1, 27 * day]];
  const options = { period: "7d", periods: 1 };
  assert.deepEqual(of(rows, 34 * day - 2, options).cohorts[0]?.returned, [2, null]);
  assert.deepEqual(of(rows, 34 * day - 1, options).cohorts[0]?.returned, [2, 1]);
});

Deno.test("retention() takes brackets of several periods", () => {
  const day = 86_400;
  const rows: Row[] = [[0, 0], [0, 2 * day], [1, 0], [1, 4 * day], [1, 5 * day], [2, 0], [2, 9 * day]];
  const result = of(rows, 8 * day - 1, { period: "1d", cohortBy: "week", brackets: [1, 3, 8, 15] });
  assert.deepEqual(result.brackets, [{ from: 0, to: 1 }, { from: 1, to: 3 }, { from: 3, to: 8 }, {
    from: 8,
    to: 15,
  }]);
  assert.deepEqual(grid(result)[0], ["1969-12-29", 3, [3, 1, 1, null]]);
  assert.match(result.warnings[0]!, /1 events lie after/);
});

Deno.test("retention() follows the calendar of the time zone, short days and long ones too", () => {
  // Chicago lost an hour on 8 March 2026 and gains one on 1 November.
  const options = { period: "day", periods: 2, timeZone: "America/Chicago" };
  const spring = of(
    [[0, "2026-03-08T05:30Z"], [0, "2026-03-09T04:30Z"], [0, "2026-03-09T05:00Z"]],
    "2026-03-12",
    options,
  );
  // 05:30Z is 23:30 of the 7th; 04:30Z the next night is 23:30 of the 8th; 05:00Z is midnight of the 9th.
  assert.deepEqual(grid(spring)[0], ["2026-03-07", 1, [1, 1, 1]]);
  const week = of([[0, "2026-03-09T04:59Z"]], "2026-03-12", { ...options, period: "week" });
  assert.equal(week.cohorts[0]?.cohort, "2026-03-02");
});

Deno.test("retention() tells starting events from events that are a return", () => {
  // Missed appointments: booking starts (1), missing one is what is counted (2).
  const rows: Row[] = [
    [0, "2026-01-03", 1],
    [0, "2026-02-03", 2],
    [1, "2026-01-09", 1],
    [1, "2026-02-09", 1],
    [
      2,
      "2026-01-01",
      2,
    ],
  ];
  const result = of(rows, "2026-03-10", { periods: 1 });
  assert.deepEqual(grid(result)[0], ["2026-01", 2, [2, 1]]);
});

Deno.test("retention() gives groups their own grids, which add up when nobody is in two", () => {
  const groups = [
    { id: "a", name: "A", members: Uint8Array.of(1, 0, 1, 0) },
    { id: "b", name: "B", members: Uint8Array.of(0, 1, 0, 1) },
    { id: "nobody", name: "Nobody", members: new Uint8Array(4) },
  ];
  const result = of(visits, "2026-04-15", { periods: 2, groups });
  assert.deepEqual(result.groups?.map(({ group, people }) => [group, people]), [["a", 2], ["b", 2], [
    "nobody",
    0,
  ]]);
  const [a, b] = result.groups!;
  result.cohorts.forEach((cohort, i) => {
    cohort.returned.forEach((n, j) => {
      if (n !== null) assert.equal(a!.cohorts[i]!.returned[j]! + b!.cohorts[i]!.returned[j]!, n);
    });
  });
  assert.deepEqual(result.groups?.[2]?.overall[0], { returned: 0, of: 0, rate: null, low: null, high: null });
});

interface Expected {
  clickhouseRetention: { daysUsers: Record<string, number>; expected: number[] };
}

Deno.test({
  name: "retention() agrees with ClickHouse's documented case (skipped without ../shared/data)",
  ignore: !published,
  fn: () => {
    const { daysUsers, expected } = publishedJson<Expected>("expected/mixpanel_amplitude_semantics.json")
      .clickhouseRetention;
    const rows = Object.values(daysUsers).flatMap((users, i) =>
      Array.from({ length: users }, (_, user): Row => [user, `2026-01-0${i + 1}`])
    );
    const periods = expected.length - 1;
    assert.deepEqual(of(rows, "2026-01-20", { period: "day", periods }).cohorts[0]?.returned, expected);
  },
});

Deno.test("retention() agrees with a plain count, in any order of events", () => {
  const day = 86_400;
  const event = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 60 * 24 }));
  fc.assert(
    fc.property(
      fc.array(event, { minLength: 1, maxLength: 40 }),
      fc.constantFrom<RetentionMode>("on", "onOrAfter", "onOrBefore", "streak"),
      (events, mode) => {
        const rows = events.map(([person, hour]): Row => [person, hour * 3600]);
        const options = { period: "5d", periods: 40, mode };
        const result = of(rows, 365 * day, options);
        assert.deepEqual(of(rows.toReversed(), 365 * day, options), result);
        const returned = new Array<number>(10).fill(0);
        for (let person = 0; person <= 6; person++) {
          const times = events.filter(([p]) => p === person).map(([, hour]) => hour / 24);
          const start = Math.min(...times);
          const came = new Set(times.map((time) => Math.floor((time - start) / 5)).filter((k) => k > 0));
          for (let k = 1; k < 10; k++) {
            const hit = {
              on: came.has(k),
              onOrAfter: [...came].some((other) => other >= k),
              onOrBefore: [...came].some((other) => other <= k),
              streak: Array.from({ length: k }, (_, i) => i + 1).every((other) => came.has(other)),
            }[mode];
            if (hit) returned[k]!++;
          }
        }
        for (let k = 1; k < 10; k++) assert.equal(result.overall[k]?.returned, returned[k]);
      },
    ),
    { seed: 1 },
  );
});

Deno.test("retention() of nobody is empty; options and times out of bounds are refused", () => {
  const empty = of([], "2026-01-01");
  assert.deepEqual([empty.people, empty.cohorts, empty.overall[0]], [0, [], null]);
  const refuse = (options: Partial<RetentionOptions>, what: RegExp) =>
    assert.throws(() => of(visits, "2026-04-15", options), what);
  refuse({ period: "0d" }, /periods of 0d/);
  refuse({ period: "fortnight" }, /fortnight/);
  refuse({ periods: 0 }, /1 to 1000/);
  refuse({ brackets: [3, 1] }, /each larger/);
  refuse({ brackets: [2] }, /single edge/);
  refuse({ timeZone: "Nowhere/City" }, /Nowhere/i);
  refuse({ observedUntil: NaN }, /observedUntil is NaN/);
  assert.throws(() => of([[0, "1900-01-01"]], "2026-01-01", { period: "day" }), /more than 5000/);
  assert.throws(() => of([[0, NaN]], "2026-01-01"), /event 1: it is NaN/);
});
