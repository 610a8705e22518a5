/**
 * Taking out of a table what identifies people, and making the rest coarse enough.
 *
 * @module
 */
export * from "./hierarchy.ts";
export * from "./k_anonymise.ts";
export * from "./safe_harbor.ts";
export * from "./safe_zip3.ts";
export * from "./surrogate_keys.ts";
export * from "./text_table.ts";
