/**
 * The privacy room: the gate that every result passes before it is shown to anybody but the analyst.
 *
 * @module
 */
export * from "./release.ts";
export * from "./result.ts";
export * from "./egress/mod.ts";
