/**
 * Suppression: which cells of tables must be hidden so that no small count follows from what is printed.
 *
 * @module
 */
export * from "./read_count_table.ts";
export * from "./suppress_table.ts";
export * from "./suppressed_table.ts";
