import type { Dissimilarities } from "./dissimilarities.ts";
import type { Features } from "./features.ts";
import type { MixedData } from "./mixed_data.ts";

/** What methods on distances take: numbers, a mix of numbers and words, or distances that are already there. */
export type DistanceData = Features | MixedData | Dissimilarities;
