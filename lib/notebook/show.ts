import {
  dataTable,
  type Drawable,
  figure,
  type FlatTable,
  flatTable,
  qualityTables,
  still,
} from "../charts/mod.ts";
import { textTable } from "../words/mod.ts";
import type { QualityResult } from "../workspace/mod.ts";
import { captionOf, htmlTable } from "./html_table.ts";
import { display, type MimeBundle } from "./mime_bundle.ts";

/** A result that can be shown. */
export type Showable = Drawable | QualityResult;

/** How to show a result. */
export interface ShowOptions {
  /** Most rows of each table. Default: 20. */
  readonly rows?: number;
  /**
   * `"everything"`: the picture and the table, and the interactive figure where the front end can draw one.
   * `"table"`: the table alone. Default: `"everything"`.
   */
  readonly as?: "everything" | "table";
  /** Whether the numbers have passed the privacy gate. Default: false, and the caption says "internal". */
  readonly released?: boolean;
}

/** A result dressed for a notebook. As text it is a plain table, so that it prints anywhere. */
export class View {
  readonly #bundle: MimeBundle;

  /** Made by {@linkcode show}. */
  constructor(bundle: MimeBundle) {
    this.#bundle = bundle;
  }

  /** What Deno's Jupyter kernel asks for. */
  [display](): MimeBundle {
    return this.#bundle;
  }

  /** What `console.log` prints under Deno. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.toString();
  }

  /** The table as aligned text. */
  toString(): string {
    return this.#bundle["text/plain"];
  }
}

/**
 * Dresses a result for a notebook: make it the last expression of a cell. Outside Jupyter it prints as a table.
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
 * if (!String(view).includes("Evaluating")) throw new Error(String(view));
 * ```
 */
export function show(result: Showable, options: ShowOptions = {}): View {
  const around = {
    most: options.rows ?? 20,
    note: options.released ?? false ? "" : "Internal: real counts, not for sharing.",
  };
  const tables: readonly FlatTable[] = result.kind === "quality"
    ? qualityTables(result)
    : [flatTable(dataTable(result))];
  const picture = result.kind === "quality" || options.as === "table" ? null : result;
  return new View({
    "text/plain": tables.map((table) =>
      `${captionOf(table, around)}\n\n${textTable(table.columns, table.rows.slice(0, around.most))}`
    ).join("\n"),
    "text/html": [
      ...(picture === null ? [] : [`<div style="overflow-x:auto">${still(picture)}</div>`]),
      ...tables.map((table) => htmlTable(table, around)),
    ].join("\n"),
    ...(picture === null ? {} : { "application/vnd.plotly.v1+json": figure(picture) }),
  });
}
