import { InputError, nearest } from "../../workspace/mod.ts";
import { countryCode } from "./_countries.ts";
import { csvRows } from "./_csv_rows.ts";
import { fieldNames, parameterOf } from "./_parameters.ts";
import { type HashedValue, type HashOptions, hashValue, type Platform } from "./hash_value.ts";

/** One value of a file, as a platform would be given it. */
export interface HashedCell extends HashedValue {
  /** The row of the file it stands in, its header being row 1; in JSON the record, from 1. */
  readonly row: number;
}

/** Every value of a file, normalised and hashed. */
export interface HashedRows {
  /** Says what this is. */
  readonly kind: "hashes";
  /** For whom. */
  readonly destination: Platform;
  /** Records in the file. */
  readonly rows: number;
  /** In the order of the file. */
  readonly values: readonly HashedCell[];
}

/** What {@linkcode hashRows} may be told. */
export interface HashRowsOptions extends HashOptions {
  /** How to name the file in messages; its ending says whether it holds CSV or JSON. Default "values.csv". */
  readonly file?: string;
}

type Cells = readonly (readonly [field: string, value: string])[];

/**
 * Every value of a text, normalised and hashed for an ad platform ({@linkcode hashValue}).
 *
 * A CSV text has a header of fields: the platform's names (`em,ph,fn`) or usual ones (`email,phone,first_name`); or it
 * names the field in every line (`field,input`). A JSON text is a list of records (`[{"em": "…"}]`), one record a line
 * (`.ndjson`), or values by field (`[{"field": "em", "input": "…"}]`), also in groups of which those named after the
 * other platform are left out. Records may hold their fields one level deeper, as payloads do (`{"user_data": {…}}`).
 * A phone number without a country code takes the country of its own record, else `country`.
 *
 * @throws {InputError} The text is empty, holds no rows or no known field, or is neither CSV nor JSON.
 *
 * @example
 * ```ts
 * import { hashRows } from "./hash_rows.ts";
 * const { values } = hashRows("meta", "em,ge\nJohn_Smith@gmail.com,F\n");
 * if (values[0]?.row !== 2 || values[0].hashed?.slice(0, 8) !== "62a14e44") throw new Error();
 * if (values[1]?.normalised !== "f" || values[1].hashed !== null) throw new Error();
 * ```
 */
export function hashRows(
  destination: Platform,
  text: string,
  { file = "values.csv", country = "US" }: HashRowsOptions = {},
): HashedRows {
  const plain = text.replace(/^\uFEFF/, "");
  if (plain.trim() === "") throw new InputError(`Cannot hash "${file}": it is empty`);
  const json = /\.(json|ndjson|jsonl)$/i.test(file);
  const records: readonly (readonly [row: number, cells: Cells])[] = json
    ? jsonRecords(plain, file, destination).map((cells, i) => [i + 1, cells] as const)
    : csvRecords(plain, file);
  if (json && records.length === 0) {
    throw new InputError(
      `Cannot hash "${file}": it holds no records. Write them as [{"em": "…"}] or [{"field": "em", "input": "…"}].`,
    );
  }
  refuseUnknown(records.map(([, cells]) => cells), destination, file);
  const values = records.flatMap(([row, cells]) => {
    const own = cells.find(([field]) => parameterOf(field) === "country")?.[1];
    const home = (own === undefined ? null : countryCode(own)) ?? country;
    return cells.map(([field, value]) => ({
      row,
      ...hashValue(destination, field, value, { country: home }),
    }));
  });
  return { kind: "hashes", destination, rows: records.length, values };
}

function csvRecords(text: string, file: string): [number, Cells][] {
  const [header = [], ...rows] = csvRows(text, file);
  if (rows.length === 0) {
    throw new InputError(`Cannot hash "${file}": it has a header and no rows. Export it again.`);
  }
  const at = (...names: string[]) => header.findIndex((one) => names.includes(one.trim().toLowerCase()));
  const [field, input] = [at("field"), at("input", "value")];
  if (field >= 0 && input >= 0) return rows.map((row, i) => [i + 2, [[row[field] ?? "", row[input] ?? ""]]]);
  return rows.map((row, i) => [i + 2, header.map((field, at) => [field, row[at] ?? ""] as const)]);
}

/** Names are not quoted back: without a header they are somebody's values. */
function refuseUnknown(records: readonly Cells[], destination: Platform, file: string) {
  const names = new Set(records.flatMap((cells) => cells.map(([field]) => field)));
  if ([...names].some((name) => parameterOf(name) !== null)) return;
  const near = [...names].flatMap((name) => nearest(name.trim(), fieldNames) ?? [])[0];
  throw new InputError(
    `Cannot hash "${file}": it names no field that ${
      destination === "meta" ? "Meta" : "Google"
    } may be given. ` +
      (near === undefined
        ? "Begin it with a header such as email,phone,first_name."
        : `Did you mean "${near}"?`),
  );
}

function jsonRecords(text: string, file: string, destination: Platform): Cells[] {
  const lines = /\.(ndjson|jsonl)$/i.test(file);
  const parse = (part: string, line: number): unknown => {
    try {
      return JSON.parse(part);
    } catch {
      throw new InputError(`Cannot read "${file}": line ${line} is not JSON. Check its quotes and brackets.`);
    }
  };
  const data = lines
    ? text.split(/\r?\n/).flatMap((line, i) => line.trim() === "" ? [] : [parse(line, i + 1)])
    : parse(text, 1);
  return found(data, destination);
}

function found(data: unknown, destination: Platform): Cells[] {
  if (Array.isArray(data)) return data.flatMap((one) => found(one, destination));
  if (typeof data !== "object" || data === null) return [];
  const record = data as Readonly<Record<string, unknown>>;
  if (typeof record.field === "string" && "input" in record) return [[[record.field, said(record.input)]]];
  const isGroup = (value: unknown) =>
    Array.isArray(value) && value.some((one) => typeof one === "object" && one !== null);
  const groups = Object.entries(record).filter(([, value]) => isGroup(value));
  const isOwn = ([name, value]: [string, unknown]) => parameterOf(name) !== null && !isGroup(value);
  if (groups.length > 0 && !Object.entries(record).some(isOwn)) {
    const other = destination === "meta" ? "google" : "meta";
    return groups.filter(([name]) => !name.toLowerCase().startsWith(other)).flatMap(([, group]) =>
      (group as unknown[]).flatMap((one) => isValue(one) || holdsFields(one) ? found(one, destination) : [])
    );
  }
  const inner = Object.entries(record).filter(([, value]) => holdsFields(value));
  const own = Object.entries(record).filter(([, value]) => !holdsFields(value));
  const each = (value: unknown): readonly unknown[] => Array.isArray(value) ? value : [value];
  const cells = own.flatMap(([field, value]) => each(value).map((one) => [field, said(one)] as const));
  const [first = [], ...more] = inner.flatMap(([, value]) => found(value, destination));
  return [[...cells, ...first], ...more];
}

/** Whether an object names a field, itself or in what it holds: payloads keep people under `user_data` and the like. */
function holdsFields(one: unknown): boolean {
  if (typeof one !== "object" || one === null) return false;
  if (Array.isArray(one)) return one.some((each) => typeof each === "object" && holdsFields(each));
  return Object.entries(one).some(([name, value]) => parameterOf(name) !== null || holdsFields(value));
}

/** In groups, only values by field count: other entries there say something about values. */
function isValue(one: unknown): boolean {
  return typeof one === "object" && one !== null && "field" in one && "input" in one;
}

function said(value: unknown): string {
  return value === null || value === undefined ? "" : typeof value === "object" ? "" : String(value);
}
