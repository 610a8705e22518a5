/** People who go from one event at a step to another at the next. `N` is `number` inside, `Shown` after the gate. */
export interface FlowLink<N = number> {
  /** The step that it leaves; it arrives at the next one. */
  readonly step: number;
  /** Event at the step. */
  readonly from: string;
  /** Event at the next step, "(other)" or "(ended)". */
  readonly to: string;
  /** How many people. */
  readonly people: N;
  /** Time between the two; null where the way ends. */
  readonly medianSeconds: N | null;
}

/** Where people go step by step: the data of a Sankey diagram. */
export interface FlowResult<N = number> {
  /** Tells results apart. */
  readonly kind: "flow";
  /** People with an event, or with the start where one is named. */
  readonly people: N;
  /** Numbers of the steps. */
  readonly steps: readonly number[];
  /** People by step and event; the most at each step first, "(other)" and "(ended)" last. */
  readonly nodes: readonly { readonly step: number; readonly event: string; readonly people: N }[];
  /** By step; of one step the most people first. */
  readonly links: readonly FlowLink<N>[];
  /** What a reader must know, a sentence each. */
  readonly warnings: readonly string[];
}
