/** What somebody let out, as they say it: an entry of the ledger before it is sealed. */
export interface LedgerRecord {
  /** What happened: "release" (a report), "audience" (a list of people), "stream" (events for a platform). */
  readonly kind: "release" | "audience" | "stream";
  /** What it is called, such as the report's title or the segment's id. */
  readonly what: string;
  /** Moment it was written, ISO 8601 with zone. */
  readonly at: string;
  /** Day the data is true at, `YYYY-MM-DD`; null where that has no meaning. */
  readonly asOf: string | null;
  /** The people it is about, where these are a part of all, such as `state = "OH"`; null or absent: all. */
  readonly part?: string | null;
  /** Who asked, as they gave their name; null when nobody said. */
  readonly by: string | null;
  /** The workspace's name. */
  readonly workspace: string;
  /** Files it was made from, with their hashes. */
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[];
  /** The rules it left under, such as `{ minimum: 11 }`. */
  readonly policy: Readonly<Record<string, unknown>>;
  /** How many of what left and stayed, such as `{ out: 410, withoutPermission: 93 }`; for a release what was hidden. */
  readonly counts: Readonly<Record<string, number | "hidden">>;
  /** Files that were written, with their hashes; absent where it is not known yet. */
  readonly outputs?: readonly { readonly file: string; readonly sha256: string }[];
  /** Of a release: every count that was printed, by its place in the results. The next release is audited with them. */
  readonly numbers?: Readonly<Record<string, number>>;
  /** Of a release: places of counts that were hidden. Never their values. */
  readonly hidden?: readonly string[];
  /** Of a release: what its printed numbers tell of the hidden ones. The next release is audited with them. */
  readonly sums?: readonly HiddenSum[];
  /** Of a release: rates printed in whole percent, whose counts are hidden. */
  readonly rates?: readonly HiddenRate[];
  /** Of a release that printed and hid exactly what an earlier one did: that one's number, in the place of both. */
  readonly same?: number;
  /** Anything else worth keeping, such as the version of the segment book. */
  readonly notes?: Readonly<Record<string, unknown>>;
}

/** A sum of hidden counts that printed ones tell: those of `plus`, less those of `minus`, come to `is`. */
export interface HiddenSum {
  /** What they come to. */
  readonly is: number;
  /** Counts by their index in `hidden`; below 0 those that no place holds, each by a number of its own. */
  readonly plus: readonly number[];
  /** Counts taken off; absent: none. */
  readonly minus?: readonly number[];
}

/** A rounded rate of hidden counts, and what it tells of them. */
export interface HiddenRate {
  /** Its numerator, by its index in `hidden`. */
  readonly n: number;
  /** Its denominator, likewise. */
  readonly of: number;
  /** The numerator is at least this share of the denominator. */
  readonly from: number;
  /** And at most this. */
  readonly to: number;
  /** The denominator is at least so many, by the width of the interval. */
  readonly least: number;
  /** And at most so many; null: no bound. */
  readonly most: number | null;
}

/** An entry as it stands in the file: numbered, and chained to the one before. */
export interface LedgerEntry extends LedgerRecord {
  /** From 1. */
  readonly number: number;
  /** Hash of the entry before; of the first 64 zeros. */
  readonly previous: string;
  /** SHA-256 of the entry's JSON without this field: changes with any letter of it, and of any entry before. */
  readonly hash: string;
}

/** Entries in their order. */
export interface Ledger {
  /** The file. */
  readonly file: string;
  /** Oldest first. */
  readonly entries: readonly LedgerEntry[];
}

/** Hash before the first entry. */
export const firstHash: string = "0".repeat(64);
