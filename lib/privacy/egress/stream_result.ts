import type { Platform } from "./hash_value.ts";

/** What became of one part of an event. */
export interface StreamChange {
  /** Where it stood: `event`, `at`, a property such as `order.total`, or a column of the person. */
  readonly path: string;
  /** Where it stands in what leaves; null when it stays. */
  readonly to: string | null;
  /** What happened to it. */
  readonly change: "renamed" | "kept" | "hashed" | "shortened" | "removed";
  /** Why it was removed; absent otherwise. */
  readonly why?: string;
  /** What it was, masked: only its kind and length can be seen. */
  readonly before: string;
  /** What leaves, masked where it was a value of a person; empty when nothing does. */
  readonly after: string;
}

/** Why a person's events stay. */
export type StreamPersonReason =
  | "patient"
  | "notBusiness"
  | "suppressed"
  | "noConsent"
  | "objected"
  | "noIdentifier";

/** Why an event stays. */
export type StreamEventReason = "notListed" | "tooOld" | "health";

/** What stands beside a file of events, and says what is in it. Internal: it is not sent along. */
export interface StreamManifest {
  /** Says what this is. */
  readonly kind: "stream";
  /** Rises when old manifests no longer fit. */
  readonly format: 1;
  /** Always true: counts of few people stand in it. */
  readonly internal: true;
  /** Day the data is true at. */
  readonly asOf: string;
  /** The segment's id. */
  readonly segment: string;
  /** The book it is in. */
  readonly book: { readonly name: string; readonly version: number; readonly sha256: string };
  /** Whom the file is for, by its id in `workspace.yaml`. */
  readonly destination: string;
  /** The platform that is. */
  readonly platform: Platform;
  /** The review that lets the segment pass. */
  readonly review: {
    readonly by: string;
    readonly on: string;
    readonly until: string;
    readonly basis: string;
  };
  /** Who asked, as they gave their name; null when they did not. */
  readonly askedBy: string | null;
  /** The file beside this one. */
  readonly file: string;
  /** Events in it, one a line. */
  readonly rows: number;
  /** Its size. */
  readonly bytes: number;
  /** SHA-256 of the file, in hexadecimal. */
  readonly checksum: string;
  /** People and events in and out. */
  readonly counts: {
    readonly inSegment: number;
    readonly people: number;
    readonly events: number;
    readonly peopleLeftOut: Readonly<Partial<Record<StreamPersonReason, number>>>;
    readonly eventsLeftOut: Readonly<Partial<Record<StreamEventReason, number>>>;
  };
  /** Names that leave. */
  readonly names: readonly string[];
  /** Fields of people that leave hashed. */
  readonly identifiers: readonly string[];
  /** The first events that left, part by part, with their values masked. */
  readonly preview: readonly (readonly StreamChange[])[];
  /** The exports it was made from. */
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[];
  /** What a reader should know before using the file. */
  readonly warnings: readonly string[];
}
