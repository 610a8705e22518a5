/**
 * Finding what identifies people in text.
 *
 * @module
 */
export * from "./categories.ts";
export * from "./find_identifiers.ts";
export * from "./is_npi.ts";
export * from "./reveals_health.ts";
export * from "./whole_day.ts";
