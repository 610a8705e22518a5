import type { FeatureEncoding } from "./feature_encoding.ts";
import type { Features } from "./features.ts";

/** Rows to fit a mixture to: features, or columns of equal length in double precision, with their names if wanted. */
export type MixtureData =
  | Pick<Features, "matrix" | "names" | "encodings" | "weights">
  | readonly ArrayLike<number>[]
  | {
    readonly columns: readonly ArrayLike<number>[];
    readonly names: readonly string[];
    /** What the columns mean, where they are scaled. */
    readonly encodings?: readonly FeatureEncoding[];
  };
