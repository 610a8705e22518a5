import type { CapConfig } from "../../workspace/mod.ts";
import type { Channel, ConsentReason, PermissionNeeded, Purpose, Suppression } from "../consent/mod.ts";

/** Why somebody of a segment is not in its audience; the first that holds, in this order. */
export type LeftOutReason =
  | Suppression
  | Exclude<ConsentReason, "granted" | "notNeeded">
  | "noAddress"
  | "sharedAddress"
  | "capped"
  | "notQueued";

/** Who is asked for, and for what. */
export interface AudienceRequest {
  /** The segment's id. */
  readonly segment: string;
  /** How the people would be reached. */
  readonly channel: "email" | "sms" | "phone" | "mail";
  /** What for. */
  readonly purpose: Purpose;
  /** The subscription group the message belongs to. Default: none. */
  readonly group?: string;
  /** Whom the file is for, by its id in `workspace.yaml`. Default: nobody declared, so no keys and no columns leave. */
  readonly destination?: string;
}

/** The people of a segment who may be contacted. */
export interface AudienceSelection {
  /** Who, by pid, in order. */
  readonly people: Uint32Array;
  /** What to reach each by, in the same order: an address, or a phone number. */
  readonly addresses: readonly string[];
  /** People in the segment. */
  readonly inSegment: number;
  /** People of whom nobody can say whether they are in it; they are never contacted. */
  readonly unknown: number;
  /** People left out, by reason; reasons that held for nobody are absent. */
  readonly leftOut: Readonly<Partial<Record<LeftOutReason, number>>>;
}

/** What stands beside an audience file and says what is in it. Internal: it is not sent along. */
export interface AudienceManifest {
  /** Says what this is. */
  readonly kind: "audience";
  /** Rises when old manifests no longer fit. */
  readonly format: 1;
  /** Always true: counts of few people stand in it, so it stays inside. */
  readonly internal: true;
  /** Day the data is true at. */
  readonly asOf: string;
  /** The moment permission was looked up at, ISO 8601. A file that is used later must be made again. */
  readonly permittedAt: string;
  /** When the first of these permissions ends by itself, ISO 8601; null when none does. */
  readonly firstExpiry: string | null;
  /** The segment's id. */
  readonly segment: string;
  /** The book it is in. */
  readonly book: { readonly name: string; readonly version: number; readonly sha256: string };
  /** How the people are reached. */
  readonly channel: Channel;
  /** What for. */
  readonly purpose: Purpose;
  /** The permission that was needed, and why. */
  readonly permission: PermissionNeeded;
  /** The subscription group; null for none. */
  readonly group: string | null;
  /** Whom the file is for; null when nobody was declared. */
  readonly destination: string | null;
  /** Whether that is a declared covered system. */
  readonly covered: boolean;
  /** Who asked, as they gave their name; null when they did not. */
  readonly askedBy: string | null;
  /** The file beside this one. */
  readonly file: string;
  /** Rows in it, the header not counted. */
  readonly rows: number;
  /** Its size. */
  readonly bytes: number;
  /** SHA-256 of the file, in hexadecimal. */
  readonly checksum: string;
  /** Its columns. */
  readonly columns: readonly string[];
  /** What stands in `id`. */
  readonly ids: "surrogate" | "key";
  /** People in and out. `inSegment` = `exported` + everybody in `leftOut`. */
  readonly counts: {
    readonly inSegment: number;
    readonly exported: number;
    readonly leftOut: Readonly<Partial<Record<LeftOutReason, number>>>;
    readonly unknown: number;
  };
  /** Caps that were applied. */
  readonly caps: readonly CapConfig[];
  /** The fewest people that were required. */
  readonly minimum: number;
  /** The exports it was made from. */
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[];
  /** What a reader should know before using the file. */
  readonly warnings: readonly string[];
}
