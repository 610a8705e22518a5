import { figure, still } from "../charts/mod.ts";
import { isReleased } from "../privacy/mod.ts";
import { textTable } from "../words/mod.ts";
import { type Pieces, piecesOf } from "./_pieces.ts";
import type { WholeTable } from "./_plain_tables.ts";
import { captionOf, htmlTable, lines, paragraph, type TableOptions, warningsOf } from "./html_table.ts";
import type { MimeBundle } from "./mime_bundle.ts";
import { isRelease, isResult, type Showable } from "./showable.ts";
import { View } from "./view.ts";

/** Larger figures and pictures are left to the report: a notebook with its outputs stays small enough to be sent. */
const mostFigure = 15_000;
const mostPicture = 40_000;

/** How to show a result. */
export interface ShowOptions {
  /** Most rows of each table. Default: 10. */
  readonly rows?: number;
  /**
   * `"everything"`: the picture and the table, and the interactive figure where the front end can draw one.
   * `"table"`: the table alone. Default: `"everything"`.
   */
  readonly as?: "everything" | "table";
  /** Whether the numbers have passed the privacy gate; else the caption says "internal". Default: whether they have. */
  readonly released?: boolean;
}

/**
 * Dresses a result for a notebook: its picture, what it says in a sentence, what to beware of, and its numbers as a
 * table. Outside Jupyter it prints as text.
 *
 * A result that is the last expression of a cell shows itself this way; call this for other options, or to show it
 * in the middle of a cell: `await Deno.jupyter.display(show(result))`.
 *
 * @param value One result, or several to stand under each other.
 *
 * @example
 * ```ts
 * import { show } from "./show.ts";
 * const view = show({
 *   kind: "reach",
 *   channels: ["email"],
 *   groups: [{ group: "a", name: "Evaluating", people: 100, any: 60, byChannel: [60] }],
 *   warnings: [],
 * });
 * if (!String(view).includes("60 of every 100 people in Evaluating")) throw new Error(String(view));
 * ```
 */
export function show<T extends Showable | readonly Showable[]>(value: T, options: ShowOptions = {}): View {
  const values: readonly Showable[] = Array.isArray(value) ? value : [value];
  const bundles = values.flatMap(inside).map((one) =>
    bundleOf(piecesOf(one), { released: isReleased(one), ...options })
  );
  return new View({
    "text/plain": bundles.map((bundle) => bundle["text/plain"]).join("\n\n"),
    "text/html": bundles.map((bundle) => bundle["text/html"]).join("\n"),
    ...(bundles.length === 1 ? figureOf(bundles[0]!) : {}),
  });
}

/** A release, then its results, one by one. */
function inside(value: Showable): readonly Showable[] {
  return isRelease(value) ? [value, ...Object.values(value).flat().filter(isResult)] : [value];
}

function figureOf(bundle: MimeBundle): Partial<MimeBundle> {
  const plotly = bundle["application/vnd.plotly.v1+json"];
  return plotly === undefined ? {} : { "application/vnd.plotly.v1+json": plotly };
}

function bundleOf(
  pieces: Pieces,
  { rows = 10, as = "everything", released = false }: ShowOptions,
): MimeBundle {
  const { reading, warnings, tables, text, counts } = pieces;
  const around: TableOptions = {
    most: rows,
    note: released || !counts ? "" : "Internal: real counts, not for sharing.",
  };
  const limit = ({ whole }: WholeTable) => whole ? { ...around, most: Infinity } : around;
  const picture = as === "table" ? null : pieces.picture;
  const drawn = picture === null ? null : figure(picture);
  const plotly = drawn !== null && JSON.stringify(drawn).length <= mostFigure ? drawn : null;
  const svg = picture === null ? "" : still(picture);
  return {
    "text/plain": [
      ...(reading === null ? [] : [reading]),
      ...warnings.map((warning) => `Beware: ${warning}`),
      ...(text === null ? [] : [`${around.note}\n\n${text}`]),
      ...tables.map((table) =>
        `${captionOf(table, limit(table))}\n\n${
          textTable(table.columns, table.rows.slice(0, limit(table).most))
        }`
      ),
    ].join("\n\n"),
    "text/html": [
      ...(svg === "" || svg.length > mostPicture ? [] : [`<div style="overflow-x:auto">${svg}</div>`]),
      ...(reading === null ? [] : [paragraph(reading)]),
      ...(warnings.length === 0 ? [] : [warningsOf(warnings)]),
      ...(text === null ? [] : [paragraph(around.note), lines(text)]),
      ...tables.map((table) => htmlTable(table, limit(table))),
    ].join("\n"),
    ...(plotly === null ? {} : { "application/vnd.plotly.v1+json": plotly }),
  };
}
