/**
 * The journeys room: events of many people in typed arrays ({@linkcode EventLog}), and what they say about the way
 * people take: which steps they reach, where they leave, how long it takes.
 *
 * @module
 */
export * from "./event_log.ts";
export * from "./event_log_of.ts";
export * from "./funnel.ts";
export * from "./funnel_people.ts";
export * from "./journey_funnel.ts";
export * from "./load_event_log.ts";
export * from "./read_event_file.ts";
export * from "./result.ts";
export * from "./unknown_events.ts";
