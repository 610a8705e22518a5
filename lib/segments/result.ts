/** A number that may be shown, or the one mark for a number that may not. Made by the privacy gate. */
export type Shown = number | "hidden";

/** How segments of a book share people. */
export type BookMode = "exclusive" | "overlapping";

/** A rule's value for one person: 0 no, 1 yes, 2 unknown (a field the rule needs is missing). */
export type Truth = 0 | 1 | 2;

/**
 * Who is in which segment, for everybody, by pid.
 */
export interface Membership {
  /** Whether a person can be in several segments. */
  readonly mode: BookMode;
  /** How many people the workspace has: the length of every array here. */
  readonly people: number;
  /** The book's `who` by pid: 1 divided by this book, 0 not its subject, 2 unknown whether. All 1 without `who`. */
  readonly scope: Uint8Array;
  /** In book order (priority order when exclusive). `truth[pid]` is the rule's value: 0 no, 1 yes, 2 unknown. */
  readonly segments: readonly {
    readonly id: string;
    readonly name: string;
    readonly truth: Uint8Array;
  }[];
  /**
   * Exclusive books only: for each pid the index of its one segment, `noSegment` or `unknownSegment`.
   * A person is placed in the first segment whose rule is true, unless an earlier segment's rule is unknown for them.
   */
  readonly assigned: Uint8Array | null;
}

/** In {@linkcode Membership.assigned}: no rule is true and none is unknown. */
export const noSegment = 255;
/** In {@linkcode Membership.assigned}: the book is not about this person. */
export const outOfScope = 253;
/** In {@linkcode Membership.assigned}: an earlier rule is unknown, so the person cannot be placed. */
export const unknownSegment = 254;

/** A group of people to report on: a segment, the people in none, the people who cannot be placed, or everybody. */
export interface Group {
  /** A segment's id, or "none", "unknown", "all". */
  readonly id: string;
  /** What reports call it. */
  readonly name: string;
  /** What kind of group it is. */
  readonly kind: "segment" | "none" | "unknown" | "all";
  /** 1 where the person (by pid) belongs. */
  readonly members: Uint8Array;
  /** How many people belong. */
  readonly size: number;
}

/** Size of one segment. `N` is `number` inside, {@linkcode Shown} after the privacy gate. */
export interface SegmentSize<N = number> {
  /** The segment's id. */
  readonly id: string;
  /** The segment's name. */
  readonly name: string;
  /** People in it. */
  readonly people: N;
  /** Of all people, in [0, 1]; null when there is nobody. */
  readonly share: N | null;
  /** People for whom this segment's own rule is unknown. */
  readonly unknown: N;
}

/** Sizes of all segments of a book. In an exclusive book, segments + unsegmented + unknown = total. */
export interface SegmentsResult<N = number> {
  /** Says what this result is. */
  readonly kind: "segments";
  /** Whether a person can be in several segments. */
  readonly mode: BookMode;
  /** Day, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The book, with the hash of its text. */
  readonly book: { readonly name: string; readonly version: number; readonly sha256: string };
  /** People the book is about (`who` true or unknown). */
  readonly total: N;
  /** People in no segment for whom at least one rule (exclusive: an earlier one) is unknown. */
  readonly unknown: N;
  /** People for whom every rule is false. */
  readonly unsegmented: N;
  /** In book order. */
  readonly segments: readonly SegmentSize<N>[];
  /** What a reader should know before using the numbers. */
  readonly warnings: readonly string[];
}
