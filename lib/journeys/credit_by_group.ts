import { attribution, type AttributionOptions } from "./attribution.ts";
import type { AttributedGroup, AttributionResult } from "./attribution_result.ts";
import type { ChannelPaths } from "./channel_paths.ts";
import type { FunnelMembers } from "./funnel.ts";
import { pathsOfPeople } from "./paths_of_people.ts";

/**
 * The credit of channels for everybody and for each group, in one call: {@linkcode attribution} of all paths, and of
 * the paths of each group's people. Where groups share nobody and leave nobody out, their conversions add up to the
 * whole. All groups are read with the whole's Markov order and half-life.
 *
 * @param paths Paths of people, as `conversionPaths` makes them.
 * @param groups May overlap; `group` of the result is their id.
 * @throws {RangeError} The paths are not of people, a group is of fewer people than the paths; else as `attribution`.
 *
 * @example
 * ```ts
 * import { channelTouches } from "./channel_touches.ts";
 * import { conversionPaths } from "./conversion_paths.ts";
 * import { creditByGroup } from "./credit_by_group.ts";
 * import { eventLogOf } from "./event_log_of.ts";
 * const log = eventLogOf([
 *   { person: 0, event: "visit", at: 0, properties: { channel: "search" } },
 *   { person: 0, event: "book", at: 60 },
 *   { person: 1, event: "visit", at: 0, properties: { channel: "e-mail" } },
 *   { person: 1, event: "book", at: 60 },
 * ]);
 * const { events, channels } = channelTouches(log, { channel: "channel", conversion: ["book"] });
 * const paths = conversionPaths(events, { channels, observedUntil: log.observedUntil });
 * const { conversions, groups } = creditByGroup(paths, [{ id: "a", name: "A", members: new Uint8Array([1, 0]) }]);
 * if (conversions !== 2 || groups?.[0]?.conversions !== 1) throw new Error();
 * ```
 */
export function creditByGroup(
  paths: ChannelPaths,
  groups: readonly FunnelMembers[],
  options: Omit<AttributionOptions, "groups"> = {},
): AttributionResult {
  const parts = groups.map(({ members }) => pathsOfPeople(paths, members));
  const whole = attribution(paths, options);
  const same: Omit<AttributionOptions, "groups"> = {
    ...options,
    order: whole.markov.order,
    ...(whole.halfLifeSeconds !== null && whole.halfLifeSeconds > 0 &&
      { halfLife: `${Math.max(1, Math.round(whole.halfLifeSeconds))}s` }),
  };
  return {
    ...whole,
    groups: groups.map(({ id }, g): AttributedGroup => {
      const { conversions, unattributed, channels } = attribution(parts[g]!, same);
      return { group: id, conversions, unattributed, channels };
    }),
  };
}
