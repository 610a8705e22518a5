/**
 * The clustering room: people as numbers (features), ways to group them, and honest ways to judge the groups: is there
 * anything to find, how many, which hold.
 *
 * @module
 */
export * from "./encode_new.ts";
export * from "./feature_encoding.ts";
export * from "./feature_report.ts";
export * from "./features.ts";
export * from "./features_of_matrix.ts";
export * from "./people_features.ts";
export * from "./result.ts";
