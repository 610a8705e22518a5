/**
 * The outcomes room: what happened in each group of people. Declared measures with their intervals, differences
 * between groups, and how many people can be reached.
 *
 * @module
 */
export { type Interval, wilson } from "../kernels/mod.ts";
export * from "./contrast.ts";
export * from "./difference.ts";
export * from "./measures.ts";
export * from "./median.ts";
export * from "./median_interval.ts";
export * from "./newcombe.ts";
export * from "./rate.ts";
export * from "./reach.ts";
export * from "./result.ts";
export * from "./total.ts";
export * from "./total_misleads.ts";
