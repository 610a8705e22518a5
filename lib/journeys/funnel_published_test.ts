import { strict as assert } from "node:assert";
import { existsSync } from "node:fs";
import {
  attempts,
  type EventLog,
  eventLogOf,
  funnel,
  type FunnelMode,
  type FunnelResult,
  type StepDefinition,
} from "./mod.ts";

const steps = (...names: string[]): StepDefinition[] => names.map((name) => ({ name, events: [name] }));
const people = (result: Pick<FunnelResult, "steps">) => result.steps.map((step) => step.people);
const medians = (result: FunnelResult) => result.steps.map((step) => step.medianSecondsFromPrevious);
const ofOne = (...events: (readonly [at: number, event: string])[]): EventLog =>
  eventLogOf(events.map(([at, event]) => ({ person: 1, event, at })));

const expected = new URL("../../../shared/data/expected/", import.meta.url);
const oracle = (file: string) => {
  const path = new URL(file, expected);
  return existsSync(path) ? JSON.parse(Deno.readTextFileSync(path)) : null;
};

interface WindowFunnelCase {
  readonly events: readonly (readonly [number, string | number])[];
  readonly steps: readonly (string | number)[];
  readonly window: number;
  readonly modes: readonly string[];
  readonly expected: number;
}

/**
 * ClickHouse's modes that ask for what Trellis always does, in the cases they are published for: `strict_once` (one
 * event never fills two steps), and beside it `strict_increase` and `strict_deduplication` where no two events share
 * a time or repeat a filled step. Out of scope: `allow_reentry`, `strict_increase` with events at one time (they are ties here, and allowed), and
 * `strict_deduplication` where a repeat ends the chain (a person who looks twice is not lost).
 */
const sameAsOurs = ["", "strict_once", "strict_once,strict_increase", "strict_once,strict_deduplication"];
const windowFunnel: { cases: WindowFunnelCase[] } | null = oracle("window_funnel.json");

Deno.test({
  name: "funnel() reaches the levels ClickHouse publishes for windowFunnel (skipped without ../shared/data)",
  ignore: windowFunnel === null,
  fn() {
    const comparable = windowFunnel!.cases.filter(({ modes }) => sameAsOurs.includes(modes.join()));
    assert.equal(comparable.length, 15);
    for (const { events, steps: names, window, expected } of comparable) {
      const log = ofOne(...events.map(([at, event]) => [at, String(event)] as const));
      const result = funnel(log, steps(...names.map(String)), { within: window });
      assert.equal(
        people(result).filter((count) => count === 1).length,
        expected,
        JSON.stringify({ events, names }),
      );
    }
  },
});

Deno.test({
  name: "funnel() in mode strict reaches the levels of strict_order (skipped without ../shared/data)",
  ignore: windowFunnel === null,
  fn() {
    // ClickHouse lets a step repeat before the next one, unless deduplication is asked for; a strict chain here never does.
    const comparable = windowFunnel!.cases.filter(({ modes, events }) =>
      modes.includes("strict_order") && !modes.includes("allow_reentry") &&
      (modes.includes("strict_deduplication") ||
        new Set(events.map(([, event]) => event)).size === events.length)
    );
    assert.equal(comparable.length, 6);
    for (const { events, steps: names, window, expected } of comparable) {
      const log = ofOne(...events.map(([at, event]) => [at, String(event)] as const));
      const result = funnel(log, steps(...names.map(String)), { within: window, mode: "strict" });
      assert.equal(people(result).filter((count) => count === 1).length, expected, JSON.stringify(events));
    }
  },
});

Deno.test("funnel() counts retentioneering's three kinds of funnel as its own tests do", () => {
  // Facts of tests/tooling/funnel_test.py: what each of eight people did, one event after the other.
  const long = "catalog product1 product2 catalog product1 product18";
  const late = "product1 product2 catalog catalog product18 cart payment_done";
  const paths = [
    "catalog product1 product2 cart payment_done",
    "product1 product2 cart payment_done",
    late,
    `${long} cart payment_done`,
    "product1 product2 product1 product18 cart payment_done",
    late,
    `${long} payment_done cart`,
    `${long} payment_done cart`,
  ];
  const log = eventLogOf(
    paths.flatMap((path, person) => path.split(" ").map((event, at) => ({ person, event, at }))),
  );
  const stages = steps("catalog", "product", "cart", "payment_done");
  stages[1] = { name: "product", events: ["product1", "product2"] };
  const counts = (mode: FunnelMode) => people(funnel(log, stages, { within: "1d", mode }));
  assert.deepEqual(counts("open"), [6, 8, 8, 8]);
  assert.deepEqual(counts("ordered"), [6, 4, 4, 2]);
  assert.deepEqual(counts("hybrid"), [6, 4, 4, 4]);
});

