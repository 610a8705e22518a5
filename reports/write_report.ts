import { join } from "node:path";
import { InputError, writeFile } from "../lib/workspace/mod.ts";
import { renderHtml } from "./html.tsx";
import { writeIndex } from "./index_page.tsx";
import type { ReportModel } from "./model.ts";
import { placeOf } from "./place.ts";

/** Where a report goes. */
export interface WriteOptions {
  /** Folder that holds all reports. */
  readonly out: string;
  /** Report definition file, where it is not the workspace's own `report.yaml`: the page is named after it. */
  readonly report?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Paths of what was written, below `out`. */
export interface WrittenReport {
  readonly page: string;
  readonly sidecar: string;
  readonly index: string;
}

/**
 * Writes a report under `out/<workspace>/<asOf>/`: the page, the same content as JSON beside it, and the index of all
 * reports. Every file is written whole or not at all; the same workspace, day and definition replace each other, and
 * nothing else is ever replaced.
 *
 * @throws {InputError} The folder cannot be written, or holds the report of another workspace.
 */
export async function writeReport(model: ReportModel, options: WriteOptions): Promise<WrittenReport> {
  const { out, report, signal } = options;
  const place = placeOf({ out, workspace: model.workspace.name, report });
  const { name } = place;
  const folder = join(place.folder, model.asOf.date);
  const page = join(folder, `${name}.html`);
  const sidecar = join(folder, `${name}.json`);
  await refuseOthers(sidecar, model.workspace.name);
  const html = renderHtml(model, { sidecar: `${name}.json` });
  signal?.throwIfAborted();
  await writeFile(page, html);
  await writeFile(sidecar, `${JSON.stringify(model, null, 1)}\n`);
  return { page, sidecar, index: await writeIndex(out) };
}

/** Two workspaces may have names that differ in capitals only: the second is refused, never mixed with the first. */
async function refuseOthers(sidecar: string, workspace: string): Promise<void> {
  let there: unknown;
  try {
    there = JSON.parse(await Deno.readTextFile(sidecar));
  } catch {
    return;
  }
  const model = there as Partial<ReportModel> | null;
  if (model?.kind !== "report") return;
  if (model.workspace?.name === workspace) return;
  throw new InputError(
    `Cannot write "${sidecar}": it belongs to the workspace "${model.workspace?.name}", not "${workspace}". ` +
      "Rename one of them, or choose another folder with --out.",
  );
}
