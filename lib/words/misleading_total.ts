import type { Contrast, ContrastInGroup } from "../outcomes/mod.ts";

/** A total that points the other way than its parts: a rate on two sides, and what the sides are called. */
export interface MisleadingTotal {
  /** What it is about, such as "start" or "field:sex": the same in every report. */
  readonly id: string;
  /** What the rate is of, as a short title: "“Scheduled” within 56 days". */
  readonly title: string;
  /** Words that end "23 of every 100 people …": "reached “Scheduled” within 56 days". */
  readonly did: string;
  /** Who is on each side, as in "people …": "who started from 1 June to 31 August 2026". */
  readonly sides: readonly [before: string, after: string];
  /** The rates, of results that passed the privacy gate. */
  readonly contrast: Pick<Contrast, "sameMix"> & {
    readonly groups: readonly MisleadingRow[];
    readonly all: MisleadingRow | null;
  };
}

/** One group's rate on both sides, without how many people stand behind it. */
export type MisleadingRow = Omit<ContrastInGroup, "weight">;
