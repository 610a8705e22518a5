/**
 * The kernels room: small numeric methods over plain numbers and typed arrays, without input, output or strings.
 *
 * @module
 */
export * from "./quickselect.ts";
export * from "./wilson.ts";
