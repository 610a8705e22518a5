import type { FunnelResult } from "../journeys/mod.ts";
import type { MeasureResult, ReachResult } from "../outcomes/mod.ts";
import type { BookMode, SegmentsResult, Shown } from "../segments/mod.ts";
import type { QualityResult } from "../workspace/mod.ts";

/** Every kind of result that may leave, by its kind. `N` is `number` inside, {@linkcode Shown} after the gate. */
export interface ResultOf<N = number> {
  /** Sizes of the segments. */
  readonly segments: SegmentsResult<N>;
  /** Who can be reached. */
  readonly reach: ReachResult<N>;
  /** A journey, by segment. */
  readonly funnel: FunnelResult<N>;
  /** One measure, by segment. */
  readonly measure: MeasureResult<N>;
  /** How far the data can be trusted. */
  readonly quality: QualityResult<N>;
}

/** A kind of result that the gate knows. */
export type Kind = keyof ResultOf;

/** Results about the same people, released together so that none gives away what another hides. */
export interface Results<N = number> {
  /** Sizes of the segments. */
  readonly segments: SegmentsResult<N>;
  /** Who can be reached. */
  readonly reach: ReachResult<N>;
  /** Journeys, by segment. */
  readonly funnels: readonly FunnelResult<N>[];
  /** Measures, by segment. */
  readonly measures: readonly MeasureResult<N>[];
  /** How far the data can be trusted. */
  readonly quality: QualityResult<N>;
}

/** What may leave. */
export interface ReleasePolicy {
  /** The smallest count that may be shown, beside zero. Default 11: counts of 1 to 10 are hidden. */
  readonly minimum?: number;
  /** How groups share people; decides which sums a reader could take. Default: as `segments` says, else by the sums. */
  readonly mode?: BookMode;
  /** What is counted, for the note. Default "people". */
  readonly counted?: string;
}

/** What was hidden, for the report to say. */
export interface Release {
  /** The smallest count that is shown. */
  readonly minimum: number;
  /** How much was hidden. */
  readonly suppressed: {
    /** How many numbers were replaced by "hidden". */
    readonly cells: number;
  };
  /** What the mark means, in one sentence. */
  readonly note: string;
}

/** The results that were given, safe to show, and what was hidden. */
export type Released<K extends keyof Results = keyof Results> = Pick<Results<Shown>, K> & Release;
