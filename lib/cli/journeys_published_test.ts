/** Published numbers of others, asked for through the command line. Data stands outside the project. */
import { strict as assert } from "node:assert";
import { published, publishedJson } from "../journeys/_published_for_tests.ts";
import { csv, json } from "./_json_for_tests.ts";
import { withFolder } from "./_workspace_for_tests.ts";

const journeys = new URL("../../../shared/data/journeys/", import.meta.url);
const file = (name: string) => new URL(name, journeys).pathname;
const near = (found: number | null, wanted: number, digits = 6) =>
  assert.equal(found?.toFixed(digits), wanted.toFixed(digits));

function test(name: string, fn: () => void | Promise<void>): void {
  Deno.test({ name: `${name} (skipped without ../shared/data)`, ignore: !published, fn });
}

interface Survival {
  readonly leukemia: {
    readonly km6MP: Readonly<Record<string, number>>;
    readonly atRisk: Readonly<Record<string, number>>;
    readonly logLogCI95: Readonly<Record<string, readonly [number, number]>>;
    readonly median: { readonly Rx0: number; readonly Rx1: number };
    readonly logrankChi2: number;
    readonly weighted: Readonly<Record<"wilcoxon" | "taroneWare" | "peto", number>>;
  };
  readonly tiny: readonly {
    readonly t: number[];
    readonly g: number[];
    readonly e?: number[];
    readonly chi2: number;
    readonly p: number;
  }[];
  readonly lateEntry: { readonly entry: number[]; readonly t: number[]; readonly S: number[] };
}

test("timing gives the leukaemia curves, medians and tests of R and of Kleinbaum and Klein", async () => {
  const { leukemia } = publishedJson<Survival>("expected/survival.json");
  // The file has spaces between its columns.
  const args = "--time t --status status --group Rx".split(" ");
  const result = await json("timing", file("anderson.csv"), ...args);
  const [treated, placebo] = result.groups;
  assert.deepEqual([treated.group, placebo.group], ["0", "1"]);
  assert.deepEqual([treated.median, placebo.median], [leukemia.median.Rx0, leukemia.median.Rx1]);
  const at = (time: string) => treated.curve.find((point: { time: number }) => point.time === Number(time));
  for (const [time, survival] of Object.entries(leukemia.km6MP)) near(at(time).survival, survival);
  for (const [time, atRisk] of Object.entries(leukemia.atRisk)) assert.equal(at(time).atRisk, atRisk);
  for (const [time, [low, high]] of Object.entries(leukemia.logLogCI95)) {
    near(at(time).low, low);
    near(at(time).high, high);
  }
  near(result.logRank.chiSquare, leukemia.logrankChi2);
  const weighted = (name: string) =>
    result.weighted.find((one: { name: string }) => one.name === name).chiSquare;
  near(weighted("gehanWilcoxon"), leukemia.weighted.wilcoxon);
  near(weighted("taroneWare"), leukemia.weighted.taroneWare);
  near(weighted("petoPeto"), leukemia.weighted.peto, 5);
});

test("timing gives the small tests and the late entry of lifelines' tests", async () => {
  const { tiny, lateEntry } = publishedJson<Survival>("expected/survival.json");
  for (const { t, g, e, chi2, p } of tiny) {
    const rows = t.map((
      time,
      i,
    ) => [time, (e?.[i] ?? 1) === 1 ? "True" : "False", g[i] === 1 ? "new" : "old"]);
    await withFolder({ "t.csv": csv(["T", "Observed", "Arm"], ...rows) }, async (folder) => {
      const result = await json(
        "timing",
        `${folder}/t.csv`,
        ..."--time t --status observed --group arm".split(" "),
      );
      near(result.logRank.chiSquare, chi2);
      near(result.logRank.p, p);
    });
  }
  const rows = lateEntry.t.map((time, i) => [lateEntry.entry[i]!, time, 1]);
  await withFolder({ "t.csv": csv(["entry", "t", "e"], ...rows) }, async (folder) => {
    const result = await json("timing", `${folder}/t.csv`, ..."--time t --status e --entry entry".split(" "));
    const curve = result.groups[0].curve.map((point: { survival: number }) => point.survival.toFixed(3));
    assert.deepEqual(curve, lateEntry.S.slice(2).map((share) => share.toFixed(3)));
  });
});

