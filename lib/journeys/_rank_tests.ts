import { chiSquareTail } from "../kernels/mod.ts";
import { quadraticForm } from "./_quadratic_form.ts";
import { splitOrder, type TimeOrder } from "./_sorted_sample.ts";
import type { RankTest, RankTestOptions } from "./rank_tests.ts";
import { groupCount, type SurvivalData } from "./survival_data.ts";
import type { RankTestName } from "./timing_result.ts";

/** Rank tests of checked rows whose order is known. */
export function rankTestsInOrder(data: SurvivalData, order: TimeOrder, options: RankTestOptions): RankTest[] {
  const groups = groupCount(data.group);
  if (groups > 256) {
    throw new RangeError(
      `Cannot compare ${groups} groups by a rank test: 256 is the most; pool small groups`,
    );
  }
  const names = options.tests ?? ["logRank"];
  const sums = names.map((name) => new RankSums(weights(name, options.flemingHarrington ?? [1, 0]), groups));
  const strata = groupCount(data.stratum);
  const byTime = splitOrder(order.byTime, data.stratum, strata);
  const byEntry = order.byEntry && splitOrder(order.byEntry, data.stratum, strata);
  byTime.forEach((rows, s) => addStratum(data, rows, byEntry?.[s] ?? null, options.event ?? 1, groups, sums));
  return names.map((name, t) => ({ name, ...sums[t]!.test() }));
}

/** What a weight may depend on at an event time. */
interface Moment {
  /** At risk, all groups. */
  atRisk: number;
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

function addStratum(
  data: SurvivalData,
  rows: Uint32Array,
  entries: Uint32Array | null,
  event: number,
  groups: number,
  sums: readonly RankSums[],
): void {
  const { time, status, entry, group } = data;
  const groupOf = (row: number) => group ? group[row]! : 0;
  const atRisk = new Float64Array(groups);
  const happened = new Float64Array(groups);
  const gone = new Float64Array(groups);
  if (!entries) { for (let i = 0; i < rows.length; i++) atRisk[groupOf(rows[i]!)]!++; }
  const moment: Moment = { atRisk: 0, survival: 1, peto: 1 };
  let entered = 0;
  for (let i = 0; i < rows.length;) {
    const at = time[rows[i]!]!;
    let total = 0;
    gone.fill(0);
    happened.fill(0);
    for (; i < rows.length && time[rows[i]!] === at; i++) {
      const g = groupOf(rows[i]!);
      gone[g]!++;
      if (status[rows[i]!] === event) {
        happened[g]!++;
        total++;
      }
    }
    if (entries && entry) {
      while (entered < entries.length && entry[entries[entered]!]! < at) {
        atRisk[groupOf(entries[entered++]!)]!++;
      }
    }
    if (total > 0) {
      moment.atRisk = 0;
      for (let g = 0; g < groups; g++) moment.atRisk += atRisk[g]!;
      moment.peto *= 1 - total / (moment.atRisk + 1);
      for (const sum of sums) sum.add(moment, atRisk, happened, total);
      moment.survival *= 1 - total / moment.atRisk;
    }
    for (let g = 0; g < groups; g++) atRisk[g]! -= gone[g]!;
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

  add(moment: Moment, atRisk: Float64Array, happened: Float64Array, total: number): void {
    const weight = this.#weight(moment);
    const all = moment.atRisk;
    const spread = all > 1 ? weight * weight * total * (all - total) / (all - 1) : 0;
    for (let g = 0; g < atRisk.length; g++) {
      const share = atRisk[g]! / all;
      this.#observed[g]! += weight * happened[g]!;
      this.#expected[g]! += weight * total * share;
      if (spread === 0 || share === 0) continue;
      const row = this.#covariance[g]!;
      for (let h = 0; h < atRisk.length; h++) row[h]! -= spread * share * (atRisk[h]! / all);
      row[g]! += spread * share;
    }
  }

  test(): Omit<RankTest, "name"> {
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
