import { decoded } from "../identifiers/_decoded.ts";
import { hashValue } from "./hash_value.ts";
import { parameterOf } from "./_parameters.ts";
import { saysTooMuch, type StreamPlan } from "./stream_plan.ts";
import type { StreamChange, StreamEventReason } from "./stream_result.ts";

/** An event as it was recorded. */
export interface RawEvent {
  /** What happened. */
  readonly event: string;
  /** When, in seconds since 1970 UTC. */
  readonly at: number;
  /** How: `web`, `email`, `phone` … */
  readonly channel?: string | null;
  /** Everything else that was recorded, nested or not. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** What is known of the person, by column. */
  readonly person: Readonly<Record<string, string | null>>;
}

/** What may leave of an event. */
export interface ScrubbedEvent {
  /** The event as the platform takes it; null when all of it stays. */
  readonly payload: Readonly<Record<string, unknown>> | null;
  /** Why all of it stays; null when it does not. */
  readonly refused: StreamEventReason | "noIdentifier" | null;
  /** What became of each part, in order. */
  readonly changes: readonly StreamChange[];
}

/** How Meta calls the ways an event may happen; the true one must be said. */
const sources: Readonly<Record<string, string>> = {
  web: "website",
  email: "email",
  phone: "phone_call",
  sms: "chat",
  event: "physical_store",
};

/**
 * What of an event may leave for an ad platform: a neutral name in place of its own, the time, the origin of a web
 * address without path, query or fragment, and the fields of the person the plan lists, normalised and hashed by the
 * platform's rules. A property leaves only when the plan lists its path; objects and lists never leave whole. An event
 * that is not listed stays, and so does one whose listed property says something about health or a person, also
 * percent-encoded or in Base64: a plan that lets such a value through once cannot be trusted with the next.
 *
 * @param id Stands for the event: random, worked out from nothing.
 *
 * @example
 * ```ts
 * import { scrubEvent } from "./scrub_event.ts";
 * import { streamPlan } from "./stream_plan.ts";
 * const plan = streamPlan({
 *   id: "meta", platform: "meta", covered: false, channels: [], columns: [], geofences: [],
 *   events: { demo_requested: "lead_submit" }, properties: ["order.size"], identifiers: ["email"],
 * }, "US");
 * const { payload } = scrubEvent({
 *   event: "demo_requested", at: 0, channel: "web",
 *   properties: { topic: "knee pain", order: { size: 3, note: "for Ann" } },
 *   person: { email: "John_Smith@gmail.com", phone: "3095550100" },
 * }, plan, "e1");
 * const text = JSON.stringify(payload);
 * if (!text.includes("62a14e44") || /knee|Ann|gmail|309/.test(text) || !text.includes('"order.size":3')) throw new Error(text);
 * ```
 */
export function scrubEvent(raw: RawEvent, plan: StreamPlan, id: string): ScrubbedEvent {
  const name = plan.events.get(raw.event);
  if (name === undefined) return { payload: null, refused: "notListed", changes: [] };
  const [asName, asTime] = plan.platform === "meta"
    ? ["event_name", "event_time"]
    : ["conversion_action", "conversion_date_time"];
  // The plan lists the event by name, so its name is no secret of a person's.
  const changes: StreamChange[] = [
    { path: "event", to: asName, change: "renamed", before: raw.event, after: name },
    { path: "at", to: asTime, change: "kept", before: masked(raw.at), after: masked(raw.at) },
  ];
  const kept = properties(raw.properties, plan, changes);
  if (kept === null) return { payload: null, refused: "health", changes };
  const hashes = identifiers(raw.person, plan, changes);
  if (Object.keys(hashes).length === 0) return { payload: null, refused: "noIdentifier", changes };
  const payload = plan.platform === "meta"
    ? forMeta(raw, plan, id, name, hashes, kept)
    : forGoogle(raw, id, name, hashes);
  return { payload, refused: null, changes };
}

