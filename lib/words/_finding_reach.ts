import type { ReachResult } from "../outcomes/mod.ts";
import type { Shown } from "../segments/mod.ts";
import {
  type Candidate,
  compare,
  type Context,
  otherSegments,
  ownInterval,
  type Rated,
  rated,
} from "./_candidate.ts";
import { groupName, isSegment, listed } from "./_phrases.ts";
import { channelName } from "./channel_name.ts";
import { ofEvery100 } from "./rates.ts";

/** Permission can be asked for, one by one. */
const weight = 0.5;
/** A segment is large from this share of everybody. */
const large = 0.1;

/** Large segments of which less than the others', and less than half, can be reached. */
export function reachFindings(result: ReachResult<Shown>, context: Context): Candidate[] {
  const { many } = context.counted;
  const shares = result.groups.filter(({ group }) => isSegment(group)).flatMap(
    ({ group, name, people, any }): Rated[] =>
      typeof people === "number" && typeof any === "number" && people > 0
        ? [rated({ id: group, name }, any, people)]
        : [],
  );
  const everybody = context.total ?? shares.reduce((sum, { weight }) => sum + weight, 0);
  return shares.flatMap((own): Candidate[] => {
    const found = compare(own, shares);
    if (!found || found.difference.value > 0 || found.rate >= 0.5 || own.weight < large * everybody) {
      return [];
    }
    const channels = context.plans.get(own.id)?.channels ?? [];
    const by = channels.length > 0 ? `, first by ${listed(channels.slice(0, 2).map(channelName), "or")}` : "";
    return [{
      kind: "reach",
      score: weight * found.people,
      finding: {
        id: `reach:${own.id}`,
        see: `**${ofEvery100(found.rate, found)}** ${many} in ${groupName(own)} can be reached ${
          ownInterval(found)
        }. ${otherSegments(found)}`,
        act:
          `Ask for permission where these ${many} already come${by}; plan no campaign on the whole segment.`,
        mind:
          "Reachable means a usable address and today's permission for marketing. An address may still be out " +
          "of date.",
        segment: own.id,
        section: "reach",
        strip: found.strip,
      },
    }];
  });
}
