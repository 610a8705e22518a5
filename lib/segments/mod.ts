/**
 * The segments room: books of segment definitions, what a rule means (in SQL for everybody, as a predicate for one
 * person, proved equal), who is in which segment, and why.
 *
 * @module
 */
export * from "./add_segments.ts";
export * from "./book.ts";
export * from "./book_json_schema.ts";
export * from "./field_table.ts";
export * from "./groups.ts";
export * from "./load_book.ts";
export * from "./membership.ts";
export * from "./moves.ts";
export * from "./person_marks.ts";
export * from "./read_book.ts";
export * from "./read_rule.ts";
export * from "./result.ts";
export * from "./rule.ts";
export * from "./rule_truth.ts";
export * from "./save_membership.ts";
export * from "./saved_membership.ts";
export * from "./segment_sizes.ts";
export * from "./describe_rule.ts";
export * from "./explain.ts";
export * from "./explain_result.ts";
export * from "./format_explanation.ts";
export * from "./lint_book.ts";
