/**
 * The workspace room: what a workspace is (canonical tables, `workspace.yaml`, quality), and small helpers for
 * reading definitions and writing files that every room above needs.
 *
 * @module
 */
export * from "./activation_config.ts";
export * from "./config.ts";
export * from "./config_types.ts";
export * from "./duration.ts";
export * from "./errors.ts";
export * from "./field_class.ts";
export * from "./nearest.ts";
export * from "./parameters.ts";
export * from "./quality.ts";
export * from "./read_yaml.ts";
export * from "./tables.ts";
export * from "./workspace.ts";
export * from "./write_file.ts";
export * from "./write_files.ts";
export * from "./write_reason.ts";
