import type { QualityResult, Workspace } from "../workspace/mod.ts";
import { IntakeError } from "./intake_error.ts";
import { openWorkspace } from "./open_workspace.ts";
import type { OpenOptions } from "./options.ts";

/**
 * Says how far a workspace's data can be trusted, without using it for anything. Problems in the data, fatal ones
 * too, are in the answer.
 *
 * @param path The workspace's folder, or its `workspace.yaml`.
 * @param options `look`: called with the open workspace before it is closed again, for what else a caller wants to know.
 * @throws {InputError} `workspace.yaml` itself is absent or wrong.
 */
export async function checkWorkspace(
  path: string,
  { look, ...options }: OpenOptions & { readonly look?: (workspace: Workspace) => Promise<void> } = {},
): Promise<QualityResult> {
  try {
    const workspace = await openWorkspace(path, options);
    try {
      await look?.(workspace);
      return workspace.quality;
    } finally {
      await workspace.close();
    }
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
