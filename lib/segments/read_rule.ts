import { InputError, readYaml } from "../workspace/mod.ts";
import { type Rule, ruleSchema } from "./rule.ts";

/**
 * Checks that data (such as the `who` of a measure in workspace.yaml) is a rule.
 *
 * @param label What to call it in messages, such as `measure "booked" in workspace.yaml`.
 * @throws {InputError} It is not a rule; every mistake is listed.
 *
 * @example
 * ```ts
 * import { readRule } from "./read_rule.ts";
 * const rule = readRule({ field: "age", atLeast: 65 }, "an example");
 * if (!("field" in rule)) throw new Error();
 * ```
 */
export function readRule(data: unknown, label: string): Rule {
  try {
    // JSON is YAML, and reading YAML gives the sentences about what does not fit. It stands on one line: line 1.
    return readYaml(JSON.stringify(data) ?? "null", ruleSchema, label);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.message.replaceAll(`  ${label}:1: `, "  "));
  }
}
