import { strict as assert } from "node:assert";
import { hasBit, id, isStrings, numbers, openDuckDb, sql, texts } from "./mod.ts";

Deno.test("openDuckDb() reads columns with types, dictionaries and null masks", async () => {
  const engine = await openDuckDb({ threads: 2 });
  const data = await engine.columns(sql`
    select i::integer as i, i * 0.5::double as half, case when i % 3 = 0 then null else 'k' || (i % 2) end as kind,
      i % 2 = 0 as even, count(*) over () as n from range(5000) t(i) order by i`);
  assert.equal(data.rows, 5000);
  assert.ok(data.columns.get("i") instanceof Int32Array);
  assert.equal((data.columns.get("half") as Float64Array)[4999], 2499.5);
  const kind = data.columns.get("kind")!;
  assert.ok(isStrings(kind));
  assert.deepEqual([...kind.dictionary].sort(), ["k0", "k1"]);
  assert.equal(data.nulls.get("kind")!.count, 1667);
  assert.ok(hasBit(data.nulls.get("kind"), 4998) && !hasBit(data.nulls.get("kind"), 4999));
  assert.equal(texts(data, "kind")[3], null);
  assert.equal(numbers(data, "n")[0], 5000);
  assert.deepEqual([...(data.columns.get("even") as Uint8Array).subarray(0, 3)], [1, 0, 1]);
  await engine.close();
});

Deno.test("openDuckDb() reads 0 in missing rows, whatever the database left there", async () => {
  const engine = await openDuckDb({ threads: 1 });
  const data = await engine.columns(sql`
    select max("at") filter (where i < 0) as "at", max(i) filter (where i < 0) as i
    from (select i, make_timestamp(i) as "at" from range(5) t(i)) group by i`);
  assert.deepEqual([...data.columns.get("at") as BigInt64Array], [0n, 0n, 0n, 0n, 0n]);
  assert.deepEqual([...numbers(data, "at")], [NaN, NaN, NaN, NaN, NaN]);
  await engine.close();
});

Deno.test("openDuckDb() reads numbers of every width, and lists of 255, 256 and 65,536 words", async () => {
  const engine = await openDuckDb({ threads: 1 });
  const value = sql`nullif(i % 100, 50)`;
  const data = await engine.columns(sql`
    select ${value}::tinyint as tinyint, ${value}::smallint as smallint, ${value}::integer as integer,
      ${value}::utinyint as utinyint, ${value}::usmallint as usmallint, ${value}::uinteger as uinteger,
      ${value}::float as float, ${value}::double as double, ${value}::bigint as bigint
    from range(5000) t(i) order by i`);
  for (const type of data.columns.keys()) {
    const values = numbers(data, type);
    assert.deepEqual([values[49], values[50], values[4999]], [49, NaN, 99], type);
    assert.equal(data.nulls.get(type)?.count, 50, type);
  }
  for (const size of [255, 256, 65_535, 65_536]) {
    await engine.run(
      sql`create or replace temporary type w as enum (select 'w' || lpad(i::varchar, 6, '0') from range(${size}) t(i))`,
    );
    const read = await engine.columns(
      sql`select ('w' || lpad(i::varchar, 6, '0'))::w as w from range(${size}) t(i) order by i`,
    );
    assert.equal(texts(read, "w").at(-1), `w${String(size - 1).padStart(6, "0")}`);
    assert.equal(texts(read, "w")[0], "w000000");
  }
  await engine.close();
});

Deno.test("openDuckDb() writes what it reads, missing rows included", async () => {
  const engine = await openDuckDb();
  const data = await engine.columns(sql`
    select i::integer as i, nullif(i, 7)::double as x, case when i = 9 then null else 't' || (i % 5) end as t
    from range(5000) r(i) order by i`);
  await engine.write("copy", data);
  const back = await engine.columns(sql`select * from ${id("copy")} order by i`);
  assert.deepEqual(texts(back, "t"), texts(data, "t"));
  assert.deepEqual(numbers(back, "x"), numbers(data, "x"));
  await engine.close();
});

Deno.test("Engine.append() adds rows to what is there, over more than one chunk", async () => {
  const engine = await openDuckDb({ threads: 1 });
  const batch = (rows: number, from: number) => ({
    rows,
    columns: new Map([["n", Uint32Array.from({ length: rows }, (_, i) => from + i)]]),
    nulls: new Map(),
  });
  await engine.write("t", batch(1, 0));
  await engine.append("t", batch(0, 0));
  await engine.append("t", batch(5000, 1));
  const [row] = await engine.rows(sql`select count(*) as rows, sum(n) as sum, max(n) as largest from t`);
  assert.deepEqual({ ...row }, { rows: 5001, sum: 5000 * 5001 / 2, largest: 5000 });
  await assert.rejects(engine.append("absent", batch(1, 0)), /absent/);
  await engine.close();
});

