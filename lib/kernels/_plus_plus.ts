import { drawRow } from "./_draw_row.ts";

/** What the seeding needs to know of the rows. */
export interface Seeding {
  readonly rows: number;
  readonly k: number;
  readonly weights: Float64Array | null;
  /** Squared distance of each row to its nearest centre so far; the work space of `lower`. */
  readonly nearest: Float32Array;
  /** Lowers `nearest` by a new centre at a row; returns the (weighted) sum of what is left. */
  readonly lower: (row: number) => number;
}

/** Rows to start from by k-means++ (Arthur & Vassilvitskii 2007), each the best of 2 + ln k draws. */
export function plusPlus(seeding: Seeding, random: () => number): number[] {
  const { rows, k, weights, nearest, lower } = seeding;
  const draws = 2 + Math.floor(Math.log(k));
  const weight = (i: number) => weights ? weights[i]! : 1;
  nearest.fill(3e38);
  const best = new Float32Array(rows);
  const chosen = [Math.max(0, drawRow(random, rows, weight))];
  let left = lower(chosen[0]!);
  while (chosen.length < k) {
    const before = nearest.slice();
    let row = 0;
    let least = Infinity;
    for (let t = 0; t < draws; t++) {
      const candidate = Math.max(0, drawRow(random, rows, (i) => before[i]! * weight(i), left));
      nearest.set(before);
      const reached = lower(candidate);
      if (reached < least) {
        least = reached;
        row = candidate;
        best.set(nearest);
      }
    }
    nearest.set(best);
    left = least;
    chosen.push(row);
  }
  return chosen;
}
