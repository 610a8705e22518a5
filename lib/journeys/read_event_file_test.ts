import { strict as assert } from "node:assert";
import { type Engine, openDuckDb, sql } from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import {
  type EventFileColumns,
  type EventLog,
  eventLogOf,
  funnel,
  readEventFile,
  type StepDefinition,
} from "./mod.ts";

const columns: EventFileColumns = { person: "who", event: "what", time: "when" };
const steps = (...names: string[]): StepDefinition[] => names.map((name) => ({ name, events: [name] }));

async function inFolder(work: (folder: string, engine: Engine) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const engine = await openDuckDb({ folders: [folder], threads: 1 });
  try {
    await work(folder, engine);
    const left = await engine.rows(
      sql`select table_name as name from duckdb_tables() union all select type_name from duckdb_types()
        where type_name like 'trellis%'`,
    );
    assert.deepEqual(left, [], "tables and types of its own are gone");
  } finally {
    await engine.close();
    await Deno.remove(folder, { recursive: true });
  }
}

const put = async (folder: string, name: string, content: string | Uint8Array): Promise<string> => {
  const path = `${folder}/${name}`;
  await Deno.writeFile(path, typeof content === "string" ? new TextEncoder().encode(content) : content);
  return path;
};
const gzip = async (text: string) =>
  new Uint8Array(
    await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer(),
  );
const events = (log: EventLog) =>
  Array.from(log.person, (pid, i) => [pid, log.at[i]!, log.names[log.event[i]!]!]);

const text = `who,what,when,channel
b,visit,2024-01-01T00:01:00Z,web
a,book,2024-01-01 01:00:00,
a,visit,2024-01-01T00:00:00+00:00,phone
`;
const start = Date.UTC(2024, 0, 1) / 1000;
const read = [[0, start, "visit"], [0, start + 3600, "book"], [1, start + 60, "visit"]];

Deno.test("readEventFile() reads CSV, gzip, TSV, NDJSON and Parquet alike", async () => {
  await inFolder(async (folder, engine) => {
    const rows = text.trim().split("\n").slice(1).map((line) => line.split(","));
    const objects = rows.map(([who, what, when, channel]) =>
      JSON.stringify({ who, what, when, ...(channel && { channel }), other: { deep: [1] } })
    ).join("\n");
    const csv = await put(folder, "events.csv", text);
    await engine.run(sql`copy (select * from read_csv(${csv})) to ${`${folder}/typed.parquet`}`);
    const files = [
      csv,
      await put(folder, "events.csv.gz", await gzip(text)),
      await put(folder, "events.tsv", text.replaceAll(",", "\t")),
      await put(folder, "semicolons.csv", "\uFEFF" + text.replaceAll(",", ";").replaceAll("\n", "\r\n")),
      await put(folder, "quoted.csv", text.replace("who", '"who"').replaceAll("visit", '"visit"')),
      await put(folder, "events.ndjson", objects),
      await put(folder, "events.jsonl.gz", await gzip(objects + "\n")),
      await put(folder, "odd [name]*.csv", text),
      `${folder}/typed.parquet`,
    ];
    for (const file of files) {
      const log = await readEventFile(engine, file, { ...columns, properties: ["channel"] });
      assert.deepEqual(events(log), read, file);
      assert.ok(log.at instanceof Int32Array);
      assert.deepEqual([log.people, log.leftOut, log.observedUntil], [2, 0, start + 3600]);
      const { codes, dictionary } = log.properties.get("channel")!;
      assert.deepEqual([...codes].map((code) => dictionary[code] ?? null), ["phone", null, "web"], file);
      assert.deepEqual(log.warnings, []);
    }
  });
});

