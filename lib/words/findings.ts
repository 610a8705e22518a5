import type { FunnelResult } from "../journeys/mod.ts";
import type { MeasureResult, ReachResult } from "../outcomes/mod.ts";
import type { SegmentsResult, Shown } from "../segments/mod.ts";
import type { QualityResult } from "../workspace/mod.ts";
import type { Candidate, Context } from "./_candidate.ts";
import { changeFindings } from "./_finding_change.ts";
import { decidingFindings } from "./_finding_deciding.ts";
import { dropFindings } from "./_finding_drop.ts";
import { gapFindings } from "./_finding_gap.ts";
import { qualityFindings } from "./_finding_quality.ts";
import { reachFindings } from "./_finding_reach.ts";
import { misleadingFindings } from "./_finding_misleads.ts";
import { people } from "./_phrases.ts";
import type { ChangeSource } from "./change_source.ts";
import type { Counted } from "./counted.ts";
import type { MisleadingTotal } from "./misleading_total.ts";
import type { Finding } from "./result.ts";

const most = 5;
const mostOfOneKind = 3;

/** Results that passed the privacy gate; those a report does not have are null or absent. */
export interface FindingSources {
  /** Sizes of the segments. */
  readonly segments?: SegmentsResult<Shown> | null;
  /** Who can be reached. */
  readonly reach?: ReachResult<Shown> | null;
  /** The journey, by segment. */
  readonly funnel?: FunnelResult<Shown> | null;
  /** Measures, by segment. */
  readonly measures?: readonly MeasureResult<Shown>[] | null;
  /** How far the data can be trusted. */
  readonly quality?: QualityResult<Shown> | null;
  /** Measures against the last report. */
  readonly changes?: ChangeSource | null;
  /** Totals that point the other way than their parts. */
  readonly misleading?: readonly MisleadingTotal[] | null;
}

/** What a segment book plans for a segment: the part of a `Segment` that findings need. */
export interface SegmentPlan {
  /** The segment's id. */
  readonly id: string;
  /** What to say to these people. */
  readonly message?: string | undefined;
  /** What to offer them. */
  readonly offer?: string | undefined;
  /** In order of preference. */
  readonly channels: readonly string[];
  /** Who follows up. */
  readonly route?: string | undefined;
}

/** How to find. */
export interface FindingOptions {
  /** What is counted. Default: people. */
  readonly counted?: Counted;
  /** The segment book: actions use what it plans for a segment. Default: general actions. */
  readonly book?: { readonly segments: readonly SegmentPlan[] };
  /** Id of the main measure. Default: the first rate. */
  readonly main?: string | null;
  /** Fields that segment rules read, as `table.field`. Default: weak fields are no finding. */
  readonly used?: ReadonlySet<string>;
}

/**
 * The findings worth a reader's time, best first, at most five: where a segment loses more people than the others,
 * measures in which a segment stands apart or is clearly not what it was in the last report, large segments that cannot
 * be reached, segments that still decide rather than left, people who cannot be placed because a field is missing, and
 * totals that point the other way than their parts.
 *
 * Each of the others compares one group with the other segments together, and is kept only when Newcombe's 95 % interval
 * of the difference, widened for as many groups as are compared (Bonferroni), leaves out zero. They are ranked by how many people the difference is about at the near end of that
 * interval (size and surprise in one number), times how much can be done about it. A second finding
 * about one segment is said only when every other has had its first, and three of one kind are the most. Numbers that are hidden, or that would need a hidden one, are never used.
 *
 * What is said is what goes together, never what causes what.
 *
 * @example
 * ```ts
 * import { findings } from "./findings.ts";
 * const group = (name: string, people: number, any: number) => ({ group: name, name, people, any, byChannel: [] });
 * const [first] = findings({
 *   reach: { kind: "reach", channels: [], groups: [group("a", 900, 180), group("b", 900, 800)], warnings: [] },
 * });
 * if (!first!.see.startsWith("**20 of every 100** people in a can be reached")) throw new Error(first!.see);
 * ```
 */
export function findings(results: FindingSources, options: FindingOptions = {}): readonly Finding[] {
  const { segments, reach, funnel, measures, quality, changes, misleading } = results;
  const context: Context = {
    counted: options.counted ?? people,
    plans: new Map((options.book?.segments ?? []).map((plan) => [plan.id, plan])),
    total: typeof segments?.total === "number" ? segments.total : null,
  };
  const main = options.main ?? measures?.find(({ type }) => type === "rate")?.id ?? null;
  const candidates: readonly Candidate[] = [
    ...funnel ? [...dropFindings(funnel, context), ...decidingFindings(funnel, context)] : [],
    ...(measures ?? []).flatMap((measure) => gapFindings(measure, measure.id === main, context)),
    ...reach ? reachFindings(reach, context) : [],
    ...changes && measures ? changeFindings(changes, measures, context) : [],
    ...misleadingFindings(misleading ?? [], context),
    ...quality && segments ? qualityFindings(quality, segments, options.used ?? new Set(), context) : [],
  ];
  const ranked = candidates.toSorted((a, b) => b.score - a.score || (a.finding.id < b.finding.id ? -1 : 1));
  // Every other number is read beside totals: one that misleads is said, whatever else there is.
  const chosen = new Set<Candidate>(ranked.filter(({ kind }) => kind === "misleads").slice(0, 1));
  for (const mostOfOneSegment of [1, 2]) {
    for (const candidate of ranked) {
      const { segment } = candidate.finding;
      const alike = [...chosen].filter(({ kind }) => kind === candidate.kind).length;
      const about = [...chosen].filter(({ finding }) =>
        segment !== null && finding.segment === segment
      ).length;
      if (chosen.size < most && alike < mostOfOneKind && about < mostOfOneSegment) chosen.add(candidate);
    }
  }
  return ranked.filter((candidate) => chosen.has(candidate)).map(({ finding }) => finding);
}
