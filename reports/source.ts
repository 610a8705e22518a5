import { type OpenOptions, openWorkspace } from "../lib/intake/mod.ts";
import { loadBook, type SegmentBook } from "../lib/segments/mod.ts";
import type { Workspace } from "../lib/workspace/mod.ts";
import { checkNames, readDefinition } from "./_read_definition.ts";
import type { ReportDefinition } from "./definition.ts";

/** What reports are made of: an open workspace, and what the definition says. */
export interface Source {
  readonly workspace: Workspace;
  readonly book: SegmentBook;
  readonly definition: ReportDefinition;
}

/**
 * Opens a workspace and reads the report definition and the segment book. The caller closes the workspace.
 *
 * @param options.report Report definition file. Default: `report.yaml` beside `workspace.yaml`, where there is one.
 * @throws {InputError} The workspace, its segment book or the report definition is wrong.
 */
export async function openSource(
  path: string,
  options: OpenOptions & { readonly report?: string | undefined } = {},
): Promise<Source> {
  const { report, ...open } = options;
  const workspace = await openWorkspace(path, open);
  try {
    options.signal?.throwIfAborted();
    options.onProgress?.({ stage: "Reading the definitions", share: null });
    const definition = await readDefinition(workspace, report);
    const { segments } = definition;
    const { config } = workspace;
    const book = await loadBook(
      segments === undefined ? workspace : { ...workspace, config: { ...config, segments } },
    );
    checkNames(definition, book, report ?? "report.yaml");
    return { workspace, book, definition };
  } catch (error) {
    await workspace.close();
    throw error;
  }
}
