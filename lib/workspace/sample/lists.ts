import type { Column, Columns, Engine } from "../../engine/mod.ts";
import { account, accountCount, accountKey } from "./accounts.ts";
import { day } from "./calendar.ts";
import { campaigns, spendRows } from "./campaigns.ts";
import { catalogue } from "./catalogue.ts";
import { facilities, towns } from "./places.ts";
import { Stream } from "./random.ts";

type Cell = string | null;

/** Fills the tables that are not about people: accounts, campaigns, spend, content, facilities. All text. */
export async function writeLists(people: number, seed: number, engine: Engine): Promise<void> {
  const random = new Stream(seed);
  const accounts = Array.from({ length: accountCount(people) }, (_, j) => account(j, random));
  await write(engine, "account_keys", ["account"], accounts.map((_, j) => [accountKey(j)]));
  await write(
    engine,
    "accounts",
    ["account", "name", "type", "ownership", "size", "state", "setting", "record_system", "digital_maturity"],
    accounts.map((one) => [
      one.key,
      one.name,
      one.type,
      one.ownership,
      one.size,
      towns[one.town]!.state,
      one.setting,
      one.recordSystem,
      one.digitalMaturity,
    ]),
  );
  await write(
    engine,
    "campaigns",
    ["campaign", "name", "channel", "audience", "starts", "ends"],
    campaigns.map((
      { key, name, channel, audience, starts, ends },
    ) => [key, name, channel, audience, starts, ends]),
  );
  await write(
    engine,
    "spend",
    ["campaign", "date", "amount"],
    spendRows(seed).map(([key, on, cents]) => [key, dateText(on), (cents / 100).toFixed(2)]),
  );
  await write(
    engine,
    "content",
    ["content", "title", "topic", "stage", "audience", "reviewed", "author", "credential"],
    catalogue.map((page) => [
      page.key,
      page.title,
      page.topic,
      page.stage,
      page.audience,
      page.reviewed || null,
      page.author,
      page.credential || null,
    ]),
  );
  await write(
    engine,
    "facilities",
    ["facility", "name", "type", "town", "state", "zip", "latitude", "longitude"],
    facilities.map(({ key, name, type, town }, i) => {
      const { name: townName, state, zip3, latitude, longitude } = towns[town]!;
      return [key, name, type, townName, state, `${zip3}0${i + 1}`, String(latitude), String(longitude)];
    }),
  );
}

function dateText(on: number): string {
  return new Date(on * day * 1000).toISOString().slice(0, 10);
}

async function write(
  engine: Engine,
  table: string,
  names: readonly string[],
  rows: readonly Cell[][],
): Promise<void> {
  const nulls: Map<string, { bytes: Uint8Array; count: number }> = new Map();
  const columns = new Map(names.map((name, c): [string, Column] => {
    const known = new Map<string, number>();
    const missing = { bytes: new Uint8Array((rows.length + 7) >> 3), count: 0 };
    const codes = Uint32Array.from(rows, (row, i) => {
      const text = row[c]!;
      if (text === null) {
        missing.bytes[i >> 3]! |= 1 << (i & 7);
        missing.count++;
        return 0;
      }
      if (!known.has(text)) known.set(text, known.size);
      return known.get(text)!;
    });
    if (missing.count > 0) nulls.set(name, missing);
    return [name, { codes, dictionary: [...known.keys()] }];
  }));
  const data: Columns = { rows: rows.length, columns, nulls };
  await engine.write(table, data);
}
