/**
 * The journeys room: events of many people in typed arrays ({@linkcode EventLog}), and what they say about the way
 * people take: which steps they reach, where they leave, how long it takes.
 *
 * @module
 */
export * from "./after_drop_off.ts";
export * from "./associations.ts";
export * from "./associations_result.ts";
export * from "./attempts.ts";
export * from "./attempts_result.ts";
export * from "./attribution.ts";
export * from "./attribution_result.ts";
export * from "./cached_event_file.ts";
export * from "./channel_paths.ts";
export * from "./channel_touches.ts";
export * from "./compare_at.ts";
export * from "./conversion_associations.ts";
export * from "./conversion_paths.ts";
export * from "./conversion_window.ts";
export * from "./conversion_window_result.ts";
export * from "./credit_by_group.ts";
export * from "./cumulative_incidence.ts";
export * from "./event_log.ts";
export * from "./event_log_of.ts";
export * from "./exposure_counts.ts";
export * from "./flow.ts";
export * from "./flow_result.ts";
export * from "./follows.ts";
export * from "./funnel.ts";
export * from "./funnel_options.ts";
export * from "./funnel_people.ts";
export * from "./groups_by_property.ts";
export * from "./journey_funnel.ts";
export * from "./kaplan_meier.ts";
export * from "./journey_steps.ts";
export * from "./keep_events.ts";
export * from "./load_event_log.ts";
export * from "./map_events.ts";
export * from "./markov_orders.ts";
export * from "./paths.ts";
export * from "./paths_of_people.ts";
export * from "./paths_result.ts";
export * from "./pattern_matches.ts";
export * from "./rank_tests.ts";
export * from "./read_event_file.ts";
export * from "./read_path_file.ts";
export * from "./read_survival_file.ts";
export * from "./restricted_mean.ts";
export * from "./result.ts";
export * from "./retention.ts";
export * from "./retention_events.ts";
export * from "./retention_result.ts";
export * from "./saved_log.ts";
export * from "./session_log.ts";
export * from "./shapley_values.ts";
export * from "./staged_journey.ts";
export * from "./stages.ts";
export * from "./stages_result.ts";
export * from "./step_matrix.ts";
export * from "./survival_curve.ts";
export * from "./survival_data.ts";
export * from "./timing.ts";
export * from "./timing_result.ts";
export * from "./transitions.ts";
export * from "./transitions_result.ts";
export * from "./unknown_events.ts";
