import type {
  AfterDropOffResult,
  AssociationsResult,
  AttemptsResult,
  AttributionResult,
  ConversionWindowResult,
  DropOffResult,
  FlowResult,
  FunnelResult,
  PathsResult,
  RetentionResult,
  StagesResult,
  TimingResult,
  TransitionsResult,
} from "../journeys/mod.ts";
import type { DominanceRule } from "./is_dominated.ts";
import type {
  ClusteringDrift,
  ClusteringResult,
  ClusteringSelection,
  ClusteringStability,
  ClusterProfile,
  GroupingComparison,
  TypingRules,
} from "../clustering/mod.ts";
import type { MeasureResult, ReachResult } from "../outcomes/mod.ts";
import type { BookMode, MovesResult, SegmentsResult, Shown } from "../segments/mod.ts";
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
  /** How long a journey takes, and which window fits. */
  readonly window: ConversionWindowResult<N>;
  /** Time until an event, by group. */
  readonly timing: TimingResult<N>;
  /** The ways people take. */
  readonly paths: PathsResult<N>;
  /** What follows directly on what. */
  readonly transitions: TransitionsResult<N>;
  /** Where people go step by step. */
  readonly flow: FlowResult<N>;
  /** Where people stand in a journey of stages. */
  readonly stages: StagesResult<N>;
  /** Which channels conversions are credited to. */
  readonly attribution: AttributionResult<N>;
  /** Who came back. */
  readonly retention: RetentionResult<N>;
  /** What goes with conversion. */
  readonly associations: AssociationsResult<N>;
  /** Attempts or sessions through the steps of a journey. */
  readonly attempts: AttemptsResult<N>;
  /** Where people leave, and what it goes with. */
  readonly dropOff: DropOffResult<N>;
  /** What people did after they left. */
  readonly afterDropOff: AfterDropOffResult<N>;
  /** Clusters that were found. */
  readonly clustering: ClusteringResult<N>;
  /** How many clusters there are. */
  readonly clusteringSelection: ClusteringSelection<N>;
  /** Who is in each cluster. */
  readonly clusterProfile: ClusterProfile<N>;
  /** How two groupings agree, and who moved. */
  readonly groupingComparison: GroupingComparison<N>;
  /** Clusters turned into rules. */
  readonly typingRules: TypingRules<N>;
  /** How well clusters hold when people are drawn anew. */
  readonly clusteringStability: ClusteringStability<N>;
  /** How people have changed since clusters were found. */
  readonly clusteringDrift: ClusteringDrift<N>;
  /** Who moved between groups since an earlier day. */
  readonly moves: MovesResult<N>;
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
  /** How long journeys take. */
  readonly windows: readonly ConversionWindowResult<N>[];
  /** Times until events, by group. */
  readonly timings: readonly TimingResult<N>[];
  /** The ways people take. */
  readonly paths: readonly PathsResult<N>[];
  /** What follows directly on what. */
  readonly transitions: readonly TransitionsResult<N>[];
  /** Where people go step by step. */
  readonly flows: readonly FlowResult<N>[];
  /** Where people stand in journeys of stages. */
  readonly stages: readonly StagesResult<N>[];
  /** Which channels conversions are credited to. */
  readonly attributions: readonly AttributionResult<N>[];
  /** Who came back. */
  readonly retentions: readonly RetentionResult<N>[];
  /** What goes with conversion. */
  readonly associations: readonly AssociationsResult<N>[];
  /** Attempts or sessions through the steps of journeys. */
  readonly attempts: readonly AttemptsResult<N>[];
  /** Where people leave journeys, and what it goes with. */
  readonly dropOffs: readonly DropOffResult<N>[];
  /** What people did after they left. */
  readonly afterDropOffs: readonly AfterDropOffResult<N>[];
  /** Clusters that were found. */
  readonly clusterings: readonly ClusteringResult<N>[];
  /** How many clusters there are. */
  readonly clusteringSelections: readonly ClusteringSelection<N>[];
  /** Who is in each cluster. */
  readonly clusterProfiles: readonly ClusterProfile<N>[];
  /** How groupings agree, and who moved. */
  readonly groupingComparisons: readonly GroupingComparison<N>[];
  /** Clusters turned into rules. */
  readonly typingRules: readonly TypingRules<N>[];
  /** How well clusters hold. */
  readonly clusteringStabilities: readonly ClusteringStability<N>[];
  /** How people have changed since clusters were found. */
  readonly clusteringDrifts: readonly ClusteringDrift<N>[];
  /** Who moved between groups since an earlier day. */
  readonly moves: MovesResult<N>;
}

/** What may leave. */
export interface ReleasePolicy {
  /** The smallest count that may be shown, beside zero. Default 11: counts of 1 to 10 are hidden. */
  readonly minimum?: number;
  /** How groups share people; decides which sums a reader could take. Default: as `segments` says, else by the sums. */
  readonly mode?: BookMode;
  /** What is counted, for the note. Default "people". */
  readonly counted?: string;
  /** Day the results are true at, `YYYY-MM-DD`. Default: as `segments` says. */
  readonly asOf?: string;
  /** The workspace's name: earlier releases of others are about other people. Default: all in the ledger count. */
  readonly workspace?: string;
  /** The people it is about, where these are a part of all, such as `state = "OH"`. Default: all. */
  readonly part?: string | null;
  /**
   * Whether rates of exactly 0 or 100 %, which say something of everybody in a group, are shown. Default "show".
   */
  readonly certain?: "show" | "hide";
  /**
   * What each person or account adds to a total, by measure and group: totals that few of them dominate are hidden, and
   * everybody's with them. Default: not looked at.
   */
  readonly contributions?: (measure: string, group: string) => readonly number[];
  /** When a total is dominated. Default: the p % rule with p = 0.1. */
  readonly dominance?: readonly DominanceRule[];
  /**
   * Earlier releases of days so near are taken into account; later, so many people come and go both ways that the
   * difference of two counts is nobody in particular. Default 5: reports of a week are protected from one
   * another, weekly and monthly ones are compared.
   */
  readonly ledgerDays?: number;
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
