import { basename, join } from "node:path";
import { slug } from "./slug.ts";

/** What says where a report lies. */
export interface PlaceOptions {
  /** Folder that holds all reports. */
  readonly out: string;
  /** Name of the workspace. */
  readonly workspace: string;
  /** Report definition file, where it is not the workspace's own `report.yaml`: the page is named after it. */
  readonly report?: string | undefined;
}

/** Where the reports of one definition lie. */
export interface Place {
  /** Folder of all reports of the workspace: one folder a day in it. */
  readonly folder: string;
  /** File name of the report without its ending, the same every day. */
  readonly name: string;
}

/** Where the reports of a definition lie: `out/<workspace>/<day>/<name>.html`. */
export function placeOf({ out, workspace, report }: PlaceOptions): Place {
  const stem = report === undefined ? "report" : basename(report).replace(/(\.report)?\.ya?ml$/i, "");
  return { folder: join(out, slug(workspace)), name: slug(stem || "report") };
}
