import type { NextEvent } from "./after_drop_off.ts";

/** What a loss most likely goes with: how people were addressed, a form, what they were asked to do, or the channel. */
export type DropOffCause = "message" | "form" | "callToAction" | "channel";

/** A value of an event property that people who left have more, or less, often. `N` is `number` or `Shown`. */
export interface DropOffSignal<N = number> {
  /** What kind of cause the property stands for. */
  readonly cause: DropOffCause;
  /** Name of the property, at the event of the step. */
  readonly property: string;
  /** Its value. */
  readonly value: string;
  /** Share of those who left that have it. */
  readonly shareOfLeft: N;
  /** Share of those who went on that have it. */
  readonly shareOfWentOn: N;
  /** Odds of leaving with it over the odds without; null: without bound. */
  readonly oddsRatio: N | null;
  /** Exact, adjusted for how many values were looked at here (Holm). */
  readonly p: N;
}

/** What a loss goes with, and how that is known. Association: it does not say what causes what. */
export interface LikelyCause {
  /** Its kind. */
  readonly cause: DropOffCause;
  /** "signal": the first of `signals`; "step": the kind of event people stopped at, nothing else being known. */
  readonly from: "signal" | "step";
}

/** People who got to one step and no further, in one group. */
export interface DropOffStep<N = number> {
  /** Name of the step they reached. */
  readonly step: string;
  /** Name of the one they did not. */
  readonly next: string;
  /** People who reached the step and whose time is over. */
  readonly of: N;
  /** Of them, who went no further. */
  readonly lost: N;
  /** Their share; null of nobody. */
  readonly rate: N | null;
  /** Wilson interval of the share. */
  readonly low: N | null;
  /** Upper end. */
  readonly high: N | null;
  /** How much larger the share is than in the other groups together; null without other groups, or of nobody. */
  readonly excess:
    | {
      /** People of the other groups who reached the step and whose time is over. */
      readonly of: N;
      /** Of them, who went no further. */
      readonly lost: N;
      /** Difference of the shares. */
      readonly difference: N;
      /** Interval of the difference, adjusted so that all of them hold together. */
      readonly low: N;
      /** Upper end. */
      readonly high: N;
      /** Fisher's exact test, adjusted for all groups and steps (Holm). */
      readonly p: N;
    }
    | null;
  /** People who did nothing more. */
  readonly nothing: N;
  /** What the others did next, most people first. */
  readonly after: readonly NextEvent<N>[];
  /** Values that go with leaving, surest first. */
  readonly signals: readonly DropOffSignal<N>[];
  /** What the loss most likely goes with; null where it cannot be told. */
  readonly likely: LikelyCause | null;
}

/** Where the people of one group leave. */
export interface DropOffGroup<N = number> {
  /** Segment id, "all" for everybody. */
  readonly group: string;
  /** As declared. */
  readonly name: string;
  /** One for each step but the last. */
  readonly steps: readonly DropOffStep<N>[];
}

/** Where people leave a journey, how much more than others, and what that goes with. */
export interface DropOffResult<N = number> {
  /** Tells results apart. */
  readonly kind: "dropOff";
  /** Window from the first step, inclusive, as given. */
  readonly within: string;
  /** Last observed second (1970 UTC): people whose window ends later are not looked at. */
  readonly observedUntil: number;
  /** Level at which all intervals of `excess` hold together. */
  readonly level: number;
  /** How many differences were looked at. */
  readonly comparisons: number;
  /** Everybody first, then each group asked for. */
  readonly groups: readonly DropOffGroup<N>[];
  /** The method in a sentence. */
  readonly method: string;
  /** What a reader must know, a sentence each. */
  readonly warnings: readonly string[];
}
