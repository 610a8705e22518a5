/** Ways to share the credit for conversions among the channels of a path. */
export type CreditModel =
  | "first"
  | "last"
  | "lastNonDirect"
  | "linear"
  | "uShaped"
  | "jShaped"
  | "inverseJ"
  | "timeDecay"
  | "participation"
  | "shapley"
  | "markov"
  | "shapleyRate";

/**
 * Credit of one channel under every model, in conversions (or in the value's unit). Every model but participation
 * adds up to the conversions that had a touch. `N` is `number` inside, `Shown` after the privacy gate.
 */
export interface Credits<N = number> {
  /** All to the first touch. */
  readonly first: N;
  /** All to the last touch. */
  readonly last: N;
  /** All to the last touch that is not direct; to direct when there is no other. */
  readonly lastNonDirect: N;
  /** Shared equally by all touches, repeats counted. */
  readonly linear: N;
  /** 40 % first, 40 % last, the rest shared by those between; two touches: 50, 50. */
  readonly uShaped: N;
  /** 20 % first, 60 % last; two touches: 25, 75. */
  readonly jShaped: N;
  /** 60 % first, 20 % last; two touches: 75, 25. */
  readonly inverseJ: N;
  /** Halved for every half-life between touch and conversion; null when touches have no times. */
  readonly timeDecay: N | null;
  /** All conversions the channel took part in: adds up to more than the total. */
  readonly participation: N;
  /**
   * Shapley value when the worth of channels is the conversions they reach alone or together: the same as sharing
   * equally by the distinct channels of each path. It does not look at paths without conversion.
   */
  readonly shapley: N;
  /** In proportion to removal effects in the Markov chain of the paths. */
  readonly markov: N;
  /**
   * Shapley value when the worth of channels is the conversion rate of the paths that use no others. Needs paths
   * without conversion (else null); below 0 for a channel that goes with fewer conversions. Association, not effect.
   */
  readonly shapleyRate: N | null;
}

/** What one channel is credited with. */
export interface AttributedChannel<N = number> extends Credits<N> {
  /** Name of the channel. */
  readonly channel: string;
  /** Touches on all paths, with and without conversion. */
  readonly touches: N;
  /** Share of conversions lost were every path through the channel to end there, in [0, 1]. */
  readonly removalEffect: N;
  /** Least and most credit under the models that add up to the total: how far they disagree. */
  readonly range: readonly [N, N];
  /** Sampling error of `shapleyRate`, when there are too many channels to work it out exactly. */
  readonly shapleyRateError?: N;
  /** Bootstrap intervals, [low, high], by model; present when draws were asked for. */
  readonly intervals?: Readonly<Partial<Record<CreditModel | "removalEffect", readonly [N, N]>>>;
  /** The same credit in value, when paths carry a value. */
  readonly value?: Omit<Credits<N>, "shapleyRate"> & { readonly removalEffect: N };
}

/** One order of Markov chain, and how well it foresees paths it was not made from. */
export interface MarkovOrder<N = number> {
  /** Touches a state remembers. */
  readonly order: number;
  /** Mean of −log(probability) of each next step on held-out paths; less is better. */
  readonly logLoss: N;
  /** Over the folds. */
  readonly standardError: N;
}

/** How the Markov credit was worked out. */
export interface MarkovMethod<N = number> {
  /** Touches a state remembers. */
  readonly order: number;
  /** Whether repeats of a channel in a row count as one step ("collapse") or as many ("keep"). */
  readonly repeats: "collapse" | "keep";
  /** States of the chain. */
  readonly states: number;
  /** Share of paths that convert. */
  readonly conversionRate: N;
  /** Exact elimination, or iteration between a lower and an upper bound. */
  readonly solver: "elimination" | "bounds";
  /** Largest distance between the bounds, as a share of the conversion rate; 0 for elimination. */
  readonly gap: number;
  /** Held-out comparison of orders, when the order was left to it. */
  readonly orders?: readonly MarkovOrder<N>[];
}

/** Credit in one group of people. */
export interface AttributedGroup<N = number> {
  /** Name of the group. */
  readonly group: string;
  /** Conversions on the group's paths. */
  readonly conversions: N;
  /** Conversions without any touch on their path: in no channel's credit. */
  readonly unattributed: N;
  /** All channels of the paths, most credited by Markov first. */
  readonly channels: readonly AttributedChannel<N>[];
}

/** Which channels deserve credit for conversions, by many models side by side. */
export interface AttributionResult<N = number> {
  /** Which result this is. */
  readonly kind: "attribution";
  /** Conversions on all paths; credits and `unattributed` add up to it. */
  readonly conversions: N;
  /** Conversions without any touch on their path. */
  readonly unattributed: N;
  /** Paths without conversion; null when the data has none, so that every path seems to convert. */
  readonly nulls: N | null;
  /** Total value of conversions; null without values. */
  readonly value: N | null;
  /** Most credited by Markov first. */
  readonly channels: readonly AttributedChannel<N>[];
  /** Each group by itself, when the paths have groups. */
  readonly groups?: readonly AttributedGroup<N>[];
  /** How the Markov credit was worked out. */
  readonly markov: MarkovMethod<N>;
  /** Seconds; null when touches have no times. */
  readonly halfLifeSeconds: number | null;
  /** The channel passed over by last non-direct; null when the paths have none. */
  readonly direct: string | null;
  /** How the intervals were drawn; null without. */
  readonly bootstrap:
    | {
      readonly draws: number;
      readonly seed: number;
      readonly level: number;
      readonly unit: "person" | "path";
    }
    | null;
  /** The method in a sentence or two. */
  readonly method: string;
  /** What a reader has to know, in sentences. */
  readonly warnings: readonly string[];
}
