import { causeNames } from "./_drop_causes.ts";

/**
 * Which names of event properties tell of a cause of leaving: the message, the form, the call to action, the channel.
 *
 * @example
 * ```ts
 * import { tellingProperties } from "./telling_properties.ts";
 * if (tellingProperties(["utm_source", "price", "content.topic"]).join() !== "utm_source,content.topic") throw new Error();
 * ```
 */
export function tellingProperties(names: readonly string[]): string[] {
  return names.filter((name) => Object.values(causeNames).some((pattern) => pattern.test(name)));
}
