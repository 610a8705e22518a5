import { id, sql } from "../../engine/mod.ts";
import { type DestinationConfig, InputError, nearest, type Workspace } from "../../workspace/mod.ts";
import { geofenceProblem, type Place } from "./geofence_problem.ts";

/**
 * A destination of `workspace.yaml` by its id.
 *
 * @throws {InputError} There is none of that id.
 */
export function destinationOf(workspace: Workspace, name: string): DestinationConfig {
  const { destinations } = workspace.config.activation;
  const found = destinations.find((one) => one.id === name);
  if (found) return found;
  const ids = destinations.map((one) => one.id);
  const like = nearest(name, ids);
  throw new InputError(
    `Cannot find the destination "${name}"${like ? `; did you mean "${like}"?` : "."} ` +
      (ids.length > 0 ? `workspace.yaml declares: ${ids.join(", ")}. ` : "workspace.yaml declares none. ") +
      "Declare it under activation.destinations.",
  );
}

/**
 * An ad platform by its id in `workspace.yaml`. Meta and Google are known even where it declares neither: with nothing
 * that may leave, so that what is refused is refused for its own reason.
 *
 * @throws {InputError} There is no destination of that id.
 */
export function platformOf(workspace: Workspace, name: string): DestinationConfig {
  const isDeclared = workspace.config.activation.destinations.some((one) => one.id === name);
  if (isDeclared || name !== "meta" && name !== "google") return destinationOf(workspace, name);
  return {
    id: name,
    platform: name,
    covered: false,
    channels: [],
    columns: [],
    events: {},
    properties: [],
    identifiers: [],
    geofences: [],
  };
}

/**
 * Refuses a destination whose messages are shown in a circle around a place of care.
 *
 * @throws {InputError} One of its geofences is too small or too near.
 */
export async function checkGeofences(workspace: Workspace, destination: DestinationConfig): Promise<void> {
  if (destination.geofences.length === 0) return;
  const places = await facilities(workspace);
  destination.geofences.forEach((fence, i) => {
    const problem = geofenceProblem(fence, places);
    if (problem === null) return;
    throw new InputError(
      `Cannot write anything for "${destination.id}": ${problem} ` +
        `Change activation.destinations.${destination.id}.geofences, number ${i + 1}, in workspace.yaml.`,
    );
  });
}

async function facilities(workspace: Workspace): Promise<readonly Place[]> {
  const known = new Set((workspace.tables.get("facilities")?.fields ?? []).map(({ name }) => name));
  if (!known.has("latitude") || !known.has("longitude")) return [];
  return await workspace.engine.rows<{ latitude: number | null; longitude: number | null }>(
    sql`select ${id("latitude")} as latitude, ${id("longitude")} as longitude from facilities limit 100000`,
  );
}
