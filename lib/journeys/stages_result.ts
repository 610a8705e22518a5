/** One stage of a journey, in one group. `N` is `number` inside, `Shown` after the privacy gate. */
export interface StageCounts<N = number> {
  /** Id of the stage. */
  readonly stage: string;
  /** What reports call it. */
  readonly name: string;
  /** People who were ever in it. */
  readonly people: N;
  /** People whose latest stage it is. */
  readonly now: N;
  /** Of them, who have been there for longer than the stall time. On the last stage 0. */
  readonly stalled: N;
  /** People who came back to it from a later stage. */
  readonly returned: N;
  /** People who came to a later stage and had not been in this one before. */
  readonly skipped: N;
  /** Median stay, those still there accounted for; null where fewer than half have moved on. */
  readonly medianSeconds: N | null;
}

/** The stages of one group. */
export interface StageGroup<N = number> {
  /** Segment id, "all" for everybody. */
  readonly group: string;
  /** As declared. */
  readonly name: string;
  /** Its size. */
  readonly people: N;
  /** People who were in any stage. */
  readonly started: N;
  /** Share of their events that belong to no stage; null without events. */
  readonly unmappedShare: N | null;
  /** In the order of the journey. */
  readonly stages: readonly StageCounts<N>[];
}

/** Where people stand in a journey of stages. */
export interface StagesResult<N = number> {
  /** Tells results apart. */
  readonly kind: "stages";
  /** Id and name of the journey. */
  readonly journey: { readonly id: string; readonly name: string };
  /** Longer without moving on is a stall. */
  readonly stallSeconds: number;
  /** Last observed second (1970 UTC). */
  readonly observedUntil: number;
  /** Everybody first, then each group asked for. */
  readonly groups: readonly StageGroup<N>[];
  /** Names of events that belong to no stage, most frequent first; the first 20. */
  readonly unmapped: readonly { readonly event: string; readonly events: N }[];
  /** What a reader must know, a sentence each. */
  readonly warnings: readonly string[];
}
