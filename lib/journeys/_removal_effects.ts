import { eliminate, follow } from "./_absorb.ts";
import type { MarkovChain } from "./_markov_chain.ts";

/** By channel, the share of conversions (of value) lost when every state with the channel is closed. */
export interface RemovalEffects {
  readonly conversions: Float64Array;
  readonly value: Float64Array | null;
  readonly solver: "elimination" | "bounds";
  /** Largest distance between bounds, of the conversion rate. */
  readonly gap: number;
}

/** Most states³ × channels that elimination is used for: some seconds, were every state to lead to every other. */
const mostWork = 1e10;

/**
 * Small chains are solved by elimination. Large ones, sparse as they are, are followed between bounds: quicker, and
 * with 1e-14 between the bounds as exact as elimination, whose own rounding is larger.
 */
export function removalEffects(chain: MarkovChain, tolerance = 1e-14, work = mostWork): RemovalEffects {
  const { shape, conversionRate, meanValue } = chain;
  const conversions = new Float64Array(shape.channels);
  const value = chain.value ? new Float64Array(shape.channels) : null;
  const solver = shape.states ** 3 * shape.channels <= work ? "elimination" : "bounds";
  let gap = 0;
  if (conversionRate === 0) return { conversions, value, solver, gap };
  const statesOf: number[][] = Array.from({ length: shape.channels }, () => []);
  shape.channelsOf.forEach((channels, state) =>
    channels.forEach((channel) => statesOf[channel]!.push(state))
  );
  const closed = new Uint8Array(shape.states);
  statesOf.forEach((states, channel) => {
    if (states.length === 0) return;
    for (const state of states) closed[state] = 1;
    const left = solver === "elimination" ? eliminate(chain, closed) : follow(chain, closed, tolerance);
    for (const state of states) closed[state] = 0;
    gap = Math.max(gap, left.gap / conversionRate);
    conversions[channel] = Math.min(1, Math.max(0, 1 - left.conversionRate / conversionRate));
    if (value) value[channel] = meanValue === 0 ? 0 : 1 - left.meanValue / meanValue;
  });
  return { conversions, value, solver, gap };
}

/** A total shared in proportion to removal effects; nothing when no effect is above 0. */
export function inProportion(effects: Float64Array, total: number): Float64Array {
  const sum = effects.reduce((all, effect) => all + effect, 0);
  return effects.map((effect) => sum > 0 ? total * effect / sum : 0);
}
