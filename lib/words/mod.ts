/**
 * The words room: how numbers are written, one sentence for every result, and the findings worth saying. It takes
 * results that passed the privacy gate, and never says a hidden number.
 *
 * @module
 */
export * from "./channel_name.ts";
export * from "./change_source.ts";
export * from "./counted.ts";
export * from "./describe.ts";
export * from "./findings.ts";
export * from "./misleading_total.ts";
export * from "./numbers.ts";
export * from "./p_value.ts";
export * from "./plain.ts";
export * from "./rates.ts";
export * from "./result.ts";
export * from "./sentence.ts";
export * from "./text_table.ts";
export * from "./times.ts";
