import { id, join, list, literal, type Sql, sql } from "../engine/mod.ts";
import type { AsOf, FieldType } from "../workspace/mod.ts";
import {
  type BoundCount,
  type BoundField,
  type BoundFilter,
  type BoundRule,
  type BoundTest,
  type HappenedTable,
  nameColumn,
  type Program,
  walk,
} from "./_bound.ts";
import { microseconds, readDay } from "./_days.ts";
import { toRegex } from "./_wildcard.ts";

const any = sql` or `;
const every = sql` and `;

/** A program as a relation with one row a person. */
export interface Relation {
  /** A sub-select to stand after `from`; it has `pid` and what the expressions below need. */
  readonly from: Sql;
  /** The value of a rule: true, false, or NULL for unknown. */
  truth(rule: BoundRule): Sql;
  /** The value of a field of the program. */
  value(field: BoundField): Sql;
}

/**
 * Compiles a program. Every field is read once, every distinct count is worked out once, all counts over one table
 * in one pass (two where some rows must come before an event). A segment referred to becomes a column, so its cost
 * is paid once however often it is named. NULL is unknown: SQL's and, or and not are Kleene's.
 */
export function compile(program: Program, asOf: AsOf): Relation {
  const needed = neededSegments(program);
  const fields = new Map<string, { readonly field: BoundField; readonly alias: Sql }>();
  const counts = new Map<string, { readonly count: BoundCount; readonly alias: Sql }>();
  for (const rule of [...needed.map((i) => program.segments[i]!), ...program.outputs]) {
    walk(rule, (rule) => {
      if (rule.kind === "field" && !fields.has(rule.field.name)) {
        fields.set(rule.field.name, { field: rule.field, alias: id(`f${fields.size}`) });
      } else if (rule.kind === "count" && !counts.has(keyOf(rule.count))) {
        counts.set(keyOf(rule.count), { count: rule.count, alias: id(`c${counts.size}`) });
      }
    });
  }
  const value = (field: BoundField): Sql => fields.get(field.name)!.alias;
  const truth = (rule: BoundRule): Sql => {
    switch (rule.kind) {
      case "all":
        return sql`(${join(rule.of.map(truth), every)})`;
      case "any":
        return sql`(${join(rule.of.map(truth), any)})`;
      case "not":
        return sql`(not ${truth(rule.of)})`;
      case "segment":
        return id(`s${rule.index}`);
      case "field":
        return sql`(${
          join(rule.tests.map((test) => compare(value(rule.field), rule.field.type, test)), every)
        })`;
      case "count": {
        const { alias } = counts.get(keyOf(rule.count))!;
        const least = sql`${alias} >= ${literal(rule.least)}`;
        return rule.most === null ? sql`(${least})` : sql`(${least} and ${alias} <= ${literal(rule.most)})`;
      }
    }
  };
  let from = base([...fields.values()], [...counts.values()], asOf);
  for (const layer of layers(program, needed)) {
    const columns = layer.map((i) => sql`${truth(program.segments[i]!)} as ${id(`s${i}`)}`);
    from = sql`(select *, ${join(columns)} from ${from})`;
  }
  return { from, truth, value };
}

/** Fields alone, one row a person: a sub-select with `pid` and the columns `names`, in the order of `fields`. */
export function fieldValues(
  fields: readonly BoundField[],
  asOf: AsOf,
): { readonly from: Sql; readonly names: readonly string[] } {
  const names = fields.map((_, i) => `f${i}`);
  return { from: base(fields.map((field, i) => ({ field, alias: id(names[i]!) })), [], asOf), names };
}

/** Segments that the outputs refer to, directly or not, in an order in which they can be worked out. */
function neededSegments(program: Program): readonly number[] {
  const needed = new Set<number>();
  const need = (rule: BoundRule) =>
    walk(rule, (inner) => {
      if (inner.kind === "segment" && !needed.has(inner.index)) {
        needed.add(inner.index);
        need(program.segments[inner.index]!);
      }
    });
  program.outputs.forEach(need);
  return program.order.filter((i) => needed.has(i));
}

