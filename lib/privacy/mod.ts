/**
 * The privacy room: the gate that every result passes before it is shown to anybody but the analyst; what each field
 * may tell about a person; and finding what identifies people in files.
 *
 * @module
 */
export * from "./change_of_count.ts";
export * from "./is_dominated.ts";
export { isReleased } from "./is_released.ts";
export * from "./release.ts";
export { type ReleaseRecord, releaseRecord } from "./release_record.ts";
export * from "./result.ts";
export * from "./consent/mod.ts";
export * from "./deidentify/mod.ts";
export * from "./egress/mod.ts";
export * from "./fields/mod.ts";
export * from "./identifiers/mod.ts";
export * from "./ledger/mod.ts";
export * from "./risk/mod.ts";
export * from "./suppression/mod.ts";
export * from "./scan/mod.ts";
