/**
 * What may leave for others, and how: values as ad platforms want them hashed, audiences of people who may be told,
 * event streams without anything about health, and the checks before each.
 *
 * @module
 */
export * from "./hash_rows.ts";
export * from "./hash_value.ts";
