/**
 * How easily people can be found again in a table.
 *
 * @module
 */
export * from "./individual_risk.ts";
export * from "./reidentification_risk.ts";
export * from "./result.ts";
