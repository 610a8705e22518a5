import type { ColourToken } from "./tokens.ts";

const slots: readonly ColourToken[] = ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"];

/** The colour of a cluster: palette slots in their order, then the neutral one. */
export function colourOf(cluster: number): ColourToken {
  return slots[cluster - 1] ?? "data";
}

/** A measure between 0 and 1 as pictures write it. */
export function two(value: number): string {
  return value.toFixed(2);
}
