import type { ReleasePolicy } from "./result.ts";
import type { BookMode } from "../segments/mod.ts";
import type { Cells } from "./suppression/_cells.ts";

/** What a gate is given beside its result. */
export interface Context {
  /** Where it registers its counts. */
  readonly cells: Cells;
  /** Counts from 1 to one less are hidden. */
  readonly minimum: number;
  /** How groups share people; undefined: by the sums. */
  readonly mode: BookMode | undefined;
  /** What the release was asked for. */
  readonly policy: ReleasePolicy;
}
