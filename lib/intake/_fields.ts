import {
  type FieldType,
  InputError,
  nearest,
  type Problem,
  type SourceConfig,
  type TableName,
  tables,
} from "../workspace/mod.ts";
import type { InputColumn, Kind } from "./_convert.ts";
import type { Input } from "./_input.ts";
import { fileProblem, found } from "./_problems.ts";

/** A field of a table and where each file keeps it. */
export interface PlannedField {
  readonly name: string;
  /** Whether Trellis knows it, or it is the source's own. */
  readonly known: boolean;
  readonly required: boolean;
  /** Null where only all values together can tell. */
  readonly type: FieldType | null;
  /** One entry a file; null where that file does not have it. */
  readonly columns: readonly (InputColumn | null)[];
}

/** Names a source's own column may not take: the database's and Trellis's own. */
const reserved = ["pid", "seq", "rowid"];

/**
 * Which column of which file is which field: as mapped in workspace.yaml, else a known field by its own name (in
 * either case), else a field of the source's own under the column's name.
 *
 * @throws {InputError} workspace.yaml gives a known field another type.
 */
export function planFields(
  table: TableName,
  source: SourceConfig,
  inputs: readonly Input[],
): { fields: readonly PlannedField[]; problems: readonly Problem[] } {
  const forbidden = Object.keys(source.columns).find((name) =>
    name === "" || reserved.includes(name.toLowerCase())
  );
  if (forbidden !== undefined) {
    throw new InputError(
      `Cannot use workspace.yaml: sources.${table}.columns.${forbidden}: Trellis keeps the name "${forbidden}" ` +
        `for itself. Choose another.`,
    );
  }
  const problems: Problem[] = [];
  const plan = new Map<string, (InputColumn | null)[]>();
  const put = (field: string, file: number, column: InputColumn) => {
    if (!plan.has(field)) plan.set(field, inputs.map(() => null));
    plan.get(field)![file] = column;
  };
  const specs = tables[table].fields;
  const extraNames = new Map<string, string>();
  inputs.forEach((input, i) => {
    const claimed = new Set<InputColumn>();
    const mapped = new Set<string>();
    for (const [field, wanted] of Object.entries(source.columns)) {
      const column = input.columns.find(({ name }) => name === wanted) ??
        input.columns.find(({ name }) => name.toLowerCase() === wanted.trim().toLowerCase());
      mapped.add(field.toLowerCase());
      if (column) {
        claimed.add(column);
        put(field, i, column);
      } else if (!isRequired(table, field)) {
        problems.push(unmapped(table, input, field, wanted));
      }
    }
    for (const field of Object.keys(specs)) {
      const column = input.columns.find((one) => !claimed.has(one) && one.name.toLowerCase() === field);
      if (column === undefined || mapped.has(field)) continue;
      claimed.add(column);
      put(field, i, column);
    }
    const missing = Object.keys(specs).filter((field) =>
      specs[field]!.required && plan.get(field)?.[i] == null
    );
    for (const field of missing) problems.push(columnMissing(table, source, input, field));
    const taken = new Set([...Object.keys(specs), ...Object.keys(source.columns), ...reserved]
      .map((name) => name.toLowerCase()));
    for (const column of input.columns) {
      if (claimed.has(column)) continue;
      let name = extraNames.get(column.name.toLowerCase()) ?? column.name;
      for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${column.name}_${n}`;
      if (name !== column.name && !extraNames.has(column.name.toLowerCase())) {
        problems.push(fileProblem(
          "column-duplicate",
          input.file.name,
          `Column "${column.name}" of "${input.file.name}" is called "${name}" here: the name is taken. ` +
            `Give it another under sources.${table}.columns in workspace.yaml.`,
          { column: column.name },
        ));
      }
      extraNames.set(column.name.toLowerCase(), name);
      taken.add(name.toLowerCase());
      put(name, i, column);
    }
  });
  const order = [...Object.keys(specs).filter((name) => plan.has(name))];
  const names = [...order, ...[...plan.keys()].filter((name) => !Object.hasOwn(specs, name))];
  problems.push(...unknownFields(table, source, inputs, names));
  const fields = names.map((name): PlannedField => ({
    name,
    known: Object.hasOwn(specs, name),
    required: isRequired(table, name),
    type: typeOf(table, source, name, plan.get(name)!),
    columns: plan.get(name)!,
  }));
  return { fields, problems };
}

function isRequired(table: TableName, field: string): boolean {
  if (!Object.hasOwn(tables[table].fields, field)) return false;
  const { required, mayBeEmpty } = tables[table].fields[field]!;
  return required === true && mayBeEmpty === undefined;
}

const typeOfKind: Record<Kind, FieldType | null> = {
  text: null,
  number: "number",
  boolean: "boolean",
  date: "date",
  time: "instant",
  instant: "instant",
};

function typeOf(
  table: TableName,
  source: SourceConfig,
  field: string,
  columns: readonly (InputColumn | null)[],
): FieldType | null {
  const wanted = Object.hasOwn(source.types, field) ? source.types[field]! : null;
  if (Object.hasOwn(tables[table].fields, field)) {
    const { type } = tables[table].fields[field]!;
    if (wanted !== null && wanted !== type) {
      throw new InputError(
        `Cannot use workspace.yaml: sources.${table}.types.${field} is ${wanted}, but ${field} always holds ` +
          `${type}. Map the column to a name of your own under sources.${table}.columns.`,
      );
    }
    return type;
  }
  if (wanted !== null) return wanted;
  if (Object.hasOwn(source.values, field)) return null;
  if (Object.hasOwn(source.dates, field)) {
    return /%[HIMSTXcf]/.test(source.dates[field]!) ? "instant" : "date";
  }
  const kinds = new Set(columns.flatMap((column) => column ? [column.kind] : []));
  return kinds.size === 1 ? typeOfKind[[...kinds][0]!] : null;
}

function unmapped(table: TableName, input: Input, field: string, wanted: string): Problem {
  const like = nearest(wanted, input.columns.map(({ name }) => name));
  return fileProblem(
    "column-unmapped",
    input.file.name,
    `sources.${table}.columns.${field} names the column "${wanted}", which "${input.file.name}" does not have` +
      `${like ? `; did you mean "${like}"?` : "."} ${field} stays empty.`,
    { column: wanted },
  );
}

function columnMissing(table: TableName, source: SourceConfig, input: Input, field: string): Problem {
  const wanted = Object.hasOwn(source.columns, field) ? source.columns[field]! : field;
  const names = input.columns.map(({ name }) => name);
  const like = nearest(wanted, names) ??
    names.find((name) => name.toLowerCase().startsWith(wanted.toLowerCase())) ?? null;
  return fileProblem(
    "column-missing",
    input.file.name,
    `Cannot read "${input.file.name}": column "${wanted}" is missing (${found(names)}` +
      `${like ? `; nearest: ${like}` : ""}). Map it under sources.${table}.columns in workspace.yaml.`,
    { fatal: true, column: wanted },
  );
}

/** Fields that workspace.yaml gives values, dates, types, classes or an order for, and that no file has. */
function unknownFields(
  table: TableName,
  source: SourceConfig,
  inputs: readonly Input[],
  names: readonly string[],
): Problem[] {
  const settings = (["values", "dates", "types", "classes"] as const).flatMap((setting) =>
    Object.keys(source[setting] ?? {}).map((field) => ({ path: `${setting}.${field}`, field, fatal: false }))
  );
  if (source.orderBy !== undefined) settings.push({ path: "orderBy", field: source.orderBy, fatal: true });
  return settings.filter(({ field }) => !names.includes(field)).map(({ path, field, fatal }) => {
    const like = nearest(field, names);
    return fileProblem(
      fatal ? "column-missing" : "column-unmapped",
      inputs[0]?.file.name ?? source.file,
      `sources.${table}.${path} is about the field "${field}", which no file of ${table} has` +
        `${like ? `; did you mean "${like}"?` : ` (${found(names)}).`}`,
      { fatal, column: field },
    );
  });
}
