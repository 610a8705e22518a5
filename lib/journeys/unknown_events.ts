import { nearest } from "../workspace/mod.ts";
import type { EventLog } from "./event_log.ts";
import type { StepDefinition } from "./result.ts";

/**
 * One sentence for each event name in the steps that no event of the log has, with the nearest name that some have.
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
export function unknownEvents(log: EventLog, steps: readonly StepDefinition[]): string[] {
  const known = new Set(log.names);
  const unknown = new Set(steps.flatMap((step) => step.events.filter((name) => !known.has(name))));
  return [...unknown].map((name) => {
    const near = nearest(name, log.names);
    return `No event is called "${name}"` + (near ? `; did you mean "${near}"?` : ".");
  });
}
