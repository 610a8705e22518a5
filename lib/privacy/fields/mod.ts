/**
 * What each field of a workspace may tell about a person, and which may be published.
 *
 * @module
 */
export * from "./check_publishable.ts";
export * from "./classify_columns.ts";
export * from "./classify_fields.ts";
export * from "./result.ts";
