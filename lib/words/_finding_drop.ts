import type { FunnelResult } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import {
  type Candidate,
  compare,
  type Context,
  gain,
  notATest,
  otherSegments,
  ownInterval,
  planned,
  type Rated,
} from "./_candidate.ts";
import { groupName, isSegment, quoted } from "./_phrases.ts";
import { ofEvery100 } from "./rates.ts";
import { windowWords } from "./times.ts";

/** A drop-off names the step to work on, which a measure does not: it can be acted on sooner. */
const weightOfStep = 1.5;

/** Per segment the step at which it loses more people than the others do, most people first. */
export function dropFindings(result: FunnelResult<Shown>, context: Context): Candidate[] {
  const groups = (result.groups ?? []).filter(({ group }) => isSegment(group));
  const perStep = result.steps.slice(0, -1).map((_, k) =>
    groups.flatMap(({ group, name, steps }): Rated[] => {
      const { of, rate, low, high } = steps[k]?.drop ?? {};
      const people = steps[k]?.people;
      if (typeof rate !== "number" || typeof low !== "number" || typeof high !== "number") return [];
      const known = typeof of === "number" ? of : null;
      const weight = known ?? (typeof people === "number" ? people : 0);
      return [{ id: group, name, rate, low, high, weight, of: known }];
    })
  );
  return groups.flatMap(({ group, name }) => {
    const candidates = perStep.flatMap((shares, k): Candidate[] => {
      const own = shares.find(({ id }) => id === group);
      const found = own && compare(own, shares);
      if (!own || !found || found.difference.value < 0) return [];
      const [step, next] = [result.steps[k]!.name, result.steps[k + 1]!.name];
      const { many } = context.counted;
      return [{
        kind: "drop",
        score: found.people * weightOfStep,
        finding: {
          id: `drop:${group}:${k}`,
          see: `**${ofEvery100(found.rate, found)}** ${many} in ${
            groupName({ id: group, name })
          } leave after ${quoted(step)}, before ${quoted(next)} ${ownInterval(found)}. ${
            otherSegments(found)
          }`,
          act: `Work first on the way from ${quoted(step)} to ${quoted(next)}. ${planned(group, context)}${
            gain(found, context.counted)
          }`,
          mind: `Counts only ${many} whose ${windowWords(result.within)} are over. ${notATest}`,
          segment: group,
          section: "funnel",
          strip: found.strip,
        },
      }];
    });
    return candidates.sort((a, b) => b.score - a.score).slice(0, 1);
  });
}
