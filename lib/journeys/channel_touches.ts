import { mostEvents, tooManyNames } from "./_codes.ts";
import { noChannel, type TouchEvents } from "./conversion_paths.ts";
import { eventMarks } from "./_event_marks.ts";
import type { EventLog } from "./event_log.ts";
import { property } from "./_steps.ts";
import { windowSeconds } from "./_window.ts";

/** Which events of a log are touches, and which are conversions. */
export interface ChannelTouchesOptions {
  /** Property that names the channel; events without it are no touches. Must be loaded. */
  readonly channel: string;
  /** Names of the events that are conversions. One that has a channel is a touch of its own path as well. */
  readonly conversion: readonly string[];
  /** Names of the events that may be touches. Default: all. */
  readonly touches?: readonly string[];
  /**
   * A touch of the same channel this soon after the last one belongs to the same visit and is not counted again, such
   * as "30min". Default: every event is a touch.
   */
  readonly idle?: string;
  /** Property with the value of a conversion; text that is no number counts 0. Default: none. */
  readonly value?: string;
}

/** Touches and conversions, ready for `conversionPaths`. */
export interface ChannelTouches {
  /** One entry an event of the log. */
  readonly events: TouchEvents;
  /** Names of the channel codes. */
  readonly channels: readonly string[];
}

/**
 * Reads touches and conversions out of a log.
 *
 * @throws {InputError} A property was not loaded, there are too many channels, or no event has a name that was given
 * (unless the log has no event at all).
 *
 * @example
 * ```ts
 * import { channelTouches } from "./channel_touches.ts";
 * import { conversionPaths } from "./conversion_paths.ts";
 * import { eventLogOf } from "./event_log_of.ts";
 * const log = eventLogOf([
 *   { person: 1, event: "visit", at: 0, properties: { channel: "search" } },
 *   { person: 1, event: "book", at: 60 },
 * ]);
 * const { events, channels } = channelTouches(log, { channel: "channel", conversion: ["book"] });
 * const paths = conversionPaths(events, { channels, observedUntil: log.observedUntil });
 * if (channels.join() !== "search" || paths.conversions.join() !== "1") throw new Error();
 * ```
 */
export function channelTouches(log: EventLog, options: ChannelTouchesOptions): ChannelTouches {
  const { codes, dictionary } = property(log, options.channel);
  if (dictionary.length > mostEvents) throw tooManyNames(dictionary.length, options.channel);
  const converts = eventMarks(log, options.conversion);
  const touches = options.touches === undefined ? null : eventMarks(log, options.touches);
  const channel = new Uint16Array(codes.length);
  const conversion = new Uint8Array(codes.length);
  const idle = options.idle === undefined ? -1 : windowSeconds(options.idle);
  const { person, at } = log;
  let last = -1;
  for (let i = 0; i < codes.length; i++) {
    const name = log.event[i]!;
    channel[i] = noChannel;
    conversion[i] = converts[name]!;
    if (codes[i]! >= dictionary.length || (touches !== null && touches[name] !== 1)) continue;
    const goesOn = last >= 0 && person[i] === person[last] && codes[i] === codes[last] &&
      at[i]! - at[last]! <= idle;
    if (!goesOn) channel[i] = codes[i]!;
    last = i;
  }
  return {
    events: {
      person: log.person,
      at: log.at,
      channel,
      conversion,
      value: options.value === undefined ? undefined : valuesOf(log, options.value),
    },
    channels: dictionary,
  };
}

function valuesOf(log: EventLog, name: string): Float64Array {
  const { codes, dictionary } = property(log, name);
  const amounts = dictionary.map((text) => Number.isFinite(Number(text)) ? Number(text) : 0);
  return Float64Array.from(codes, (code) => amounts[code] ?? 0);
}
