/**
 * The engine room: SQL in, typed columns out, nothing else leaves. It knows tables and types, never segments.
 *
 * @module
 */
export * from "./columns.ts";
export * from "./duckdb.ts";
export * from "./engine.ts";
export * from "./sql.ts";
