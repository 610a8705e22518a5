/**
 * The command-line room: one file a command, and the only place that prints and exits.
 *
 * @module
 */
export * from "./exit.ts";
export * from "./io.ts";
export * from "./main.ts";
export * from "./report_runner.ts";
export * from "./start.ts";
