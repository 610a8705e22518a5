import { type DestinationConfig, InputError, type Workspace } from "../../workspace/mod.ts";
import { classifyFields } from "../fields/mod.ts";

/**
 * The columns of people a destination asks for beside the address.
 *
 * @throws {InputError} It is no covered system and a column may tell something; a column is not there, or nobody has
 * said what it may tell.
 */
export async function extraColumns(
  workspace: Workspace,
  destination: DestinationConfig | null,
): Promise<readonly string[]> {
  if (!destination || destination.columns.length === 0) return [];
  const classes = (await classifyFields(workspace)).filter(({ table }) => table === "people");
  const wrong = destination.columns.flatMap((column) => {
    const found = classes.find(({ field }) => field === column);
    if (!found) return [`people have no column "${column}"`];
    if (found.class === "unclassified") {
      return [
        `nobody has said what "${column}" may tell about a person; write its class under sources.people.classes`,
      ];
    }
    return destination.covered || found.class === "free"
      ? []
      : [`"${column}" is ${found.word ?? found.class}, and the destination is no declared covered system`];
  });
  if (wrong.length > 0) {
    throw new InputError(
      `Cannot export to "${destination.id}": ${wrong.join("; ")}. ` +
        "Change columns under activation.destinations in workspace.yaml.",
    );
  }
  return destination.columns;
}
