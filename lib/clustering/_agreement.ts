import type { Contingency } from "./_contingency.ts";
import { expectedMutualInformation } from "./_expected_mutual_information.ts";

/** How far two groupings agree; every value is 1 where they are the same but for names. */
export interface Agreement {
  readonly rand: number;
  readonly adjustedRand: number;
  readonly mutualInformation: number;
  readonly adjustedMutualInformation: number;
  readonly homogeneity: number;
  readonly completeness: number;
  readonly vMeasure: number;
  readonly jaccard: number;
  readonly fowlkesMallows: number;
}

/** The adjusted Rand index (Hubert & Arabie 1985); 1 for two groupings that both leave no pair to disagree on. */
export function adjustedRand(table: Contingency): number {
  const { together, inRows, inColumns, all } = pairs(table);
  const expected = all > 0 ? inRows * inColumns / all : 0;
  const most = (inRows + inColumns) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/** All measures of agreement from one table of whole counts. */
export function agreement(table: Contingency): Agreement {
  const { together, inRows, inColumns, all } = pairs(table);
  const information = mutualInformation(table);
  const [ofRows, ofColumns] = [entropy(table.rowSums, table.total), entropy(table.columnSums, table.total)];
  const homogeneity = ofRows > 0 ? Math.min(1, information / ofRows) : 1;
  const completeness = ofColumns > 0 ? Math.min(1, information / ofColumns) : 1;
  return {
    rand: all > 0 ? (all + 2 * together - inRows - inColumns) / all : 1,
    adjustedRand: adjustedRand(table),
    mutualInformation: information,
    adjustedMutualInformation: adjust(table, information, (ofRows + ofColumns) / 2),
    homogeneity,
    completeness,
    vMeasure: homogeneity + completeness > 0
      ? 2 * homogeneity * completeness / (homogeneity + completeness)
      : 0,
    jaccard: inRows + inColumns > 0 ? together / (inRows + inColumns - together) : 1,
    fowlkesMallows: together > 0 ? together / Math.sqrt(inRows * inColumns) : inRows + inColumns > 0 ? 0 : 1,
  };
}

function adjust(table: Contingency, information: number, most: number): number {
  const groups = (sums: Float64Array) => sums.filter((sum) => sum > 0).length;
  const [a, b] = [groups(table.rowSums), groups(table.columnSums)];
  // Everybody together in both, or everybody alone in both: there is nothing to disagree on.
  if (a === b && (a <= 1 || a === table.total)) return 1;
  const expected = expectedMutualInformation(table.rowSums, table.columnSums, table.total);
  const room = most - expected;
  return Math.abs(room) < 1e-15 ? 0 : (information - expected) / room;
}

interface Pairs {
  /** Pairs of people together in both groupings, in the first, in the second, and all pairs. */
  readonly together: number;
  readonly inRows: number;
  readonly inColumns: number;
  readonly all: number;
}

function pairs({ cells, rowSums, columnSums, total }: Contingency): Pairs {
  const two = (sum: number, n: number) => sum + n * (n - 1) / 2;
  return {
    together: cells.reduce(two, 0),
    inRows: rowSums.reduce(two, 0),
    inColumns: columnSums.reduce(two, 0),
    all: total * (total - 1) / 2,
  };
}

/** Mutual information in nats. */
function mutualInformation({ cells, columns, rowSums, columnSums, total }: Contingency): number {
  let sum = 0;
  cells.forEach((count, cell) => {
    if (count === 0) return;
    const expected = rowSums[Math.floor(cell / columns)]! * columnSums[cell % columns]! / total;
    sum += count / total * Math.log(count / expected);
  });
  return Math.max(0, sum);
}

function entropy(sums: Float64Array, total: number): number {
  return sums.reduce((sum, count) => count > 0 ? sum - count / total * Math.log(count / total) : sum, 0);
}