test("timing gives R's test of sex in lung, by either spelling of status, and lifelines' of waltons", async () => {
  const args = ["--time", "time", "--status", "status", "--group", "sex"];
  const lung = await json("timing", file("lung.csv"), ...args);
  assert.deepEqual(lung.groups.map((g: { n: number; events: number }) => [g.n, g.events]), [[138, 112], [
    90,
    53,
  ]]);
  assert.deepEqual(lung.groups.map((g: { median: number }) => g.median), [270, 426]);
  // survdiff(Surv(time, status) ~ sex): 10.3267 on 1 degree of freedom, p = 0.00131116.
  near(lung.logRank.chiSquare, 10.3267, 4);
  near(lung.logRank.p, 0.00131116, 8);
  // R's own copy has 1 for censored and 2 for dead.
  const [head, ...rows] = Deno.readTextFileSync(file("lung.csv")).trimEnd().split("\n");
  const recoded = rows.map((row) =>
    row.replace(/^([^,]*,[^,]*),(\d)/, (_, start, s) => `${start},${Number(s) + 1}`)
  );
  await withFolder({ "lung.csv": [head, ...recoded, ""].join("\n") }, async (folder) => {
    const plain = await json("timing", `${folder}/lung.csv`, ...args);
    assert.deepEqual(plain.groups, lung.groups);
    const named = await json("timing", `${folder}/lung.csv`, ...args, "--event-value", "2");
    assert.deepEqual(named.groups, lung.groups);
  });
  const waltons = await json(
    "timing",
    file("waltons_dataset.csv"),
    ..."--time T --status E --group group".split(" "),
  );
  near(waltons.logRank.chiSquare, 122.25, 2);
  const all = await json("timing", file("waltons_dataset.csv"), "--time", "T", "--status", "E");
  assert.equal(all.groups[0].median, 56);
});

Deno.test("timing gives R's medians and test of maintenance in aml (Miles 1997; facts of R's manual)", () => {
  const arm = (name: string, times: string) =>
    times.split(" ").map((time) => [parseInt(time), time.endsWith("+") ? "censored" : "event", name]);
  const rows = [
    ...arm("Maintained", "9 13 13+ 18 23 28+ 31 34 45+ 48 161+"),
    ...arm("Nonmaintained", "5 5 8 8 12 16+ 23 27 30 33 43 45"),
  ];
  return withFolder({ "aml.csv": csv(["time", "status", "x"], ...rows) }, async (folder) => {
    const result = await json(
      "timing",
      `${folder}/aml.csv`,
      ..."--time time --status status --group x".split(" "),
    );
    assert.deepEqual(result.groups.map((g: { median: number }) => g.median), [31, 23]);
    near(result.logRank.chiSquare, 3.4, 1);
    near(result.logRank.p, 0.0653, 4);
  });
});

interface Attribution {
  readonly whitePaper: {
    readonly paths: readonly [string, number][];
    readonly removalEffect: Readonly<Record<string, number>>;
    readonly conversions: Readonly<Record<string, number>>;
    readonly firstTouch: Readonly<Record<string, number>>;
    readonly lastTouch: Readonly<Record<string, number>>;
  };
  readonly puzyrov: {
    readonly paths: readonly [string, number, number][];
    readonly removalEffect: Readonly<Record<string, number>>;
    readonly conversions: Readonly<Record<string, number>>;
  };
  readonly dp6Nine: {
    readonly paths: readonly [string, number][];
    readonly total: number;
    readonly markov: Readonly<Record<string, number>>;
  };
  readonly shapleyFOL: {
    readonly exactSetShares: Readonly<Record<string, number>>;
    readonly shapley: Readonly<Record<string, number>>;
  };
}

