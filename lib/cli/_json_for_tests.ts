import { strict as assert } from "node:assert";
import { run } from "./_recorder_for_tests.ts";

/** What a command answers as JSON: it must end well, and standard output must hold nothing else. */
// deno-lint-ignore no-explicit-any
export async function json(...args: readonly string[]): Promise<any> {
  const { code, out, err } = await run([...args, "--json"]);
  assert.equal(code, 0, err);
  return JSON.parse(out);
}

/** What a command says on standard error when it answers with a code, its folder written as DIR. */
export async function refusal(code: number, folder: string, ...args: readonly string[]): Promise<string> {
  const answer = await run(args);
  assert.equal(answer.out, "");
  assert.equal(answer.code, code, answer.err);
  return answer.err.replaceAll(folder, "DIR").trimEnd();
}

/** Rows of values as CSV text. */
export function csv(...rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.join(",")}\n`).join("");
}
