import type { Shown } from "../../lib/segments/mod.ts";
import type { ReportModel } from "../model.ts";

/** People of every group of a report, by id. */
export function sizesOf({ segments }: Pick<ReportModel, "segments">): ReadonlyMap<string, Shown> {
  return new Map<string, Shown>([
    ...segments.segments.map(({ id, people }) => [id, people] as const),
    ["none", segments.unsegmented],
    ["unknown", segments.unknown],
    ["all", segments.total],
  ]);
}
