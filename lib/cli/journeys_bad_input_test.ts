import { strict as assert } from "node:assert";
import { csv, json, refusal } from "./_json_for_tests.ts";
import { run } from "./_recorder_for_tests.ts";
import { withFolder } from "./_workspace_for_tests.ts";

const columns = "--person p --event e --time t".split(" ");
const events = "p,e,t\n1,visit,2026-01-01\n1,book,2026-01-02\n";

/** Command, its file and the columns it needs, with the least options. */
const commands: readonly (readonly string[])[] = [
  ["funnel", "e.csv", ...columns, "--steps", "visit,book", "--within", "7d"],
  ["window", "e.csv", ...columns, "--steps", "visit,book"],
  ["paths", "e.csv", ...columns],
  ["transitions", "e.csv", ...columns],
  ["retention", "e.csv", ...columns],
  ["associations", "e.csv", ...columns, "--steps", "visit,book", "--within", "7d"],
  ["attribute", "e.csv", ...columns, "--conversion", "book", "--channel", "e"],
  ["timing", "t.csv", "--time", "t", "--status", "s", "--group", "g"],
  ["attribute", "p.csv", "--path", "path", "--conversions", "n"],
];
const inFolder = (folder: string, [command, file, ...rest]: readonly string[]) => [
  command!,
  `${folder}/${file}`,
  ...rest,
];

Deno.test("every journeys command answers a file without rows, and of one row, with nothing counted", () =>
  withFolder({ "e.csv": "p,e,t\n", "t.csv": "t,s,g\n", "p.csv": "path,n\n" }, async (folder) => {
    for (const args of commands) {
      const result = await json(...inFolder(folder, args));
      assert.doesNotMatch(JSON.stringify(result), /NaN/, String(args[0]));
      assert.equal((await run(inFolder(folder, args))).code, 0, String(args[0]));
    }
    await Deno.writeTextFile(`${folder}/e.csv`, "p,e,t\n1,book,2026-01-02\n");
    await Deno.writeTextFile(`${folder}/t.csv`, "t,s,g\n5,1,a\n");
    await Deno.writeTextFile(`${folder}/p.csv`, "path,n\na,1\n");
    for (const args of commands) await json(...inFolder(folder, args));
  }));

Deno.test("every journeys command names a file, a column or a value that is not there, and the nearest", () =>
  withFolder({ "e.csv": events, "t.csv": "tt,s,g\n5,1,a\n", "p.csv": "pathh,n\na,1\n" }, async (folder) => {
    for (const args of commands) {
      const [command, file, ...rest] = inFolder(folder, args) as [string, string, ...string[]];
      assert.equal(
        await refusal(1, folder, command, `${folder}/nope.csv`, ...rest),
        'error: Cannot read "DIR/nope.csv": there is no such file. Check the path.',
      );
      assert.match(
        await refusal(
          1,
          folder,
          command,
          file,
          ...rest.map((one) => one === "p" || one === "t" ? `${one}x` : one),
        ),
        /^error: Cannot read "DIR\/.*column ".*" is missing \(found: .*\)\. (Did you mean|Name a column)/,
      );
    }
    const of = (command: string, ...args: string[]) =>
      refusal(1, folder, command, `${folder}/e.csv`, ...columns, ...args);
    assert.equal(
      await of("paths", "--centre", "boook"),
      'error: Cannot centre on "boook": no event is called so; did you mean "book"?',
    );
    assert.match(await of("paths", "--pattern", "visit -> ["), /^error: Cannot read pattern .*Write it as/);
    assert.match(await of("paths", "--only", "e=vizit"), /nobody has it first\. Did you mean "visit"\?$/);
    assert.match(await of("retention", "--start", "vizit"), /no event is called so; did you mean "visit"\?$/);
    assert.match(
      await of("attribute", "--channel", "e", "--conversion", "boook"),
      /^error: Cannot find event "boook": no event is called so; did you mean "book"\?$/,
    );
  }));

