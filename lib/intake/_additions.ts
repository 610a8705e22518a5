import { id, literal, type Sql, sql } from "../engine/mod.ts";
import { type AsOf, type Field, type FieldType, type TableName, tables } from "../workspace/mod.ts";
import type { TypedStage } from "./_guess.ts";
import type { Additions, Derived } from "./_table.ts";
import type { Check } from "./_value_problems.ts";

/** What additions may depend on. */
export interface AdditionOptions {
  readonly asOf: AsOf;
  readonly ownDay: boolean;
  /** Whether there is a finished accounts table to look accounts up in. */
  readonly accounts: boolean;
}

const oldestAge = 120;

/** What a table gets beside what its source gives: worked-out fields, and looks at whether values make sense. */
export function additions(stage: TypedStage, options: AdditionOptions): Additions {
  const value = (name: string) => stage.fields.find((one) => one.name === name)?.value ?? null;
  switch (stage.table) {
    case "people":
      return aboutPeople(stage.table, value, options);
    case "facilities": {
      const zip = value("zip");
      return { derived: zip ? [derive(stage.table, "zip", wholeZip(zip))] : [], checks: [] };
    }
    case "appointments":
      return {
        derived: options.ownDay ? [] : [derive("appointments", "status", statusThen(value, options.asOf))],
        checks: [],
      };
    default:
      return { derived: [], checks: [] };
  }
}

type ValueOf = (name: string) => Sql | null;

function derive(table: TableName, name: string, value: Sql): Derived {
  const type: FieldType = tables[table].fields[name]!.type;
  const field: Field = { name, type, known: true };
  return { name, field, value };
}

function aboutPeople(table: TableName, value: ValueOf, { asOf, accounts }: AdditionOptions): Additions {
  const derived: Derived[] = [];
  const checks: Check[] = [];
  const ages = [
    { field: "birth_date", age: (born: Sql) => fullYears(born, asOf) },
    { field: "birth_year", age: (year: Sql) => sql`(${literal(Number(asOf.date.slice(0, 4)))} - ${year})` },
    { field: "age", age: (age: Sql) => age },
  ].flatMap(({ field, age }) => {
    const from = value(field);
    return from === null ? [] : [{ field, age: age(from) }];
  });
  if (ages.length > 0) {
    const possible = ages.reduceRight(
      (next, { age }) =>
        sql`case when ${age} is null then ${next} when ${age} between 0 and ${
          literal(oldestAge)
        } then ${age} end`,
      sql`null`,
    );
    derived.push(derive(table, "age", sql`(${possible})::double`));
    for (const { field, age } of ages) {
      checks.push({
        field,
        flag: sql`${age} not between 0 and ${literal(oldestAge)}`,
        code: "impossible-age",
        message:
          `By ${field} the person would be younger than 0 or older than ${oldestAge}. Their age is left out.`,
      });
    }
  }
  const zip = value("zip");
  const zip3 = value("zip3");
  if (zip) derived.push(derive(table, "zip", wholeZip(zip)));
  if (zip || zip3) {
    const fromZip = zip
      ? sql`case when regexp_full_match(${wholeZip(zip)}, '\\d{5}') then left(${wholeZip(zip)}, 3) end`
      : sql`null`;
    const given = zip3
      ? sql`case when regexp_full_match(${zip3}, '\\d{1,2}') then lpad(${zip3}, 3, '0') else ${zip3} end`
      : sql`null`;
    derived.push(derive(table, "zip3", sql`coalesce(${fromZip}, ${given})`));
  }
  const account = value("account");
  if (account && accounts) {
    checks.push({
      field: "account",
      flag: sql`${account} is not null and ${account} not in (select account from ${id("accounts")})`,
      code: "orphan-row",
      message: "The person's account is not among the accounts. The value was kept.",
    });
  }
  return { derived, checks };
}

/** Birthdays had by the as-of day; someone born on 29 February has theirs on 1 March in other years. */
function fullYears(born: Sql, { date }: AsOf): Sql {
  const [year, month, day] = date.split("-").map(Number);
  const yet = sql`(month(${born}), day(${born})) > (${literal(month!)}, ${literal(day!)})`;
  return sql`(${literal(year!)} - year(${born}) - case when ${yet} then 1 else 0 end)`;
}

/** Five digits of a US postal code: without the four after it, and with zeros a spreadsheet took from the front. */
function wholeZip(zip: Sql): Sql {
  return sql`case when regexp_full_match(${zip}, '\\d{5}-?\\d{4}') then left(${zip}, 5)
    when regexp_full_match(${zip}, '\\d{3,4}') then lpad(${zip}, 5, '0') else ${zip} end`;
}

/** On an earlier day, a visit that had not come yet was booked, whatever became of it. */
function statusThen(value: ValueOf, asOf: AsOf): Sql {
  const after = sql`make_timestamp(${literal((asOf.seconds + 1) * 1_000_000)})`;
  return sql`case when ${value("at")!} >= ${after} then 'booked' else ${value("status")!} end`;
}
