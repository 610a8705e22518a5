import type { TypingRules } from "../clustering/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { type Cell, costs } from "./suppression/_cells.ts";
import { clusterSizes } from "./_cluster_sizes.ts";
import type { Context } from "./_context.ts";
import { index } from "./_index.ts";
import { shown, shownIf } from "./_shown.ts";

/**
 * Rules that stand for clusters: the people held out, by cluster and by rule, add up to both; those placed rightly are
 * the diagonal. A cluster that is hidden has no rule to show, and none has when paths may end with few people.
 */
export function typingRules(
  result: TypingRules,
  { cells, minimum }: Context,
): () => TypingRules<Shown> {
  const { fidelity } = result;
  const everybody = cells.shared("people/clustered", result.n, 1e12);
  const sizes = clusterSizes(result.segments.map(({ people }) => people), cells);
  cells.sum(everybody, sizes);
  const tried = fidelity.n === result.n ? everybody : cells.count(fidelity.n, costs.group);
  if (tried !== everybody) cells.within(everybody, tried);
  const table = result.confusion.map((row) => row.map((n) => cells.count(n)));
  const placed = result.segments.map((one) => cells.count(one.placed));
  const unplaced = cells.count(fidelity.unplaced);
  const column = (typed: number) => table.map((row) => row[typed]!);
  const own = table.map((row, c): Cell => {
    const people = row.reduce((sum, { value }) => sum + value, 0);
    const cell = people === sizes[c]!.value ? sizes[c]! : cells.unprinted(people);
    cells.sum(cell, row);
    return cell;
  });
  cells.sum(tried, own);
  cells.sum(unplaced, column(0));
  placed.forEach((cell, c) => cells.sum(cell, column(c + 1)));
  cells.sum(tried, [unplaced, ...placed]);
  // Printed as the agreement.
  const right = cells.count(
    result.confusion.reduce((sum, row, c) => sum + row[c + 1]!, 0),
    costs.summary,
  );
  cells.within(tried, right);
  cells.sum(right, table.map((row, c) => row[c + 1]!));
  return () => {
    const fewInPaths = result.leaf < minimum;
    const agreed = <T extends number>(value: T) => shownIf(value, right, tried);
    return {
      ...result,
      n: shown(everybody),
      segments: result.segments.map((one, c) => {
        const hits = table[c]![c + 1]!;
        const hide = fewInPaths || sizes[c]!.hidden;
        return {
          ...one,
          rule: hide ? null : one.rule,
          words: hide ? null : one.words,
          people: shown(sizes[c]!),
          placed: shown(placed[c]!),
          precision: shownIf(one.precision, hits, placed[c]!),
          recall: shownIf(one.recall, hits, own[c]!),
        };
      }),
      fidelity: {
        ...fidelity,
        agreement: agreed(fidelity.agreement),
        low: agreed(fidelity.low),
        high: agreed(fidelity.high),
        kappa: index(
          fidelity.kappa,
          [tried, unplaced, right, ...placed, ...table.flat()],
          fidelity.n,
          minimum,
        ),
        n: shown(tried),
        unplaced: shown(unplaced),
      },
      confusion: table.map((row) => row.map(shown)),
      verdict: right.hidden || tried.hidden
        ? "How far the rules stand for the clusters would tell of few people, and is hidden."
        : result.verdict,
      warnings: [
        ...result.warnings,
        ...(fewInPaths
          ? [`Left out: the rules, since their paths may end with fewer than ${minimum} people.`]
          : []),
      ],
    };
  };
}
