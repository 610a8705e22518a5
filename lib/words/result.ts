/** One thing worth saying, generated from results. Text may hold `**bold**` for its number, nothing else. */
export interface Finding {
  /** Kind and subject, such as "reach:evaluating": the same finding keeps its id from report to report. */
  readonly id: string;
  /** "**68 of every 100** people in Evaluating leave after … (95% interval 66 to 71). Among others it is 49." */
  readonly see: string;
  /** An instruction. */
  readonly act: string;
  /** Its weakness. */
  readonly mind: string;
  /** Segment it is about; null when about everybody. */
  readonly segment: string | null;
  /** Section of the report that shows it: "funnel", "measures", "segments", "quality". */
  readonly section: string;
  /** For the strip drawing: share of this group with interval, and the other groups' shares. Null when not a share. */
  readonly strip:
    | {
      readonly value: number;
      readonly low: number;
      readonly high: number;
      readonly others: readonly { readonly name: string; readonly value: number }[];
    }
    | null;
}
