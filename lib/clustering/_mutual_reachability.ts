import { refusePair, type Space } from "./_space.ts";

/** An edge of the tree that spans all different rows. */
export interface Edge {
  readonly a: number;
  readonly b: number;
  /** Mutual reachability: the largest of the distance and the two core distances. */
  readonly apart: number;
}

/**
 * Core distance of each different row: how far the nearest `samples` people are, the row itself counted.
 */
export function coreDistances(space: Space, samples: number): Float64Array {
  const { rows, counts } = space;
  const cores = new Float64Array(rows);
  const near = new Float64Array(samples);
  const people = new Float64Array(samples);
  for (let i = 0; i < rows; i++) {
    const distances = space.from(i, 0, rows);
    let held = 0;
    let total = 0;
    for (let j = 0; j < rows; j++) {
      const apart = distances[j]!;
      if (apart !== apart) refusePair(space, i, j);
      if (total >= samples && apart >= near[held - 1]!) continue;
      // Into its place among the nearest; then those no longer needed go.
      let at = Math.min(held, samples - 1);
      if (held === samples) total -= people[held - 1]!;
      else held++;
      for (; at > 0 && near[at - 1]! > apart; at--) {
        near[at] = near[at - 1]!;
        people[at] = people[at - 1]!;
      }
      near[at] = apart;
      people[at] = counts[j]!;
      total += counts[j]!;
      while (held > 1 && total - people[held - 1]! >= samples) total -= people[--held]!;
    }
    cores[i] = total >= samples ? near[held - 1]! : Infinity;
  }
  return cores;
}

/** The shortest tree that spans all different rows in mutual reachability (Prim 1957), by rising length. */
export function spanningTree(space: Space, cores: Float64Array): Edge[] {
  const { rows } = space;
  const best = new Float64Array(rows).fill(Infinity);
  const from = new Uint32Array(rows);
  const left = Uint32Array.from({ length: rows - 1 }, (_, i) => i + 1);
  const edges: Edge[] = [];
  let now = 0;
  for (let count = rows - 1; count > 0; count--) {
    const distances = space.from(now, 0, rows);
    const core = cores[now]!;
    let next = 0;
    let least = Infinity;
    for (let place = 0; place < count; place++) {
      const row = left[place]!;
      let apart = distances[row]!;
      if (apart < core) apart = core;
      if (apart < cores[row]!) apart = cores[row]!;
      if (apart < best[row]!) {
        best[row] = apart;
        from[row] = now;
      }
      if (best[row]! < least) {
        least = best[row]!;
        next = place;
      }
    }
    now = left[next]!;
    edges.push({ a: from[now]!, b: now, apart: best[now]! });
    left.copyWithin(next, next + 1, count);
  }
  return edges.sort((a, b) => a.apart - b.apart);
}
