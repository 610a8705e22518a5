import type { FunnelResult } from "../journeys/mod.ts";
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
import { groupName, isSegment, quoted } from "./_phrases.ts";
import { ofEvery100 } from "./rates.ts";
import { windowWords } from "./times.ts";

/** Waiting asks for less than a loss does. */
const weight = 0.3;

/** Segments in which, at the first step, more people still decide than left: they look lost and are not. */
export function decidingFindings(result: FunnelResult<Shown>, context: Context): Candidate[] {
  const [first] = result.steps;
  if (!first) return [];
  const { many } = context.counted;
  const shares = (result.groups ?? []).filter(({ group }) => isSegment(group)).flatMap(
    ({ group, name, steps }): (Rated & { readonly waiting: boolean })[] => {
      const { people, left, stillDeciding } = steps[0] ?? {};
      return typeof people === "number" && typeof left === "number" && typeof stillDeciding === "number" &&
          people > 0
        ? [{ ...rated({ id: group, name }, stillDeciding, people), waiting: stillDeciding > left }]
        : [];
    },
  );
  return shares.flatMap((own): Candidate[] => {
    const found = compare(own, shares);
    if (!found || found.difference.value < 0 || !own.waiting) return [];
    const within = windowWords(result.within);
    return [{
      kind: "deciding",
      score: weight * found.people,
      finding: {
        id: `deciding:${own.id}`,
        see: `**${ofEvery100(found.rate, found)}** ${many} in ${groupName(own)} are still deciding after ${
          quoted(first.name)
        } ${ownInterval(found)}, more than have left. ${otherSegments(found)}`,
        act: `Keep in touch until their ${within} are over, and judge the segment then.`,
        mind: `Their ${within} since ${
          quoted(first.name)
        } are not over. How many will go on is not known yet.`,
        segment: own.id,
        section: "funnel",
        strip: found.strip,
      },
    }];
  });
}
