import defer * as yaml from "yaml";
import { z } from "zod";
import { InputError } from "./errors.ts";
import { nearest } from "./nearest.ts";

const mostIssues = 10;

/**
 * Reads YAML text against a schema. Every mistake is listed with its line, and a misspelt key with the nearest
 * right one.
 *
 * @param file How to name the file in messages.
 * @throws {InputError} The text is not YAML, or does not fit the schema.
 *
 * @example
 * ```ts
 * import { z } from "zod";
 * import { readYaml } from "./read_yaml.ts";
 * const schema = z.strictObject({ lifecycle: z.string() });
 * let message = "";
 * try {
 *   readYaml("lifcycle: lead", schema, "a.yaml");
 * } catch (error) {
 *   message = (error as Error).message;
 * }
 * if (!message.includes('unknown key "lifcycle"; did you mean "lifecycle"?')) throw new Error(message);
 * ```
 */
export function readYaml<T>(text: string, schema: z.ZodType<T>, file: string): T {
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const broken = document.errors[0];
  if (broken) {
    const { line, col } = lines.linePos(broken.pos[0]);
    throw new InputError(
      `Cannot read ${file}:${line}:${col}: ${broken.message}. Check the indentation and quotes there.`,
    );
  }
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new InputError(`Cannot read ${file}: ${(error as Error).message}`);
  }
  if (data === null || data === undefined) throw new InputError(`Cannot read ${file}: it is empty`);
  const result = schema.safeParse(data, { reportInput: true });
  if (result.success) return result.data;
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true) as
        | { range?: [number, number, number] }
        | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const known = keysOf(schema);
  const explained = result.error.issues.flatMap((issue) => explain(issue, [], lineOf, known));
  const messages = [
    ...new Set(
      explained.sort((a, b) => a.line - b.line).map(({ line, text }) => `  ${file}:${line}: ${text}`),
    ),
  ];
  if (messages.length > mostIssues) messages.splice(mostIssues, Infinity, "  … and more");
  throw new InputError(`Cannot use ${file}:\n${messages.join("\n")}`);
}

/**
 * What is wrong with data already read, one sentence a mistake with its path; empty when it fits the schema.
 *
 * @example
 * ```ts
 * import { z } from "zod";
 * import { misfits } from "./read_yaml.ts";
 * const schema = z.strictObject({ lifecycle: z.string() });
 * const wrong = misfits({ lifcycle: "lead" }, schema);
 * if (!wrong.includes('unknown key "lifcycle"; did you mean "lifecycle"?')) throw new Error(wrong.join());
 * ```
 */
export function misfits(data: unknown, schema: z.ZodType): readonly string[] {
  const result = schema.safeParse(data, { reportInput: true });
  if (result.success) return [];
  const known = keysOf(schema);
  return [
    ...new Set(
      result.error.issues.flatMap((issue) => explain(issue, [], () => 1, known)).map(({ text }) => text),
    ),
  ];
}

type Issue = z.core.$ZodIssue;
interface Explained {
  readonly line: number;
  readonly text: string;
}

function explain(
  issue: Issue,
  base: readonly PropertyKey[],
  lineOf: (path: readonly PropertyKey[]) => number,
  known: ReadonlySet<string>,
): Explained[] {
  const path = [...base, ...issue.path];
  const at = path.length > 0 ? `${path.map(String).join(".")}: ` : "";
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const like = known.has(key) ? null : nearest(key, known);
      return {
        line: lineOf([...path, key]),
        text: `${at}unknown key "${key}"${like ? `; did you mean "${like}"?` : ""}`,
      };
    });
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const best = [...issue.errors].sort((a, b) => distance(a) - distance(b))[0]!;
    if (best.length > 0) {
      const inner = best.flatMap((issue) => explain(issue, path, lineOf, known));
      const misspelt = inner.filter((one) => one.text.includes("did you mean"));
      return misspelt.length > 0 ? misspelt : inner;
    }
  }
  const missing = issue.code === "invalid_type" && issue.input === undefined;
  return [{ line: lineOf(path), text: missing ? `${at}is missing` : `${at}${issue.message}` }];
}

/** How far what was written is from one alternative of a union: the nearest alternative is the one that was meant. */
function distance(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => {
    const missing = issue.code === "invalid_type" && issue.input === undefined;
    const depth = issue.path.length - (missing ? 1 : 0);
    const weight = issue.code === "unrecognized_keys" ? 3 * issue.keys.length : missing ? 4 : 5;
    return sum + (depth > 0 ? 0.01 : weight);
  }, 0);
}

/** Every key a schema knows, at any depth: the names a misspelt key is compared with. */
function keysOf(schema: z.ZodType): ReadonlySet<string> {
  const keys = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === "properties") Object.keys(value as object).forEach((name) => keys.add(name));
      walk(value);
    }
  };
  walk(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
  return keys;
}
