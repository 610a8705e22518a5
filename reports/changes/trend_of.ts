import type { Shown } from "../../lib/segments/mod.ts";
import type { Trend } from "./changes_model.ts";
import { comparable } from "./comparable.ts";
import type { Draft } from "./compare_reports.ts";
import type { Past, PastModel } from "./past.ts";
import { sizesOf } from "./sizes_of.ts";

type Report = Draft | PastModel;

/**
 * The main number of every group over the last reports and this one: the main measure, or each group's share of
 * everybody where there is none. A line breaks where the group or the measure began to mean something else.
 *
 * @param past Oldest first.
 */
export function trendOf(now: Draft, past: readonly Past[]): Trend | null {
  if (past.length === 0) return null;
  const reports: (Report | null)[] = [...past.map((one) => one.kind === "report" ? one.model : null), now];
  const value = (report: Report, group: string): Shown | null => {
    if (now.main !== null) {
      const measure = report.measures.find(({ id }) => id === now.main);
      return measure?.groups.find((row) => row.group === group)?.value ?? null;
    }
    const people = sizesOf(report).get(group) ?? null;
    const { total } = report.segments;
    if (people === null || people === "hidden" || total === "hidden") return people;
    return total > 0 ? people / total : null;
  };
  return {
    dates: [...past.map(({ date }) => date), now.asOf.date],
    measure: now.main,
    groups: [...now.groups.map(({ id }) => id), "all"].map((group) => ({
      group,
      values: reports.map((report) => report && value(report, group)),
      breaks: reports.flatMap((report, i) =>
        i > 0 && breaks(report, reports[i - 1]!, group, now.main) ? [i] : []
      ),
    })),
  };
}

/** Whether a group's number in a report means something else than in the one before. */
function breaks(report: Report | null, before: Report | null, group: string, main: string | null): boolean {
  if (report === null || before === null) return report !== before;
  const [here, there] = [meaning(report, main), meaning(before, main)];
  const same = (["who", "mode", "timeZone", "minimum", "measure"] as const).every((key) =>
    here[key] === there[key]
  );
  return !same || comparable(here, there)(group) !== null;
}

function meaning({ book, fingerprints, asOf, privacy }: Report, main: string | null) {
  return {
    mode: book.mode,
    fingerprints,
    who: fingerprints.who,
    timeZone: asOf.timeZone,
    minimum: privacy.minimum,
    measure: main === null ? null : fingerprints.measures[main],
  };
}
