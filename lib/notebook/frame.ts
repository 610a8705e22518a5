import type { DataFrame } from "danfojs";
import { type Columns, isStrings, numbers, texts } from "../engine/mod.ts";
import { count } from "../words/mod.ts";
import { type FrameColumns, frameColumns, type Framed } from "./frame_columns.ts";
import { InputError } from "../workspace/mod.ts";
import { captionOf, htmlTable } from "./html_table.ts";
import { display, type MimeBundle } from "./mime_bundle.ts";
import { mostRows } from "./most_rows.ts";
import type { AnyResult } from "./showable.ts";

const rowsShown = 20;

/**
 * A finished, small table as a danfojs DataFrame, for an analyst to hold in a notebook. A number that is missing or
 * hidden is NaN. danfojs is loaded on the first call, which takes most of a second.
 *
 * What danfojs 1.1.2 computes wrongly, and what to do instead:
 *
 * - `groupby` of two columns makes one group of ("a-b", "c") and ("a", "b-c"), and `merge` on two columns matches
 *   ("a_b", "c") with ("a", "b_c"): group and join in SQL (`workspace.engine`), rules or measures.
 * - `groupby(…).mean()` of a column with a missing number is NaN (and wrong where it is null), and `count()` counts it:
 *   `dropNa` first, or take a measure, which says how many are unknown.
 * - `sortValues` leaves numbers unsorted where one is NaN: `dropNa` first, or `order by` in SQL.
 * - `fillNa(values, { columns })` changes the frame it was called on: make a new frame.
 * - Arithmetic of whole frames goes through 32-bit floats (0.1 becomes 0.10000000149): use columns (`frame.column("a")`).
 * - Types are guessed from the first 20 rows: turn it back with `columnsOf`, which looks at every value.
 *
 * @param data A result, or columns from an engine.
 * @throws {RangeError} There are more than 20,000 rows, or a column's name is one of danfojs's own.
 *
 * @example
 * ```ts
 * import { frame } from "./frame.ts";
 * const table = await frame({
 *   kind: "reach",
 *   channels: ["email"],
 *   groups: [{ group: "a", name: "A", people: 100, any: 60, byChannel: ["hidden"] }],
 *   warnings: [],
 * });
 * if (table.shape.join() !== "1,5" || !Number.isNaN(table.at(0, "by_email"))) throw new Error(String(table));
 * ```
 */
export async function frame(data: Framed | AnyResult | Columns): Promise<DataFrame> {
  const columns = "kind" in data ? frameColumns(data) : engineColumns(data);
  const danfo = await loadDanfo();
  teachDisplay(danfo.DataFrame);
  const taken = Object.keys(columns).find((name) => name in danfo.DataFrame.prototype);
  if (taken !== undefined) {
    throw new RangeError(
      `Cannot make a frame with a column "${taken}": danfojs uses that name itself. Rename it in the query.`,
    );
  }
  return new danfo.DataFrame(
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values]])),
  );
}

async function loadDanfo(): Promise<typeof import("danfojs")> {
  try {
    const danfo = await import("danfojs");
    // TensorFlow, under danfojs, greets with an advertisement otherwise.
    danfo.tensorflow.enableProdMode();
    return danfo;
  } catch (error) {
    if (!/not a dependency|import map|Relative import/.test(String(error))) throw error;
    throw new InputError(
      'Cannot load danfojs here: notebooks find it under "notebooks/", by notebooks/deno.json. Move yours there.',
    );
  }
}

function engineColumns(data: Columns): FrameColumns {
  if (data.rows > mostRows) {
    throw new RangeError(
      `Cannot make a frame of ${count(data.rows)} rows: danfojs is slow past ${count(mostRows)}. ` +
        "Count or sample them in the query first, or work on the columns as they are.",
    );
  }
  return Object.fromEntries(
    [...data.columns].map(([name, column]) => [
      name,
      isStrings(column) ? texts(data, name).map((text) => text ?? "") : [...numbers(data, name)],
    ]),
  );
}

/** A value as it is read: six digits are enough for the eye, and the frame keeps the others. */
function cellText(value: unknown): string {
  if (typeof value !== "number") return String(value ?? "");
  if (Number.isNaN(value)) return "–";
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

/** The part of danfojs's frames and series that showing them needs. */
interface Tabular {
  readonly columns: readonly string[];
  readonly shape: readonly number[];
  readonly values: readonly unknown[];
}

/**
 * Gives frames and series a table in Jupyter, where they would show their insides. Taught once, to the class both
 * inherit from: `head()` and other methods make frames of an inner class.
 */
function teachDisplay(frames: typeof DataFrame): void {
  const base: object = Object.getPrototypeOf(frames.prototype);
  if (Object.hasOwn(base, display)) return;
  Object.defineProperty(base, display, {
    configurable: true,
    value(this: Tabular): MimeBundle {
      const rows = this.values.slice(0, rowsShown).map((row) => Array.isArray(row) ? row : [row]);
      const all = this.shape[0] ?? 0;
      const table = {
        caption: `${count(all)} rows, ${count(this.columns.length)} columns`,
        columns: this.columns.map((label, i) => ({
          label,
          align: rows.every((row) => typeof row[i] === "number") ? "right" as const : "left" as const,
        })),
        rows: rows.map((row) => row.map(cellText)),
      };
      const around = { most: rowsShown, note: all > rowsShown ? `The first ${rowsShown} are shown.` : "" };
      return { "text/plain": captionOf(table, around), "text/html": htmlTable(table, around) };
    },
  });
}
