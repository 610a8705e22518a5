import type { MeasureResult } from "../outcomes/mod.ts";
import type { Shown } from "../segments/mod.ts";
import {
  type Candidate,
  compare,
  type Context,
  gain,
  notATest,
  othersRate,
  ownInterval,
  planned,
  type Sharing,
  unknownShare,
} from "./_candidate.ts";
import { groupName, isSegment, quoted } from "./_phrases.ts";
import { ofEvery100 } from "./rates.ts";

const weightOfMain = 1.5;

/**
 * Segments that stand apart in a rate on its worse side: lower where higher is better, higher where lower is. The
 * main measure also without a better side, then in both directions.
 */
export function gapFindings(result: MeasureResult<Shown>, main: boolean, context: Context): Candidate[] {
  if (result.type !== "rate" || (result.better === null && !main)) return [];
  const { many } = context.counted;
  const shares = result.groups.filter(({ group }) => isSegment(group)).flatMap(
    ({ group, name, n, of, unknown }): (Sharing & { readonly unknown: Shown })[] =>
      typeof n === "number" && typeof of === "number" && of > 0 ? [{ id: group, name, n, of, unknown }] : [],
  );
  return shares.flatMap((own): Candidate[] => {
    const found = compare(own, shares);
    if (!found) return [];
    const above = found.difference.value > 0;
    if (result.better === (above ? "higher" : "lower")) return [];
    const unknown = typeof own.unknown === "number" ? unknownShare(own.unknown, own.of) : "";
    const more = result.better === "higher" ? gain(own.of, found, context.counted, "count") : "";
    return [{
      kind: "gap",
      score: found.people * (main ? weightOfMain : 1),
      finding: {
        id: `gap:${result.id}:${own.id}`,
        see: `${quoted(result.name)} holds for **${ofEvery100(found.rate)}** ${many} in ${groupName(own)} ${
          ownInterval(found)
        }. In the other segments for ${othersRate(found)}.`,
        act: `${
          result.better === null
            ? "Treat this segment by itself; an average would miss it."
            : "Start with this segment."
        }${planned(own.id, context)}${more}`,
        mind: `${notATest}${unknown}`,
        segment: own.id,
        section: "measures",
        strip: found.strip,
      },
    }];
  });
}