/** Needed segments in layers, each referring only to earlier layers. */
function layers(program: Program, needed: readonly number[]): readonly (readonly number[])[] {
  const depth = new Map<number, number>();
  const result: number[][] = [];
  for (const i of needed) {
    let level = 0;
    walk(program.segments[i]!, (rule) => {
      if (rule.kind === "segment") level = Math.max(level, depth.get(rule.index)! + 1);
    });
    depth.set(i, level);
    (result[level] ??= []).push(i);
  }
  return result;
}

function keyOf(count: BoundCount): string {
  return JSON.stringify(count);
}

function base(
  fields: readonly { readonly field: BoundField; readonly alias: Sql }[],
  counts: readonly { readonly count: BoundCount; readonly alias: Sql }[],
  asOf: AsOf,
): Sql {
  const columns: Sql[] = [sql`p.pid`];
  const joins: Sql[] = [];
  const has = (table: BoundField["table"]) => fields.some(({ field }) => field.table === table);
  if (has("accounts")) joins.push(sql`left join accounts a on a.account = p.account`);
  if (has("surveys")) {
    const items = fields.filter(({ field }) => field.table === "surveys");
    joins.push(sql`left join ${latestAnswers(items, asOf)} q on q.pid = p.pid`);
  }
  for (const { field, alias } of fields) {
    if (field.table === "surveys") columns.push(sql`q.${alias}`);
    else {
      const table = field.table === "people" ? sql`p` : sql`a`;
      columns.push(sql`${present(sql`${table}.${id(field.column)}`, field.type)} as ${alias}`);
    }
  }
  const scans = new Map<string, { readonly count: BoundCount; readonly alias: Sql }[]>();
  for (const one of counts) {
    const key = `${one.count.table}${one.count.before ? " before" : ""}`;
    scans.set(key, [...scans.get(key) ?? [], one]);
  }
  [...scans.values()].forEach((scan, i) => {
    const name = id(`n${i}`);
    joins.push(sql`left join ${countRows(scan, asOf)} ${name} on ${name}.pid = p.pid`);
    scan.forEach(({ alias }) => columns.push(sql`coalesce(${name}.${alias}, 0) as ${alias}`));
  });
  return sql`(select ${join(columns)} from people p ${join(joins, sql` `)})`;
}

/** The latest answer to each item at or before the as-of moment; of several at one moment, the greatest. */
function latestAnswers(
  items: readonly { readonly field: BoundField; readonly alias: Sql }[],
  asOf: AsOf,
): Sql {
  const type = items[0]!.field.at ?? null;
  const at = type === null ? sql`0` : sql`coalesce(r.at, '-infinity')`;
  const answers = items.map(({ field, alias }) => {
    const answer = present(sql`r.${id(field.column)}`, field.type);
    return sql`(max(struct_pack(at := ${at}, answer := ${answer})) filter (where ${answer} is not null)).answer as ${alias}`;
  });
  const past = type === "date" ? readDay(asOf.date)! + 1 : (asOf.seconds + 1) * microseconds;
  const known = type === null ? sql`true` : sql`${at} < ${constant(past, type)}`;
  return sql`(select r.pid, ${join(answers)} from surveys r where ${known} group by r.pid)`;
}

/** Counts of one table, by person, in one pass. */
function countRows(
  scan: readonly { readonly count: BoundCount; readonly alias: Sql }[],
  asOf: AsOf,
): Sql {
  const { table } = scan[0]!.count;
  const anchors = new Map<string, Sql>();
  const columns = scan.map(({ count, alias }) => {
    const tests = [rowsOf(table, count.names, count.where)];
    if (count.window) tests.push(inWindow(count.window, count.at!));
    if (count.before) {
      const key = JSON.stringify(count.before);
      if (!anchors.has(key)) anchors.set(key, id(`b${anchors.size}`));
      const first = sql`b.${anchors.get(key)!}`;
      tests.push(sql`r.at < ${count.at === "date" ? localDay(first, asOf.timeZone) : first}`);
    }
    return sql`count(*) filter (where ${join(tests, every)}) as ${alias}`;
  });
  const names = [...new Set(scan.flatMap(({ count }) => count.names))];
  const kept = [named(table, names)];
  if (scan.every(({ count }) => count.window)) {
    const low = Math.min(...scan.map(({ count }) => count.window!.low));
    kept.push(sql`r.at >= ${constant(low, scan[0]!.count.at!)}`);
  }
  const firsts = anchors.size > 0 ? firstTimes(scan, anchors) : sql``;
  return sql`(select r.pid, ${join(columns)} from ${id(table)} r ${firsts} where ${
    join(kept, every)
  } group by r.pid)`;
}

