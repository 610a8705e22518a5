/**
 * The ledger of everything that left: what, when, of which files, under which rules, how many, and who asked. One
 * line of JSON an entry, only ever added to, chained by hashes so that a change is noticed.
 *
 * @module
 */
export * from "./append_to_ledger.ts";
export * from "./entry.ts";
export * from "./ledger_of.ts";
export * from "./read_ledger.ts";
export * from "./verify_ledger.ts";