test("attribute gives the published credit of small sets of paths", async () => {
  const { whitePaper, puzyrov, dp6Nine, shapleyFOL } = publishedJson<Attribution>(
    "expected/attribution.json",
  );
  const attribute = (rows: readonly (readonly (string | number)[])[], ...args: string[]) =>
    withFolder({ "p.csv": csv(["path", "conversions", "null"], ...rows) }, async (folder) => {
      const result = await json(
        "attribute",
        `${folder}/p.csv`,
        "--path",
        "path",
        "--conversions",
        "conversions",
        ...args,
      );
      return {
        result,
        of: (name: string) => result.channels.find((one: { channel: string }) => one.channel === name),
      };
    });
  const paper = await attribute(whitePaper.paths.map(([path, n]) => [path, n, 0]), "--separator", ">");
  for (const name of ["A", "B"]) {
    near(paper.of(name).removalEffect, whitePaper.removalEffect[name]!);
    near(paper.of(name).markov, whitePaper.conversions[name]!);
    assert.equal(paper.of(name).first, whitePaper.firstTouch[name]);
    assert.equal(paper.of(name).last, whitePaper.lastTouch[name]);
  }
  const mailing = await attribute(puzyrov.paths, "--separator", ">", "--nulls", "null", "--repeats", "keep");
  for (const name of ["google", "mailing"]) {
    near(mailing.of(name).removalEffect, puzyrov.removalEffect[name]!);
    near(mailing.of(name).markov, puzyrov.conversions[name]!);
  }
  // Without a separator named: the paths hold only ">".
  const nine = await attribute(dp6Nine.paths.map(([path, n]) => [path, n, 0]));
  assert.equal(nine.result.conversions, dp6Nine.total);
  for (const [name, credit] of Object.entries(dp6Nine.markov)) near(nine.of(name).markov, credit);
  const sets = await attribute(
    Object.entries(shapleyFOL.exactSetShares).map(([set, n]) => [set, n, 0]),
    "--separator",
    "+",
  );
  for (const [name, credit] of Object.entries(shapleyFOL.shapley)) near(sets.of(name).shapley, credit);
});

Deno.test("attribute gives the removal effects of Bryl's three paths (analyzecore.com 2016/08/03)", () => {
  const rows = [["c1 > c2 > c3", 1, 0], ["c1", 0, 1], ["c2 > c3", 0, 1]];
  return withFolder({ "p.csv": csv(["path", "conv", "conv_null"], ...rows) }, async (folder) => {
    const args = "--path path --conversions conv --nulls conv_null --order 1 --repeats collapse".split(" ");
    const { channels } = await json("attribute", `${folder}/p.csv`, ...args);
    const of = (name: string) => channels.find((one: { channel: string }) => one.channel === name);
    assert.deepEqual(["c1", "c2", "c3"].map((name) => of(name).removalEffect.toFixed(6)), [
      "0.500000",
      "1.000000",
      "1.000000",
    ]);
    assert.deepEqual(["c1", "c2", "c3"].map((name) => of(name).markov.toFixed(6)), [
      "0.200000",
      "0.400000",
      "0.400000",
    ]);
  });
});

test("attribute reads ChannelAttribution's 10,000 paths, and every model adds up", async () => {
  const args = [
    "--path",
    "path",
    "--conversions",
    "total_conversions",
    "--nulls",
    "total_null",
    "--delimiter",
    ";",
  ];
  const result = await json("attribute", file("channelattribution_paths.csv"), ...args, "--order", "2");
  assert.equal(result.conversions, 19_785);
  for (const model of ["first", "last", "linear", "uShaped", "markov", "shapley"]) {
    near(
      result.channels.reduce((sum: number, one: Record<string, number>) => sum + one[model]!, 0),
      19_785,
      5,
    );
  }
});

