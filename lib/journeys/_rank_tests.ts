import { chiSquareTail } from "../kernels/mod.ts";
import { quadraticForm } from "./_quadratic_form.ts";
import { type SortedRows, splitRows } from "./_sorted_rows.ts";
import type { RankTest, RankTestOptions } from "./rank_tests.ts";
import { groupCount } from "./survival_data.ts";
import type { RankTestName } from "./timing_result.ts";

/** Rank tests of people in order of time. */
export function rankTestsOf(rows: SortedRows, options: RankTestOptions): RankTest[] {
  const groups = groupCount(rows.group);
  if (groups > 256) {
    throw new RangeError(
      `Cannot compare ${groups} groups by a rank test: 256 is the most; pool small groups`,
    );
  }
  const names = options.tests ?? ["logRank"];
  const sums = names.map((name) => new RankSums(weights(name, options.flemingHarrington ?? [1, 0]), groups));
  for (const stratum of splitRows(rows, "stratum", groupCount(rows.stratum))) {
    addStratum(stratum, options.event ?? 1, groups, sums);
  }
  return names.map((name, t) => ({ name, ...sums[t]!.test() }));
}

/** An event time: what weights may depend on, and what all tests add up. */
interface Moment {
  /** At risk, all groups. */
  atRisk: number;
  /** By group, of those at risk. */
  readonly shares: Float64Array;
  /** Events, all groups, and by group. */
  total: number;
  readonly happened: Float64Array;
  /** Share of all groups still waiting, just before. */
  survival: number;
  /** Peto and Peto's estimate of it, just after. */
  peto: number;
}

function weights(name: RankTestName, [p, q]: readonly [number, number]): (moment: Moment) => number {
  if (!(p >= 0 && q >= 0)) {
    throw new RangeError(`Cannot weight by Fleming-Harrington [${p}, ${q}]: both must be 0 or more`);
  }
  const all: Record<RankTestName, (moment: Moment) => number> = {
    logRank: () => 1,
    gehanWilcoxon: ({ atRisk }) => atRisk,
    taroneWare: ({ atRisk }) => Math.sqrt(atRisk),
    petoPeto: ({ peto }) => peto,
    flemingHarrington: ({ survival }) => survival ** p * (1 - survival) ** q,
  };
  return all[name];
}

function addStratum(rows: SortedRows, event: number, groups: number, sums: readonly RankSums[]): void {
  const { time, status, entries } = rows;
  const n = time.length;
  const group = rows.group ?? new Uint8Array(n);
  const entered = entries && (entries.group ?? group);
  const atRisk = new Float64Array(groups);
  if (!entries) { for (let i = 0; i < n; i++) atRisk[group[i]!]!++; }
  const moment: Moment = {
    atRisk: 0,
    shares: new Float64Array(groups),
    total: 0,
    happened: new Float64Array(groups),
    survival: 1,
    peto: 1,
  };
  let here = entries ? 0 : n;
  for (let from = 0; from < n;) {
    const at = time[from]!;
    let to = from;
    moment.total = 0;
    for (; to < n && time[to] === at; to++) {
      if (status[to] !== event) continue;
      moment.happened[group[to]!]!++;
      moment.total++;
    }
    if (entries && entered) {
      for (; here < n && entries.time[here]! < at; here++) atRisk[entered[here]!]!++;
    }
    if (moment.total > 0) {
      moment.atRisk = here - from;
      for (let g = 0; g < groups; g++) moment.shares[g] = atRisk[g]! / moment.atRisk;
      moment.peto *= 1 - moment.total / (moment.atRisk + 1);
      for (const sum of sums) sum.add(moment);
      moment.survival *= 1 - moment.total / moment.atRisk;
      moment.happened.fill(0);
    }
    for (; from < to; from++) atRisk[group[from]!]!--;
  }
}

/** Running sums of one test over event times. */
class RankSums {
  readonly #weight: (moment: Moment) => number;
  readonly #observed: Float64Array;
  readonly #expected: Float64Array;
  readonly #covariance: Float64Array[];

  constructor(weight: (moment: Moment) => number, groups: number) {
    this.#weight = weight;
    this.#observed = new Float64Array(groups);
    this.#expected = new Float64Array(groups);
    this.#covariance = Array.from({ length: groups }, () => new Float64Array(groups));
  }

  add(moment: Moment): void {
    const { atRisk, shares, total, happened } = moment;
    const weight = this.#weight(moment);
    const expected = weight * total;
    const spread = atRisk > 1 ? weight * expected * (atRisk - total) / (atRisk - 1) : 0;
    for (let g = 0; g < shares.length; g++) {
      const share = shares[g]!;
      this.#observed[g]! += weight * happened[g]!;
      this.#expected[g]! += expected * share;
      // Above the diagonal only: the other half is the same.
      const row = this.#covariance[g]!;
      const part = spread * share;
      row[g]! += part - part * share;
      for (let h = g + 1; h < shares.length; h++) row[h]! -= part * shares[h]!;
    }
  }

  test(): Omit<RankTest, "name"> {
    this.#covariance.forEach((row, g) => {
      for (let h = 0; h < g; h++) row[h] = this.#covariance[h]![g]!;
    });
    const difference = this.#observed.map((observed, g) => observed - this.#expected[g]!);
    const { value, rank } = quadraticForm(this.#covariance, difference);
    return {
      chiSquare: value,
      df: rank,
      p: rank === 0 ? 1 : chiSquareTail(value, rank),
      observed: [...this.#observed],
      expected: [...this.#expected],
    };
  }
}
