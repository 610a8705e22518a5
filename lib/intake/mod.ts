/**
 * The intake room: exports in, canonical tables out. It finds and reads files (CSV, Parquet, NDJSON), maps their
 * columns, converts their values, collects every problem, and says how good each field is.
 *
 * @module
 */
export * from "./as_of.ts";
export * from "./check_workspace.ts";
export * from "./fhir_consent.ts";
export * from "./intake_error.ts";
export * from "./open_workspace.ts";
export * from "./options.ts";
export * from "./read_table.ts";
