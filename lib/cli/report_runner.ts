import type { OpenOptions } from "../intake/mod.ts";

/** What the command line asks of the report: where the workspace is and how to make the page. */
export interface ReportOptions extends OpenOptions {
  /** Report definition. Default: `report.yaml` beside `workspace.yaml`, where there is one. */
  readonly report?: string;
  /** Folder that all reports go to. Default: `reports/out`. */
  readonly out?: string;
}

/** What came of it. Paths are as the user would write them. */
export interface ReportOutcome {
  readonly page: string;
  readonly sidecar: string;
  readonly index: string;
  /** The workspace's data-quality gate, and where it failed. */
  readonly gate: { readonly passed: boolean; readonly reasons: readonly string[] };
}

/**
 * Makes a report. The reports room plugs its own in, because it stands above this one: see ARCHITECTURE.md.
 */
export type ReportRunner = (workspace: string, options: ReportOptions) => Promise<ReportOutcome>;
