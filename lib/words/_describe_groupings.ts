import type {
  ClusteringDrift,
  ClusteringStability,
  ClusterProfile,
  GroupingComparison,
  TypingRules,
} from "../clustering/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { listed, named, quoted } from "./_phrases.ts";
import type { Counted } from "./counted.ts";
import { ofEvery100 } from "./rates.ts";

/** What sets the groups apart, by the names that say so. */
export function describeProfile({ segments, variables }: ClusterProfile<Shown>): string {
  const apart = variables.filter(({ test }) => test !== null && test.adjusted < 0.05);
  if (apart.length === 0) return "Nothing that was looked at sets these groups apart by more than chance.";
  return `Named after what sets each group apart most: ${
    listed(segments.map(({ suggestedName }) => quoted(suggestedName)), "and")
  }.`;
}

/** How far two groupings of the same people agree. */
export function describeComparison(
  { a, b, adjustedRand, movedShare }: GroupingComparison<Shown>,
  words: Counted,
): string {
  const both = `${named(a.name)} and ${named(b.name)}`;
  if (typeof adjustedRand !== "number") return `Too few ${words.many} may be shown to compare ${both}.`;
  const alike = adjustedRand >= 0.8
    ? "put the same people together"
    : adjustedRand >= 0.5
    ? "put mostly the same people together"
    : adjustedRand >= 0.2
    ? "have little in common"
    : "have next to nothing in common";
  const moved = typeof movedShare === "number"
    ? `; ${ofEvery100(movedShare)} ${words.many} are not in the group most like theirs`
    : "";
  return `${both} ${alike} (adjusted Rand ${adjustedRand.toFixed(2)})${moved}.`;
}

/** How true rules are to the clusters they stand for. */
export function describeTyping({ verdict }: TypingRules<Shown>): string {
  return verdict;
}

/** Whether clusters are found again. */
export function describeStability({ verdict }: ClusteringStability<Shown>): string {
  return verdict;
}

/** Whether people still are as they were when the clusters were found. */
export function describeDrift({ refit, variables, sizes }: ClusteringDrift<Shown>, words: Counted): string {
  const shifted = variables.filter(({ band }) => band === "shifted").map(({ name }) => quoted(name));
  if (!refit) return `The ${words.many} are spread as those the clusters were found on: keep the clusters.`;
  const what = [...shifted, ...(sizes?.band === "shifted" ? ["the sizes of the clusters"] : [])];
  return `Since the clusters were found, ${listed(what, "and")} ${
    what.length === 1 && shifted.length === 1 ? "has" : "have"
  } shifted: find them again.`;
}
