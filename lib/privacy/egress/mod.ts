/**
 * What may leave for others, and how: values as ad platforms want them hashed, audiences of people who may be told,
 * event streams without anything about health, and the checks before each.
 *
 * @module
 */
export * from "./audience_result.ts";
export * from "./check_content.ts";
export * from "./csv_cell.ts";
export * from "./export_audience.ts";
export * from "./geofence_problem.ts";
export * from "./hash_rows.ts";
export * from "./hash_value.ts";
export * from "./left_out_words.ts";
export * from "./review_problems.ts";
export { selectAudience, type Selected } from "./select_audience.ts";
export * from "./check_stream_segment.ts";
export * from "./export_stream.ts";
export * from "./scrub_event.ts";
export * from "./stream_plan.ts";
export * from "./stream_result.ts";