interface PostHogCases {
  readonly stepTimes: {
    readonly steps: string[];
    readonly windowDays: number;
    readonly people: Record<string, [string, string][]>;
    readonly expected: { readonly counts: number[]; readonly medianSecondsFromPrevious: (number | null)[] };
  };
  readonly window: {
    readonly steps: string[];
    readonly people: Record<string, [string, string][]>;
    readonly expected: { readonly window: string; readonly counts: number[]; readonly meanSeconds: number }[];
  };
  readonly sameTimestampRepeat: {
    readonly steps: string[];
    readonly events: [string, string][];
    readonly expectedCounts: number[];
  };
}
const postHog: PostHogCases | null = oracle("posthog_funnel.json");
const postHogLog = (people: Record<string, [string, string][]>) =>
  eventLogOf(
    Object.entries(people).flatMap(([person, events]) =>
      events.map(([event, time]) => ({ person, event, at: Date.parse(time) / 1000 }))
    ),
  );

Deno.test({
  name: "funnel() gives the counts, times and edges PostHog publishes (skipped without ../shared/data)",
  ignore: postHog === null,
  fn() {
    const { stepTimes, window, sameTimestampRepeat } = postHog!;
    const timed = funnel(postHogLog(stepTimes.people), steps(...stepTimes.steps), {
      within: `${stepTimes.windowDays}d`,
    });
    assert.deepEqual(people(timed), stepTimes.expected.counts);
    assert.deepEqual(medians(timed), stepTimes.expected.medianSecondsFromPrevious);
    for (const { window: within, counts, meanSeconds } of window.expected) {
      const result = funnel(postHogLog(window.people), steps(...window.steps), {
        within: within.replace(" minutes", "min").replace(" days", "d"),
      });
      assert.deepEqual(people(result), counts);
      // One or two people: the median is the mean.
      assert.equal(medians(result)[1], meanSeconds);
    }
    const repeated = funnel(
      postHogLog({ one: sameTimestampRepeat.events }),
      steps(...sameTimestampRepeat.steps),
      { within: "14d" },
    );
    assert.deepEqual(people(repeated), sameTimestampRepeat.expectedCounts);
  },
});

interface MixpanelCase {
  readonly steps: string[];
  readonly windowMinutes?: number;
  readonly events?: (string | [string, string])[];
  readonly optimizedReentryReached?: number;
  readonly defaultReached?: number;
  readonly reached?: number;
  readonly exclude?: string;
  readonly entries?: number;
  readonly conversions?: number;
}
const mixpanel: { mixpanel: MixpanelCase[] } | null = oracle("mixpanel_amplitude_semantics.json");

Deno.test({
  name:
    "funnel() agrees with Mixpanel's documented cases on re-entry and noise (skipped without ../shared/data)",
  ignore: mixpanel === null,
  fn() {
    let compared = 0;
    for (
      const { steps: names, events, windowMinutes, reached, optimizedReentryReached } of mixpanel!.mixpanel
    ) {
      const level = reached ?? optimizedReentryReached;
      if (level === undefined || events === undefined) continue;
      const log = ofOne(
        ...events.map((event, i): [number, string] =>
          typeof event === "string" ? [i, event] : [Date.parse(`2024-01-01T${event[1]}Z`) / 1000, event[0]]
        ),
      );
      const result = funnel(log, steps(...names), { within: (windowMinutes ?? 60) * 60 });
      assert.equal(people(result).filter((count) => count === 1).length, level);
      compared++;
    }
    assert.equal(compared, 3);
  },
});

Deno.test({
  name:
    "funnel() and attempts() agree with Mixpanel on first entries, totals and values (skipped without ../shared/data)",
  ignore: mixpanel === null,
  fn() {
    const [reentry, totals, , , browse] = mixpanel!.mixpanel;
    const clock = ofOne(
      ...(reentry!.events as [string, string][]).map((
        [event, time],
      ): [number, string] => [Date.parse(`2024-01-01T${time}Z`) / 1000, event]),
    );
    const first = funnel(clock, steps(...reentry!.steps), { within: "1h", entry: "first" });
    assert.equal(people(first).filter((count) => count === 1).length, reentry!.defaultReached);
    const calls = ofOne(...(totals!.events as string[]).map((event, at): [number, string] => [at, event]));
    const counted = attempts(calls, steps(...totals!.steps), {
      within: "1h",
      exclude: [{ events: [totals!.exclude!] }],
    });
    assert.deepEqual(counted.steps.map((step) => step.attempts), [totals!.entries, totals!.conversions]);
    const items = eventLogOf(
      (browse!.events as [string, string | null][]).map(([event, item], at) => ({
        person: 1,
        event,
        at,
        properties: { item },
      })),
    );
    // As a total: shirt to Add is one attempt, and shoes begins the next.
    const adds = attempts(items, steps(...browse!.steps), { within: "1h" });
    assert.deepEqual(adds.steps.map((step) => step.attempts), [2, 1]);
    const byItem = funnel(items, steps(...browse!.steps), { within: "1h", by: "item" });
    assert.deepEqual(byItem.groups!.map((one) => [one.group, ...people(one)]), [["shirt", 1, 1]]);
  },
});
