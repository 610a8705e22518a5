import type { MeasureResult } from "../outcomes/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { Candidate, Context } from "./_candidate.ts";
import type { ChangeSource } from "./change_source.ts";
import { groupName, isSegment, named, quoted } from "./_phrases.ts";
import { interval, ofEvery100, pointsInterval } from "./rates.ts";
import { day } from "./times.ts";

/** Rates of segments that are clearly not what they were in the last report, most people first. */
export function changeFindings(
  changes: ChangeSource,
  measures: readonly MeasureResult<Shown>[],
  { counted: { many } }: Context,
): Candidate[] {
  const since = day(changes.since.date);
  return changes.measures.flatMap(({ id, type, groups }): Candidate[] => {
    const measure = measures.find((one) => one.id === id);
    if (type !== "rate" || !measure) return [];
    return groups.flatMap(({ group, name, before, change, low, high, clear }): Candidate[] => {
      const row = measure.groups.find((one) => one.group === group);
      if (!clear || !row || !isSegment(group)) return [];
      const { value, low: from, high: to, of } = row;
      const numbers = [value, from, to, before, change, low, high];
      if (!numbers.every((one) => typeof one === "number")) return [];
      const [rate, least, most, then, more, near, far] = numbers as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      // Without its people a group still counts: as many as the width of its interval says.
      const weight = typeof of === "number"
        ? of
        : 15.4 * rate * (1 - rate) / Math.max(0.001, most - least) ** 2;
      const who = groupName({ id: group, name });
      const share = `**${ofEvery100(rate, { low: least, high: most })}** ${many} in ${who}`;
      const own = `(95% interval ${interval({ low: least, high: most }, { rate })})`;
      const step = `${(100 * Math.abs(more)).toFixed(1)} points ${
        more > 0 ? "more" : "fewer"
      } now, 95% interval ${pointsInterval({ low: near, high: far })}`;
      return [{
        kind: "change",
        score: Math.min(Math.abs(near), Math.abs(far)) * weight,
        finding: {
          id: `change:${id}:${group}`,
          see: `${
            measure.says === null
              ? `${quoted(measure.name)} holds for ${share} ${own}`
              : `${share} ${named(measure.says)} ${own}`
          }. On ${since} it was ${ofEvery100(then).replace(/ of every 100$/, "")} (${step}).`,
          act: actOn(measure.better, more > 0, who, since),
          mind:
            "Two reports are compared, which is not a test: something else may have changed in that time too.",
          segment: group,
          section: "changed",
          strip: { value: rate, low: least, high: most, others: [{ name: since, value: then }] },
        },
      }];
    });
  });
}

function actOn(better: "higher" | "lower" | null, up: boolean, who: string, since: string): string {
  if (better === null) return `Find out what is different for ${who} since ${since}.`;
  return better === (up ? "higher" : "lower")
    ? `Note what was done for ${who} since ${since}, and see in the next report whether it lasts.`
    : `Find out what is different for ${who} since ${since}, before anything else is planned on this number.`;
}
