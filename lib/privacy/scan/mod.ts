/**
 * Looking for people in files before they leave the house.
 *
 * @module
 */
export * from "./known_people.ts";
export * from "./result.ts";
export * from "./scan.ts";