Deno.test("readEventFile() reads times in every usual spelling as the same moment", async () => {
  const spellings = [
    "2024-03-10T08:30:00Z",
    "2024-03-10T08:30Z",
    "2024-03-10 08:30:00",
    "2024-03-10T10:30:00+02:00",
    "2024-03-10T10:30+02:00",
    "2024-03-10 04:30:00-0400",
    "2024-03-10T08:30:00.000Z",
  ];
  const at = Date.UTC(2024, 2, 10, 8, 30) / 1000;
  await inFolder(async (folder, engine) => {
    const file = await put(
      folder,
      "t.csv",
      ["who,what,when", ...spellings.map((one) => `1,a,${one}`)].join("\n"),
    );
    const log = await readEventFile(engine, file, columns);
    assert.deepEqual([...log.at], spellings.map(() => at));
    const numbers = [["seconds", 1], ["milliseconds", 1e3], ["microseconds", 1e6], [
      "nanoseconds",
      1e9,
    ]] as const;
    for (const [unit, factor] of numbers) {
      const scaled = await put(folder, `${unit}.csv`, `who,what,when\n1,a,${at}${String(factor).slice(1)}\n`);
      const told = await readEventFile(engine, scaled, columns);
      assert.deepEqual([...told.at], [at], unit);
      assert.deepEqual(told.warnings, [
        `Column "when" holds numbers: they were read as ${unit} since 1970 (2024-03-10 to 2024-03-10).`,
      ]);
    }
    const parts = await put(folder, "parts.csv", "who,what,when\n1,a,1710059400.25\n1,a,1710059400.5\n");
    const fine = await readEventFile(engine, parts, columns);
    assert.ok(fine.at instanceof Float64Array);
    assert.deepEqual([...fine.at], [1710059400.25, 1710059400.5]);
    await engine.run(
      sql`copy (select 7 as who, 'a' as what, date '1969-12-31' as "when") to ${`${folder}/d.parquet`}`,
    );
    assert.deepEqual([...(await readEventFile(engine, `${folder}/d.parquet`, columns)).at], [-86_400]);
  });
});

Deno.test("readEventFile() reads days as spreadsheets write them, and says what it assumed", async () => {
  await inFolder(async (folder, engine) => {
    const read = async (...whens: string[]) => {
      const rows = whens.map((when, i) => `1;${i};"${when}"\n`).join("");
      const file = await put(folder, "days.csv", `who;what;when\n${rows}`);
      const { at, warnings } = await readEventFile(engine, file, columns);
      return [Array.from(at, (second) => new Date(second * 1000).toISOString().slice(0, 16)), warnings];
    };
    const days = ["2026-01-05T00:00", "2026-01-16T14:05"];
    const month = 'Column "when" was read with the month before the day, as most of its days must be.';
    assert.deepEqual(await read("01/05/2026", "1/16/2026 2:05 PM"), [days, [month]]);
    assert.deepEqual(await read("2026-01-05", "1/16/26 14:05"), [days, [month]]);
    const day = 'Column "when" was read with the day before the month, as most of its days must be.';
    assert.deepEqual(await read("05/01/2026", "16/01/2026 14:05:00"), [days, [day]]);
    assert.deepEqual(await read("5.1.2026", "16.01.2026 14:05"), [days, []]);
    assert.deepEqual(await read("Jan 5, 2026", "16-Jan-2026 14:05"), [days, []]);
    const [unsure, [said]] = await read("01/02/2026", "02/03/2026") as [string[], string[]];
    assert.deepEqual(unsure, ["2026-01-02T00:00", "2026-02-03T00:00"]);
    assert.match(said!, /does not tell months from days: 01\/02\/2026 was read as January 2/);
    assert.deepEqual((await read("20260105", "20260116"))[0], [days[0], "2026-01-16T00:00"]);
    // Eight digits that are no days are seconds, as before.
    assert.deepEqual((await read("20260105", "20269999"))[0], ["1970-08-23T11:48", "1970-08-23T14:33"]);
    await assert.rejects(read("yesterday", "NaN"), /column "when" holds no time in row 1 or any other/);
    const [kept, warnings] = await read("0001-01-01", "2026-01-05", "9999-12-31") as [string[], string[]];
    assert.deepEqual(kept, [days[0]]);
    assert.match(warnings.join(), /^2 of 3 rows/);
  });
});

Deno.test("readEventFile() leaves out and counts what it cannot use", async () => {
  await inFolder(async (folder, engine) => {
    const file = await put(
      folder,
      "gaps.csv",
      "who,what,when\n1,a,2024-01-01\n,a,2024-01-01\n2,,2024-01-01\n3,a,\n4,a,yesterday\n5,a\n6,a,2024-01-01,more\n7,a,NaN\n",
    );
    const log = await readEventFile(engine, file, columns);
    assert.deepEqual([log.people, log.person.length, log.leftOut], [1, 1, 7]);
    assert.match(log.warnings.join(), /^7 of 8 rows have no person/);
    const later = await readEventFile(engine, await put(folder, "e.csv", text), {
      ...columns,
      observedUntil: start + 60,
    });
    assert.deepEqual(events(later), [read[0], read[2]]);
    assert.equal(later.observedUntil, start + 60);
    assert.deepEqual(later.warnings, ["1 events after the last observed second were left out."]);
  });
});

