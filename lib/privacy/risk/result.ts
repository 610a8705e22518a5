/** How diverse one sensitive column is inside the classes. */
export interface SensitiveRisk {
  /** The column. */
  readonly column: string;
  /** Classes in which everybody has the same value: whoever is found in one is known to have it. */
  readonly homogeneousClasses: number;
  /** People in those classes. */
  readonly homogeneousRows: number;
  /** Distinct l-diversity: the fewest different values in a class. */
  readonly distinctL: number;
  /** Entropy l-diversity: e to the least entropy of a class, so that l equally common values give l. */
  readonly entropyL: number;
  /**
   * Recursive (c, l)-diversity for l = 2: the least c for which the commonest value of every class is fewer than c times
   * all others together; null when a class has one value only.
   */
  readonly recursiveC: number | null;
  /** t-closeness with equal distances: the greatest of half the summed differences to the whole table. */
  readonly tEqual: number;
  /** t-closeness with ordered distances (earth mover's), where all values are numbers; else null. */
  readonly tOrdered: number | null;
}

/** How easily people can be found again in a table by some of its columns. */
export interface ReidentificationRisk {
  /** Tells results apart. */
  readonly kind: "reidentificationRisk";
  /** People in the table. */
  readonly rows: number;
  /** The quasi-identifiers: what somebody who looks for a person is taken to know. */
  readonly quasi: readonly string[];
  /** Groups of people who are alike in all of them. */
  readonly classes: number;
  /** People in the smallest class: the table is k-anonymous for this k. */
  readonly k: number;
  /** Average chance to pick the right person of their class: classes / rows. */
  readonly averageRisk: number;
  /** The highest chance: 1 / k. */
  readonly highestRisk: number;
  /** Share of people who are alone in their class, in [0, 1]. */
  readonly uniqueShare: number;
  /** Different combinations of values / rows: 1 when the columns tell everybody apart. */
  readonly distinction: number;
  /** Share of pairs of people who differ in at least one of the columns; null for a single person. */
  readonly separation: number | null;
  /** People in classes smaller than `minimum`, and their share. */
  readonly small: { readonly minimum: number; readonly rows: number; readonly share: number };
  /** Somebody who knows that the person is in the table. */
  readonly prosecutor: { readonly highest: number; readonly average: number };
  /** Somebody who knows only that the person is in the population; null where no population is given. */
  readonly journalist: { readonly highest: number; readonly average: number } | null;
  /** Somebody who wants many: the share of people found again on average. */
  readonly marketer: number;
  /** Cells without a value in the quasi-identifiers, and how they were taken. */
  readonly missing: { readonly cells: number; readonly policy: MissingPolicy };
  /** One entry a sensitive column. */
  readonly sensitive: readonly SensitiveRisk[];
  /** In words. */
  readonly method: string;
  /** What to beware of. */
  readonly warnings: readonly string[];
}

/**
 * What a missing value is like: `value`, a value of its own (ARX); `any`, every value (sdcMicro), so that a row counts
 * for each class it could belong to.
 */
export type MissingPolicy = "value" | "any";
