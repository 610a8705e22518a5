import type { StabilitySummary } from "./global_stability.ts";

/** A bootstrap sample: how often each person was drawn in as many draws with replacement as there are people. */
export function bootstrapCounts(people: number, next: () => number): Float64Array {
  const counts = new Float64Array(people);
  for (let draw = 0; draw < people; draw++) counts[Math.floor(next() * people)]!++;
  return counts;
}

/** A bootstrap sample, each person in it once: 1 for those drawn at least once, else 0. */
export function bootstrapMembers(people: number, next: () => number): Float64Array {
  const members = new Float64Array(people);
  for (let draw = 0; draw < people; draw++) members[Math.floor(next() * people)] = 1;
  return members;
}

/** One half of the people at random, as 1 in the half and 0 outside. */
export function halfCounts(people: number, next: () => number): Float64Array {
  const counts = new Float64Array(people);
  let left = Math.floor(people / 2);
  for (let i = 0; i < people; i++) {
    if (next() * (people - i) < left) {
      counts[i] = 1;
      left--;
    }
  }
  return counts;
}

/** A seed for a quick fit. */
export function nextSeed(next: () => number): number {
  return Math.floor(next() * 2 ** 31);
}

/** Sums up values. */
export function summary(values: readonly number[]): StabilitySummary {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const place = (sorted.length - 1) * share;
    const below = Math.floor(place);
    const low = sorted[below]!;
    return low + ((sorted[below + 1] ?? low) - low) * (place - below);
  };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, median: at(0.5), low: at(0.05), high: at(0.95) };
}

/** The largest label. */
export function clustersIn(labels: Uint16Array): number {
  let most = 0;
  for (const label of labels) if (label > most) most = label;
  return most;
}