interface Processes {
  readonly pm4py: {
    readonly cases: number;
    readonly variants: number;
    readonly dfg: Readonly<Record<string, number>>;
    readonly start: Readonly<Record<string, number>>;
    readonly end: Readonly<Record<string, number>>;
  };
  readonly bupaRPatients: { readonly variants: readonly [string, number, number][] };
}

test("transitions and paths give PM4Py's running example and bupaR's patients", async () => {
  const { pm4py, bupaRPatients } = publishedJson<Processes>("expected/process_and_sequence.json");
  const columns = "--person case_id --event activity --time timestamp".split(" ");
  const graph = await json("transitions", file("running_example.csv"), ...columns);
  const edges = Object.fromEntries(
    graph.edges.map((
      edge: { from: string; to: string; count: number },
    ) => [`${edge.from}>${edge.to}`, edge.count]),
  );
  assert.deepEqual(edges, pm4py.dfg);
  for (const end of ["starts", "ends"] as const) {
    const found = graph.nodes.filter((node: Record<string, number>) => node[end]! > 0)
      .map((node: Record<string, number>) => [node.event, node[end]]);
    assert.deepEqual(Object.fromEntries(found), end === "starts" ? pm4py.start : pm4py.end);
  }
  const ways = await json("paths", file("running_example.csv"), ...columns);
  assert.deepEqual([ways.people, ways.variants.length], [pm4py.cases, pm4py.variants]);
  const rows = bupaRPatients.variants.flatMap(([path, people], v) =>
    Array.from(
      { length: people },
      (_, k) => path.split(">").map((event, i) => [`${v}-${k}`, event, `2017-01-0${i + 1}`]),
    ).flat()
  );
  await withFolder({ "p.csv": csv(["patient", "handling", "time"], ...rows) }, async (folder) => {
    const result = await json(
      "paths",
      `${folder}/p.csv`,
      ..."--person patient --event handling --time time".split(" "),
    );
    const found = result.variants.map((v: { path: string[]; people: number; share: number }) => [
      v.path.join(">"),
      v.people,
      Number(v.share.toFixed(3)),
    ]);
    const order = (rows: unknown[][]) => rows.map((row) => row.join("|")).sort();
    assert.deepEqual(order(found), order(bupaRPatients.variants as unknown as unknown[][]));
  });
});

interface Kidney {
  readonly strata: Readonly<Record<string, Readonly<Record<string, [number, number]>>>>;
  readonly crude: Readonly<Record<string, [number, number]>>;
}

test("funnel by treatment gives the kidney stones of Charig, crude and by size", async () => {
  const { strata, crude } = publishedJson<Kidney>("expected/simpson_kidney_stones.json");
  let person = 0;
  const rows = Object.entries(strata).flatMap(([size, arms]) =>
    Object.entries(arms).flatMap(([arm, [good, all]]) =>
      Array.from({ length: all }, (_, k) => {
        const who = person++;
        const treated = [who, "treated", "1986-01-01", arm, size];
        return k < good ? [treated, [who, "success", "1986-02-01", arm, size]] : [treated];
      }).flat()
    )
  );
  await withFolder({ "k.csv": csv(["id", "what", "when", "arm", "size"], ...rows) }, async (folder) => {
    const args = "--person id --event what --time when --steps treated,success --within 90d --by arm".split(
      " ",
    );
    const counts = async (...more: string[]) => {
      const result = await json("funnel", `${folder}/k.csv`, ...args, ...more);
      return Object.fromEntries(
        result.groups.map((g: { group: string; steps: { people: number }[] }) => [
          g.group,
          [g.steps[1]!.people, g.steps[0]!.people],
        ]),
      );
    };
    assert.deepEqual(await counts(), crude);
    assert.deepEqual(await counts("--where", "treated:size=small"), strata.small);
    assert.deepEqual(await counts("--where", "treated:size=large"), strata.large);
  });
});
