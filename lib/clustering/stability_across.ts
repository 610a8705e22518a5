import { InputError } from "../workspace/mod.ts";
import { contingency } from "./_contingency.ts";
import { clustersIn } from "./_resamples.ts";

/** Where the people of one segment come from in the solution before. */
export interface SegmentOrigin {
  /** 1 to k. */
  readonly cluster: number;
  /** 1 − entropy of the parents' shares / ln(number of segments before): 1 when all come from one segment. */
  readonly stability: number;
  /** Share of its people who come from each segment before, 1 to k. */
  readonly parents: readonly number[];
}

/**
 * Segment-level stability across solutions (SLSA; Dolnicar & Leisch 2017): for each solution after the first, whether
 * its segments are whole segments of the one before, parts of one, or mixed from several.
 *
 * @param solutions Labels of the same people, 1 to k, usually for rising k.
 * @returns One list a solution after the first.
 * @throws {InputError} The solutions differ in their number of people.
 *
 * @example
 * ```ts
 * import { stabilityAcross } from "./stability_across.ts";
 * const [[kept, mixed] = []] = stabilityAcross([
 *   new Uint16Array([1, 1, 2, 2, 1, 2]),
 *   new Uint16Array([1, 1, 1, 1, 2, 2].map((label) => 3 - label)),
 * ]);
 * if (kept?.stability !== 0 || mixed?.parents.join() !== "0.5,0.5") throw new Error();
 * ```
 */
export function stabilityAcross(solutions: readonly Uint16Array[]): readonly (readonly SegmentOrigin[])[] {
  return solutions.slice(1).map((labels, i) => {
    const before = solutions[i]!;
    if (before.length !== labels.length) {
      throw new InputError(
        `Cannot follow segments from ${before.length} people to ${labels.length}: not the same`,
      );
    }
    const [k, parents] = [clustersIn(labels), clustersIn(before)];
    const { cells, columns } = contingency(labels, k + 1, before, parents + 1);
    return Array.from({ length: k }, (_, c) => {
      const from = cells.subarray((c + 1) * columns + 1, (c + 2) * columns);
      const all = from.reduce((sum, count) => sum + count, 0);
      const shares = Array.from(from, (count) => all > 0 ? count / all : 0);
      const entropy = shares.reduce((sum, share) => share > 0 ? sum - share * Math.log(share) : sum, 0);
      return {
        cluster: c + 1,
        stability: parents > 1 ? 1 - entropy / Math.log(parents) : 1,
        parents: shares,
      };
    });
  });
}
