/**
 * Trellis, as a library: everything a notebook or a script needs, from exports to a report's numbers.
 *
 * ```ts ignore
 * import { loadBook, membership, openWorkspace, segmentSizes } from "trellis";
 *
 * const workspace = await openWorkspace("data/riverbend");
 * const book = await loadBook(workspace);
 * const sizes = segmentSizes(workspace, book, await membership(workspace, book));
 * await workspace.close();
 * ```
 *
 * What shows results in Jupyter, and danfojs frames, are in `trellis/notebook`.
 *
 * @module
 */

// SQL in, typed columns out: the door to the database.
export * from "./engine/mod.ts";
// What a workspace is: canonical tables, workspace.yaml, quality, errors.
export * from "./workspace/mod.ts";
// Exports in, an open workspace or a list of problems out.
export * from "./intake/mod.ts";
// Segment books: who is in which segment, and why.
export * from "./segments/mod.ts";
// Event logs, funnels and the time things take.
export * from "./journeys/mod.ts";
// Measures with their intervals, and who can be reached.
export * from "./outcomes/mod.ts";
// The gate results pass before they are shared.
export * from "./privacy/mod.ts";
// Numbers, sentences and findings in plain words.
export * from "./words/mod.ts";
// Results as tables, still pictures and plotly figures.
export * from "./charts/mod.ts";
