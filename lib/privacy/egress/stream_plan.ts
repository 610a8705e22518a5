import { type DestinationConfig, durationSeconds, InputError } from "../../workspace/mod.ts";
import { findIdentifiers, revealsHealth } from "../identifiers/mod.ts";
import { parameterOf } from "./_parameters.ts";
import type { Platform } from "./hash_value.ts";

/** What an ad platform may be told, checked. */
export interface StreamPlan {
  /** The platform. */
  readonly platform: Platform;
  /** Event name → neutral name. */
  readonly events: ReadonlyMap<string, string>;
  /** Paths of properties that may leave. */
  readonly properties: ReadonlySet<string>;
  /** Columns of people that may leave hashed. */
  readonly identifiers: readonly string[];
  /** Origin that leaves with web events; null for none. */
  readonly origin: string | null;
  /** Only events this fresh, in seconds. */
  readonly freshSeconds: number;
  /** ISO code of the country of phone numbers that do not name theirs. */
  readonly country: string;
}

/** Fields whose hash may leave. Sex, day of birth and postal code are too easily guessed; keys would tie files together. */
const hashable: Readonly<Record<Platform, readonly string[]>> = {
  meta: ["em", "ph", "fn", "ln", "ct", "st", "country"],
  google: ["em", "ph", "fn", "ln", "street", "country", "st", "ct"],
};

/** What never leaves, whatever a destination lists: who, where exactly, what was read, and what it was about. */
const never: ReadonlySet<string> = new Set(
  ("person person_id id user_id external_id session client_id ip ip_address client_ip_address user_agent " +
    "client_user_agent referrer referer url page_url path query title page_title content content_id content_ids " +
    "content_name topic condition diagnosis drug provider specialty specialism service_line facility location stage " +
    "campaign campaign_name audience utm_source utm_medium utm_campaign utm_content utm_term coupon keyword search " +
    "appointment appointment_at gender sex dob birth_date zip postal_code email phone first_name last_name address")
    .split(" "),
);

const longest: Readonly<Record<Platform, number>> = {
  meta: durationSeconds("7d"),
  google: durationSeconds("63d"),
};
const usual: Readonly<Record<Platform, number>> = {
  meta: durationSeconds("7d"),
  google: durationSeconds("1d"),
};

/**
 * What a destination of `workspace.yaml` lets an ad platform know: its names of events, properties and fields of
 * people, checked against what must never leave.
 *
 * @throws {InputError} It is no ad platform, lists no events, or lists something that must never leave: each is named.
 */
export function streamPlan(destination: DestinationConfig, country: string): StreamPlan {
  const { id, platform, events, properties, identifiers, origin, within } = destination;
  if (!platform) throw notAPlatform(id);
  const wrong: string[] = [];
  const refuse = (where: string, what: string, why: string) => wrong.push(`${where} "${what}" ${why}`);
  if (Object.keys(events).length === 0) wrong.push("it lists no events that may leave");
  if (identifiers.length === 0) wrong.push("it lists no identifiers to match people by");
  for (const name of Object.values(events)) {
    if (saysTooMuch(name)) refuse("the neutral name", name, "says something about health or a person");
  }
  for (const path of properties) {
    const parts = path.toLowerCase().split(".");
    if (parts.some((part) => never.has(part))) refuse("the property", path, "must never leave");
    else if (saysTooMuch(path)) refuse("the property", path, "says something about health or a person");
  }
  for (const column of identifiers) {
    const parameter = parameterOf(column);
    if (parameter === null || !hashable[platform].includes(parameter)) {
      refuse("the identifier", column, `must not leave for ${platform}, hashed or not`);
    }
  }
  if (origin !== undefined && saysTooMuch(origin)) {
    refuse("the origin", origin, "names what is treated there");
  }
  const freshSeconds = within === undefined ? usual[platform] : durationSeconds(within);
  if (freshSeconds > longest[platform]) {
    wrong.push(
      `${platform} takes no events older than ${longest[platform] / 86_400} days (within: ${within})`,
    );
  }
  if (wrong.length > 0) {
    throw new InputError(
      `Cannot write events for "${id}": ${
        wrong.join("; ")
      }. Change activation.destinations in workspace.yaml.`,
    );
  }
  return {
    platform,
    events: new Map(Object.entries(events)),
    properties: new Set(properties),
    identifiers,
    origin: origin ?? null,
    freshSeconds,
    country,
  };
}

/** Why a destination that is no ad platform gets no events. */
export function notAPlatform(id: string): InputError {
  return new InputError(
    `Cannot write events for "${id}": it is no ad platform. Give it platform: meta or google under ` +
      "activation.destinations in workspace.yaml, or use trellis audience.",
  );
}

/** Whether a name or a value says something about health, or who somebody is. */
export function saysTooMuch(text: string): boolean {
  return revealsHealth(text) || findIdentifiers(text).length > 0;
}
