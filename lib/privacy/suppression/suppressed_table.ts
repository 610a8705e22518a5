/** One inner cell of a table. */
export interface SuppressedCell {
  /** Name of its row. */
  readonly row: string;
  /** Name of its column. */
  readonly column: string;
  /** Null when it is hidden. */
  readonly count: number | null;
  /** Whether it is hidden. */
  readonly suppressed: boolean;
}

/** A table of counts by rows and columns, safe to publish. */
export interface SuppressedTable {
  /** Says what kind of result this is. */
  readonly kind: "suppressedTable";
  /** Counts from 1 to one less are hidden. */
  readonly minimum: number;
  /** Row by row. */
  readonly cells: readonly SuppressedCell[];
  /** The margins, which stay published unless they are small themselves or nothing else helps. */
  readonly totals: {
    readonly rows: readonly {
      readonly row: string;
      readonly count: number | null;
      readonly suppressed: boolean;
    }[];
    readonly columns: readonly {
      readonly column: string;
      readonly count: number | null;
      readonly suppressed: boolean;
    }[];
    readonly grand: { readonly count: number | null; readonly suppressed: boolean };
  };
  /** What a reader who does the arithmetic can still say of the hidden cells. */
  readonly audit: {
    /** How the ranges were found. */
    readonly method: string;
    /** Of each hidden cell: the least and the most it can be; null: without bound. */
    readonly cells: readonly {
      readonly row: string;
      readonly column: string;
      readonly low: number;
      readonly high: number | null;
    }[];
    /** Whether every count of 1 to `minimum` − 1 can still be anything from 1 to `minimum` − 1. */
    readonly safe: boolean;
  };
}
