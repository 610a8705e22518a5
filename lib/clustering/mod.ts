/**
 * The clustering room: people as numbers (features), ways to group them, and honest ways to judge the groups: is there
 * anything to find, how many, which hold.
 *
 * @module
 */
export * from "./result.ts";
