import { InputError } from "../workspace/mod.ts";
import type { Clusterer } from "./clusterer.ts";
import { people as inWords } from "./_people.ts";

/**
 * Refuses a number of clusters or of repetitions that makes no sense.
 *
 * @throws {InputError}
 */
export function checkResampling({ people }: Clusterer, k: number, times: number): void {
  if (!Number.isInteger(k) || k < 1 || k > people) {
    throw new InputError(
      `Cannot judge ${k} clusters of ${inWords(people)}: give a whole number from 1 to ${people}`,
    );
  }
  if (!Number.isInteger(times) || times < 1) {
    throw new InputError(`Cannot draw ${times} samples: give a whole number from 1`);
  }
}

/** The sampled people's labels, where everybody's are given. */
export function sampledLabels({ sample, people }: Clusterer, labels: Uint16Array): Uint16Array {
  const own = sample ? Uint16Array.from(sample, (row) => labels[row] ?? 0) : labels;
  if (own.length !== people || (sample && labels.length <= sample[sample.length - 1]!)) {
    throw new InputError(`Cannot judge clusters: there are ${labels.length} labels for other people`);
  }
  return own;
}
