import type { FlatTable } from "../charts/mod.ts";
import { count, number } from "../words/mod.ts";
import type { AnyResult } from "./showable.ts";

const longest = 120;
const left = (label: string) => ({ label, align: "left" as const });

/** A table, and whether it is shown whole however long it is. */
export interface WholeTable extends FlatTable {
  /** Default: the first rows only. */
  readonly whole?: boolean;
}

/**
 * Tables of a result for which there is no table of its own: its facts, then each of its lists, one row an entry.
 * Nothing is left out silently: what does not fit into a cell says how much it is.
 */
export function plainTables(result: AnyResult): readonly WholeTable[] {
  const facts: string[][] = [];
  const lists: FlatTable[] = [];
  for (const [key, value] of Object.entries(result)) {
    if (["kind", "warnings", "verdict", "advice"].includes(key) || isEmpty(value)) continue;
    if (isList(value)) lists.push(listTable(words(key), value));
    else facts.push([words(key), cell(value)]);
  }
  const title = words(result.kind);
  const first = { caption: title, columns: [left("What"), left("Value")], rows: facts, whole: true };
  return [
    ...(facts.length > 0 || lists.length === 0 ? [first] : []),
    ...lists.map((list) => ({ ...list, caption: `${title}: ${list.caption.toLowerCase()}` })),
  ];
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || Array.isArray(value) && value.length === 0;
}

type Entry = Readonly<Record<string, unknown>>;

function isList(value: unknown): value is readonly Entry[] {
  return Array.isArray(value) && value.length > 0 && value.every(isEntry);
}

function isEntry(value: unknown): value is Entry {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

function listTable(caption: string, entries: readonly Entry[]): FlatTable {
  const keys = [...new Set(entries.flatMap((entry) => Object.keys(entry)))]
    .filter((key) => !entries.every((entry) => isEmpty(entry[key])));
  return {
    caption,
    columns: keys.map((key) => ({
      label: words(key),
      align: entries.some((entry) => typeof entry[key] === "number") ? "right" : "left",
    })),
    rows: entries.map((entry) => keys.map((key) => cell(entry[key]))),
  };
}

/** A value in a cell. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number") return figureOf(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  if (ArrayBuffer.isView(value)) return `${count((value as Float64Array).length)} numbers`;
  if (value instanceof Map || value instanceof Set) return `${count(value.size)} entries`;
  if (Array.isArray(value)) {
    return short(value.map((one) => cell(one)).join(", "), `${count(value.length)} entries`);
  }
  if (isInterval(value)) return `${figureOf(value.low)} to ${figureOf(value.high)}`;
  const parts = Object.entries(value as Entry).map(([key, one]) =>
    `${words(key).toLowerCase()} ${cell(one)}`
  );
  return short(parts.join(", "), `${count(parts.length)} values`);
}

function isInterval(value: unknown): value is { readonly low: number; readonly high: number } {
  return isEntry(value) && Object.keys(value).length === 2 && typeof value.low === "number" &&
    typeof value.high === "number";
}

function figureOf(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (Number.isInteger(value)) return count(value);
  return Math.abs(value) < 0.01 ? value.toPrecision(2) : number(value);
}

function short(text: string, instead: string): string {
  return text.length > longest ? instead : text;
}

/** A field's name as words: "rateFromFirst" → "Rate from first". */
function words(key: string): string {
  const spaced = key.replace(/([a-z\d])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
    .replaceAll("_", " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
