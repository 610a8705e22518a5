import { join, literal, type Sql, sql } from "../engine/mod.ts";
import type { FieldType, SourceConfig } from "../workspace/mod.ts";
import { localToUtc } from "./_zone.ts";

/** What a column of a file holds before it is converted. `time` is a local time, `instant` one with an offset. */
export type Kind = "text" | "number" | "boolean" | "date" | "time" | "instant";

/** A column of a file, as an expression over its relation. */
export interface InputColumn {
  /** Name as in the file, made unique. */
  readonly name: string;
  readonly value: Sql;
  readonly kind: Kind;
}

/** How one field is to be read. */
export interface Reading {
  readonly type: FieldType;
  readonly values: SourceConfig["values"][string] | undefined;
  /** strptime format of dates and instants. */
  readonly format: string | undefined;
  readonly decimal: "." | ",";
  readonly timeZone: string;
  /** Patterns of text that means missing, from {@linkcode nullPatterns}. */
  readonly nulls: NullPatterns;
}

/**
 * How a field is read, in three steps, each over the columns the step before made: so that no expression is worked
 * out twice on tens of millions of rows.
 */
export interface Steps {
  /** The column's value, or its text without the spellings of missing. */
  readonly clean: Sql;
  /** True where a value is not listed in the field's value map; null when it has none. */
  readonly unmapped: Sql | null;
  /** What the clean value says, in one column or (instants) two: a local time in microseconds, and a UTC one. */
  readonly parse: (clean: Sql) => readonly Sql[];
  /** The field's value, missing where it could not be read. */
  readonly value: (parsed: readonly Sql[]) => Sql;
  /** Whether a clean value that gives no value is a mistake; null when it never is. */
  readonly mistake: ((clean: Sql) => Sql) | null;
}

const spaces = " \t\r\n\f\u00a0";
const fewNulls = ["na", "n/a", "null"];
const usualNulls = [...fewNulls, "not available", "not applicable", "?", "*", "–", "—", "-", "."];

/** Patterns (RE2) a whole text is held against. */
export interface NullPatterns {
  /** Every spelling of missing: empty, the usual words and marks, and counts suppressed at the source ("<11"). */
  readonly missing: string;
  /** Every text that is not to be taken as it is: missing, with white space around it, or with NUL characters. */
  readonly unclean: string;
}

/**
 * The spellings of missing, in either case: the usual ones and a workspace's own.
 *
 * @param marksAreValues Take marks (`?`, `*`, `-`, `<11`) as the values they are; only words such as NA are missing.
 */
export function nullPatterns(more: readonly string[], marksAreValues = false): NullPatterns {
  const words = [...(marksAreValues ? fewNulls : usualNulls), ...more].map((word) =>
    word.trim().replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")
  );
  const space = "[\\s\\x{a0}]";
  const spellings = `|${words.join("|")}${marksAreValues ? "" : "|<\\s*\\d+"}`;
  return {
    missing: `(?i)${space}*(?:${spellings})${space}*`,
    unclean: `(?is)${space}.*|.*${space}|.*\\x00.*|${spellings}`,
  };
}

/** How to read one column as one field. Nothing is evaluated here. */
export function convert(column: InputColumn, reading: Reading): Steps {
  const source = sourceOf(column.kind, reading);
  if (source === "native") {
    return { clean: column.value, unmapped: null, ...nativeSteps(column.kind, reading) };
  }
  const { text, unmapped } = cleanText(asText(column), reading);
  return { clean: text, unmapped, ...textSteps(reading) };
}

/** Whether a column can be taken as it is typed, or must go through text. */
function sourceOf(kind: Kind, { type, values }: Reading): "text" | "native" {
  if (kind === "text" || type === "text" || values !== undefined) return "text";
  const natives: Record<Exclude<FieldType, "text">, readonly Kind[]> = {
    number: ["number", "boolean"],
    boolean: ["boolean", "number"],
    date: ["date", "time", "instant"],
    instant: ["date", "time", "instant", "number"],
  };
  return natives[type].includes(kind) ? "native" : "text";
}

/** The steps after {@linkcode Steps.clean}. */
export type Typed = Pick<Steps, "parse" | "value" | "mistake">;

const first = (parsed: readonly Sql[]): Sql => parsed[0]!;
const always = () => sql`true`;

