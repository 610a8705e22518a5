import type { PathsResult } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { Cell } from "./suppression/_cells.ts";
import type { Context } from "./_context.ts";
import { tooFewForMiddle } from "./_few.ts";
import { shown, shownIf } from "./_shown.ts";

/**
 * Ways people take: each way is some of everybody, and some of those at its events in the step matrix. Ways whose
 * people are hidden are left out, since the way itself says much of the few who took it.
 */
export function paths(result: PathsResult, { cells, minimum }: Context): () => PathsResult<Shown> {
  const people = cells.shared("people/with an event", result.people, 1e12);
  const variants = result.variants.map((one) => cells.count(one.people));
  cells.sum(people, variants);
  const rework = result.rework.map((one) => {
    const who = cells.count(one.people);
    const again = cells.count(one.again);
    cells.within(people, who);
    cells.within(who, again);
    return { who, again };
  });
  const matrix = result.stepMatrix;
  const of = matrix.people === result.people ? people : cells.count(matrix.people);
  const counts = matrix.counts?.map((row) => row.map((n) => cells.count(n)));
  matrix.steps.forEach((step, k) => {
    if (!counts) return;
    cells.sum(of, counts.map((row) => row[k]!));
    if (matrix.steps[0] !== 1) return;
    matrix.events.forEach((event, row) => {
      const through = result.variants.flatMap(({ path }, i) =>
        (path[step - 1] ?? "(ended)") === event ? [i] : []
      );
      if (through.length > 0) cells.sum(counts[row]![k]!, through.map((i) => variants[i]!));
    });
  });
  return () => {
    const seen = result.variants.flatMap((one, i) => variants[i]!.hidden ? [] : [{ one, i }]);
    const left = result.variants.length - seen.length;
    const upTo = (i: number): readonly Cell[] => [people, ...variants.slice(0, i + 1)];
    return {
      ...result,
      people: shown(people),
      variants: seen.map(({ one, i }) => ({
        ...one,
        people: shown(variants[i]!),
        share: shownIf(one.share, people),
        covered: shownIf(one.covered, ...upTo(i)),
        medianSeconds: tooFewForMiddle(one.people, minimum) ? "hidden" : one.medianSeconds,
      })),
      rework: result.rework.map((one, i) => {
        const { who, again } = rework[i]!;
        return {
          ...one,
          people: shown(who),
          again: shown(again),
          repeats: shownIf(one.repeats, who, again),
          loops: one.loops > 0 && one.loops < minimum ? "hidden" : shownIf(one.loops, who, again),
        };
      }),
      stepMatrix: {
        ...matrix,
        people: shown(of),
        share: matrix.share.map((row, r) =>
          row.map((share, k) => counts ? shownIf(share, of, counts[r]![k]!) : Math.round(100 * share) / 100)
        ),
        ...(counts && { counts: counts.map((row) => row.map(shown)) }),
      },
      warnings: left === 0 ? result.warnings : [
        ...result.warnings,
        `Left out: ways of fewer than ${minimum} people, or that would give such a way away.`,
      ],
    };
  };
}
