import type { CreditModel } from "./attribution_result.ts";
import type { ChannelPaths } from "./channel_paths.ts";

/** Models whose credit is a fixed share of each path's conversions for each channel on it. */
export const ruleModels = [
  "first",
  "last",
  "lastNonDirect",
  "linear",
  "uShaped",
  "jShaped",
  "inverseJ",
  "timeDecay",
  "participation",
  "shapley",
] as const satisfies readonly CreditModel[];
export type RuleModel = typeof ruleModels[number];
const width = ruleModels.length;
const column = Object.fromEntries(ruleModels.map((model, i) => [model, i])) as Record<RuleModel, number>;

/** [first, last] of three touches or more; [first, last] of two; a single touch gets all. */
const positions = [
  { at: column.uShaped, many: [0.4, 0.4], two: [0.5, 0.5] },
  { at: column.jShaped, many: [0.2, 0.6], two: [0.25, 0.75] },
  { at: column.inverseJ, many: [0.6, 0.2], two: [0.75, 0.25] },
] as const;

/**
 * What every channel of every path gets of one conversion there, under every rule: a row for each channel of each
 * path, path by path. Credit for any counts of conversions is then one pass over the rows.
 */
export interface CreditShares {
  /** Rows of path `i` are `starts[i]` to `starts[i + 1] - 1`. */
  readonly starts: Uint32Array;
  /** Channel of each row: the distinct channels of a path, as first met. */
  readonly channel: Uint32Array;
  /** Row by row, one share for each of {@linkcode ruleModels}. */
  readonly shares: Float64Array;
  readonly timed: boolean;
}

export interface RuleOptions {
  /** Code of the direct channel, or −1. */
  readonly direct: number;
  /** Null: touches have no times. */
  readonly halfLifeSeconds: number | null;
}

export function creditShares(paths: ChannelPaths, options: RuleOptions): CreditShares {
  const { starts, touches } = paths;
  const channel = new Uint32Array(touches.length);
  const rowStarts = new Uint32Array(starts.length);
  const rowOf = new Int32Array(paths.channels.length).fill(-1);
  /** Row of each touch. */
  const row = new Uint32Array(touches.length);
  let rows = 0;
  for (let path = 0; path + 1 < starts.length; path++) {
    const firstRow = rows;
    for (let i = starts[path]!; i < starts[path + 1]!; i++) {
      const code = touches[i]!;
      if (rowOf[code]! < firstRow) {
        rowOf[code] = rows;
        channel[rows++] = code;
      }
      row[i] = rowOf[code]!;
    }
    rowStarts[path + 1] = rows;
  }
  const shares = new Float64Array(rows * width);
  for (let path = 0; path + 1 < starts.length; path++) {
    const from = starts[path]!;
    const length = starts[path + 1]! - from;
    if (length === 0) continue;
    const last = from + length - 1;
    shares[row[from]! * width + column.first] = 1;
    shares[row[last]! * width + column.last] = 1;
    shares[row[lastNonDirect(touches, from, last, options.direct)]! * width + column.lastNonDirect] = 1;
    for (let i = from; i <= last; i++) shares[row[i]! * width + column.linear]! += 1 / length;
    for (let p = 0; p < positions.length; p++) addByPosition(positions[p]!, from, last, row, shares);
    addTimeDecay(paths, from, last, options.halfLifeSeconds, row, shares);
    const distinct = rowStarts[path + 1]! - rowStarts[path]!;
    for (let r = rowStarts[path]!; r < rowStarts[path + 1]!; r++) {
      shares[r * width + column.participation] = 1;
      shares[r * width + column.shapley] = 1 / distinct;
    }
  }
  return {
    starts: rowStarts,
    channel: channel.subarray(0, rows),
    shares,
    timed: options.halfLifeSeconds !== null && paths.secondsBefore !== undefined,
  };
}

function lastNonDirect(touches: ChannelPaths["touches"], from: number, last: number, direct: number): number {
  for (let i = last; i >= from; i--) if (touches[i] !== direct) return i;
  return last;
}

function addByPosition(
  { at, many, two }: typeof positions[number],
  from: number,
  last: number,
  row: Uint32Array,
  shares: Float64Array,
): void {
  const length = last - from + 1;
  if (length === 1) {
    shares[row[from]! * width + at]! += 1;
    return;
  }
  const start = length === 2 ? two[0] : many[0];
  const end = length === 2 ? two[1] : many[1];
  const between = (1 - start - end) / (length - 2);
  shares[row[from]! * width + at]! += start;
  for (let i = from + 1; i < last; i++) shares[row[i]! * width + at]! += between;
  shares[row[last]! * width + at]! += end;
}

function addTimeDecay(
  { secondsBefore }: ChannelPaths,
  from: number,
  last: number,
  halfLife: number | null,
  row: Uint32Array,
  shares: Float64Array,
): void {
  if (halfLife === null || !secondsBefore) return;
  // Measured from the latest touch, so that the weights of a path far back cannot all vanish.
  let latest = Infinity;
  for (let i = from; i <= last; i++) latest = Math.min(latest, secondsBefore[i]!);
  let total = 0;
  for (let i = from; i <= last; i++) total += decay(secondsBefore[i]! - latest, halfLife);
  for (let i = from; i <= last; i++) {
    shares[row[i]! * width + column.timeDecay]! += decay(secondsBefore[i]! - latest, halfLife) / total;
  }
}

function decay(earlier: number, halfLife: number): number {
  return earlier === 0 ? 1 : 2 ** (-earlier / halfLife);
}

/** Credit by model and channel: each path's shares times its amount (conversions, or value). */
export function ruleCredits(
  { starts, channel, shares, timed }: CreditShares,
  amounts: Float64Array,
  channels: number,
): Map<RuleModel, Float64Array> {
  const sums = new Float64Array(channels * width);
  for (let path = 0; path < amounts.length; path++) {
    const amount = amounts[path]!;
    if (amount === 0) continue;
    const to = starts[path + 1]!;
    for (let row = starts[path]!; row < to; row++) {
      const base = channel[row]! * width;
      for (let m = 0; m < width; m++) sums[base + m]! += amount * shares[row * width + m]!;
    }
  }
  const credit = new Map<RuleModel, Float64Array>();
  ruleModels.forEach((model, m) => {
    if (model === "timeDecay" && !timed) return;
    const own = new Float64Array(channels);
    for (let code = 0; code < channels; code++) own[code] = sums[code * width + m]!;
    credit.set(model, own);
  });
  return credit;
}
