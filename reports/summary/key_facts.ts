import { count, day, percent } from "../../lib/words/mod.ts";
import type { ReportModel } from "../model.ts";
import { bareValue } from "../sections/measure_text.ts";
import { changeText, peopleChange } from "../sections/change_text.ts";
import type { Shown } from "../../lib/segments/mod.ts";

/** What a summary says of one group, as text. */
export interface GroupFacts {
  readonly name: string;
  readonly people: string;
  readonly share: string;
  readonly value: string | null;
  readonly change: string | null;
}

/** The groups of a report as a summary lists them; hidden numbers are the word "hidden". */
export function groupFacts(model: ReportModel): readonly GroupFacts[] {
  const { segments, measures, main, changes } = model;
  const sizes = new Map<string, Shown>([
    ...segments.segments.map(({ id, people }) => [id, people] as const),
    ["none", segments.unsegmented],
    ["unknown", segments.unknown],
  ]);
  const measure = measures.find(({ id }) => id === main);
  const changed = changes?.measures.find(({ id }) => id === main);
  return model.groups.map(({ id, name }) => {
    const people = sizes.get(id) ?? 0;
    const row = measure?.groups.find(({ group }) => group === id);
    const then = changed?.groups.find(({ group }) => group === id);
    const size = changes?.groups.find(({ group }) => group === id);
    return {
      name,
      people: count(people),
      share: typeof people === "number" && typeof segments.total === "number" && segments.total > 0
        ? percent(people / segments.total)
        : "",
      value: measure && row
        ? row.value === null
          ? "–"
          : row.value === "hidden"
          ? "hidden"
          : `${bareValue(measure, row, row.value)}${measure.unit ? ` ${measure.unit}` : ""}`
        : null,
      change: changes === null
        ? null
        : changed && then
        ? said(then.reason, then.change, (change) => changeText(changed, change))
        : said(size?.reason ?? null, size?.change ?? null, peopleChange),
    };
  });
}

function said(reason: string | null, change: Shown | null, format: (change: number) => string): string {
  if (reason !== null) return "not comparable";
  return change === null ? "–" : change === "hidden" ? "hidden" : format(change).replaceAll("\u00a0", " ");
}

/** What a summary says of the data and the comparison, a sentence each. */
export function trustFacts({ quality, changes, privacy, workspace }: ReportModel): readonly string[] {
  return [
    quality.gate.passed
      ? "The data passed its quality gate."
      : `The data did not pass its quality gate: ${quality.gate.reasons.join(" ")}`,
    ...changes === null
      ? []
      : changes.refused.length > 0
      ? [`Not comparable with the report of ${day(changes.since.date)}: ${changes.refused.join(" ")}`]
      : [`Since ${day(changes.since.date)}: ${changes.sentence}`],
    `Groups of fewer than ${privacy.minimum} ${workspace.counted.many} are hidden.`,
    ...workspace.invented ? [`${workspace.name} is invented; so is every number here.`] : [],
  ];
}