Deno.test("funnel says which step no event has, with the nearest, and counts nobody there", () =>
  withFolder({ "e.csv": events }, async (folder) => {
    const args = ["funnel", `${folder}/e.csv`, ...columns, "--within", "7d", "--json", "--steps"];
    const unknown = await run([...args, "visit,boook"]);
    assert.equal(unknown.code, 0);
    assert.equal(unknown.err, 'note: No event is called "boook"; did you mean "book"?\n');
    const twice = await run([...args, "visit,visit"]);
    assert.deepEqual(JSON.parse(twice.out).steps.map((step: { people: number }) => step.people), [1, 0]);
    assert.equal(twice.err, 'note: Step "visit" stands more than once: each time it needs another event.\n');
  }));

Deno.test("journeys commands answer options that cannot be with 2, and say what to write", async () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    ["funnel e.csv --steps a,b --within 0d", /longer than 0, such as "30min"/],
    ["funnel e.csv --steps a,b --within -7d", /longer than 0/],
    ["funnel e.csv --steps a,b --within 14", /longer than 0/],
    [
      "funnel e.csv --steps a,b --within 1d --mode sideways",
      /Write one of ordered, strict, anyOrder, hybrid, open\./,
    ],
    [
      "funnel e.csv --steps a,b --within 1d --optional c",
      /--optional names "c", which is none of the steps \(a, b\)\./,
    ],
    ["funnel e.csv --steps a,b --within 1d --where a:x", /write step:column=value/],
    ["funnel e.csv --steps a,b --within 1d --where c:x=1", /--where names "c", which is none of the steps/],
    ["funnel e.csv --steps a,b --within 1d --step-within b=0d", /longer than 0/],
    [
      "funnel e.csv --steps a,b --within 1d --count attempts --entry first",
      /does not go with --count attempts/,
    ],
    ["funnel e.csv --steps a,b --within 1d --count attempts --by x --by-value last", /--by-value entry only/],
    ["funnel e.csv --steps a,b --within 1d --by x --by-value 3", /--by-value names "3"/],
    ["funnel e.csv --steps a,b --within 1d --exclude-to b", /need --exclude\./],
    ["funnel e.csv --steps a,b --within 1d --observed-until 2026-02-30", /Write a day as YYYY-MM-DD/],
    ["window e.csv --steps a", /needs a first and a last step/],
    ["window e.csv --steps a,b --covers 2", /between 0 and 1/],
    ["paths e.csv --before 3", /need --centre/],
    ["paths e.csv --only x", /such as "device=phone"/],
    ["retention e.csv --period year", /Write day, week, month, or a length/],
    ["attribute e.csv --path p --conversions n --look-back 7d", /is for events, not beside --path/],
    ["attribute e.csv --channel c --conversion b --nulls n", /is for aggregated paths, not beside --person/],
  ];
  for (const [line, message] of wrong) {
    const base = line.startsWith("attribute e.csv --path") ? [] : columns;
    const error = await refusal(2, "(none)", ...line.split(" "), ...base);
    assert.match(error, message);
    assert.match(error, /\(add --help for the options and examples\)$/);
  }
  const neither = await refusal(2, "(none)", "attribute", "e.csv", "--path", "p");
  assert.match(
    neither,
    /^error: option '--conversions' is missing: aggregated paths need --path and --conversions;/,
  );
  assert.match(
    await refusal(2, "(none)", ..."timing t.csv --time t --status s --horizon -3".split(" ")),
    /above 0/,
  );
  assert.match(
    await refusal(2, "(none)", ..."timing t.csv --time t --status s --delimiter ;;".split(" ")),
    /one sign/,
  );
});

