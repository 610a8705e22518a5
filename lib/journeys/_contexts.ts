import type { ChannelPaths } from "./channel_paths.ts";

/** What a chain of some order remembers after each touch: the last `order` channels, start of the path included. */
export interface Contexts {
  readonly order: number;
  /** Context after each touch. */
  readonly of: Uint32Array;
  /** Distinct channels of each context. */
  readonly channels: readonly (readonly number[])[];
}

/** Contexts of orders 1 to `highest`, each made from the one below: after touch i, those before it plus its channel. */
export function contexts(paths: ChannelPaths, highest: number): Contexts[] {
  const { starts, touches } = paths;
  const all: Contexts[] = [];
  for (let order = 1; order <= highest; order++) {
    const below = all.at(-1);
    const of = new Uint32Array(touches.length);
    const channels: (readonly number[])[] = [];
    const ids = new Map<number, number>();
    for (let path = 0; path + 1 < starts.length; path++) {
      for (let i = starts[path]!; i < starts[path + 1]!; i++) {
        const before = below && i > starts[path]! ? below.of[i - 1]! + 1 : 0;
        const touch = touches[i]!;
        const key = before * paths.channels.length + touch;
        let id = ids.get(key);
        if (id === undefined) {
          id = channels.length;
          ids.set(key, id);
          const known = before > 0 ? below!.channels[before - 1]! : [];
          channels.push(known.includes(touch) ? known : [...known, touch]);
        }
        of[i] = id;
      }
    }
    all.push({ order, of, channels });
  }
  return all;
}

/** The same paths with each run of one channel as one touch. */
export function collapseRepeats(paths: ChannelPaths): ChannelPaths {
  const { starts, touches } = paths;
  const kept = touches.slice();
  const keptStarts = new Uint32Array(starts.length);
  let count = 0;
  for (let path = 0; path + 1 < starts.length; path++) {
    for (let i = starts[path]!; i < starts[path + 1]!; i++) {
      if (i === starts[path] || touches[i] !== touches[i - 1]) kept[count++] = touches[i]!;
    }
    keptStarts[path + 1] = count;
  }
  return { ...paths, starts: keptStarts, touches: kept.subarray(0, count), secondsBefore: undefined };
}
