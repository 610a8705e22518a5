/** How one variable looks in one cluster. `N` is `number` inside, `Shown` after the privacy gate. */
export interface ProfileCell<N = number> {
  /** 1 to k. */
  readonly cluster: number;
  /** People of the cluster with a value. */
  readonly n: N;
  /** Mean, or share in [0, 1]; null where nobody has a value. By chances of membership where the method gives them. */
  readonly level: N | null;
  /** Level less that of everybody else. */
  readonly difference: N | null;
  /** The difference in standard deviations (of both groups, averaged): 0.2 small, 0.5 middling, 0.8 large (Cohen). */
  readonly standardised: N | null;
  /**
   * Whether the level differs from everybody's by more than a quarter of the largest value, or by more than half of
   * itself: the marker variables of Dolnicar, Grün & Leisch (2018).
   */
  readonly marker: boolean;
}

/** Whether the clusters differ in a variable beyond chance. */
export interface ProfileTest {
  /** `kruskal-wallis` for numbers, `chi-square` for words. */
  readonly method: "kruskal-wallis" | "chi-square";
  /** The statistic, roughly chi-square distributed. */
  readonly statistic: number;
  /** Degrees of freedom. */
  readonly df: number;
  /** Chance of as large a statistic where there is no difference. */
  readonly p: number;
  /** The same, adjusted by Holm (1979) for all variables of the same role. */
  readonly adjusted: number;
}

/** One variable over the clusters. */
export interface ProfiledVariable<N = number> {
  /** The column's name, or `column = word`. */
  readonly name: string;
  /** The column it is about. */
  readonly column: string;
  /** The word whose share it is; null for means. */
  readonly word: string | null;
  /** Whether the clusters were made from it, or it only describes them. */
  readonly role: "segmentation" | "descriptor";
  /** `mean` of numbers, `share` of a word or of a yes. */
  readonly measure: "mean" | "share";
  /** Level of everybody. */
  readonly all: N;
  /** Standard deviation over everybody. */
  readonly deviation: N;
  /** People without a value. */
  readonly missing: N;
  /** Of the column; null where it cannot be tested (the same for everybody) or would give hidden counts away. */
  readonly test: ProfileTest | null;
  /** Each cluster, in order. */
  readonly cells: readonly ProfileCell<N>[];
}

/** One cluster as a whole. */
export interface ProfiledSegment<N = number> {
  /** 1 to k. */
  readonly cluster: number;
  /** What it is called. */
  readonly name: string;
  /** A name from its strongest markers, to be judged by people. */
  readonly suggestedName: string;
  /** People in it. */
  readonly people: N;
  /** Of all people in a cluster; weighted where weights were given. */
  readonly share: N;
  /** 95 % interval of the share (Wilson); with weights, for the effective number of people (Kish 1965). */
  readonly low: N;
  /** Its upper end. */
  readonly high: N;
  /** Mean chance that its people belong to it; null for methods without chances. */
  readonly certainty: N | null;
}

/** Who is in each cluster, and what sets it apart. */
export interface ClusterProfile<N = number> {
  /** Says what kind of result this is. */
  readonly kind: "clusterProfile";
  /** People in a cluster. */
  readonly n: N;
  /** Each cluster, in order. */
  readonly segments: readonly ProfiledSegment<N>[];
  /** Segmentation variables first, each in the order asked for. */
  readonly variables: readonly ProfiledVariable<N>[];
  /** What to keep in mind. */
  readonly warnings: readonly string[];
}