Deno.test("timing leaves out and counts what it cannot use, and keeps a group with nobody", () => {
  const rows = ["t,s,g,e", "NaN,1,a,0", "3,1,b,0", ",0,b,0", "4,,b,0", "Inf,1,b,0", "5,0,,0", "6,1,b,6"];
  return withFolder({ "t.csv": `${rows.join("\n")}\n` }, async (folder) => {
    const args = [
      "timing",
      `${folder}/t.csv`,
      ..."--time t --status s --group g --entry e --json".split(" "),
    ];
    const { code, out, err } = await run(args);
    assert.equal(code, 0);
    const result = JSON.parse(out);
    assert.deepEqual(result.groups.map((g: { group: string; n: number }) => [g.group, g.n]), [["a", 0], [
      "b",
      1,
    ]]);
    assert.equal(result.leftOut, 6);
    assert.equal(result.logRank, undefined);
    assert.deepEqual(err.trimEnd().split("\n"), [
      "note: 3 of 7 rows have no number as t; they were left out.",
      "note: 1 of 7 rows have no s; they were left out.",
      "note: 1 of 7 rows have no g; they were left out.",
      "note: 1 of 7 rows have an e that is not before t; they were left out.",
      'note: Group "a" has nobody.',
    ]);
  });
});

Deno.test("timing leaves out waits below 0, and keeps those of 0", () =>
  withFolder({ "t.csv": "t,s\n-1,1\n0,1\n2,0\n" }, async (folder) => {
    const result = await json("timing", `${folder}/t.csv`, "--time", "t", "--status", "s");
    assert.deepEqual([result.leftOut, result.groups[0].n, result.groups[0].events], [1, 2, 1]);
    assert.match(result.warnings.join(), /1 of 3 rows have a t below 0/);
  }));

Deno.test("timing asks which status is the event where it cannot be told, and never guesses", () =>
  withFolder({
    "name.csv": "name,s\nann,1\nbob,0\n",
    "colour.csv": "t,s\n1,red\n2,blue\n",
    "many.csv": csv(["t", "s"], ...Array.from({ length: 20 }, (_, i) => [i, `x${i}`])),
    "three.csv": "t,s\n1,booked\n2,open\n3,opted out\n4,open\n",
  }, async (folder) => {
    const of = (
      file: string,
      ...args: string[]
    ) => ["timing", `${folder}/${file}`, "--time", "t", "--status", "s", ...args];
    assert.equal(
      await refusal(1, folder, "timing", `${folder}/name.csv`, "--time", "name", "--status", "s"),
      'error: Cannot read "DIR/name.csv": column "name" holds no number in any row. Name the column that says how long.',
    );
    assert.equal(
      await refusal(1, folder, ...of("colour.csv")),
      'error: Cannot read "DIR/colour.csv": it is not clear which value of column "s" means that it happened ' +
        '(found: "blue", "red"). Say which (--event-value on the command line).',
    );
    assert.match(
      await refusal(1, folder, ...of("colour.csv", "--event-value", "rde")),
      /Did you mean "red"\?$/,
    );
    assert.match(await refusal(1, folder, ...of("many.csv")), /more than 12 different values/);
    const competing = await json(...of("three.csv", "--event-value", "booked", "--competing", "opted out"));
    assert.deepEqual(
      competing.groups[0].incidence.map((one: { name: string; events: number }) => [one.name, one.events]),
      [
        ["booked", 1],
        ["opted out", 1],
      ],
    );
  }));

