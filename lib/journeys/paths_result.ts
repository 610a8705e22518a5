/** One way that people take. `N` is `number` inside, `Shown` after the privacy gate. */
export interface PathVariant<N = number> {
  /** Names of the events, in order. */
  readonly path: readonly string[];
  /** People whose events are exactly these, in this order. */
  readonly people: N;
  /** Of all people with an event. */
  readonly share: N;
  /** Of all people with an event, those who take this way or one listed before it. */
  readonly covered: N;
  /** From the first event to the last. */
  readonly medianSeconds: N;
}

/** How often people come back to an event. */
export interface Rework<N = number> {
  /** Name. */
  readonly event: string;
  /** People who did it. */
  readonly people: N;
  /** People who did it more than once. */
  readonly again: N;
  /** Events beyond each person's first: all repeats. */
  readonly repeats: N;
  /** Of these, the ones that follow directly on the same event: loops. */
  readonly loops: N;
}

/** Who is where at each step. */
export interface StepMatrix<N = number> {
  /** Number of the step; 0 is the centre where the matrix has one, else steps count from 1. */
  readonly steps: readonly number[];
  /** Rows: event names, then "(rare)" for events that are rare at every step, then "(ended)". */
  readonly events: readonly string[];
  /** By row and step: of the people of the matrix, the share at this event. Difference of shares in a comparison. */
  readonly share: readonly (readonly N[])[];
  /** By row and step: how many people. Absent in a comparison. */
  readonly counts?: readonly (readonly N[])[];
  /** People of the matrix: with an event, or with the centre where there is one. */
  readonly people: N;
}

/** The ways people take. */
export interface PathsResult<N = number> {
  /** Tells results apart. */
  readonly kind: "paths";
  /** People with an event. */
  readonly people: N;
  /** How many different ways there are. */
  readonly differentPaths: N;
  /** The most frequent first; of equally frequent ones the first by name. */
  readonly variants: readonly PathVariant<N>[];
  /** Events that come back, most people first. */
  readonly rework: readonly Rework<N>[];
  /** Who is where at each of the first steps. */
  readonly stepMatrix: StepMatrix<N>;
  /** What a reader must know, a sentence each. */
  readonly warnings: readonly string[];
}
