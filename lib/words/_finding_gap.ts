import type { MeasureInGroup, MeasureResult } from "../outcomes/mod.ts";
import type { Shown } from "../segments/mod.ts";
import {
  type Candidate,
  compare,
  type Comparison,
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
import { groupName, isSegment, named, quoted } from "./_phrases.ts";
import { ofEvery100 } from "./rates.ts";

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
    const more = result.better === "higher" && !lonely ? gain(found, context.counted) : "";
    return [{
      kind: "gap",
      score: found.people,
      finding: {
        id: `gap:${result.id}:${own.id}`,
        see: `${said(result, found, many)} ${lonely ? `Among all other ${many}` : "In the other segments"} ${
          result.says === null ? "for" : "it is"
        } ${othersRate(found)}.`,
        act: `${
          planned(own.id, context) ||
          `Treat ${groupName(own)} by itself; an average would miss it.`
        }${more}`,
        mind: `${notATest}${unknown}`,
        segment: own.id,
        section: "measures",
        strip: found.strip,
      },
    }];
  });
}

/** "**6 of every 100** people in Learning basics scheduled a visit (95% interval 5 to 8)." */
function said({ name, says }: MeasureResult<Shown>, found: Comparison, many: string): string {
  const share = `**${ofEvery100(found.rate, found)}** ${many} in ${groupName(found)}`;
  return says === null
    ? `${quoted(name)} holds for ${share} ${ownInterval(found)}.`
    : `${share} ${named(says)} ${ownInterval(found)}.`;
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
