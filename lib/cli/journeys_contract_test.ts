/** The JSON of the journeys commands: these fields stay as they are; others may be added. Cases done by hand. */
import { strict as assert } from "node:assert";
import { csv, json } from "./_json_for_tests.ts";
import { run } from "./_recorder_for_tests.ts";
import { withFolder } from "./_workspace_for_tests.ts";

const day = (n: number) => `2026-01-${String(n).padStart(2, "0")}T00:00:00Z`;
const events = csv(
  ["who", "what", "when", "device"],
  ["ann", "visit", day(1), "phone"],
  ["ann", "call", day(2), "phone"],
  ["ann", "book", day(4), "phone"],
  ["bob", "visit", day(1), "laptop"],
  ["bob", "book", day(6), "laptop"],
  ["cem", "visit", day(1), ""],
  ["dee", "visit", day(30), "phone"],
);
const columns = "--person who --event what --time when".split(" ");

/** The named fields of a value. */
function pick(value: Record<string, unknown>, ...names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, value[name]]));
}

Deno.test("funnel --json says who is still deciding, by step and in all", () =>
  withFolder({ "e.csv": events }, async (folder) => {
    const result = await json(
      "funnel",
      `${folder}/e.csv`,
      ...columns,
      "--steps",
      "visit,book",
      "--within",
      "14d",
    );
    assert.deepEqual(pick(result, "kind", "mode", "within", "people", "stillDeciding"), {
      kind: "funnel",
      mode: "ordered",
      within: "14d",
      people: 4,
      stillDeciding: 1,
    });
    assert.deepEqual(
      result.steps.map((step: Record<string, unknown>) =>
        pick(step, "name", "people", "left", "stillDeciding")
      ),
      [
        { name: "visit", people: 4, left: 1, stillDeciding: 1 },
        { name: "book", people: 2, left: 0, stillDeciding: 0 },
      ],
    );
  }));

Deno.test("window --json gives each group its suggested window and the usual lengths", () =>
  withFolder({ "e.csv": events }, async (folder) => {
    const args = [
      "window",
      `${folder}/e.csv`,
      ...columns,
      "--steps",
      "visit,book",
      "--by",
      "device",
      "--at",
      "3d,5d",
    ];
    const result = await json(...args, "--covers", "0.5");
    assert.deepEqual(pick(result, "kind", "steps", "covers"), {
      kind: "window",
      steps: ["visit", "book"],
      covers: 0.5,
    });
    assert.deepEqual(
      result.groups.map((g: Record<string, unknown>) => pick(g, "group", "people", "converted")),
      [
        { group: "all", people: 4, converted: 2 },
        { group: "laptop", people: 1, converted: 1 },
        { group: "phone", people: 2, converted: 1 },
        { group: "(missing)", people: 1, converted: 0 },
      ],
    );
    assert.equal(result.groups[0].suggested.seconds, 3 * 86_400);
    // One of three at risk after 3 days, then one of the two left: 1 − 2/3 · 1/2.
    assert.deepEqual(result.groups[0].at.map((one: { rate: number }) => one.rate.toFixed(6)), [
      "0.333333",
      "0.666667",
    ]);
  }));

Deno.test("timing --json has groups with curves and the log-rank test, or none", () =>
  withFolder({
    "t.csv": csv(["t", "s", "g"], [3, 1, "a"], [5, 1, "a"], [8, 0, "a"], [2, 1, "b"], [3, 1, "b"]),
  }, async (folder) => {
    const result = await json("timing", `${folder}/t.csv`, "--time", "t", "--status", "s", "--group", "g");
    assert.equal(result.kind, "timing");
    const [a, b] = result.groups;
    assert.deepEqual(pick(a, "group", "n", "events", "median", "medianInterval"), {
      group: "a",
      n: 3,
      events: 2,
      median: 5,
      medianInterval: [3, null],
    });
    assert.deepEqual(a.curve.map((p: Record<string, unknown>) => pick(p, "time", "survival", "atRisk")), [
      { time: 3, survival: 2 / 3, atRisk: 3 },
      { time: 5, survival: 1 / 3, atRisk: 2 },
    ]);
    assert.deepEqual(Object.keys(a.curve[0]).sort(), ["atRisk", "high", "low", "survival", "time"]);
    assert.deepEqual(b.curve.at(-1), { time: 3, survival: 0, low: null, high: null, atRisk: 1 });
    assert.deepEqual(Object.keys(result.logRank).sort(), ["chiSquare", "df", "p"]);
    assert.equal(result.logRank.df, 1);
    const alone = await json("timing", `${folder}/t.csv`, "--time", "t", "--status", "s");
    assert.equal(alone.logRank, undefined);
    assert.equal(alone.groups[0].group, "all");
  }));

