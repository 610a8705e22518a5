import { join } from "node:path";
import { InputError, writeFile } from "../lib/workspace/mod.ts";
import { renderHtml } from "./html.tsx";
import type { ReportModel } from "./model.ts";
import { placeOf } from "./place.ts";
import type { AssetPaths } from "./shared_assets.ts";
import { chatSummary } from "./summary/chat.ts";
import { mailSummary } from "./summary/mail.tsx";

/** Where a report goes. */
export interface WriteOptions {
  /** Folder that holds all reports. */
  readonly out: string;
  /** Report definition file, where it is not the workspace's own `report.yaml`: the page is named after it. */
  readonly report?: string | undefined;
  /** Files that many pages share. Default: everything is in the page. */
  readonly assets?: AssetPaths | null | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Paths of what was written, below `out`. */
export interface WrittenReport {
  readonly page: string;
  readonly sidecar: string;
  /** Summary for an e-mail: HTML that Outlook draws too. */
  readonly mail: string;
  /** Summary for a chat: plain text. */
  readonly chat: string;
}

/**
 * Writes a report under `out/<workspace>/<asOf>/`: the page, the same content as JSON beside it, and its summaries for
 * an e-mail and a chat. Every file is written whole or not at all; the same workspace, day and definition replace each
 * other, and nothing else is ever replaced.
 *
 * @throws {InputError} The folder cannot be written, or holds the report of another workspace.
 */
export async function writeReport(model: ReportModel, options: WriteOptions): Promise<WrittenReport> {
  const { out, report, assets = null, signal } = options;
  const place = placeOf({ out, workspace: model.workspace.name, report, part: model.part });
  const { name } = place;
  const stem = join(place.folder, model.asOf.date, name);
  const written = {
    page: `${stem}.html`,
    sidecar: `${stem}.json`,
    mail: `${stem}.mail.html`,
    chat: `${stem}.txt`,
  };
  await refuseOthers(written.sidecar, model.workspace.name);
  const html = renderHtml(model, { sidecar: `${name}.json`, assets });
  signal?.throwIfAborted();
  await writeFile(written.page, html);
  await writeFile(written.mail, mailSummary(model, { link: `${name}.html` }));
  await writeFile(written.chat, chatSummary(model));
  // Last, since its being there says that the report is whole.
  await writeFile(written.sidecar, `${JSON.stringify(model, null, 1)}\n`);
  return written;
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
