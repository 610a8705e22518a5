import type { FieldClassWord } from "../../workspace/mod.ts";
import { findIdentifiers, wholeDay } from "../identifiers/mod.ts";
import { safeZip3 } from "./safe_zip3.ts";
import { surrogateKeys } from "./surrogate_keys.ts";
import type { TextTable } from "./text_table.ts";

/** What to do with a table. */
export interface SafeHarborOptions {
  /** The class of every column; a column without one is left out. */
  readonly classes: Readonly<Record<string, FieldClassWord>>;
  /** The day ages are worked out at, YYYY-MM-DD. */
  readonly asOf: string;
  /** A column of class `code` or `mrn` to keep as random surrogate keys. Default: none. */
  readonly key?: string;
  /** Source of random bytes for surrogate keys. Default: cryptographic. */
  readonly random?: (bytes: Uint8Array<ArrayBuffer>) => void;
}

/** What became of a column. */
export interface ColumnDone {
  /** Its name. */
  readonly column: string;
  /** Its class; null where nobody gave one. */
  readonly class: FieldClassWord | null;
  /** Left out, changed in this way, or kept. */
  readonly done: "left out" | "surrogate" | "zip3" | "year" | "birth year" | "age" | "kept";
  /** Cells that were emptied because they held an identifier, or a date that cannot be. */
  readonly cleared: number;
}

/** A table after Safe Harbor, and what was done. */
export interface SafeHarborResult {
  /** The new table. */
  readonly table: TextTable;
  /** In order of the old table. */
  readonly columns: readonly ColumnDone[];
  /** What to beware of. */
  readonly warnings: readonly string[];
}

/** The oldest age that stands by itself; older people are one group. */
const oldest = 89;
/** Older than anybody: a birth date such as 1900-01-01 stands for "unknown". */
const longestLife = 120;

/**
 * Removes or coarsens the 18 identifiers of Safe Harbor (45 CFR 164.514(b)(2)(i)) from a table: names, numbers, codes
 * and addresses are left out; ZIP codes become three digits or 000 ({@linkcode safeZip3}); dates become years; ages
 * over 89 become "90+", and the birth year of whoever is that old becomes "1936 or before"; cells of kept columns in
 * which an identifier is found are emptied. A column without a class is left out. Safe Harbor is not anonymity: check
 * the outcome with {@linkcode reidentificationRisk}.
 *
 * @example
 * ```ts
 * import { safeHarbor } from "./safe_harbor.ts";
 * const table = {
 *   rows: 2,
 *   columns: new Map([
 *     ["mrn", ["1", "2"]], ["born", ["1931-05-02", "1962-03-14"]], ["zip", ["03601", "52801"]], ["sex", ["f", "m"]],
 *   ]),
 * };
 * const { table: safe } = safeHarbor(table, {
 *   classes: { mrn: "mrn", born: "date", zip: "geography", sex: "quasi" }, asOf: "2026-10-31",
 * });
 * const said = [...safe.columns].map(([name, values]) => `${name} ${values.join("|")}`).join("; ");
 * if (said !== "born 1936 or before|1962; zip 000|528; sex f|m") throw new Error(said);
 * ```
 */
export function safeHarbor(table: TextTable, options: SafeHarborOptions): SafeHarborResult {
  const { classes, key, random } = options;
  const asOf = Temporal.PlainDate.from(options.asOf);
  const columns: ColumnDone[] = [];
  const safe = new Map<string, readonly (string | null)[]>();
  for (const [column, values] of table.columns) {
    const word = Object.hasOwn(classes, column) ? classes[column]! : null;
    const put = (done: ColumnDone["done"], changed: readonly (string | null)[]) => {
      safe.set(column, changed);
      const cleared = changed.reduce((sum, one, i) => sum + Number(one === null && values[i] !== null), 0);
      columns.push({ column, class: word, done, cleared });
    };
    const each = (change: (value: string) => string | null) =>
      values.map((one) => one === null ? null : change(one));
    if (column === key && word !== null) put("surrogate", each(surrogateKeys(random)));
    else if (word === "date") {
      const birth = /birth|born|dob/i.test(column);
      put(birth ? "birth year" : "year", each((value) => birth ? birthYear(value, asOf) : yearOf(value)));
    } else if (word === "geography" && isZip(column, values)) put("zip3", each(safeZip3));
    else if (word === "quasi" || word === "sensitive" || word === "free") {
      if (/^age$|age_?(years|at)/i.test(column)) put("age", each(age));
      else if (/birth_?year|year_?of_?birth|^yob$/i.test(column)) {
        put(
          "birth year",
          each((one) => birthYear(one, asOf)),
        );
      } else if (/^zip_?3?/i.test(column)) put("zip3", each(safeZip3));
      else put("kept", each(withoutIdentifiers()));
    } else columns.push({ column, class: word, done: "left out", cleared: 0 });
  }
  withoutImpossible(safe, columns);
  return { table: { rows: table.rows, columns: safe }, columns, warnings: warningsOf(columns) };
}