Deno.test("attribute --json gives every channel its credit from paths", () =>
  withFolder({ "p.csv": "path;sold;ended;worth\na > b;2;0;10\nb;1;3;5\n;1;0;1\n" }, async (folder) => {
    const args = "--path path --conversions sold --nulls ended --value worth --delimiter ;".split(" ");
    const result = await json("attribute", `${folder}/p.csv`, ...args);
    assert.deepEqual(pick(result, "kind", "conversions", "unattributed", "nulls", "value"), {
      kind: "attribution",
      conversions: 4,
      unattributed: 1,
      nulls: 3,
      value: 16,
    });
    const [b, a] = result.channels;
    assert.deepEqual(pick(b, "channel", "first", "last", "linear"), {
      channel: "b",
      first: 1,
      last: 3,
      linear: 2,
    });
    // Of two touches at the start and four of b: without b nobody converts; without a only the three that start at b may.
    assert.equal(b.removalEffect, 1);
    assert.equal(a.channel, "a");
    assert.equal((a.markov + b.markov).toFixed(9), "3.000000000");
    assert.equal(b.value.last, 15);
  }));

Deno.test("attribute --json reads touches and conversions from events, and says what the look-back cut", () =>
  withFolder({
    "e.csv": csv(
      ["who", "what", "when", "source"],
      ["ann", "visit", "2026-01-01", "search"],
      ["ann", "visit", "2026-03-20", "e-mail"],
      ["ann", "book", "2026-03-21", ""],
      ["bob", "visit", "2026-01-01", "search"],
      ["cem", "visit", "2026-06-01", "search"],
    ),
  }, async (folder) => {
    const args = [...columns, "--conversion", "book", "--channel", "source"];
    const result = await json("attribute", `${folder}/e.csv`, ...args, "--look-back", "56d");
    assert.deepEqual(pick(result, "kind", "conversions", "nulls", "lookBack", "stillDeciding"), {
      kind: "attribution",
      conversions: 1,
      // Ann's first visit is longer ago than 56 days: a journey that ended without; and Bob's.
      nulls: 2,
      lookBack: "56d",
      stillDeciding: 1,
    });
    assert.deepEqual(
      result.channels.map((c: Record<string, unknown>) => pick(c, "channel", "last", "timeDecay")),
      [
        { channel: "e-mail", last: 1, timeDecay: 1 },
        { channel: "search", last: 0, timeDecay: 0 },
      ],
    );
    const longer = await json("attribute", `${folder}/e.csv`, ...args, "--look-back", "90d");
    assert.deepEqual(longer.channels.map((c: { first: number }) => c.first), [0, 1]);
  }));

Deno.test("transitions --json has an edge a pair", () =>
  withFolder({ "e.csv": events }, async (folder) => {
    const result = await json("transitions", `${folder}/e.csv`, ...columns);
    assert.equal(result.kind, "transitions");
    assert.deepEqual(
      result.edges.map((e: Record<string, unknown>) =>
        pick(e, "from", "to", "count", "people", "medianSeconds")
      ),
      [
        { from: "call", to: "book", count: 1, people: 1, medianSeconds: 2 * 86_400 },
        { from: "visit", to: "book", count: 1, people: 1, medianSeconds: 5 * 86_400 },
        { from: "visit", to: "call", count: 1, people: 1, medianSeconds: 86_400 },
      ],
    );
  }));

Deno.test("paths --json has variants, a step matrix, and a pattern on request", () =>
  withFolder({ "e.csv": events }, async (folder) => {
    const args = [
      "paths",
      `${folder}/e.csv`,
      ...columns,
      "--steps",
      "2",
      "--pattern",
      "visit -> [^call]* -> book",
    ];
    const result = await json(...args);
    assert.equal(result.kind, "paths");
    assert.deepEqual(
      result.variants.map((v: Record<string, unknown>) => pick(v, "path", "people", "share")),
      [
        { path: ["visit"], people: 2, share: 0.5 },
        { path: ["visit", "book"], people: 1, share: 0.25 },
        { path: ["visit", "call", "book"], people: 1, share: 0.25 },
      ],
    );
    assert.deepEqual(pick(result.stepMatrix, "steps", "events", "share"), {
      steps: [1, 2],
      events: ["visit", "book", "call", "(ended)"],
      share: [[1, 0], [0, 0.25], [0, 0.25], [0, 0.5]],
    });
    assert.deepEqual(pick(result.pattern, "people", "of"), { people: 1, of: 4 });
  }));

Deno.test("retention --json keeps 0 apart from what cannot be seen yet", () =>
  withFolder({
    "e.csv": csv(["who", "at"], ["a", "2026-01-05"], ["a", "2026-02-20"], ["b", "2026-01-31"], [
      "c",
      "2026-03-15",
    ]),
  }, async (folder) => {
    const result = await json(
      "retention",
      `${folder}/e.csv`,
      "--person",
      "who",
      "--time",
      "at",
      "--periods",
      "2",
    );
    assert.deepEqual(pick(result, "kind", "period"), { kind: "retention", period: "month" });
    assert.deepEqual(
      result.cohorts.map((c: Record<string, unknown>) => pick(c, "cohort", "people", "returned")),
      [
        { cohort: "2026-01", people: 2, returned: [2, 1, null] },
        { cohort: "2026-02", people: 0, returned: [0, null, null] },
        { cohort: "2026-03", people: 1, returned: [1, null, null] },
      ],
    );
    const later = await json(
      ..."retention --person who --time at --periods 2 --observed-until 2026-03-31".split(" "),
      `${folder}/e.csv`,
    );
    assert.deepEqual(later.cohorts[0].returned, [2, 1, 0]);
  }));

