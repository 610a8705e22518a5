import type { OpenOptions } from "../intake/mod.ts";

/** What the command line asks of the report: where the workspace is and how to make the page. */
export interface ReportOptions extends OpenOptions {
  /** Report definition. Default: `report.yaml` beside `workspace.yaml`, where there is one. */
  readonly report?: string;
  /** Folder that all reports go to. Default: `reports/out`. */
  readonly out?: string;
  /** One report for each value of this field of people, or of their accounts as "account.field". Default: one. */
  readonly each?: string;
  /** How many days' reports of this definition stay. Default: all. */
  readonly keep?: number;
  /** Whether style and scripts stand in every page or once in a folder beside them. Default: "inline". */
  readonly assets?: "inline" | "shared";
  /** The ledger. Default: `.trellis/ledger.jsonl` in the workspace. */
  readonly ledger?: string;
  /** Who asks, for the ledger. */
  readonly name?: string;
}

/** Files of one report. Paths are as the user would write them. */
export interface ReportFiles {
  readonly page: string;
  readonly sidecar: string;
  /** Summary for an e-mail. */
  readonly mail: string;
  /** Summary for a chat. */
  readonly chat: string;
}

/** What came of it: the files of the only or the first report, then of all. */
export interface ReportOutcome extends ReportFiles {
  readonly index: string;
  /** `part` is the value the report is about; null when about everybody. */
  readonly reports: readonly (ReportFiles & { readonly part: string | null })[];
  /** What to know about the run, a sentence each. */
  readonly notes: readonly string[];
  /** The workspace's data-quality gate, and where it failed. */
  readonly gate: { readonly passed: boolean; readonly reasons: readonly string[] };
}

/**
 * Makes a report. The reports room plugs its own in, because it stands above this one: see ARCHITECTURE.md.
 */
export type ReportRunner = (workspace: string, options: ReportOptions) => Promise<ReportOutcome>;