Deno.test("readEventFile() reads other encodings and says when it had to guess", async () => {
  await inFolder(async (folder, engine) => {
    const accents = "who,what,when\n1,visité,2024-01-01\n";
    const latin = await put(folder, "latin.csv", Uint8Array.from(accents, (letter) => letter.charCodeAt(0)));
    const guessed = await readEventFile(engine, latin, columns);
    assert.deepEqual(guessed.names, ["visité"]);
    assert.match(guessed.warnings.join(), /not in UTF-8/);
    const wide = new Uint8Array(
      Uint16Array.from("\uFEFF" + accents, (letter) => letter.charCodeAt(0)).buffer,
    );
    const utf16 = await readEventFile(engine, await put(folder, "utf16.csv", wide), columns);
    assert.deepEqual([utf16.names, utf16.warnings], [["visité"], []]);
  });
});

Deno.test("readEventFile() takes any column and event name, and files of a header or one row", async () => {
  await inFolder(async (folder, engine) => {
    const odd = await put(
      folder,
      "odd.csv",
      'constructor,__proto__,select,"a ""quoted"" name"\n1,"<script>\nx",2024-01-01,"it\'s"\n',
    );
    const log = await readEventFile(engine, odd, {
      person: "constructor",
      event: "__proto__",
      time: "select",
      properties: ['a "quoted" name'],
    });
    assert.deepEqual(log.names, ["<script>\nx"]);
    assert.deepEqual(log.properties.get('a "quoted" name')!.dictionary, ["it's"]);
    const header = await readEventFile(engine, await put(folder, "header.csv", "who,what,when\n"), {
      ...columns,
      properties: ["what"],
    });
    assert.deepEqual([header.people, header.person.length, header.observedUntil], [0, 0, 0]);
    assert.deepEqual(funnel(header, steps("a"), { within: "1d", by: "what" }).groups, []);
    const one = await readEventFile(
      engine,
      await put(folder, "one.csv", "who,what,when\n9,a,2024-01-01"),
      columns,
    );
    assert.deepEqual(events(one), [[0, start, "a"]]);
  });
});

Deno.test("readEventFile() obeys a sequence column", async () => {
  await inFolder(async (folder, engine) => {
    const file = await put(folder, "s.csv", "who,what,when,n\n1,a,2024-01-01,10\n1,b,2024-01-01,9\n");
    const log = await readEventFile(engine, file, { ...columns, sequence: "n" });
    assert.deepEqual(events(log).map(([, , name]) => name), ["b", "a"]);
    assert.ok(log.sequenced);
    assert.deepEqual(funnel(log, steps("a", "b"), { within: "1d" }).steps[1]!.people, 0);
  });
});

Deno.test("readEventFile() gives the same log whatever the order of the rows", async () => {
  await inFolder(async (folder, engine) => {
    const rows = Array.from(
      { length: 200 },
      (_, i) => `${i % 7},${"abc"[i % 3]},2024-01-01 00:00:${String(i % 20).padStart(2, "0")},${i % 4}`,
    );
    const logs = [];
    for (const order of [rows, rows.toReversed(), rows.toSorted()]) {
      const file = await put(folder, `${logs.length}.csv`, ["who,what,when,p", ...order].join("\n"));
      logs.push(await readEventFile(engine, file, { ...columns, properties: ["p"] }));
    }
    assert.deepEqual(logs[1], logs[0]);
    assert.deepEqual(logs[2], logs[0]);
    assert.deepEqual(
      logs[0],
      {
        ...eventLogOf(rows.map((row) => {
          const [person, event, time, p] = row.split(",") as [string, string, string, string];
          return { person, event, at: Date.parse(time + "Z") / 1000, properties: { p } };
        })),
      },
      "and the same as eventLogOf() makes",
    );
  });
});

