import { type Engine, id, sql } from "../../engine/mod.ts";
import type { Field, FieldClassWord, FieldQuality, FieldType, TableName } from "../../workspace/mod.ts";
import type { Category } from "../identifiers/categories.ts";
import { findIdentifiers } from "../identifiers/find_identifiers.ts";
import { revealsHealth } from "../identifiers/reveals_health.ts";
import { guessByName } from "./_guess_name.ts";

/** A guess and its reasons; no word where nothing can be said. */
export interface Guess {
  readonly word: FieldClassWord | null;
  readonly reasons: readonly string[];
}

/** Tables whose rows are not about single people. */
const notAboutPeople: ReadonlySet<TableName> = new Set(["campaigns", "spend", "content", "facilities"]);
/** Values that most people share cannot name one of them. */
const shared: ReadonlySet<FieldClassWord> = new Set([
  "phone",
  "fax",
  "account",
  "licence",
  "vehicle",
  "device",
  "url",
  "photo",
  "biometric",
  "code",
]);
const wordOf: Readonly<Record<Category, FieldClassWord>> = {
  name: "name",
  address: "geography",
  zip: "geography",
  "date-of-birth": "date",
  date: "date",
  "age-over-89": "quasi",
  phone: "phone",
  fax: "fax",
  email: "email",
  ssn: "ssn",
  mrn: "mrn",
  member: "member",
  account: "account",
  licence: "licence",
  npi: "licence",
  vehicle: "vehicle",
  device: "device",
  url: "url",
  ip: "ip",
  code: "code",
  health: "sensitive",
};

const most = 200;
const enough = 20;
const nearlyAll = 0.8;
const longText = 60;

/** What is known of a column before somebody decides its class. */
export interface Seen {
  readonly name: string;
  readonly type: FieldType;
  /** Rows with a value. */
  readonly filled: number;
  /** Different values. */
  readonly distinct: number;
  /** Some of its different values. */
  readonly values: readonly string[];
  /** Whether it is about what people did, so that an address is of a page. */
  readonly events?: boolean;
}

/** What a source's own field may say about a person, from its name and its values. */
export async function guess(
  engine: Engine,
  table: TableName,
  { name, type }: Field,
  quality: FieldQuality | undefined,
): Promise<Guess> {
  if (notAboutPeople.has(table)) {
    return { word: "free", reasons: [`rows of ${table} are not about single people`] };
  }
  const needsValues = type === "text" || type === "number";
  return guessFrom({
    name,
    type,
    filled: Math.round((quality?.complete ?? 0) * (quality?.rows ?? 0)),
    distinct: quality?.distinct ?? 0,
    values: needsValues ? await sample(engine, table, name) : [],
    events: table === "events",
  });
}

/** The guess, from what was seen of the column. */
export function guessFrom({ name, type, filled, distinct, values, events = false }: Seen): Guess {
  const few = filled >= enough ? distinct <= Math.min(50, filled / 4) : distinct <= filled / 2;
  const own = filled >= enough && distinct > filled / 2;
  const byName = guessByName(name);
  if (type === "date" || type === "instant") {
    return { word: "date", reasons: ["its values are days or times"] };
  }
  if (type === "boolean") {
    return byName?.word === "sensitive"
      ? { word: "sensitive", reasons: [byName.reason] }
      : { word: "quasi", reasons: ["its values are yes and no"] };
  }
  const inside = type === "text" ? commonest(values) : null;
  if (inside && inside.share >= nearlyAll) {
    return {
      word: wordOf[inside.category],
      reasons: [`nearly all of its values look like: ${inside.category}`],
    };
  }
  if (byName?.word === "url" && events) {
    return { word: "sensitive", reasons: ["addresses of pages that somebody looked at"] };
  }
  if (byName && !(few && shared.has(byName.word))) {
    return { word: byName.word, reasons: [byName.reason] };
  }
  if (revealsHealth(name)) {
    return { word: "sensitive", reasons: ["its name is a health condition or a treatment"] };
  }
  if (inside) return { word: null, reasons: [`some of its values look like: ${inside.category}`] };
  const lengths = values.reduce((sum, value) => sum + value.length, 0) / Math.max(1, values.length);
  if (type === "text" && lengths > longText) return { word: null, reasons: ["its values are free text"] };
  if (own && type === "text") {
    return { word: null, reasons: ["its values differ in most rows, so they may name people"] };
  }
  if (own && values.every((value) => /^\d{5,}(\.0+)?$/.test(value))) {
    return { word: "code", reasons: ["its values are long whole numbers that differ in most rows"] };
  }
  if (type === "text" && values.some(revealsHealth)) {
    return { word: "sensitive", reasons: ["some of its values name health conditions"] };
  }
  return {
    word: "quasi",
    reasons: [type === "number" ? "its values are numbers" : "people share its values"],
  };
}

/** Some of the field's different values, never shown to anybody. */
async function sample(engine: Engine, table: TableName, name: string): Promise<string[]> {
  const rows = await engine.rows<{ value: string }>(sql`
    select distinct left(${id(name)}::varchar, 300) as value from (
      select ${id(name)} from ${id(table)} where ${id(name)} is not null limit 5000
    ) limit ${most}`);
  return rows.map(({ value }) => value);
}

/** The category that most of the values are, or hold, and how many. */
function commonest(
  values: readonly string[],
): { readonly category: Category; readonly share: number } | null {
  const counts = new Map<Category, number>();
  for (const value of values) {
    for (const category of new Set(findIdentifiers(value).map(({ category }) => category))) {
      counts.set(category, (counts.get(category) ?? 0) + 1);
    }
  }
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first === undefined ? null : { category: first[0], share: first[1] / values.length };
}
