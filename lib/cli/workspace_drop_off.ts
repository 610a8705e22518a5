import {
  dropOff,
  type DropOffResult,
  journeySteps,
  loadEventLog,
  stepProperties,
  tellingProperties,
} from "../journeys/mod.ts";
import { groups, membership } from "../segments/mod.ts";
import { InputError, type JourneyConfig, nearest, type Workspace } from "../workspace/mod.ts";
import type { Io } from "./io.ts";
import { openBook } from "./open_book.ts";
import { withWorkspace, type WorkspaceFlags } from "./workspace_options.ts";

/** What `dropoff` can be told of a workspace. */
export interface WorkspaceDropOffFlags extends WorkspaceFlags {
  readonly journey?: string;
  readonly book?: string;
  readonly within?: string;
  readonly properties?: readonly string[];
  readonly level?: number;
}

/** Whether a path can only mean a workspace: a folder, which events are never in, or a file of settings. */
export async function isFolderOrSettings(path: string): Promise<boolean> {
  if (/\.ya?ml$/i.test(path)) return true;
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch {
    return false;
  }
}

/**
 * Where each segment of a workspace leaves one of its journeys.
 *
 * @throws {InputError} The workspace declares no journey, or none of the id; or a property is in no table.
 */
export function workspaceDropOff(path: string, flags: WorkspaceDropOffFlags, io: Io): Promise<DropOffResult> {
  return withWorkspace(path, flags, io, async (workspace) => {
    const journey = journeyOf(workspace, path, flags.journey);
    const steps = journeySteps(journey);
    const book = await openBook(workspace, flags.book);
    const parts = groups(await membership(workspace, book, { signal: io.signal }), book)
      .filter(({ kind, size }) => kind === "segment" || size > 0);
    const properties = [...stepProperties(steps), ...flags.properties ?? tellingFields(workspace)];
    const log = await loadEventLog(workspace, {
      properties: [...new Set(properties)].sort(),
      signal: io.signal,
    });
    const { level } = flags;
    return dropOff(log, steps, {
      within: flags.within ?? journey.within,
      groups: parts,
      ...(level === undefined ? {} : { level }),
    });
  });
}

function journeyOf({ config }: Workspace, path: string, id: string | undefined): JourneyConfig {
  const { journeys } = config;
  const journey = id === undefined ? journeys[0] : journeys.find((one) => one.id === id);
  if (journey !== undefined) return journey;
  if (journeys.length === 0) {
    throw new InputError(
      `Cannot say where people leave: "${path}" declares no journey. Add one under journeys in workspace.yaml.`,
    );
  }
  const ids = journeys.map((one) => one.id);
  const near = nearest(id!, ids);
  throw new InputError(
    `Cannot find journey "${id}" in "${path}" (found: ${ids.join(", ")}).` +
      (near ? ` Did you mean "${near}"?` : " Name one of these."),
  );
}

/** Fields of events, and of the content they show, whose names tell of a cause. */
function tellingFields({ tables }: Workspace): string[] {
  const fields = (table: "events" | "content") => tables.get(table)?.fields.map(({ name }) => name) ?? [];
  const content = fields("events").includes("content")
    ? fields("content").map((name) => `content.${name}`)
    : [];
  return tellingProperties([...fields("events").filter((name) => name !== "content"), ...content]);
}
