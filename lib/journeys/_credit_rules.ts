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

/** [first, last] of three touches or more; [first, last] of two. */
const positions = {
  uShaped: [[0.4, 0.4], [0.5, 0.5]],
  jShaped: [[0.2, 0.6], [0.25, 0.75]],
  inverseJ: [[0.6, 0.2], [0.75, 0.25]],
} as const;

/**
 * What every channel of every path gets of one conversion there, under every rule: rows are channels of paths, path
 * by path. Credit for any counts of conversions is then one pass over the rows.
 */
export interface CreditShares {
  /** Rows of path `i` are `starts[i]` to `starts[i + 1] - 1`. */
  readonly starts: Uint32Array;
  readonly channel: Uint32Array;
  readonly shares: ReadonlyMap<RuleModel, Float64Array>;
}

export interface RuleOptions {
  /** Code of the direct channel, or −1. */
  readonly direct: number;
  /** Null: touches have no times. */
  readonly halfLifeSeconds: number | null;
}

export function creditShares(paths: ChannelPaths, options: RuleOptions): CreditShares {
  const { starts, touches } = paths;
  const models = ruleModels.filter((model) => model !== "timeDecay" || options.halfLifeSeconds !== null);
  const most = touches.length;
  const channel = new Uint32Array(most);
  const shares = new Map(models.map((model) => [model, new Float64Array(most)]));
  const rowStarts = new Uint32Array(starts.length);
  const rowOf = new Int32Array(paths.channels.length).fill(-1);
  let rows = 0;
  for (let path = 0; path + 1 < starts.length; path++) {
    const from = starts[path]!;
    const length = starts[path + 1]! - from;
    const firstRow = rows;
    for (let i = 0; i < length; i++) {
      const code = touches[from + i]!;
      if (rowOf[code]! < firstRow) {
        rowOf[code] = rows;
        channel[rows++] = code;
      }
    }
    const distinct = rows - firstRow;
    const add = (model: RuleModel, i: number, share: number) => {
      const column = shares.get(model);
      if (column) column[rowOf[touches[from + i]!]!]! += share;
    };
    if (length > 0) {
      add("first", 0, 1);
      add("last", length - 1, 1);
      add("lastNonDirect", lastNonDirect(touches, from, length, options.direct), 1);
      for (let i = 0; i < length; i++) {
        add("linear", i, 1 / length);
        for (const model of ["uShaped", "jShaped", "inverseJ"] as const) {
          add(model, i, position(model, i, length));
        }
      }
      addTimeDecay(paths, from, length, options.halfLifeSeconds, add);
    }
    shares.get("participation")!.fill(1, firstRow, rows);
    shares.get("shapley")!.fill(1 / distinct, firstRow, rows);
    rowStarts[path + 1] = rows;
  }
  return { starts: rowStarts, channel, shares };
}

function lastNonDirect(
  touches: ChannelPaths["touches"],
  from: number,
  length: number,
  direct: number,
): number {
  for (let i = length - 1; i >= 0; i--) if (touches[from + i] !== direct) return i;
  return length - 1;
}

function position(model: keyof typeof positions, i: number, length: number): number {
  const [many, two] = positions[model];
  if (length === 1) return 1;
  const [first, last] = length === 2 ? two : many;
  return i === 0 ? first : i === length - 1 ? last : (1 - first - last) / (length - 2);
}

function addTimeDecay(
  { secondsBefore }: ChannelPaths,
  from: number,
  length: number,
  halfLife: number | null,
  add: (model: RuleModel, i: number, share: number) => void,
): void {
  if (halfLife === null || !secondsBefore) return;
  // Measured from the latest touch, so that the weights of a path far back cannot all vanish.
  let latest = Infinity;
  for (let i = 0; i < length; i++) latest = Math.min(latest, secondsBefore[from + i]!);
  const weight = (i: number) => halfLife === 0 ? 1 : 2 ** ((latest - secondsBefore[from + i]!) / halfLife);
  let total = 0;
  for (let i = 0; i < length; i++) total += weight(i);
  for (let i = 0; i < length; i++) add("timeDecay", i, weight(i) / total);
}

/** Credit by channel: each path's share times its amount (conversions, or value). */
export function creditOf(
  shares: CreditShares,
  model: RuleModel,
  amounts: Float64Array,
  channels: number,
): Float64Array | null {
  const column = shares.shares.get(model);
  if (!column) return null;
  const credit = new Float64Array(channels);
  for (let path = 0; path < amounts.length; path++) {
    const amount = amounts[path]!;
    if (amount === 0) continue;
    const to = shares.starts[path + 1]!;
    for (let row = shares.starts[path]!; row < to; row++) {
      credit[shares.channel[row]!]! += amount * column[row]!;
    }
  }
  return credit;
}
