import { assignment } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { agreement } from "./_agreement.ts";
import { contingency } from "./_contingency.ts";

const mostGroups = 1000;

/** A grouping: the group of each person by number or name; null where it is not known. */
export type Grouping = ArrayLike<number | string | null>;

/** A group of one grouping and the group of the other that shares most with it. */
export interface GroupMatch<N = number> {
  /** Its name. */
  readonly group: string;
  /** People in it. */
  readonly people: N;
  /** The group of the other grouping with the largest Jaccard index: shared people / people in either. */
  readonly match: string;
  /** Shared people over people in either. */
  readonly jaccard: N;
}

/** How two groupings of the same people agree. `N` is `number` inside, `Shown` after the privacy gate. */
export interface GroupingComparison<N = number> {
  /** Says what kind of result this is. */
  readonly kind: "groupingComparison";
  /** The first grouping: its name and its groups, in the order of the rows of the table. */
  readonly a: { readonly name: string; readonly groups: readonly string[] };
  /** The second, in the order of the columns. */
  readonly b: { readonly name: string; readonly groups: readonly string[] };
  /** People in both groupings. */
  readonly n: N;
  /** People left out because one of the two does not know them. */
  readonly unknown: N;
  /** `table[i][j]`: people in group `i` of `a` and group `j` of `b`. */
  readonly table: readonly (readonly N[])[];
  /** Share of pairs of people on which the two agree (Rand 1971). */
  readonly rand: N;
  /** The same, with what chance would give taken off (Hubert & Arabie 1985): 0 on average for unrelated groupings. */
  readonly adjustedRand: N;
  /** Mutual information in nats. */
  readonly mutualInformation: N;
  /**
   * Mutual information adjusted for chance by its exact expectation and the mean of the entropies (Vinh, Epps & Bailey
   * 2010): 0 on average for unrelated groupings, 1 for equal ones.
   */
  readonly adjustedMutualInformation: N;
  /** Whether each group of `b` holds people of one group of `a` only, in [0, 1]. */
  readonly homogeneity: N;
  /** Whether each group of `a` lies in one group of `b`, in [0, 1]. */
  readonly completeness: N;
  /** The harmonic mean of homogeneity and completeness (Rosenberg & Hirschberg 2007). */
  readonly vMeasure: N;
  /** Pairs of people together in both over pairs together in either (Jaccard). */
  readonly jaccard: N;
  /** Geometric mean of the shares of pairs together in one that are together in the other (1983). */
  readonly fowlkesMallows: N;
  /** For each group of `a`, the group of `b` nearest to it. */
  readonly matchesA: readonly GroupMatch<N>[];
  /** For each group of `b`, the group of `a` nearest to it. */
  readonly matchesB: readonly GroupMatch<N>[];
  /** Pairs of groups taken for the same: one to one, with the most people in common. */
  readonly aligned: readonly { readonly a: string; readonly b: string; readonly people: N }[];
  /** People who are not in the group taken for their old one. */
  readonly moved: N;
  /** `moved` as a share of `n`. */
  readonly movedShare: N;
  /** What to keep in mind. */
  readonly warnings: readonly string[];
}

/** A comparison, with who moved. */
export interface ComparedGroupings {
  /** The comparison. */
  readonly result: GroupingComparison;
  /** Rows of the people who moved. */
  readonly moved: Uint32Array;
}

/** What to call the groupings. */
export interface CompareOptions {
  /** Default "a". */
  readonly nameA?: string;
  /** Default "b". */
  readonly nameB?: string;
}

/**
 * Compares two groupings of the same people: two segmentations, two runs, or last month with this.
 *
 * `a` counts as the reference for homogeneity and completeness. People whom either grouping does not know are left out
 * and counted. Groups are taken for the same by the assignment problem, so that names need not agree.
 *
 * @throws {InputError} The groupings differ in length, nobody is known to both, or one has more than 1,000 groups.
 *
 * @example
 * ```ts
 * import { compareGroupings } from "./compare_groupings.ts";
 * const { result, moved } = compareGroupings([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2]);
 * if (result.adjustedRand.toFixed(4) !== "0.2424" || result.vMeasure.toFixed(4) !== "0.5158") throw new Error();
 * if (moved.length !== 2) throw new Error();
 * ```
 */
