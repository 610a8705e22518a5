import type { DistanceMetric } from "./dissimilarities.ts";

/** How distances are called in a sentence. */
export const metricName: Record<DistanceMetric, string> = {
  euclidean: "Euclidean distance",
  manhattan: "Manhattan distance",
  gower: "Gower's distance",
  given: "given distances",
};
