import type { JourneyConfig, Workspace } from "../workspace/mod.ts";
import { funnel, type FunnelOptions } from "./funnel.ts";
import { loadEventLog } from "./load_event_log.ts";
import { journeySteps, stepProperties } from "./journey_steps.ts";
import type { FunnelResult } from "./result.ts";

/** How to follow a declared journey. */
export interface JourneyOptions extends Pick<FunnelOptions, "groups"> {
  /** Stops the work. */
  readonly signal?: AbortSignal;
}

/**
 * The funnel of a journey declared in `workspace.yaml`: loads the events with the properties its steps ask for, and
 * counts people through the steps within the journey's window.
 */
export async function journeyFunnel(
  workspace: Workspace,
  journey: JourneyConfig,
  options: JourneyOptions = {},
): Promise<FunnelResult> {
  const { signal, ...rest } = options;
  const steps = journeySteps(journey);
  const properties = stepProperties(steps);
  const log = await loadEventLog(workspace, { properties, ...(signal && { signal }) });
  return funnel(log, steps, { within: journey.within, ...rest });
}
