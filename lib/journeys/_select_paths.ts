import type { ChannelPaths } from "./channel_paths.ts";

/** Some of the paths, by number, with all their columns. */
export function selectPaths(paths: ChannelPaths, rows: ArrayLike<number>): ChannelPaths {
  const starts = new Uint32Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++) {
    starts[i + 1] = starts[i]! + paths.starts[rows[i]! + 1]! - paths.starts[rows[i]!]!;
  }
  const touches = new Uint32Array(starts[rows.length]!);
  const secondsBefore = paths.secondsBefore && new Float64Array(touches.length);
  for (let i = 0; i < rows.length; i++) {
    const shift = starts[i]! - paths.starts[rows[i]!]!;
    for (let k = paths.starts[rows[i]!]!; k < paths.starts[rows[i]! + 1]!; k++) {
      touches[k + shift] = paths.touches[k]!;
      if (secondsBefore) secondsBefore[k + shift] = paths.secondsBefore![k]!;
    }
  }
  const pick = <Numbers extends Float64Array | Uint32Array>(column: Numbers, to: Numbers): Numbers => {
    for (let i = 0; i < rows.length; i++) to[i] = column[rows[i]!]!;
    return to;
  };
  const amounts = (column: Float64Array | undefined) => column && pick(column, new Float64Array(rows.length));
  return {
    channels: paths.channels,
    starts,
    touches,
    secondsBefore,
    conversions: amounts(paths.conversions)!,
    nulls: amounts(paths.nulls),
    value: amounts(paths.value),
    person: paths.person && pick(paths.person, new Uint32Array(rows.length)),
    warnings: [],
  };
}