Deno.test("openDuckDb() is locked: no other folder, no network, no settings, no extensions", async () => {
  const allowed = await Deno.makeTempDir();
  await Deno.writeTextFile(`${allowed}/in.csv`, "a\n1\n");
  const other = await Deno.makeTempDir();
  await Deno.writeTextFile(`${other}/out.csv`, "a\n1\n");
  await Deno.symlink(`${other}/out.csv`, `${allowed}/link.csv`);
  const engine = await openDuckDb({ folders: [allowed] });
  assert.equal((await engine.rows(sql`select * from read_csv(${`${allowed}/in.csv`})`)).length, 1);
  const refused = [
    sql`select * from read_csv(${`${other}/out.csv`})`,
    sql`select * from read_csv(${`${allowed}/../${other.split("/").pop()!}/out.csv`})`,
    sql`select * from read_csv(${`${allowed}/link.csv`})`,
    sql`select * from read_text('/etc/passwd')`,
    sql`copy (select 1) to ${`${other}/x.csv`}`,
    sql`attach ${id("x")}`,
    sql`install httpfs`,
    sql`load httpfs`,
    sql`select * from read_csv('https://example.org/x.csv')`,
    sql`set threads = 1`,
    sql`set enable_external_access = true`,
  ];
  for (const statement of refused) {
    await assert.rejects(engine.run(statement), Error, `not refused: ${statement.text}`);
  }
  await engine.close();
  await Deno.remove(allowed, { recursive: true });
  await Deno.remove(other, { recursive: true });
});

Deno.test("Engine.run() stops on abort and can be used again", async () => {
  const engine = await openDuckDb({ threads: 1 });
  const controller = new AbortController();
  const long = engine.run(
    sql`create table t as select sum(a.i * b.i) from range(1000000) a(i), range(100000) b(i)`,
    {
      signal: controller.signal,
    },
  );
  setTimeout(() => controller.abort(new Error("stopped by test")), 50);
  await assert.rejects(long, /stopped by test/);
  assert.deepEqual((await engine.rows(sql`select 1 as one`)).map((row) => ({ ...row })), [{ one: 1 }]);
  await engine.close();
  await assert.rejects(engine.run(sql`select 1`), /engine is closed/);
});

Deno.test("Engine.run() reports progress that ends at 1", async () => {
  const engine = await openDuckDb({ threads: 1 });
  await engine.run(sql`create table big as select i, hash(i) as h from range(3000000) t(i)`);
  const seen: number[] = [];
  await engine.run(sql`create table sorted as select * from big order by h`, {
    onProgress: (s) => seen.push(s),
  });
  assert.equal(seen.at(-1), 1);
  assert.ok(seen.every((share) => share >= 0 && share <= 1));
  await engine.close();
});

Deno.test("openDuckDb() spills to the folder it was given, and only under its limit", async () => {
  const spill = await Deno.makeTempDir();
  const engine = await openDuckDb({ memoryLimit: "120MB", threads: 1, spillFolder: spill });
  await engine.run(
    sql`create table t as select i, hash(i)::varchar as h from range(4000000) r(i) order by h`,
  );
  assert.equal((await engine.rows<{ n: number }>(sql`select count(*) as n from t`))[0]!.n, 4_000_000);
  await engine.close();
  await Deno.remove(spill, { recursive: true });
});

Deno.test("Engine.rows() refuses too many rows and unsafe integers, by name", async () => {
  const engine = await openDuckDb();
  await assert.rejects(engine.rows(sql`select i from range(100001) t(i)`), /more than 100000 rows/);
  await assert.rejects(engine.rows(sql`select 9007199254740993 as big`), /"big".*beyond 2\^53/);
  await assert.rejects(engine.columns(sql`select 1 as a, 2 as a`), /"a" appears twice|"a:1"/);
  await assert.rejects(engine.columns(sql`select [1] as l`), /"l".*cast it/);
  await engine.close();
});

Deno.test("Engine.beside runs statements beside the first's, over the same tables, as locked as it", async () => {
  const engine = await openDuckDb({ threads: 2 });
  const { beside } = engine;
  assert.equal(beside.beside, engine);
  await engine.run(sql`create table made as select range::integer as n from range(1000)`);
  const order: string[] = [];
  // A statement of the first that takes long, and one of the second that is over sooner.
  const long = engine.rows(sql`select sum(a.n * b.n * c.n) as s from made a, made b, made c where c.n < 100`)
    .then(() => order.push("first"));
  const [row] = await beside.rows<{ n: number }>(sql`select count(*) as n from made`);
  order.push("second");
  await long;
  assert.equal(row!.n, 1000);
  assert.deepEqual(order, ["second", "first"]);
  await assert.rejects(beside.run(sql`set TimeZone = 'CET'`), /configuration/);
  const [zone] = await beside.rows<{ zone: string }>(sql`select current_setting('TimeZone') as zone`);
  assert.equal(zone!.zone, "UTC");
  await engine.close();
  await assert.rejects(beside.rows(sql`select 1 as n`), /closed/);
});

Deno.test("Engine.run() tells how many rows it put into a table", async () => {
  const engine = await openDuckDb({ threads: 1 });
  assert.equal(await engine.run(sql`create table made as select * from range(300000)`), 300_000);
  assert.equal(await engine.run(sql`insert into made select * from range(10)`), 10);
  assert.equal(await engine.run(sql`create view seen as select 7 as "Count"`), 0);
  await engine.close();
});
