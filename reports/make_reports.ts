import { join, relative } from "node:path";
import type { ReportOptions, ReportOutcome } from "../lib/cli/mod.ts";
import { membership as membershipOf } from "../lib/segments/mod.ts";
import { count } from "../lib/words/mod.ts";
import { InputError } from "../lib/workspace/mod.ts";
import { openReleaseLog } from "./_release_log.ts";
import { buildModel } from "./build.ts";
import { readHistory } from "./changes/read_history.ts";
import { type Part, partsOf } from "./each/part.ts";
import { remembering } from "./each/remembering.ts";
import { writeIndex } from "./index_page.tsx";
import { partPrefix, placeOf } from "./place.ts";
import { keepNewest } from "./schedule/keep_newest.ts";
import { lock } from "./schedule/lock.ts";
import type { RunRecord } from "./schedule/run_log.ts";
import { writeAssets } from "./shared_assets.ts";
import { openSource, type Source } from "./source.ts";
import { writeReport, type WrittenReport } from "./write_report.ts";

/** What to make, where, and when the run began. */
export interface MakeOptions extends ReportOptions {
  readonly out: string;
  readonly now: Temporal.Instant;
}

/** What came of it, for the command line and for the log. */
export interface Made {
  readonly outcome: ReportOutcome;
  readonly about: Pick<RunRecord, "workspace" | "asOf" | "comparedWith" | "pages">;
}

/** Makes a report, or one for each value of a field, of one open workspace; nobody else may write there meanwhile. */
export async function makeReports(path: string, options: MakeOptions): Promise<Made> {
  const { out, now, report, each, keep, assets, ...open } = options;
  const source = await openSource(path, { ...open, report });
  try {
    const field = each ?? source.definition.each;
    const place = placeOf({ out, workspace: source.workspace.config.name, report });
    const held = await lock(join(place.folder, ".lock"), now);
    try {
      const shared = (assets ?? source.definition.assets) === "shared" ? await writeAssets(out) : null;
      const made = field === undefined
        ? await one(source, null, { ...options, shared })
        : await forEach(source, field, { ...options, shared });
      const { workspace: { config: { name: workspace }, asOf: { date } } } = source;
      const prefix = field === undefined ? null : partPrefix(place.name, field);
      if (keep !== undefined) {
        const belongs = (stem: string) => prefix === null ? stem === place.name : stem.startsWith(prefix);
        await keepNewest(place.folder, { belongs, keep, date });
      }
      options.onProgress?.({ stage: "Writing the index", share: null });
      const index = await writeIndex(out);
      await allThere([
        ...made.reports.flatMap(({ page, sidecar, mail, chat }) => [page, sidecar, mail, chat]),
        index,
      ]);
      const [first] = made.reports;
      const pages = made.reports.map(({ page }) => relative(out, page).replaceAll("\\", "/"));
      return {
        outcome: { ...first!, index, reports: made.reports, notes: made.notes, gate: made.gate },
        about: { workspace, asOf: date, comparedWith: made.comparedWith, pages },
      };
    } finally {
      await held.release();
    }
  } finally {
    await source.workspace.close();
  }
}

interface Some {
  readonly reports: readonly (WrittenReport & { readonly part: string | null })[];
  readonly notes: readonly string[];
  readonly gate: ReportOutcome["gate"];
  readonly comparedWith: string | null;
}

type OneOptions = MakeOptions & { readonly shared: Awaited<ReturnType<typeof writeAssets>> | null };

async function one(source: Source, part: Part | null, options: OneOptions): Promise<Some> {
  const { out, report, signal, shared } = options;
  const { config, asOf } = source.workspace;
  const { folder, name } = placeOf({ out, workspace: config.name, report, part });
  const history = await readHistory(folder, {
    file: `${name}.json`,
    before: asOf.date,
    workspace: config.name,
  });
  const log = await openReleaseLog(source.workspace, {
    file: options.ledger,
    reports: folder,
    at: options.now.toString({ smallestUnit: "second" }),
    by: options.name ?? null,
  });
  const keepsNothing: string[] = [];
  const model = await buildModel(source, {
    ...options,
    history,
    part,
    keepMembership: true,
    log,
    onCannotKeep: (reason) => keepsNothing.push(reason),
  });
  signal?.throwIfAborted();
  if (part === null) options.onProgress?.({ stage: "Writing the report", share: null });
  const written = await writeReport(model, { out, report, assets: shared, signal });
  const { later, broken } = history;
  return {
    reports: [{ ...written, part: part?.value ?? null }],
    notes: [
      ...broken,
      ...later === null
        ? []
        : [`There is a report of a later day, ${later}; this one was compared with what came before.`],
      ...keepsNothing,
    ],
    gate: model.quality.gate,
    comparedWith: model.changes?.since.date ?? null,
  };
}

/** A report for each value of a field: the workspace is read once, and asked each question once. */
async function forEach(source: Source, field: string, options: OneOptions): Promise<Some> {
  const { signal, onProgress } = options;
  const workspace = remembering(source.workspace);
  const { book, definition } = source;
  const membership = await membershipOf(workspace, book, signal ? { signal } : {});
  const { parts, without, small } = await partsOf(workspace, field, {
    membership,
    minimum: definition.minimumCell,
    signal,
  });
  const { many } = workspace.config.counted;
  if (parts.length === 0) {
    throw new InputError(
      `Cannot make a report for each ${field}: no value of it has ${definition.minimumCell} ${many} or more.`,
    );
  }
  const made: Some[] = [];
  for (const [i, part] of parts.entries()) {
    onProgress?.({ stage: `Writing report ${i + 1} of ${parts.length}`, share: i / parts.length });
    const { onProgress: _, ...quietly } = options;
    made.push(await one({ ...source, workspace }, part, quietly));
  }
  const values = (n: number) => `${count(n)} ${n === 1 ? "value" : "values"}`;
  return {
    reports: made.flatMap(({ reports }) => reports),
    notes: [
      ...small === 0
        ? []
        : [`${values(small)} of ${field} with fewer than ${definition.minimumCell} ${many} got no report.`],
      ...without === 0 ? [] : [`Some ${many} have no ${field}, and are in none of these reports.`],
      ...new Set(made.flatMap(({ notes }) => notes)),
    ],
    gate: made[0]!.gate,
    comparedWith:
      made.map(({ comparedWith }) => comparedWith).filter((date) => date !== null).sort().at(-1) ?? null,
  };
}

/** Whether all that was written is still there: somebody may have emptied the folder meanwhile. */
async function allThere(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if (await Deno.stat(path).then(({ isFile }) => isFile, () => false)) continue;
    throw new InputError(
      `Cannot find "${path}" any more: something removed it while the report was written. Run it again.`,
    );
  }
}
