import type { VariableKind } from "./mixed_data.ts";

/** One variable of k-prototypes. */
export interface PrototypeVariable {
  /** Name of the column. */
  readonly name: string;
  /** What it measures: numbers and ranks are averaged, of words the commonest counts. */
  readonly kind: VariableKind;
}

/** What only k-prototypes have. */
export interface PrototypeFit {
  /** How much a different word counts, in squared units of the (scaled) numbers. */
  readonly gamma: number;
  /** In the order of each prototype. */
  readonly variables: readonly PrototypeVariable[];
  /**
   * `prototypes[cluster − 1][variable]`: the mean, in the units of the input, or the commonest word; null where nothing
   * is known of anybody in the cluster.
   */
  readonly prototypes: readonly (readonly (number | string | null)[])[];
}
