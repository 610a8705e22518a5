/**
 * The kernels room: small numeric methods over plain numbers and typed arrays, without input, output or strings.
 *
 * @module
 */
export * from "./adjust_p.ts";
export * from "./assignment.ts";
export * from "./chains.ts";
export * from "./chi_square_quantile.ts";
export * from "./chi_square_tail.ts";
export * from "./distances.ts";
export * from "./event_key_sorter.ts";
export * from "./exact_odds_ratio.ts";
export * from "./in_turn.ts";
export * from "./gaussian_mixture.ts";
export * from "./kmeans.ts";
export * from "./latent_classes.ts";
export * from "./matrix.ts";
export * from "./multinomial.ts";
export * from "./log_gamma.ts";
export * from "./normal_quantile.ts";
export * from "./overlap.ts";
export * from "./pairs.ts";
export * from "./quick_kmeans.ts";
export * from "./quickselect.ts";
export * from "./random.ts";
export * from "./silhouette.ts";
export * from "./sort_order.ts";
export * from "./sort_rows.ts";
export * from "./wilson.ts";
