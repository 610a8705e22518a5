/**
 * The sample generator: Riverbend Health, an invented health system, made from a seed.
 *
 * @module
 */
export { generateSample, type SampleOptions, type SampleSummary } from "./generate.ts";
export type { SampleFormat } from "./files.ts";
