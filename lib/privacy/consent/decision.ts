/** What somebody said about being contacted, as one row of the consent log. Rows are only ever added. */
export interface Decision {
  /** The person it is about. */
  readonly person: string;
  /** `email`, `sms`, `phone`, `mail`, `push` or `ads`; `all` or `any` for every channel. */
  readonly channel: string;
  /** A {@linkcode Purpose}; empty or absent means marketing; `all` or `any` for every purpose. */
  readonly purpose?: string | null;
  /** `grant`; every other word denies. */
  readonly decision: string;
  /** When it was said, in seconds since 1970 UTC. */
  readonly at: number;
  /** When it ends by itself, in seconds since 1970 UTC. */
  readonly expires?: number | null;
  /** When it was taken back, in seconds since 1970 UTC. */
  readonly revoked?: number | null;
  /** The subscription group it is about, such as a newsletter; absent: the channel as a whole. */
  readonly group?: string | null;
  /** The law it was asked under, such as `US-WA`; absent: any. */
  readonly jurisdiction?: string | null;
  /** Who said it: empty or `self` for the person. A grant by anybody else permits nothing; a denial counts. */
  readonly saidBy?: string | null;
  /** Whether the authorisation says that the sender is paid by somebody else (45 CFR 164.508(a)(3)). */
  readonly remunerationStated?: boolean | null;
}

/** Why somebody is contacted. */
export type Purpose =
  | "treatment"
  | "operations"
  | "marketing"
  | "remunerated-marketing"
  | "share"
  | "sell"
  | "ads";

/** Every purpose. */
export const purposes: readonly Purpose[] = [
  "treatment",
  "operations",
  "marketing",
  "remunerated-marketing",
  "share",
  "sell",
  "ads",
];

/** A way to reach somebody. */
export type Channel = "email" | "sms" | "phone" | "mail" | "push" | "ads";

/** Every channel. */
export const channels: readonly Channel[] = ["email", "sms", "phone", "mail", "push", "ads"];

/** What is asked of the consent log. */
export interface ConsentQuestion {
  /** The way the person would be reached. */
  readonly channel: Channel;
  /** What for. */
  readonly purpose: Purpose;
  /** The moment, in seconds since 1970 UTC: later decisions are not yet true. */
  readonly at: number;
  /** The subscription group the message belongs to. Default: none. */
  readonly group?: string;
  /** Where the person is, such as `US-WA` or `WA`. Default: not known. */
  readonly jurisdiction?: string;
}

/** Why a person may, or may not, be contacted. */
export type ConsentReason =
  | "granted"
  | "notNeeded"
  | "noDecision"
  | "notYet"
  | "denied"
  | "tied"
  | "expired"
  | "revoked"
  | "unsubscribed"
  | "remunerationNotStated";

/** The state of one person for one question. */
export interface ConsentState {
  /** Whether the person may be contacted. */
  readonly permitted: boolean;
  /** Why. */
  readonly reason: ConsentReason;
  /** When the permission ends by itself, in seconds since 1970 UTC; null where it doesn't, or there is none. */
  readonly until: number | null;
}
