import { type Engine, join, literal, sql } from "../engine/mod.ts";
import type { AsOf, Field, LoadedTable } from "../workspace/mod.ts";
import type { TypedStage } from "./_guess.ts";

const text = (name: string): Field => ({ name, type: "text", known: true });

/** Makes the people table of everybody with an event that has happened by the as-of day. */
export async function peopleOfEvents(engine: Engine, stage: TypedStage, asOf: AsOf): Promise<LoadedTable> {
  const value = (name: string) => stage.fields.find((field) => field.name === name)!.value;
  const filled = stage.fields.filter(({ required }) => required).map((field) =>
    sql`${field.value} is not null`
  );
  const after = sql`make_timestamp(${literal((asOf.seconds + 1) * 1_000_000)})`;
  return await makePeople(
    engine,
    sql`select distinct ${value("person")} as person from ${stage.name}
      where ${join(filled, sql` and `)} and ${value("at")} < ${after}`,
    [text("person")],
  );
}

/** Makes the people table of a workspace of accounts only: each account stands for itself. */
export async function peopleOfAccounts(engine: Engine): Promise<LoadedTable> {
  return await makePeople(engine, sql`select account as person, account from accounts`, [
    text("person"),
    text("account"),
  ]);
}

async function makePeople(
  engine: Engine,
  persons: ReturnType<typeof sql>,
  fields: readonly Field[],
): Promise<LoadedTable> {
  const rows = await engine.run(sql`create or replace table people as
    select (row_number() over (order by person) - 1)::uinteger as pid, * from (${persons}) order by pid`);
  return { rows, fields };
}
