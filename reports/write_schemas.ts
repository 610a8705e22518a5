import { z } from "zod";
import { bookSchema } from "../lib/segments/mod.ts";
import { workspaceSchema, writeFile } from "../lib/workspace/mod.ts";
import { reportDefinitionSchema } from "./definition.ts";

const schemas = {
  "workspace.schema.json": { title: "Trellis workspace (workspace.yaml)", schema: workspaceSchema },
  "segments.schema.json": { title: "Trellis segment book (segments.yaml)", schema: bookSchema },
  "report.schema.json": { title: "Trellis report (report.yaml)", schema: reportDefinitionSchema },
} as const;

/**
 * The JSON Schemas that editors complete and check definitions with, by file name: made from the very schemas the
 * program reads them with.
 *
 * @example
 * ```ts
 * import { schemaFiles } from "./write_schemas.ts";
 * const schema = JSON.parse(schemaFiles().get("workspace.schema.json")!);
 * if (!("timeZone" in schema.properties)) throw new Error();
 * ```
 */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(schemas).map(([file, { title, schema }]) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input" });
      return [file, `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`];
    }),
  );
}

if (import.meta.main) {
  for (const [file, text] of schemaFiles()) {
    await writeFile(new URL(`../data/schema/${file}`, import.meta.url).pathname, text);
  }
}