Deno.test("associations --json gives odds ratios of events and of values", () => {
  const rows = Array.from({ length: 40 }, (_, i) => {
    const yes = i < 20;
    return [
      [i, "visit", day(1), "x"],
      [i, yes ? "call" : "mail", day(2), "x"],
      [i, yes ? "book" : "wait", day(4), "x"],
    ];
  }).flat();
  return withFolder(
    { "e.csv": csv(["who", "what", "when", "page"], ...rows, [99, "other", day(30), ""]) },
    async (folder) => {
      const args = ["--steps", "visit,book", "--within", "14d", "--properties", "page", "--exposure", "36h"];
      const result = await json("associations", `${folder}/e.csv`, ...columns, ...args);
      assert.deepEqual(pick(result, "kind", "converted", "others"), {
        kind: "associations",
        converted: 20,
        others: 20,
      });
      assert.deepEqual(result.items.map((one: { name: string }) => one.name), ["call", "mail", "page = x"]);
      assert.deepEqual(pick(result.items[0], "converted", "others", "oddsRatio"), {
        converted: 20,
        others: 0,
        oddsRatio: null,
      });
      assert.ok(result.items[0].low > 1 && result.items[0].pHolm < 0.001);
    },
  );
});

Deno.test("every journeys command has a readable table by default", () =>
  withFolder(
    { "e.csv": events, "t.csv": "t,s,g\n3,1,a\n5,0,b\n", "p.csv": "path,n\na > b,2\n" },
    async (folder) => {
      const table = async (...args: string[]) => {
        const { code, out } = await run(args);
        assert.equal(code, 0);
        return out;
      };
      const file = `${folder}/e.csv`;
      const steps = ["--steps", "visit,book", "--within", "14d"];
      assert.match(await table("funnel", file, ...columns, ...steps), /^Everybody +book +2 +50% +4 days/m);
      assert.match(
        await table("funnel", file, ...columns, ...steps, "--count", "attempts"),
        /^visit +4 +4 +100%/m,
      );
      assert.match(
        await table("window", file, ...columns, "--steps", "visit,book"),
        /^Everybody +4 +2 +5 days/m,
      );
      assert.match(
        await table(
          "timing",
          `${folder}/t.csv`,
          ..."--time t --status s --group g --unit days --curve".split(" "),
        ),
        /^b +1 +0 +not reached/m,
      );
      assert.match(await table("paths", file, ...columns), /^ +2 +50% +50% +0 seconds +visit$/m);
      assert.match(await table("transitions", file, ...columns), /^visit → book +1 +1 +50% +5 days$/m);
      assert.match(
        await table("attribute", `${folder}/p.csv`, "--path", "path", "--conversions", "n"),
        /^a +2 +2 +0 +1 +1 +1 +1 +100% +0 – 2$/m,
      );
      assert.match(
        await table("retention", file, ...columns, "--period", "week", "--periods", "1"),
        /^2025-12-29 +3 +33% \(1\)$/m,
      );
      assert.match(await table("associations", file, ...columns, ...steps, "--exposure", "2d"), /^call +/m);
    },
  ));

Deno.test("dropoff --json says where each group leaves, the excess, and what it goes with", () => {
  const rows = Array.from({ length: 40 }, (_, i) => {
    const leaves = i < 15 || i >= 35;
    return [
      [i, "form", day(1), i < 20 ? "a" : "b"],
      leaves ? [i, "call", day(2), ""] : [i, "sent", day(1), ""],
    ];
  }).flat();
  return withFolder(
    { "e.csv": csv(["who", "what", "when", "site"], ...rows, [99, "end", day(31), ""]) },
    async (folder) => {
      const args = [
        "dropoff",
        `${folder}/e.csv`,
        ...columns,
        "--steps",
        "form,sent",
        "--within",
        "1d",
        "--by",
        "site",
      ];
      const result = await json(...args);
      assert.deepEqual(pick(result, "kind", "within", "comparisons"), {
        kind: "dropOff",
        within: "1d",
        comparisons: 3,
      });
      const [form] = result.groups.find((g: { group: string }) => g.group === "a").steps;
      assert.deepEqual(pick(form, "step", "next", "of", "lost", "rate", "likely"), {
        step: "form",
        next: "sent",
        of: 20,
        lost: 15,
        rate: 0.75,
        likely: { cause: "form", from: "step" },
      });
      assert.deepEqual(pick(form.excess, "of", "lost", "difference"), { of: 20, lost: 5, difference: 0.5 });
      assert.deepEqual(pick(form.after[0], "event", "people"), { event: "call", people: 15 });
      const { out } = await run(args);
      assert.match(out, /^a +form +20 +15 +75% \(53–89\) +\+50\.0 pts \(.*call \(100%\) +the form$/m);
    },
  );
});
