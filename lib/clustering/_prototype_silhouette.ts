import { meanWidth, measureGroups } from "./_groups.ts";
import { collapse } from "./_compact.ts";
import type { PrototypeData } from "./_prototype_data.ts";

const mostRows = 5_000;

/**
 * Mean silhouette width by k-prototypes' own dissimilarity: squared differences of what is known of both, and gamma for
 * each other word. Null with fewer than two clusters, or too many different rows.
 *
 * @param labels Cluster of each different row, from 0.
 */
export function prototypeSilhouette(
  { rows, values, codes, numbers, words, of, weights }: PrototypeData,
  labels: Uint16Array,
  k: number,
  gamma: number,
): number | null {
  if (rows > mostRows) return null;
  const [wide, worded] = [numbers.length, words.length];
  const before = (row: number) => {
    const out = new Float64Array(row);
    for (let other = 0; other < row; other++) {
      let sum = 0;
      for (let j = 0; j < wide; j++) {
        const apart = values[row * wide + j]! - values[other * wide + j]!;
        if (apart === apart) sum += apart * apart;
      }
      for (let j = 0; j < worded; j++) {
        const [a, b] = [codes[row * worded + j]!, codes[other * worded + j]!];
        if (a >= 0 && b >= 0 && a !== b) sum += gamma;
      }
      out[other] = sum;
    }
    return out;
  };
  return meanWidth(measureGroups(before, labels, k, collapse(of, rows, null)), weights);
}