Deno.test("readEventFile() refuses what is no event file, with one clear message", async () => {
  await inFolder(async (folder, engine) => {
    const refused = async (file: string, message: RegExp, other: Partial<EventFileColumns> = {}) => {
      await assert.rejects(readEventFile(engine, file, { ...columns, ...other }), (error: Error) => {
        assert.ok(error instanceof InputError, error.stack ?? "");
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /secret/);
        return true;
      });
    };
    const csv = await put(folder, "events.csv", text);
    await refused(
      csv,
      /column "wat" is missing \(found: who, what, when, channel\)\. Did you mean "what"\?/,
      {
        event: "wat",
      },
    );
    await refused(csv, /column "zzzzz" is missing .* Name a column that the file has/, {
      properties: ["zzzzz"],
    });
    await refused(`${folder}/none.csv`, /no such file/);
    await refused(folder, /must end in \.csv/);
    await refused(await put(folder, "empty.csv", ""), /it is empty/);
    await refused(await put(folder, "empty.ndjson", ""), /it is empty/);
    await refused(
      await put(folder, "open.csv", 'who,what,when\n1,"secret,2024-01-01\n2,y,2024\n'),
      /line 2: a quote is never closed/,
    );
    await refused(
      await put(folder, "bad.ndjson", '{"who":1}\n{"who": secret\n'),
      /a line is not a JSON object/,
    );
    await refused(await put(folder, "no.parquet", "who,what,when\n"), /not a Parquet file/);
    await refused(await put(folder, "no.csv.gz", text), /not packed with gzip/);
    await refused(
      await put(folder, "list.ndjson", '{"who":1,"what":"a","other":1}\n'),
      /column "when" is missing/,
    );
    await engine.run(sql`copy (select 1 as who, 'a' as what, [1] as "when") to ${`${folder}/list.parquet`}`);
    await refused(
      `${folder}/list.parquet`,
      /list\.parquet": column "when" is of type INTEGER\[\] in every row/,
    );
    const many = Array.from({ length: 200_000 }, (_, i) => `1,page ${i},2024-01-01`).join("\n");
    await refused(
      await put(folder, "many.csv", `who,what,when\n${many}\n`),
      /different values, and at most 65535/,
    );
  });
});

Deno.test("readEventFile() reads Parquet of any types as it reads text", async () => {
  const rows = sql`select (i * 7919) % 400 as person, 'e' || i % 3 as event, (i * 104729) % 5000 as ts,
    'p' || i % 4 as place from range(1500) t(i)`;
  const shapes = {
    seconds: sql`select * replace (ts::integer as ts) from (${rows})`,
    milliseconds: sql`select * replace (1000 * ts + 200000000000 as ts) from (${rows})`,
    moments: sql`select * replace (make_timestamp(ts * 1000000) as ts) from (${rows})`,
    days: sql`select * replace ((date '1960-01-01' + (ts % 40)::integer) as ts) from (${rows})`,
    fractions: sql`select * replace (ts + 0.5 as ts) from (${rows})`,
    gaps: sql`select nullif(person, 3) as person, nullif(event, 'e1') as event, nullif(ts, 15) as ts,
      nullif(place, 'p1') as place from (${rows})`,
    text: sql`select * replace ('person ' || lpad(person::varchar, 3, '0') as person) from (${rows})`,
    spread: sql`select * replace (person * 90000000000 as person) from (${rows})`,
    names: sql`select * replace ('e' || ts as event) from (${rows})`,
    one: sql`select * from (${rows}) limit 1`,
  };
  await inFolder(async (folder, engine) => {
    for (const [name, shape] of Object.entries(shapes)) {
      await engine.run(sql`copy (${shape}) to ${`${folder}/${name}.parquet`}`);
      // Text is sorted as text: so that people stand in the order of their numbers, all are of one length.
      const text = sql`select * replace (lpad(person::varchar, 20, '0') as person) from (${shape})`;
      await engine.run(sql`copy (${text}) to ${`${folder}/${name}.csv`}`);
      for (const observedUntil of [{}, { observedUntil: 3000 }]) {
        const asked = {
          person: "person",
          event: "event",
          time: "ts",
          properties: ["place"],
          ...observedUntil,
        };
        const read = (ending: string) => readEventFile(engine, `${folder}/${name}.${ending}`, asked);
        assert.deepEqual(await read("parquet"), await read("csv"), name);
      }
    }
  });
});
