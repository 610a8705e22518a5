import { nearest } from "../workspace/mod.ts";
import type { EventLog } from "./event_log.ts";
import type { FunnelRules } from "./funnel_options.ts";
import type { StepDefinition } from "./result.ts";

/**
 * One sentence for each event name in the steps (and in `ignore` and `exclude`) that no event of the log has, with the nearest name that some have.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { unknownEvents } from "./unknown_events.ts";
 * const log = eventLogOf([{ person: 1, event: "booked", at: 0 }]);
 * const [sentence] = unknownEvents(log, [{ name: "Book", events: ["boked"] }]);
 * if (!sentence?.includes('did you mean "booked"?')) throw new Error(sentence);
 * ```
 */
export function unknownEvents(
  log: EventLog,
  steps: readonly StepDefinition[],
  rules: Pick<FunnelRules, "ignore" | "exclude"> = {},
): string[] {
  const known = new Set(log.names);
  const { ignore = [], exclude = [] } = rules;
  const named = [...steps.flatMap((step) => step.events), ...ignore, ...exclude.flatMap((one) => one.events)];
  const unknown = new Set(named.filter((name) => !known.has(name)));
  return [...unknown].map((name) => {
    const near = nearest(name, log.names);
    return `No event is called "${name}"` + (near ? `; did you mean "${near}"?` : ".");
  });
}
