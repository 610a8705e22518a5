import { z } from "zod";

/** Ways to reach a person. */
export type ActivationChannel = "email" | "sms" | "phone" | "mail" | "push" | "ads";

/** What leaves the workspace for whom, and how often people may be contacted: `activation` in `workspace.yaml`. */
export interface ActivationConfig {
  /** ISO code of the country of phone numbers that do not name theirs. */
  readonly country: string;
  /** The fewest people an audience may hold. */
  readonly minimumAudience: number;
  /** People younger than this are never contacted for marketing. */
  readonly minimumAge: number;
  /** Columns of people that must be there, or nothing leaves: a suppression list that is missing blocks. */
  readonly suppressions: readonly string[];
  /** Events that are messages to a person. */
  readonly sends: readonly SendConfig[];
  /** How often people may be contacted; the most restrictive wins. */
  readonly caps: readonly CapConfig[];
  /** Who may receive files. */
  readonly destinations: readonly DestinationConfig[];
  /** Who looked at a segment and a destination together, and agreed. */
  readonly reviews: readonly ReviewConfig[];
}

/** An event that is a message to a person. */
export interface SendConfig {
  /** Its name in events. */
  readonly event: string;
  /** The channel it used. */
  readonly channel: ActivationChannel;
  /** Whether it served the person's own care or order: caps do not hold it back, and it counts. */
  readonly transactional: boolean;
}

/** How often is too often. */
export interface CapConfig {
  /** The channel, or `any` for all together. */
  readonly channel: ActivationChannel | "any";
  /** Most messages. */
  readonly most: number;
  /** In any window of this length, such as "7d", or `lifetime`. */
  readonly within: string;
}

/** Somebody who may receive files. */
export interface DestinationConfig {
  /** Its name in commands. */
  readonly id: string;
  /** What reports call it. */
  readonly name?: string | undefined;
  /** The ad platform it is; absent: none. */
  readonly platform?: "meta" | "google" | undefined;
  /** Whether it is a system covered by HIPAA or a business associate agreement: only then do keys leave. */
  readonly covered: boolean;
  /** The channels it serves. */
  readonly channels: readonly ActivationChannel[];
  /** Columns of people it needs beside the address. */
  readonly columns: readonly string[];
  /** The fewest people it takes, where that is more than the workspace's own minimum. */
  readonly minimumAudience?: number | undefined;
  /** Event name → the neutral name it leaves under; events not listed stay. */
  readonly events: Readonly<Record<string, string>>;
  /** Properties of events that may leave, as they are; all others stay. */
  readonly properties: readonly string[];
  /** Fields of people that may leave hashed, by their column. */
  readonly identifiers: readonly string[];
  /** The address whose origin leaves with web events; absent: none. */
  readonly origin?: string | undefined;
  /** Only events this fresh, such as "7d". */
  readonly within?: string | undefined;
  /** Circles on the map its messages are shown in. */
  readonly geofences: readonly GeofenceConfig[];
}

/** A circle on the map. */
export interface GeofenceConfig {
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** How far it reaches, in feet. */
  readonly radiusFeet: number;
}

/** A review of a segment for a destination. */
export interface ReviewConfig {
  /** The segment's id. */
  readonly segment: string;
  /** The destination's id. */
  readonly destination: string;
  /** Who reviewed it: not the keeper of the book. */
  readonly by: string;
  /** Day of the review. */
  readonly on: string;
  /** Last day it holds. */
  readonly until: string;
  /** Version of the segment book that was reviewed: a changed rule needs another review. */
  readonly version: number;
  /** `opt-in`: only people who agreed to ads; `opt-out`: everybody who did not object, for contacts in business. */
  readonly basis: "opt-in" | "opt-out";
}

const day = z.iso.date("write a day as YYYY-MM-DD");
const id = z.string().regex(
  /^[a-z][a-z0-9_-]{0,63}$/,
  "an id is lower-case letters, digits, _ and -, and starts with a letter",
);
const window = z.string().regex(/^\d{1,6}[hdw]$/, 'write a length of time as "12h", "30d" or "8w"');
const channel = z.enum(["email", "sms", "phone", "mail", "push", "ads"]);
const count = z.int().min(1).max(1_000_000);
const words = z.array(z.string().min(1)).default([]);

const destinationSchema = z.strictObject({
  id,
  name: z.string().min(1).max(200).optional(),
  platform: z.enum(["meta", "google"]).optional().describe("the ad platform it is; leave out for others"),
  covered: z.boolean().default(false).describe(
    "true for a system covered by HIPAA or a business associate agreement: only then do people's keys leave",
  ),
  channels: z.array(channel).default([]),
  columns: words.describe("columns of people it needs beside the address; only for covered systems"),
  minimumAudience: count.optional().describe(
    "the fewest people it takes, if more than the workspace's minimum",
  ),
  events: z.record(
    z.string(),
    z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "a name is lower-case letters, digits and _"),
  )
    .default({}).describe("event → neutral name it leaves under, such as request_submit: lead_submit"),
  properties: words.describe("properties of events that may leave as they are"),
  identifiers: words.describe("columns of people that may leave hashed, such as email and phone"),
  origin: z.string().regex(/^https?:\/\/[^/?#@\s]+$/, "write an origin only, without a path").optional()
    .describe("origin that leaves with web events, such as the home page's"),
  within: window.optional().describe("only events this fresh; default: what the platform takes"),
  geofences: z.array(z.strictObject({
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    radiusFeet: z.number().positive(),
  })).default([]),
}).refine(
  ({ covered, platform }) => !(covered && platform),
  "an ad platform is never a covered system: it signs no business associate agreement",
);

/** Schema of `activation` in `workspace.yaml`. */
export const activationSchema: z.ZodType<ActivationConfig> = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/, "write two capital letters such as US").default("US"),
  minimumAudience: count.default(11).describe("the fewest people an audience may hold"),
  minimumAge: z.int().min(0).max(150).default(18),
  suppressions: words.describe(
    "columns of people that must be there before anything leaves: do_not_contact, hard_bounce, complaint, …",
  ),
  sends: z.array(
    z.strictObject({ event: z.string().min(1), channel, transactional: z.boolean().default(false) }),
  )
    .default([]).describe("events that are messages to a person"),
  caps: z.array(z.strictObject({
    channel: z.union([channel, z.literal("any")]),
    most: z.int().min(0).max(1_000_000),
    within: z.union([window, z.literal("lifetime")]),
  })).default([]).describe("most messages a person gets; the most restrictive wins"),
  destinations: z.array(destinationSchema).default([]),
  reviews: z.array(z.strictObject({
    segment: z.string().min(1),
    destination: id,
    by: z.string().min(1).max(200),
    on: day,
    until: day,
    version: z.int().min(1),
    basis: z.enum(["opt-in", "opt-out"]).default("opt-in"),
  })).default([]),
}).superRefine(({ destinations, reviews }, context) => {
  const ids = destinations.map((one) => one.id);
  ids.forEach((one, i) => {
    if (ids.indexOf(one) === i) return;
    context.addIssue({
      code: "custom",
      path: ["destinations", i, "id"],
      message: `destination "${one}" is written twice`,
    });
  });
  reviews.forEach(({ destination }, i) => {
    if (ids.includes(destination)) return;
    context.addIssue({
      code: "custom",
      path: ["reviews", i, "destination"],
      message: `there is no destination "${destination}"`,
    });
  });
});
