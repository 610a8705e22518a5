/** Published funnels of other tools, asked for through the command line. Data stands outside the project. */
import { strict as assert } from "node:assert";
import { published, publishedJson } from "../journeys/_published_for_tests.ts";
import { csv, json } from "./_json_for_tests.ts";
import { withFolder } from "./_workspace_for_tests.ts";

type Steps = readonly { readonly people: number; readonly medianSecondsFromPrevious: number | null }[];
type Row = readonly [person: string | number, event: string | number, time: string | number];

/** A funnel over rows of events. */
function funnelOf(rows: readonly Row[], steps: readonly (string | number)[], ...args: readonly string[]) {
  return withFolder({ "e.csv": csv(["who", "what", "when"], ...rows) }, async (folder): Promise<Steps> => {
    const columns = "--person who --event what --time when".split(" ");
    return (await json("funnel", `${folder}/e.csv`, ...columns, "--steps", steps.join(), ...args)).steps;
  });
}

const people = (steps: Steps) => steps.map((step) => step.people);

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: `${name} (skipped without ../shared/data)`, ignore: !published, fn });
}

interface WindowFunnel {
  readonly cases: readonly {
    readonly events: readonly (readonly [number, string | number])[];
    readonly steps: readonly (string | number)[];
    readonly window: number;
    readonly modes: readonly string[];
    readonly expected: number;
  }[];
}

test("funnel reaches ClickHouse's levels, all cases in one file a funnel", async () => {
  const { cases } = publishedJson<WindowFunnel>("expected/window_funnel.json");
  const ours = ["", "strict_once", "strict_once,strict_increase", "strict_once,strict_deduplication"];
  const wanted = cases.filter(({ modes }) => ours.includes(modes.join()));
  assert.equal(wanted.length, 15);
  for (const { events, steps, window, expected } of wanted) {
    const found = await funnelOf(
      events.map(([at, event]) => [1, event, at]),
      steps,
      "--within",
      `${window}s`,
    );
    assert.equal(
      people(found).filter((count) => count === 1).length,
      expected,
      JSON.stringify({ events, steps }),
    );
  }
  const strict = cases.filter(({ modes, events }) =>
    modes.includes("strict_order") && !modes.includes("allow_reentry") &&
    (modes.includes("strict_deduplication") ||
      new Set(events.map(([, event]) => event)).size === events.length)
  );
  assert.equal(strict.length, 6);
  for (const { events, steps, window, expected } of strict) {
    const rows = events.map(([at, event]): Row => [1, event, at]);
    const found = await funnelOf(rows, steps, "--within", `${window}s`, "--mode", "strict");
    assert.equal(people(found).filter((count) => count === 1).length, expected);
  }
});

interface PostHog {
  readonly stepTimes: {
    readonly steps: string[];
    readonly people: Readonly<Record<string, [string, string][]>>;
    readonly expected: { readonly counts: number[]; readonly medianSecondsFromPrevious: (number | null)[] };
  };
  readonly window: {
    readonly steps: string[];
    readonly people: Readonly<Record<string, [string, string][]>>;
    readonly expected: { readonly window: string; readonly counts: number[]; readonly meanSeconds: number }[];
  };
  readonly sameTimestampRepeat: {
    readonly steps: string[];
    readonly events: [string, string][];
    readonly expectedCounts: number[];
  };
  readonly correlation: {
    readonly cases: {
      readonly S: number;
      readonly F: number;
      readonly s: number;
      readonly f: number;
      readonly oddsRatio: number;
    }[];
  };
}