const day = new RegExp(`^\\s*${wholeDay}(?:[T ].*)?$`, "i");

/** The value, or its year where it is a day, or null where it holds an identifier; each different value is looked at once. */
function withoutIdentifiers(): (value: string) => string | null {
  const seen = new Map<string, string | null>();
  return (value) => {
    let safe = seen.get(value);
    if (safe === undefined) {
      safe = day.test(value) ? yearOf(value) : findIdentifiers(value).length > 0 ? null : value;
      seen.set(value, safe);
    }
    return safe;
  };
}

/** Years of death before the year of birth cannot be, so neither is kept. */
function withoutImpossible(safe: Map<string, readonly (string | null)[]>, columns: ColumnDone[]): void {
  const born = columns.find(({ done }) => done === "birth year")?.column;
  const died = columns.find(({ column, done }) => done === "year" && /death|died|dod/i.test(column))?.column;
  if (born === undefined || died === undefined) return;
  const deaths = safe.get(died)!;
  const wrong = safe.get(born)!.map((year, i) => {
    const death = deaths[i] ?? null;
    return year !== null && death !== null && Number(death) < parseInt(year);
  });
  if (!wrong.includes(true)) return;
  for (const name of [born, died]) {
    const at = columns.findIndex(({ column }) => column === name);
    const cleared = columns[at]!.cleared + wrong.filter(Boolean).length;
    columns[at] = { ...columns[at]!, cleared };
    safe.set(name, safe.get(name)!.map((value, i) => wrong[i] ? null : value));
  }
}

function isZip(column: string, values: readonly (string | null)[]): boolean {
  if (!/zip|post/i.test(column)) return false;
  const filled = values.filter((one) => one !== null);
  return filled.length === 0 || filled.some((one) => /^\s*\d{3,5}/.test(one));
}

/** The year of a date in the usual ways of writing it; null where there is none. */
function yearOf(value: string): string | null {
  return /(?<!\d)((?:18|19|20)\d\d)(?!\d)/.exec(value)?.[1] ??
    /^((?:18|19|20)\d\d)\d{4}$/.exec(value.trim())?.[1] ?? null;
}

/** A year of birth; of those over 89 one group, and nothing where the date cannot be. */
function birthYear(value: string, asOf: Temporal.PlainDate): string | null {
  const year = yearOf(value);
  if (year === null) return null;
  const last = asOf.year - oldest - 1;
  const iso = /(\d{4})-(\d\d)-(\d\d)/.exec(value)?.[0];
  let born: Temporal.PlainDate | null = null;
  try {
    born = iso === undefined ? null : Temporal.PlainDate.from(iso, { overflow: "reject" });
  } catch {
    return null;
  }
  if (Number(year) > asOf.year || (born && Temporal.PlainDate.compare(born, asOf) > 0)) return null;
  // Without a day, everybody who may have turned 90 is taken to be that old.
  const years = born ? born.until(asOf, { largestUnit: "years" }).years : asOf.year - Number(year);
  if (years > longestLife) return null;
  return years > oldest ? `${last} or before` : year;
}

function age(value: string): string | null {
  const years = Number(value);
  if (!Number.isFinite(years)) return findIdentifiers(value).length > 0 ? null : value;
  if (years < 0 || years > longestLife) return null;
  return years > oldest && Math.floor(years) > oldest ? "90+" : value;
}

function warningsOf(columns: readonly ColumnDone[]): string[] {
  const open = columns.filter(({ class: word }) => word === null).map(({ column }) => column);
  const cleared = columns.filter((one) => one.cleared > 0);
  return [
    ...(open.length > 0 ? [`Left out because nobody has classified them: ${open.join(", ")}.`] : []),
    ...cleared.map(({ column, cleared: n, done }) =>
      `${column}: ${n} cells emptied, ${
        done === "kept" ? "for something in them identifies people" : "for what they held cannot be"
      }.`
    ),
  ];
}
