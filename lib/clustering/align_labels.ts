import { assignment } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { contingency } from "./_contingency.ts";

/** Labels under the names of another run. */
export interface AlignedLabels {
  /** Cluster of each row under its new number; 0 is noise. */
  readonly labels: Uint16Array;
  /** `names[c − 1]`: the new number of cluster `c`. */
  readonly names: readonly number[];
}

/**
 * Gives clusters the numbers of another run's they share most people with (one to one, by the assignment problem), so
 * that names stay from run to run. Clusters without a partner get the numbers after the last, in their order.
 *
 * @param reference Cluster of each row in the run whose numbers stay, 1 to k; 0 is noise.
 * @param labels The same in the run to be renumbered. Noise stays noise.
 * @throws {InputError} The runs differ in length.
 *
 * @example
 * ```ts
 * import { alignLabels } from "./align_labels.ts";
 * const { labels, names } = alignLabels(new Uint16Array([1, 1, 2, 2]), new Uint16Array([3, 2, 1, 1]));
 * if (labels.join() !== "3,1,2,2" || names.join() !== "2,1,3") throw new Error();
 * ```
 */
export function alignLabels(reference: Uint16Array, labels: Uint16Array): AlignedLabels {
  if (reference.length !== labels.length) {
    throw new InputError(
      `Cannot align ${labels.length} labels with ${reference.length}: they must be the same people`,
    );
  }
  const most = (values: Uint16Array) => values.reduce((max, label) => Math.max(max, label), 0);
  const [ours, theirs] = [most(labels), most(reference)];
  const { cells } = contingency(labels, ours + 1, reference, theirs + 1);
  const cost = Array.from(
    { length: ours },
    (_, c) => Float64Array.from({ length: theirs }, (_, r) => -cells[(c + 1) * (theirs + 1) + r + 1]!),
  );
  const partner = theirs > 0 ? assignment(cost) : new Int32Array(ours).fill(-1);
  let next = theirs;
  const names = Array.from(partner, (r) => r >= 0 ? r + 1 : ++next);
  return { labels: labels.map((label) => label === 0 ? 0 : names[label - 1]!), names };
}
