/**
 * The charts room: results as pictures. Small marks are Preact SVG components (x in percent, y in pixels, so that they
 * stretch without distorting text); {@linkcode figure} gives the interactive version as plotly JSON; and
 * {@linkcode dataTable} gives the table that stands behind each. Numbers that may not be shown arrive as "hidden" and
 * never influence where a mark stands.
 *
 * @module
 */
export * from "./axis.tsx";
export * from "./bar.tsx";
export * from "./biggest_drop.ts";
export * from "./change_scale.ts";
export * from "./class_table.ts";
export * from "./clip.ts";
export * from "./cluster_drawable.ts";
export * from "./credit_panel.tsx";
export * from "./curve_panel.tsx";
export * from "./cluster_tables.ts";
export * from "./credit_spans.tsx";
export * from "./data_table.ts";
export * from "./dot_whisker.tsx";
export * from "./figure.ts";
export * from "./flat_table.ts";
export * from "./funnel_panel.tsx";
export * from "./heat_grid.tsx";
export * from "./hidden_mark.tsx";
export * from "./journey_result.ts";
export * from "./number_table.ts";
export * from "./scale.ts";
export * from "./segment_colours.ts";
export * from "./sparkline.tsx";
export * from "./step_curves.tsx";
export * from "./still.tsx";
export * from "./strip.tsx";
export * from "./swatch.tsx";
export * from "./tokens.ts";
export * from "./window_rows.tsx";
export { curveTable, testsTable } from "./time_tables.ts";
export { reworkTable, stepMatrixTable } from "./path_tables.ts";