export function compareGroupings(
  a: Grouping,
  b: Grouping,
  { nameA = "a", nameB = "b" }: CompareOptions = {},
): ComparedGroupings {
  if (a.length !== b.length) {
    throw new InputError(
      `Cannot compare groupings of ${a.length} and of ${b.length} people: they must be the same`,
    );
  }
  const known: number[] = [];
  for (let i = 0; i < a.length; i++) if (a[i] !== null && b[i] !== null) known.push(i);
  if (known.length === 0) throw new InputError("Cannot compare groupings: nobody is in a group of both");
  const first = coded(a, known);
  const second = coded(b, known);
  for (const [name, { groups }] of [[nameA, first], [nameB, second]] as const) {
    if (groups.length > mostGroups) {
      throw new InputError(
        `Cannot compare "${name}": it has ${groups.length} different values, more than ${mostGroups}. Is it a grouping?`,
      );
    }
  }
  const table = contingency(first.codes, first.groups.length, second.codes, second.groups.length);
  const { rows, columns, cells, rowSums, columnSums } = table;
  const shared = (i: number, j: number) => cells[i * columns + j]!;
  const cost = Array.from(
    { length: rows },
    (_, i) => Float64Array.from({ length: columns }, (_, j) => -shared(i, j)),
  );
  const partner = assignment(cost);
  const moved = Uint32Array.from(known.filter((_, t) => partner[first.codes[t]!] !== second.codes[t]));
  const unknown = a.length - known.length;
  return {
    moved,
    result: {
      kind: "groupingComparison",
      a: { name: nameA, groups: first.groups },
      b: { name: nameB, groups: second.groups },
      n: known.length,
      unknown,
      table: Array.from(
        { length: rows },
        (_, i) => Array.from(cells.subarray(i * columns, (i + 1) * columns)),
      ),
      ...agreement(table),
      matchesA: matches(first.groups, second.groups, rowSums, columnSums, shared),
      matchesB: matches(second.groups, first.groups, columnSums, rowSums, (j, i) => shared(i, j)),
      aligned: first.groups.flatMap((group, i) =>
        partner[i]! >= 0 && shared(i, partner[i]!) > 0
          ? [{ a: group, b: second.groups[partner[i]!]!, people: shared(i, partner[i]!) }]
          : []
      ),
      moved: moved.length,
      movedShare: moved.length / known.length,
      warnings: unknown > 0
        ? [
          `${unknown} of ${a.length} people ${
            unknown === 1 ? "is" : "are"
          } not in a group of both and left out.`,
        ]
        : [],
    },
  };
}

/** Groups in their order (numbers by size of number, names by alphabet) and the group of each known person. */
function coded(grouping: Grouping, known: readonly number[]): { groups: string[]; codes: Uint32Array } {
  const values = [...new Set(known.map((i) => grouping[i]!))].sort((x, y) =>
    typeof x === "number" && typeof y === "number" ? x - y : String(x) < String(y) ? -1 : 1
  );
  const place = new Map(values.map((value, code) => [value, code]));
  return { groups: values.map(String), codes: Uint32Array.from(known, (i) => place.get(grouping[i]!)!) };
}

function matches(
  groups: readonly string[],
  others: readonly string[],
  sizes: Float64Array,
  otherSizes: Float64Array,
  shared: (group: number, other: number) => number,
): GroupMatch[] {
  return groups.map((group, i) => {
    const jaccard = others.map((_, j) => shared(i, j) / (sizes[i]! + otherSizes[j]! - shared(i, j)));
    const best = jaccard.indexOf(Math.max(...jaccard));
    return { group, people: sizes[i]!, match: others[best]!, jaccard: jaccard[best]! };
  });
}
