/**
 * The kernels room: small numeric methods over plain numbers and typed arrays, without input, output or strings.
 *
 * @module
 */
export * from "./kmeans.ts";
export * from "./matrix.ts";
export * from "./overlap.ts";
export * from "./quickselect.ts";
export * from "./wilson.ts";
