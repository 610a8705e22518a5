import { multinomial } from "../kernels/mod.ts";
import { type Amounts, type CreditWorker, drawnCredits } from "./_credits.ts";
import type { CreditModel } from "./attribution_result.ts";
import type { ChannelPaths } from "./channel_paths.ts";

type Model = CreditModel | "removalEffect";

/**
 * Percentile bootstrap: as many people (or, where people are not known, journeys) as there are, drawn with
 * replacement, and credit given anew. [low, high] by model and channel.
 */
export function creditIntervals(
  worker: CreditWorker,
  paths: ChannelPaths,
  draws: number,
  level: number,
  random: () => number,
): ReadonlyMap<Model, readonly (readonly [number, number])[]> {
  const redraw = paths.person ? byPerson(paths, random) : byJourney(paths, random);
  const channels = paths.channels.length;
  /** By model: the draws of one channel side by side. */
  const all = new Map<Model, Float64Array>();
  for (let draw = 0; draw < draws; draw++) {
    for (const [model, credit] of drawnCredits(worker, redraw())) {
      let kept = all.get(model);
      if (!kept) all.set(model, kept = new Float64Array(channels * draws));
      for (let channel = 0; channel < channels; channel++) kept[channel * draws + draw] = credit[channel]!;
    }
  }
  const intervals = new Map<Model, (readonly [number, number])[]>();
  for (const [model, kept] of all) {
    intervals.set(
      model,
      Array.from({ length: channels }, (_, channel) => {
        const sorted = kept.subarray(channel * draws, (channel + 1) * draws).sort();
        return [quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2)] as const;
      }),
    );
  }
  return intervals;
}

function byJourney(paths: ChannelPaths, random: () => number): () => Amounts {
  const size = paths.conversions.length;
  const counts = new Float64Array(size * (paths.nulls ? 2 : 1));
  counts.set(paths.conversions);
  if (paths.nulls) counts.set(paths.nulls, size);
  const draw = multinomial(counts, random);
  const out = new Float64Array(counts.length);
  const amounts = {
    conversions: out.subarray(0, size),
    nulls: paths.nulls ? out.subarray(size) : undefined,
  };
  return () => {
    draw(out);
    return amounts;
  };
}

function byPerson(paths: ChannelPaths, random: () => number): () => Amounts {
  const numbers = new Map<number, number>();
  const personOf = Uint32Array.from(paths.person!, (person) => {
    const number = numbers.get(person) ?? numbers.size;
    numbers.set(person, number);
    return number;
  });
  const times = new Float64Array(numbers.size);
  const draw = multinomial(new Float64Array(numbers.size).fill(1), random);
  const conversions = new Float64Array(paths.conversions.length);
  const nulls = paths.nulls && new Float64Array(conversions.length);
  return () => {
    draw(times);
    for (let path = 0; path < conversions.length; path++) {
      const count = times[personOf[path]!]!;
      conversions[path] = count * paths.conversions[path]!;
      if (nulls) nulls[path] = count * paths.nulls![path]!;
    }
    return { conversions, nulls };
  };
}

/** Linear between the two nearest of sorted values. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
}
