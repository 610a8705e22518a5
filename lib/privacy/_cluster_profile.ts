import type { ClusterProfile, ProfileCell, ProfiledVariable } from "../clustering/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { type Cell, type Cells, costs } from "./suppression/_cells.ts";
import { clusterSizes } from "./_cluster_sizes.ts";
import type { Context } from "./_context.ts";
import { digits } from "./_digits.ts";
import { isSmall } from "./_few.ts";
import { shown, shownIf } from "./_shown.ts";

/** Who has a value of a column, in each cluster. */
interface ColumnCells {
  readonly missing: Cell;
  readonly known: Cell;
  readonly inClusters: readonly Cell[];
}

/** Of a share: the people behind it, of everybody and in each cluster. */
interface ShareCells {
  readonly all: Cell;
  readonly inClusters: readonly (Cell | null)[];
}

/**
 * Who is in each cluster: sizes add up to everybody, people with a value to the cluster, and a share is the count
 * behind it, small ones hidden; the shares of a column's words add up. Where anything of a variable is hidden, so are
 * its mean over everybody, its differences and its test, which would give the hidden level away. A word of few
 * people is left out.
 */
export function clusterProfile(
  result: ClusterProfile,
  { cells, minimum }: Context,
): () => ClusterProfile<Shown> {
  const everybody = cells.shared("people/clustered", result.n, 1e12);
  const sizes = clusterSizes(result.segments.map(({ people }) => people), cells);
  cells.sum(everybody, sizes);
  const columns = new Map<string, ColumnCells>();
  const shares = result.variables.map((variable) => {
    const column = columns.get(variable.column) ?? registerColumn(variable, everybody, sizes, cells);
    columns.set(variable.column, column);
    return variable.measure === "share" ? registerShare(variable, column, cells) : null;
  });
  for (const [name, { known, inClusters }] of columns) {
    const own = shares.filter((one, v) => one !== null && result.variables[v]!.column === name);
    if (own.length < 2) continue;
    cells.sum(known, own.map((one) => one!.all));
    inClusters.forEach((n, c) => cells.sum(n, own.flatMap((one) => one!.inClusters[c] ?? [])));
  }
  return () => {
    const variables = result.variables.flatMap((one, v) =>
      one.word !== null && isSmall(shares[v]?.all.value ?? 0, minimum)
        ? []
        : [print(one, columns.get(one.column)!, shares[v]!)]
    );
    return {
      ...result,
      n: shown(everybody),
      segments: result.segments.map((one, c) => {
        const size = sizes[c]!;
        const share = (value: number) => shownIf(value, size, everybody);
        return {
          ...one,
          // The name is made of what most of them have in common.
          suggestedName: size.hidden ? one.name : one.suggestedName,
          people: shown(size),
          share: share(one.share),
          low: share(one.low),
          high: share(one.high),
          certainty: shownIf(one.certainty, size),
        };
      }),
      variables,
      warnings: variables.length === result.variables.length ? result.warnings : [
        ...result.warnings,
        `Left out: words of fewer than ${minimum} people.`,
      ],
    };
  };
}

function registerColumn(
  variable: ProfiledVariable,
  everybody: Cell,
  sizes: readonly Cell[],
  cells: Cells,
): ColumnCells {
  const missing = cells.count(variable.missing);
  const known = cells.rest(everybody, missing);
  const inClusters = variable.cells.map(({ n }, c) => {
    const size = sizes[c]!;
    if (n === size.value) return size;
    const own = cells.count(n);
    cells.within(size, own);
    return own;
  });
  if (missing.value > 0) cells.sum(known, inClusters);
  return { missing, known, inClusters };
}

function registerShare(
  { all, cells: levels }: ProfiledVariable,
  { known, inClusters }: ColumnCells,
  cells: Cells,
): ShareCells {
  const whole = cells.amount(all * known.value, costs.summary);
  cells.within(known, whole);
  const parts = levels.map(({ level }, c) => {
    if (level === null) return null;
    const part = cells.amount(level * inClusters[c]!.value);
    cells.within(inClusters[c]!, part);
    return part;
  });
  cells.sum(whole, parts.filter((part) => part !== null));
  return { all: whole, inClusters: parts };
}

function print(
  variable: ProfiledVariable,
  { missing, known, inClusters }: ColumnCells,
  share: ShareCells | null,
): ProfiledVariable<Shown> {
  const behind = variable.cells.map((_, c) => [inClusters[c]!, share?.inClusters[c] ?? []].flat());
  const whole = [missing, ...(share ? [share.all] : [])];
  // A mean of everybody and those of the other clusters give the mean of a hidden one.
  const hides = [...behind.flat(), ...whole].some(({ hidden }) => hidden);
  const hidesAll = share ? share.all.hidden || known.hidden || missing.hidden : hides;
  const mark = <T extends number | null>(value: T) => value !== null && hides ? "hidden" as const : value;
  const all = (value: number) => hidesAll ? "hidden" as const : value;
  return {
    ...variable,
    all: all(variable.all),
    deviation: all(variable.deviation),
    missing: shown(missing),
    test: variable.test && !hides
      ? { ...variable.test, statistic: digits(variable.test.statistic), p: digits(variable.test.p) }
      : null,
    cells: variable.cells.map((one, c): ProfileCell<Shown> => {
      const isHidden = behind[c]!.some(({ hidden }) => hidden);
      return {
        ...one,
        n: shown(inClusters[c]!),
        level: shownIf(one.level, ...behind[c]!),
        difference: mark(one.difference),
        standardised: mark(one.standardised),
        marker: one.marker && !isHidden,
      };
    }),
  };
}
