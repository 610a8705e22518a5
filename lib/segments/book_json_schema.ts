import { z } from "zod";
import { bookSchema } from "./book.ts";

/**
 * The JSON Schema (draft 2020-12) of a segment book, so that editors complete and check `segments.yaml` as it is
 * typed.
 *
 * @example
 * ```ts
 * import { bookJsonSchema } from "./book_json_schema.ts";
 * const schema = bookJsonSchema();
 * if (!JSON.stringify(schema).includes('"$ref":"#/$defs/Rule"')) throw new Error();
 * ```
 */
export function bookJsonSchema(): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(bookSchema, { io: "input" });
}
