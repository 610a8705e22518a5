import { named } from "./_phrases.ts";

const channels: ReadonlyMap<string, string> = new Map([
  ["email", "e-mail"],
  ["sms", "text message"],
  ["mail", "post"],
]);

/**
 * A channel as people call it: "e-mail", "text message", "post"; others as they are written.
 *
 * @example
 * ```ts
 * import { channelName } from "./channel_name.ts";
 * if (channelName("sms") !== "text message" || channelName("phone") !== "phone") throw new Error();
 * ```
 */
export function channelName(channel: string): string {
  return channels.get(channel) ?? named(channel);
}