test("funnel and associations give the counts, times and odds ratios of PostHog's tests", async () => {
  const { stepTimes, window, sameTimestampRepeat, correlation } = publishedJson<PostHog>(
    "expected/posthog_funnel.json",
  );
  const rowsOf = (all: Readonly<Record<string, [string, string][]>>) =>
    Object.entries(all).flatMap(([who, events]) => events.map(([event, time]): Row => [who, event, time]));
  const timed = await funnelOf(rowsOf(stepTimes.people), stepTimes.steps, "--within", "7d");
  assert.deepEqual(people(timed), stepTimes.expected.counts);
  assert.deepEqual(
    timed.map((step) => step.medianSecondsFromPrevious),
    stepTimes.expected.medianSecondsFromPrevious,
  );
  for (const { window: within, counts, meanSeconds } of window.expected) {
    const length = within.replace(" minutes", "min").replace(" days", "d");
    const found = await funnelOf(rowsOf(window.people), window.steps, "--within", length);
    assert.deepEqual(people(found), counts);
    assert.equal(found[1]!.medianSecondsFromPrevious, meanSeconds);
  }
  const repeated = await funnelOf(
    rowsOf({ one: sameTimestampRepeat.events }),
    sameTimestampRepeat.steps,
    "--within",
    "14d",
  );
  assert.deepEqual(people(repeated), sameTimestampRepeat.expectedCounts);
  for (const { S, F, s, f, oddsRatio } of correlation.cases) {
    // As PostHog's fixture: sign up, perhaps the event a day later, perhaps pay another day later.
    const rows = Array.from({ length: S + F }, (_, i): Row[] => [
      [i, "user signed up", "2020-01-02T14:00:00Z"],
      ...(i < s || (i >= S && i < S + f) ? [[i, "related", "2020-01-03T14:00:00Z"] as const] : []),
      ...(i < S ? [[i, "paid", "2020-01-04T14:00:00Z"] as const] : []),
    ]).flat();
    await withFolder(
      { "e.csv": csv(["who", "what", "when"], ...rows, ["x", "end", "2020-02-01"]) },
      async (folder) => {
        const args = "--person who --event what --time when --within 14d".split(" ");
        const { items } = await json(
          "associations",
          `${folder}/e.csv`,
          ...args,
          "--steps",
          "user signed up,paid",
        );
        assert.equal(items[0].name, "related");
        assert.equal(items[0].smoothedOddsRatio.toFixed(9), oddsRatio.toFixed(9));
      },
    );
  }
});

interface Mixpanel {
  readonly mixpanel: readonly {
    readonly steps: string[];
    readonly events?: (string | [string, string | null])[];
    readonly reached?: number;
    readonly defaultReached?: number;
    readonly optimizedReentryReached?: number;
    readonly exclude?: string;
    readonly entries?: number;
    readonly conversions?: number;
  }[];
  readonly clickhouseRetention: {
    readonly daysUsers: Readonly<Record<string, number>>;
    readonly expected: number[];
  };
}

test("funnel and retention agree with what Mixpanel and ClickHouse document", async () => {
  const { mixpanel, clickhouseRetention } = publishedJson<Mixpanel>(
    "expected/mixpanel_amplitude_semantics.json",
  );
  const [reentry, totals] = mixpanel;
  const clock = (reentry!.events as [string, string][]).map((
    [event, time],
  ): Row => [1, event, `2024-01-01T${time}Z`]);
  const level = async (...args: string[]) =>
    (await funnelOf(clock, reentry!.steps, ...args)).filter((s) => s.people > 0).length;
  assert.equal(await level("--within", "60min", "--entry", "first"), reentry!.defaultReached);
  assert.equal(await level("--within", "60min"), reentry!.optimizedReentryReached);
  for (const { steps, events, reached } of mixpanel.filter((one) => one.reached !== undefined)) {
    const rows = (events as string[]).map((event, i): Row => [1, event, `2024-01-01T10:0${i}Z`]);
    assert.equal((await funnelOf(rows, steps, "--within", "1h")).filter((s) => s.people > 0).length, reached);
  }
  const calls = (totals!.events as string[]).map((event, i): Row => [1, event, `2024-01-01T10:0${i}:00Z`]);
  const tries = await funnelOf(
    calls,
    totals!.steps,
    "--within",
    "1h",
    "--count",
    "attempts",
    "--exclude",
    totals!.exclude!,
  );
  assert.deepEqual(tries.map((step) => (step as unknown as { attempts: number }).attempts), [
    totals!.entries,
    totals!.conversions,
  ]);
  const days = Object.values(clickhouseRetention.daysUsers).flatMap((users, d) =>
    Array.from({ length: users }, (_, user) => [user, `2020-01-0${d + 1}`])
  );
  await withFolder({ "r.csv": csv(["uid", "date"], ...days) }, async (folder) => {
    const args = "--person uid --time date --period day --periods 2".split(" ");
    const { cohorts } = await json("retention", `${folder}/r.csv`, ...args);
    assert.deepEqual(cohorts[0].returned, clickhouseRetention.expected);
  });
});
