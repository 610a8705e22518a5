import { noSegment, outOfScope, type Truth, unknownSegment } from "./result.ts";

/**
 * The one segment a person has in an exclusive book: the first whose rule is true, unless an earlier one is
 * unknown. Used for everybody and for explaining one person alike.
 *
 * @returns The segment's index, `noSegment`, `unknownSegment` or `outOfScope`.
 */
export function place(scope: Truth, segments: number, truth: (segment: number) => Truth): number {
  if (scope === 0) return outOfScope;
  if (scope === 2) return unknownSegment;
  for (let i = 0; i < segments; i++) {
    const value = truth(i);
    if (value === 1) return i;
    if (value === 2) return unknownSegment;
  }
  return noSegment;
}
