import type { MeasureInGroup, MeasureResult } from "../outcomes/mod.ts";
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
  type Rated,
  rated,
  unknownShare,
} from "./_candidate.ts";
import { groupName, isSegment, quoted } from "./_phrases.ts";
import { ofEvery100 } from "./rates.ts";

const weightOfMain = 1.5;

/**
 * Segments that stand apart in a rate on its worse side: lower where higher is better, higher where lower is. The
 * main measure also without a better side, then in both directions. Where no other segment's rate may be shown, the
 * comparison is with everybody else together.
 */
export function gapFindings(result: MeasureResult<Shown>, main: boolean, context: Context): Candidate[] {
  if (result.type !== "rate" || (result.better === null && !main)) return [];
  const { many } = context.counted;
  const all = result.groups.find(({ group }) => group === "all");
  const segments = result.groups.filter(({ group }) => isSegment(group));
  const shares = segments.flatMap(rateOf);
  return segments.flatMap((row): Candidate[] => {
    const [own] = rateOf(row);
    if (!own) return [];
    const lonely = shares.length === 1;
    const found = compare(own, lonely ? everybodyElse(row, all) : shares);
    if (!found) return [];
    const above = found.difference.value > 0;
    if (result.better === (above ? "higher" : "lower")) return [];
    const unknown = typeof row.unknown === "number" && own.of !== null
      ? unknownShare(row.unknown, own.of)
      : "";
    const more = result.better === "higher" && !lonely ? gain(found, context.counted, "count") : "";
    return [{
      kind: "gap",
      score: found.people * (main ? weightOfMain : 1),
      finding: {
        id: `gap:${result.id}:${own.id}`,
        see: `${quoted(result.name)} holds for **${ofEvery100(found.rate, found)}** ${many} in ${
          groupName(own)
        } ${ownInterval(found)}. ${lonely ? `Among all other ${many}` : "In the other segments"} for ${
          othersRate(found)
        }.`,
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

function rateOf({ group, name, n, of, value, low, high }: MeasureInGroup<Shown>): Rated[] {
  if (typeof value !== "number" || typeof low !== "number" || typeof high !== "number") return [];
  const known = typeof n === "number" && typeof of === "number" ? of : null;
  // Without its people a group still counts: as many as the width of its interval, (2 · 1.96)² · p(1 − p) / n, says.
  const weight = known ?? 15.4 * value * (1 - value) / Math.max(0.001, high - low) ** 2;
  return [{ id: group, name, rate: value, low, high, weight, of: known }];
}

/** Everybody without a segment, where the difference of the printed counts is large enough to be a rate. */
function everybodyElse(row: MeasureInGroup<Shown>, all: MeasureInGroup<Shown> | undefined): Rated[] {
  const { n, of } = all ?? {};
  if (
    typeof n !== "number" || typeof of !== "number" || typeof row.n !== "number" || typeof row.of !== "number"
  ) {
    return [];
  }
  const [restN, restOf] = [n - row.n, of - row.of];
  return restN >= 0 && restOf > restN ? [rated({ id: "others", name: "All others" }, restN, restOf)] : [];
}