/** How to read clean text as a value of the type. */
export function textSteps(reading: Pick<Reading, "type" | "format" | "decimal" | "timeZone">): Typed {
  switch (reading.type) {
    case "text":
      return { parse: (text) => [text], value: first, mistake: null };
    case "number":
      return {
        parse: (text) => [textNumber(text, reading.decimal)],
        value: finite,
        mistake: (text) => sql`lower(${text}) <> 'nan'`,
      };
    case "boolean":
      return { parse: (text) => [textBoolean(text)], value: first, mistake: always };
    case "date":
      return { parse: (text) => [textDate(text, reading)], value: realDay, mistake: always };
    case "instant":
      return { parse: (text) => textInstant(text, reading), value: realMoment(reading), mistake: always };
  }
}

function nativeSteps(kind: Kind, reading: Reading): Typed {
  switch (reading.type) {
    case "text":
      return textSteps(reading);
    case "number":
      return {
        parse: (value) => [kind === "boolean" ? sql`${value}::int::double` : sql`${value}::double`],
        value: finite,
        mistake: kind === "boolean" ? null : (value) => sql`not isnan(${value}::double)`,
      };
    case "boolean":
      return {
        parse: (value) => [
          kind === "boolean" ? value : sql`case ${value} when 1 then true when 0 then false end`,
        ],
        value: first,
        mistake: always,
      };
    case "date":
      return {
        parse: (value) => [
          kind === "instant"
            ? sql`timezone(${literal(reading.timeZone)}, ${value})::date`
            : sql`${value}::date`,
        ],
        value: realDay,
        mistake: always,
      };
    case "instant":
      return {
        parse: (value) => {
          if (kind === "instant") return [sql`null::bigint`, sql`epoch_us(${value}::timestamptz)`];
          if (kind === "number") return [sql`null::bigint`, epochMicros(sql`${value}::double`)];
          return [sql`epoch_us(${value}::timestamp)`, sql`null::bigint`];
        },
        value: realMoment(reading),
        mistake: always,
      };
  }
}

function cleanText(raw: Sql, { values, nulls }: Reading): { text: Sql; unmapped: Sql | null } {
  // Nearly every value is clean, and looking is much cheaper than cleaning.
  const whole = sql`replace(${raw}, chr(0), '')`;
  const trimmed = sql`trim(${whole}, ${literal(spaces)})`;
  const clean = sql`case when not regexp_full_match(${raw}, ${literal(nulls.unclean)}) then ${raw}
    when not regexp_full_match(${whole}, ${literal(nulls.missing)}) then ${trimmed} end`;
  const listed = Object.entries(values ?? {});
  if (listed.length === 0) return { text: clean, unmapped: values ? sql`${clean} is not null` : null };
  const whens = listed.map(([from, to]) =>
    sql`when ${literal(from.trim())} then ${to === null ? sql`null` : literal(String(to))}`
  );
  const known = [...listed.map(([from]) => from.trim()), ...listed.map(([, to]) => String(to))];
  return {
    text: sql`case ${trimmed} ${join(whens, sql` `)} else ${clean} end`,
    // `in` with many values becomes a join, after which rows may come out in another order than the file's.
    unmapped: sql`${clean} is not null and not list_contains([${join(known.map(literal))}], ${trimmed})`,
  };
}

/** A number, with a currency sign and thousands separators at will; in brackets it is negative. */
function textNumber(text: Sql, decimal: "." | ","): Sql {
  const [point, thousand] = decimal === "." ? ["\\.", "[,\u00a0 ']"] : [",", "[.\u00a0 ']"];
  const plain = `[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?`;
  const money = `[-+(]?\\s?[$€£¥]?\\s?[-+]?(\\d{1,3}(${thousand}\\d{3})+|\\d+)(${point}\\d+)?\\s?[$€£¥]?\\)?`;
  const digits = sql`regexp_replace(${text}, ${literal(`[^0-9${decimal}]`)}, '', 'g')`;
  const number = decimal === "." ? digits : sql`replace(${digits}, ',', '.')`;
  const sign = sql`case when ${text} like '%-%' or ${text} like '(%)' then -1 else 1 end`;
  const formatted = sql`case when regexp_full_match(${text}, ${literal(money)})
    then ${sign} * try_cast(${number} as double) end`;
  if (decimal === ",") return formatted;
  return sql`case when regexp_full_match(${text}, ${literal(plain)})
    then try_cast(${text} as double) else ${formatted} end`;
}

function textBoolean(text: Sql): Sql {
  return sql`case lower(${text}) when 'true' then true when 't' then true when 'yes' then true
    when 'y' then true when '1' then true when 'false' then false when 'f' then false
    when 'no' then false when 'n' then false when '0' then false end`;
}

