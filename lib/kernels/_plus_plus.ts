/** What the seeding needs to know of the rows. */
export interface Seeding {
  readonly rows: number;
  readonly k: number;
  readonly weights: Float64Array | null;
  /** Squared distance of each row to its nearest centre so far, and room for the same with one centre more. */
  readonly nearest: Float32Array;
  readonly nearer: Float32Array;
  /** Fills `nearer` from `nearest` and a new centre at a row; returns its (weighted) sum. */
  readonly lower: (row: number) => number;
  /** Rows to draw for each centre; the best of them is taken. */
  readonly draws: number;
}

/** Rows to start from by k-means++ (Arthur & Vassilvitskii 2007), each the best of some draws. */
export function plusPlus(seeding: Seeding, random: () => number): number[] {
  const { rows, k, weights, nearest, nearer, lower, draws } = seeding;
  nearest.fill(1);
  const all = weights ? weights.reduce((sum, weight) => sum + weight, 0) : rows;
  const chosen = [drawRow(nearest, weights, random() * all)];
  nearest.fill(3e38);
  let left = lower(chosen[0]!);
  nearest.set(nearer);
  const best = new Float32Array(k > 1 ? rows : 0);
  while (chosen.length < k) {
    let row = 0;
    let least = Infinity;
    for (let t = 0; t < draws; t++) {
      const candidate = drawRow(nearest, weights, random() * left);
      const reached = lower(candidate);
      if (reached >= least) continue;
      least = reached;
      row = candidate;
      best.set(nearer);
    }
    nearest.set(best);
    left = least;
    chosen.push(row);
  }
  return chosen;
}

/** The row at which shares, added up in the order of the rows, pass a mark; the last with a share if none does. */
function drawRow(shares: Float32Array, weights: Float64Array | null, mark: number): number {
  let last = 0;
  for (let i = 0; i < shares.length; i++) {
    const share = weights ? shares[i]! * weights[i]! : shares[i]!;
    if (share <= 0) continue;
    last = i;
    mark -= share;
    if (mark < 0) return i;
  }
  return last;
}
