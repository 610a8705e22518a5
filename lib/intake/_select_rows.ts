import { id, join, literal, type Sql, sql } from "../engine/mod.ts";
import type { FieldType, SourceConfig } from "../workspace/mod.ts";
import { convert, nullPatterns, type Steps } from "./_convert.ts";
import type { PlannedField } from "./_fields.ts";
import type { Input } from "./_input.ts";

const sqlTypes: Readonly<Record<FieldType, Sql>> = {
  text: sql`varchar`,
  number: sql`double`,
  boolean: sql`boolean`,
  date: sql`date`,
  instant: sql`timestamp`,
};

/** Whether a field's values can be wrong: then its stage has a column that says where. */
export function canBeBad({ type }: PlannedField): boolean {
  return type !== null && type !== "text";
}

/** Whether a field has a value map: then its stage has a column that says which values are not in it. */
export function isMapped({ name }: PlannedField, source: SourceConfig): boolean {
  return Object.hasOwn(source.values, name);
}

/** The columns of a stage: the file's place, then for each field its value `v`, and `b` (bad) and `u` (unmapped). */
export function stageColumns(fields: readonly PlannedField[], source: SourceConfig): Sql {
  const columns = fields.flatMap((field, i) => [
    sql`${id(`v${i}`)} ${sqlTypes[field.type ?? "text"]}`,
    ...(canBeBad(field) ? [sql`${id(`b${i}`)} boolean`] : []),
    ...(isMapped(field, source) ? [sql`${id(`u${i}`)} boolean`] : []),
  ]);
  return join([sql`file integer`, ...columns]);
}

/**
 * The rows of one file as {@linkcode stageColumns}, in layers of queries (see {@linkcode Steps}): clean `c`, parsed
 * `p`, then values `v` and whether a missing one would be a mistake `m`.
 *
 * @param file The file's place among its source's.
 * @param row The number of a row, to stand as `rowid` before the columns. Default: none.
 */
export function selectRows(
  from: Sql,
  file: number,
  input: Input,
  fields: readonly PlannedField[],
  source: SourceConfig,
  workspace: {
    readonly nulls: readonly string[];
    readonly marksAreValues?: boolean;
    readonly timeZone: string;
  },
  row: Sql | null = null,
): Sql {
  const nulls = nullPatterns(workspace.nulls, workspace.marksAreValues);
  const timeZone = source.timeZone ?? workspace.timeZone;
  const steps = fields.map((field): Steps | null => {
    const column = field.columns[file] ?? null;
    return column && convert(column, {
      type: field.type ?? "text",
      values: isMapped(field, source) ? source.values[field.name] : undefined,
      format: Object.hasOwn(source.dates, field.name) ? source.dates[field.name] : undefined,
      decimal: source.decimal,
      timeZone,
      nulls,
    });
  });
  const clean: Sql[] = [];
  const parsed: Sql[] = [];
  const values: Sql[] = [];
  const finished: Sql[] = [sql`${literal(file)}::integer as file`];
  fields.forEach((field, i) => {
    const step = steps[i] ?? null;
    const [c, v, m, u, b] = ["c", "v", "m", "u", "b"].map((letter) => id(`${letter}${i}`)) as [
      ...[Sql, Sql, Sql, Sql, Sql],
    ];
    finished.push(v);
    if (step === null) {
      values.push(sql`null::${sqlTypes[field.type ?? "text"]} as ${v}`);
      if (canBeBad(field)) finished.push(sql`false as ${b}`);
      if (isMapped(field, source)) finished.push(sql`false as ${u}`);
      return;
    }
    clean.push(sql`${step.clean} as ${c}`);
    const parts = step.parse(c);
    const names = parts.map((_, k) => id(`p${i}_${k}`));
    parts.forEach((part, k) => parsed.push(sql`${part} as ${names[k]!}`));
    values.push(sql`${step.value(names)} as ${v}`);
    if (canBeBad(field)) {
      const mistake = step.mistake?.(c) ?? sql`false`;
      values.push(sql`${c} is not null and ${mistake} as ${m}`);
      finished.push(sql`${m} and ${v} is null as ${b}`);
    }
    if (isMapped(field, source)) {
      clean.push(sql`${step.unmapped ?? sql`false`} as ${u}`);
      values.push(u);
      finished.push(u);
    }
  });
  const good = input.file.format === "ndjson" ? sql`where good` : sql``;
  const rest = (pieces: readonly Sql[]) => pieces.length > 0 ? sql`, ${join(pieces)}` : sql``;
  const first = sql`(select ${row ?? sql`1`} as row${rest(clean)} from ${from} ${good})`;
  const second = sql`(select *${rest(parsed)} from ${first})`;
  const number = row ? sql`row as rowid, ` : sql``;
  return sql`select ${number}${join(finished)} from (select row${rest(values)} from ${second})`;
}