/** Pattern of an ISO 8601 day. */
export const dayPattern = "\\d{4}-\\d{1,2}-\\d{1,2}";
/** Pattern of an ISO 8601 local time: a day, then perhaps a time of day. */
export const localPattern = `${dayPattern}([ T]\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d+)?)?)?`;
/** Pattern of an ISO 8601 time with an offset. */
export const offsetPattern =
  `${dayPattern}[ T]\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d+)?)? ?(Z|UTC|[-+]\\d{2}(:?\\d{2})?)`;

function textDate(text: Sql, { format, timeZone }: Pick<Reading, "format" | "timeZone">): Sql {
  if (format !== undefined) return sql`try_strptime(${text}, ${literal(format)})::timestamp::date`;
  const day = sql`regexp_extract(${text}, ${literal(`^${dayPattern}`)})`;
  return sql`case when regexp_full_match(${text}, ${literal(localPattern)}) then try_cast(${day} as date)
    when regexp_full_match(${text}, ${literal(offsetPattern)})
    then timezone(${literal(timeZone)}, ${textWithOffset(text)})::date end`;
}

function textInstant(text: Sql, { format }: Pick<Reading, "format">): readonly Sql[] {
  if (format !== undefined) {
    const micros = sql`epoch_us(try_strptime(${text}, ${literal(format)}))`;
    return /%[zZ]/.test(format) ? [sql`null::bigint`, micros] : [micros, sql`null::bigint`];
  }
  const dotted = sql`case when contains(${text}, ',') then replace(${text}, ',', '.') else ${text} end`;
  const isLocal = sql`regexp_full_match(${text}, ${literal(localPattern)})`;
  const plain = sql`epoch_us(try_cast(${text} as timestamp))`;
  // The two usual spellings are told by their shape, which is much quicker than a pattern.
  const usual = sql`(${text} like '____-__-__ __:__:__' and not ${text} like '% % %')`;
  const usualUtc = sql`(${text} like '____-__-__T__:__:__Z' and not contains(${text}, ' '))`;
  const local = sql`case when ${usualUtc} then null when ${usual} then ${plain}
    when ${isLocal} then epoch_us(try_cast(${dotted} as timestamp)) end`;
  const utc = sql`case when ${usualUtc} then ${plain} when ${usual} or ${isLocal} then null
    when regexp_full_match(${text}, ${literal(offsetPattern)}) then epoch_us(${textWithOffset(text)})
    when regexp_full_match(${text}, '\\d{10}|\\d{13}|\\d{16}')
    then ${epochMicros(sql`try_cast(${text} as double)`)} end`;
  return [local, utc];
}

/** The engine wants "+00" for "Z" and "UTC", and no space before an offset. */
function textWithOffset(text: Sql): Sql {
  const zero = sql`regexp_replace(replace(${text}, ',', '.'), ' ?(Z|UTC)$', '+00')`;
  return sql`try_cast(regexp_replace(${zero}, ' ([-+])', '\\1') as timestamptz)`;
}

/** Seconds, milliseconds or microseconds since 1970, told apart by their size. */
function epochMicros(number: Sql): Sql {
  return sql`try_cast(case when abs(${number}) < 1e11 then ${number} * 1e6
    when abs(${number}) < 1e14 then ${number} * 1e3 else ${number} end as bigint)`;
}

/** Nothing before 1900 and nothing after 9999: such dates are placeholders or mistakes. */
function realDay([day]: readonly Sql[]): Sql {
  return sql`case when ${day!} >= date '1900-01-01' and ${day!} <= date '9999-12-31' then ${day!} end`;
}

function realMoment({ timeZone }: Pick<Reading, "timeZone">): (parsed: readonly Sql[]) => Sql {
  return ([local, utc]) => {
    const micros = sql`case when ${local!} is not null then ${localToUtc(local!, timeZone)}
      when ${utc!} >= epoch_us(timestamp '1900-01-01') and ${utc!} < epoch_us(timestamp '9999-12-31')
      then ${utc!} end`;
    return sql`make_timestamp(${micros})`;
  };
}

function finite([number]: readonly Sql[]): Sql {
  return sql`case when isfinite(${number!}) then ${number!} end`;
}

/** A column as text, numbers without a needless ".0". */
function asText({ value, kind }: InputColumn): Sql {
  if (kind === "text") return value;
  if (kind !== "number") return sql`${value}::varchar`;
  return sql`case when ${value} = trunc(${value}::double) and abs(${value}) < 1e15
    then ${value}::bigint::varchar else ${value}::varchar end`;
}
