import type { JourneyConfig } from "../workspace/mod.ts";
import type { StepDefinition } from "./result.ts";

/**
 * The steps of a journey declared in `workspace.yaml`, as `funnel` and the other analyses take them.
 *
 * @example
 * ```ts
 * import { journeySteps } from "./journey_steps.ts";
 * const [step] = journeySteps({
 *   id: "visit", name: "To a visit", within: "56d",
 *   steps: [{ name: "Read", event: "page_view", where: { stage: "learn" } }],
 * });
 * if (JSON.stringify(step) !== '{"name":"Read","events":["page_view"],"where":{"stage":["learn"]}}') throw new Error();
 * ```
 */
export function journeySteps(journey: JourneyConfig): StepDefinition[] {
  return journey.steps.map(({ name, event, where }): StepDefinition => ({
    name,
    events: [event].flat(),
    where: Object.fromEntries(Object.entries(where).map(([property, values]) => [property, [values].flat()])),
  }));
}

/** The event properties that steps ask for, each once, in order of their names. */
export function stepProperties(steps: readonly StepDefinition[]): string[] {
  return [...new Set(steps.flatMap(({ where }) => Object.keys(where ?? {})))].sort();
}
