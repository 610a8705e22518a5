import type { VariableKind } from "./mixed_data.ts";

/** One variable of a model that compares people variable by variable. */
export interface ModelVariable {
  /** Name of the column. */
  readonly name: string;
  /** What it measures. */
  readonly kind: VariableKind;
  /** The words behind ranks, places or no and yes, in their order; null for numbers. */
  readonly words: readonly string[] | null;
  /** The number of the first word. */
  readonly first: number;
  /** How much it counts in Gower's distance. */
  readonly weight: number;
  /** What a difference is divided by: the range of the people of the fit for Gower's distance. 0: it says nothing. */
  readonly scale: number;
}

/** What new people are held against, where a model compares them variable by variable. */
export interface ModelPoints {
  /**
   * How: distances as the fit measured them, or `prototypes`: squared differences, and gamma for each other word. What is
   * missing is left out.
   */
  readonly measure: "gower" | "euclidean" | "manhattan" | "prototypes";
  /** What a different word counts; null but for prototypes. */
  readonly gamma: number | null;
  /** In the order of each point. */
  readonly variables: readonly ModelVariable[];
  /**
   * `points[cluster − 1][variable]`: a number, a rank, or the number of a word; null: unknown. Medoids are people: their
   * values stand here. Else means and commonest words.
   */
  readonly points: readonly (readonly (number | null)[])[];
}