/** When each person's first event of each kind was. */
function firstTimes(
  scan: readonly { readonly count: BoundCount }[],
  anchors: ReadonlyMap<string, Sql>,
): Sql {
  const before = new Map(scan.map(({ count }) => [JSON.stringify(count.before), count.before!]));
  const columns = [...anchors].map(([key, alias]) => {
    const { names, where } = before.get(key)!;
    return sql`min(r.at) filter (where ${rowsOf("events", names, where)}) as ${alias}`;
  });
  const names = [...new Set([...before.values()].flatMap((anchor) => anchor.names))];
  return sql`join (select r.pid, ${join(columns)} from events r where ${
    named("events", names)
  } group by r.pid) b on b.pid = r.pid`;
}

function named(table: HappenedTable, names: readonly string[]): Sql {
  return sql`r.${id(nameColumn[table])} in (${list(names)})`;
}

function rowsOf(table: HappenedTable, names: readonly string[], where: readonly BoundFilter[]): Sql {
  const filters = where.flatMap(({ column, type, tests }) =>
    tests.map((test) => compare(present(sql`r.${id(column)}`, type), type, test))
  );
  return join([named(table, names), ...filters], every);
}

function inWindow(window: NonNullable<BoundCount["window"]>, at: "date" | "instant"): Sql {
  return sql`r.at >= ${constant(window.low, at)} and r.at < ${constant(window.high, at)}`;
}

/** A value, or NULL where it is not a number: "not a number" is missing. */
function present(value: Sql, type: FieldType): Sql {
  return type === "number" ? sql`nullif(${value}, 'nan'::double)` : value;
}

function compare(value: Sql, type: FieldType, test: BoundTest): Sql {
  switch (test.op) {
    case "in": {
      const values = join(
        test.values.map((value) => typeof value === "number" ? double(value) : sql`${value}`),
      );
      return test.negated ? sql`${value} not in (${values})` : sql`${value} in (${values})`;
    }
    case "range":
      return between(value, test, double, sql`<=`);
    case "days": {
      const spans = test.spans.map(([low, high]) =>
        between(value, { low, high }, (end) => constant(end, type), sql`<`)
      );
      return test.negated ? sql`(not (${join(spans, any)}))` : sql`(${join(spans, any)})`;
    }
    case "matches":
      return sql`regexp_full_match(${value}, ${literal(toRegex(test.pattern))}, 's')`;
    case "missing":
      return test.wanted ? sql`${value} is null` : sql`${value} is not null`;
  }
}

function between(
  value: Sql,
  { low, high }: { readonly low: number | null; readonly high: number | null },
  write: (end: number) => Sql,
  upTo: Sql,
): Sql {
  const ends: Sql[] = [];
  if (low !== null) ends.push(sql`${value} >= ${write(low)}`);
  if (high !== null) ends.push(sql`${value} ${upTo} ${write(high)}`);
  return sql`(${join(ends, every)})`;
}

/** A number exactly as JavaScript has it: its shortest text, read as a double. */
function double(value: number): Sql {
  return sql`cast(${literal(String(value))} as double)`;
}

/** A day or an instant, from days or microseconds since 1970. */
function constant(value: number, type: FieldType): Sql {
  return type === "date"
    ? sql`(date '1970-01-01' + ${literal(value)}::integer)`
    : sql`make_timestamp(${literal(value)}::bigint)`;
}

function localDay(instant: Sql, timeZone: string): Sql {
  return sql`timezone(${literal(timeZone)}, timezone('UTC', ${instant}))::date`;
}