function properties(
  given: Readonly<Record<string, unknown>>,
  plan: StreamPlan,
  changes: StreamChange[],
): Record<string, string | number | boolean> | null {
  const kept: Record<string, string | number | boolean> = Object.create(null);
  let isClean = true;
  const walk = (value: unknown, path: string, depth: number): void => {
    const removed = (why: string) =>
      changes.push({ path, to: null, change: "removed", why, before: masked(value), after: "" });
    if (value === null || value === undefined) return;
    if (/(^|[._])(url|href|page_location)$/i.test(path) && typeof value === "string") {
      if (plan.origin === null) return void removed("not listed");
      changes.push({
        path,
        to: "event_source_url",
        change: "shortened",
        before: masked(value),
        after: plan.origin,
      });
    } else if (typeof value === "object") {
      if (depth > 20) return void removed("nested too deep");
      for (const [key, inner] of Object.entries(value)) {
        walk(inner, path === "" ? key : `${path}.${key}`, depth + 1);
      }
    } else if (!plan.properties.has(path)) removed("not listed");
    else if (plan.platform === "google") removed("Google takes no properties");
    else if (typeof value === "string" && reveals(value)) {
      removed("says something about health or a person");
      isClean = false;
    } else if (typeof value === "number" && !Number.isFinite(value) || typeof value === "bigint") {
      removed("no number");
    } else if (typeof value === "string" && value.length > 100) removed("too long");
    else {
      kept[path] = value as string | number | boolean;
      changes.push({
        path,
        to: `custom_data.${path}`,
        change: "kept",
        before: masked(value),
        after: masked(value),
      });
    }
  };
  walk(given, "", 0);
  return isClean ? kept : null;
}

/** Whether a value says too much as it stands, or in what it encodes. */
function reveals(text: string): boolean {
  return saysTooMuch(text) || [...decoded(text)].some((inner) => saysTooMuch(inner.text));
}

function identifiers(
  person: RawEvent["person"],
  plan: StreamPlan,
  changes: StreamChange[],
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [column, value] of Object.entries(person)) {
    if (value === null) continue;
    const before = masked(value);
    const stay = (why: string) =>
      changes.push({ path: column, to: null, change: "removed", why, before, after: "" });
    if (!plan.identifiers.includes(column)) {
      stay("not listed");
      continue;
    }
    const { normalised, hashed, note } = hashValue(plan.platform, column, value, { country: plan.country });
    const parameter = parameterOf(column)!;
    // Google takes places as they are; on their own they match nobody, so they never count as a match.
    const leaves = hashed ?? (plan.platform === "google" ? normalised : null);
    if (leaves === null) stay(note ?? "cannot be hashed");
    else {
      found[parameter] = leaves;
      changes.push({
        path: column,
        to: parameter,
        change: "hashed",
        before,
        after: `${leaves.slice(0, 8)}…`,
      });
    }
  }
  const isEnough = ["em", "ph", "street"].some((one) => one in found) || "fn" in found && "ln" in found;
  return isEnough ? found : {};
}

function forMeta(
  raw: RawEvent,
  plan: StreamPlan,
  id: string,
  name: string,
  hashes: Readonly<Record<string, string>>,
  kept: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const source = sources[(raw.channel ?? "").toLowerCase()] ?? "other";
  return {
    event_name: name,
    event_time: Math.floor(raw.at),
    action_source: source,
    event_id: id,
    ...source === "website" && plan.origin !== null && { event_source_url: plan.origin },
    user_data: Object.fromEntries(Object.entries(hashes).map(([key, hash]) => [key, [hash]])),
    ...Object.keys(kept).length > 0 && { custom_data: { ...kept } },
  };
}

function forGoogle(
  raw: RawEvent,
  id: string,
  name: string,
  { em, ph, fn, ln, street, ct, st, country }: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const moment = new Date(Math.floor(raw.at) * 1000).toISOString();
  const hasName = fn !== undefined && ln !== undefined;
  return {
    conversion_action: name,
    order_id: id,
    conversion_date_time: `${moment.slice(0, 10)} ${moment.slice(11, 19)}+00:00`,
    user_identifiers: [
      ...em === undefined ? [] : [{ hashed_email: em }],
      ...ph === undefined ? [] : [{ hashed_phone_number: ph }],
      ...hasName || street !== undefined
        ? [{
          address_info: {
            ...fn !== undefined && { hashed_first_name: fn },
            ...ln !== undefined && { hashed_last_name: ln },
            ...street !== undefined && { hashed_street_address: street },
            ...ct !== undefined && { city: ct },
            ...st !== undefined && { state: st },
            ...country !== undefined && { country_code: country },
          },
        }]
        : [],
    ],
  };
}

/** What kind of value stood there, and how long it was: never the value. */
function masked(value: unknown): string {
  if (typeof value === "string") return `text of ${value.length}`;
  if (Array.isArray(value)) return `list of ${value.length}`;
  return value === null ? "nothing" : typeof value;
}
