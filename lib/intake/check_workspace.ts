import type { QualityResult } from "../workspace/mod.ts";
import { IntakeError } from "./intake_error.ts";
import { openWorkspace } from "./open_workspace.ts";
import type { OpenOptions } from "./options.ts";

/**
 * Says how far a workspace's data can be trusted, without using it for anything. Problems in the data, fatal ones
 * too, are in the answer.
 *
 * @param path The workspace's folder, or its `workspace.yaml`.
 * @throws {InputError} `workspace.yaml` itself is absent or wrong.
 */
export async function checkWorkspace(path: string, options: OpenOptions = {}): Promise<QualityResult> {
  try {
    const workspace = await openWorkspace(path, options);
    await workspace.close();
    return workspace.quality;
  } catch (error) {
    if (!(error instanceof IntakeError)) throw error;
    return {
      kind: "quality",
      tables: [],
      fields: [],
      problems: error.problems,
      gate: {
        passed: false,
        reasons: error.problems.filter(({ fatal }) => fatal).map(({ message }) => message),
      },
    };
  }
}
