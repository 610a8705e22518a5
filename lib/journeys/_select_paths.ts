import type { ChannelPaths } from "./channel_paths.ts";

/** Some of the paths, by number, with all their columns. */
export function selectPaths(paths: ChannelPaths, rows: readonly number[]): ChannelPaths {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, i) => starts[i + 1] = starts[i]! + paths.starts[row + 1]! - paths.starts[row]!);
  const touches = new Uint32Array(starts[rows.length]!);
  const secondsBefore = paths.secondsBefore && new Float64Array(touches.length);
  rows.forEach((row, i) => {
    const [from, to] = [paths.starts[row], paths.starts[row + 1]];
    touches.set(paths.touches.subarray(from, to), starts[i]);
    secondsBefore?.set(paths.secondsBefore!.subarray(from, to), starts[i]);
  });
  const pick = (column: Float64Array | undefined) => column && Float64Array.from(rows, (row) => column[row]!);
  return {
    channels: paths.channels,
    starts,
    touches,
    secondsBefore,
    conversions: pick(paths.conversions)!,
    nulls: pick(paths.nulls),
    value: pick(paths.value),
    person: paths.person && Uint32Array.from(rows, (row) => paths.person![row]!),
    warnings: [],
  };
}
