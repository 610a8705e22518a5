import type { KMeansBlock, KMeansLayout } from "./_kmeans_layout.ts";
import type { Moved } from "./_place_centres.ts";
import type { Team } from "./_team.ts";
import type { Matrix } from "./matrix.ts";

/** The functions of the k-means kernel, each run on all blocks; their arguments are put together once. */
export class KMeansCalls {
  readonly #team: Team;
  readonly #blocks: readonly KMeansBlock[];
  readonly #assign: readonly number[][];
  readonly #step: readonly number[][];
  readonly #nearer: readonly number[][];
  readonly #rows: readonly (readonly number[])[];
  readonly #precise: number;

  constructor(team: Team, { offset, width }: Matrix, layout: KMeansLayout) {
    const { blocks, padded } = layout;
    const { weights, labels, upper, lower, centres, turned, drift, gaps } = layout;
    this.#team = team;
    this.#blocks = blocks;
    this.#precise = layout.precise.at;
    this.#rows = blocks.map(({ from, to }) => [offset, weights?.at ?? 0, from, to, width]);
    const each = (rest: (block: KMeansBlock) => number[]) =>
      blocks.map((block, b) => [...this.#rows[b]!, ...rest(block)]);
    this.#assign = each(({ sums, counts, measured }) => [
      ...[turned.at, padded, labels.at, upper.at, lower.at],
      ...[sums.at, counts.at, measured],
    ]);
    this.#step = each(({ sums, counts, measured, list }) => [
      ...[centres.at, turned.at, padded, labels.at, upper.at, lower.at],
      ...[sums.at, counts.at, measured, list, drift.at, gaps.at],
      ...[0, 0, 0],
    ]);
    this.#nearer = each(() => [centres.at, upper.at, lower.at]);
  }

  /** Labels every row afresh; sums and counts too. */
  assign(): void {
    this.#clear();
    this.#team.run("assign", this.#assign);
  }

  /** Labels the rows whose nearest centre may have changed; returns how many have. */
  step({ far, most, next }: Moved): number {
    for (const given of this.#step) {
      const last = given.length - 3;
      given[last] = far;
      given[last + 1] = most;
      given[last + 2] = next;
    }
    return sum(this.#team.run("step", this.#step));
  }

  /** Writes to `lower` what is in `upper`, lowered by the first centre; returns the weighted sum. */
  nearer(): number {
    return sum(this.#team.run("nearer", this.#nearer));
  }

  /** Adds up rows by label, or all rows as of one label. */
  gather(labels: number): void {
    this.#clear();
    this.#team.run(
      "gather",
      this.#blocks.map(({ sums, counts }, b) => [...this.#rows[b]!, labels, sums.at, counts.at]),
    );
  }

  /** Sum of squared distances to the precise centre of the label, or to the first. */
  spread(labels: number): number {
    return sum(this.#team.run("spread", this.#rows.map((given) => [...given, labels, this.#precise])));
  }

  #clear(): void {
    for (const { sums, counts } of this.#blocks) {
      sums.view.fill(0);
      counts.view.fill(0);
    }
  }
}

function sum(values: Float64Array): number {
  let all = 0;
  for (const value of values) all += value;
  return all;
}
