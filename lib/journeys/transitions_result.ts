/** A step from one event directly to the next. `N` is `number` inside, `Shown` after the privacy gate. */
export interface Transition<N = number> {
  /** Name of the event before. */
  readonly from: string;
  /** Name of the event directly after it. */
  readonly to: string;
  /** How often. */
  readonly count: N;
  /** People who did it, once or more. */
  readonly people: N;
  /** Sessions it happened in, where the log is cut into sessions. */
  readonly sessions?: N;
  /** Of all transitions. */
  readonly shareOfAll: N;
  /** Of all transitions from the same event. */
  readonly shareOfFrom: N;
  /** Time between the two events. */
  readonly medianSeconds: N;
}

/** An event, as the start or end of transitions. */
export interface TransitionNode<N = number> {
  /** Name. */
  readonly event: string;
  /** How often. */
  readonly count: N;
  /** People who did it. */
  readonly people: N;
  /** How often it was the first event of a person (of a session, where the log is cut). */
  readonly starts: N;
  /** And the last. */
  readonly ends: N;
}

/** What follows directly on what. */
export interface TransitionsResult<N = number> {
  /** Tells results apart. */
  readonly kind: "transitions";
  /** People with an event. */
  readonly people: N;
  /** Most frequent first; then by name. */
  readonly edges: readonly Transition<N>[];
  /** Every event that happens, in order of names. */
  readonly nodes: readonly TransitionNode<N>[];
  /** What a reader must know, a sentence each. */
  readonly warnings: readonly string[];
}
