import type { Shown } from "../segments/mod.ts";

/** Measures then and now, as far as findings need them: numbers that both reports print. */
export interface ChangeSource {
  /** The report compared with. */
  readonly since: {
    /** Its day, `YYYY-MM-DD`. */
    readonly date: string;
  };
  /** Measures that are in both reports. */
  readonly measures: readonly {
    /** As declared in `workspace.yaml`. */
    readonly id: string;
    /** A share of people, a middle value, or a sum. */
    readonly type: "rate" | "median" | "total";
    /** Then and now in every group. */
    readonly groups: readonly {
      readonly group: string;
      readonly name: string;
      /** The value then. */
      readonly before: Shown | null;
      /** Now minus then; null when they cannot be compared. */
      readonly change: Shown | null;
      /** Lower end of its 95 % interval. */
      readonly low: Shown | null;
      /** Upper end of its 95 % interval. */
      readonly high: Shown | null;
      /** Whether it stays beyond chance when all changes are looked at together. */
      readonly clear: boolean;
    }[];
  }[];
}