Deno.test("attribute takes channels with the separator in their name, and paths with no conversion", () =>
  withFolder({
    "quoted.csv": 'path,n,z\n"""a > b"" > c",1,0\nc,1,2\n',
    "none.csv": "path,n,z\na > b,0,3\nb,0,1\n",
    "bare.csv": "path,n\na>b>a,2\n",
    "text.csv": "path,n\na,1\nb,many\n",
    "less.csv": "path,n\na,-2\n",
    "half.csv": "path,n\na,1.5\n",
  }, async (folder) => {
    const of = (
      file: string,
      ...args: string[]
    ) => ["attribute", `${folder}/${file}`, "--path", "path", "--conversions", "n", ...args];
    const channels = (result: { channels: { channel: string }[] }) =>
      result.channels.map(({ channel }) => channel).sort();
    assert.deepEqual(channels(await json(...of("quoted.csv", "--nulls", "z"))), ["a > b", "c"]);
    const none = await json(...of("none.csv", "--nulls", "z"));
    assert.deepEqual([none.conversions, none.channels[0].markov, none.channels[0].removalEffect], [0, 0, 0]);
    assert.match(none.warnings.join(), /No path converts: there is no credit to share/);
    assert.deepEqual(channels(await json(...of("bare.csv"))), ["a", "b"]);
    assert.deepEqual(channels(await json(...of("bare.csv", "--separator", " > "))), ["a>b>a"]);
    assert.equal(
      await refusal(1, folder, ...of("text.csv")),
      'error: Cannot read "DIR/text.csv": row 3, column "n" is no number. Write how many as a number of 0 or more.',
    );
    assert.match(await refusal(1, folder, ...of("less.csv")), /row 2, column "n" is below 0/);
    assert.match(
      await refusal(1, folder, ...of("half.csv", "--draws", "200")),
      /path 1 has 1\.5 conversions/,
    );
    assert.match(await refusal(1, folder, ...of("half.csv", "--draws", "7")), /at least 100$/);
    assert.match(
      await refusal(1, folder, ...of("half.csv", "--separator", " ")),
      /needs a sign that is not a space$/,
    );
  }));

Deno.test("journeys commands read times in several formats with offsets, unsorted, all tied, and every kind of file", () =>
  withFolder({
    "mixed.csv":
      "p;e;t\n1;book;2026-01-02T01:00:00+01:00\n1;visit;2026-01-01\n2;book;2026-01-02 00:00:00\n2;visit;2026-01-01T00:00Z\n",
    "ties.csv":
      "P\tE\tT\n1\tbook\t2026-01-01\n1\tvisit\t2026-01-01\n2\tvisit\t2026-01-01\n2\tbook\t2026-01-01\n",
    "seconds.ndjson": [86_400, 0].map((t, i) => JSON.stringify({ p: 1, e: ["book", "visit"][i], t })).join(
      "\n",
    ),
    "quoted.csv": '"p","e","t"\r\n"1","visit","2026-01-01"\r\n"1","book","2026-01-02"\r\n',
  }, async (folder) => {
    const count = async (file: string) => {
      const args = ["funnel", `${folder}/${file}`, ...columns, "--steps", "visit,book", "--within", "1d"];
      const [visit, book] = (await json(...args)).steps;
      return [visit.people, book.people, book.medianSecondsFromPrevious];
    };
    assert.deepEqual(await count("mixed.csv"), [2, 2, 86_400]);
    assert.deepEqual(await count("ties.csv"), [2, 2, 0]);
    assert.deepEqual(await count("seconds.ndjson"), [1, 1, 86_400]);
    assert.deepEqual(await count("quoted.csv"), [1, 1, 86_400]);
    const packed = new Blob([events]).stream().pipeThrough(new CompressionStream("gzip"));
    await Deno.writeFile(`${folder}/e.csv.gz`, packed);
    assert.deepEqual(await count("e.csv.gz"), [1, 1, 86_400]);
    const edges = (await json("transitions", `${folder}/ties.csv`, ...columns)).edges;
    assert.deepEqual(
      edges.map((edge: { from: string; to: string; count: number }) => [edge.from, edge.to, edge.count]),
      [
        ["book", "visit", 2],
      ],
    );
  }));

Deno.test("funnel counts the attempts of somebody with 200,000 events in a few seconds", () => {
  const rows = Array.from(
    { length: 200_000 },
    (_, i) => `1,${["visit", "call", "chat", "mail"][i * 7 % 13 % 4]},${i}`,
  );
  return withFolder({ "e.csv": `p,e,t\n${rows.join("\n")}\n` }, async (folder) => {
    const began = performance.now();
    const args = [
      "funnel",
      `${folder}/e.csv`,
      ...columns,
      "--steps",
      "visit,mail",
      "--within",
      "12h",
      "--count",
      "attempts",
    ];
    const result = await json(...args, "--exclude", "chat");
    assert.ok(result.steps[0].attempts > 10_000);
    assert.ok(performance.now() - began < 30_000);
  });
});
