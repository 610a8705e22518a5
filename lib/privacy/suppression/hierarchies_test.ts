import { strict as assert } from "node:assert";
import fc from "fast-check";
import { type Cell, Cells } from "./_cells.ts";
import { protect } from "./_protect.ts";
import { solver } from "./_solver.ts";

/** A tree of places: the counts of a place are those of the places in it. */
type Tree = number | readonly Tree[];

/** Every line a reader may add up, as indices of cells: written down here, apart from what the gate keeps. */
interface Known {
  readonly cells: Cells;
  readonly sums: (readonly [whole: number, parts: readonly number[]])[];
}

function wholeOf(known: Known, parts: readonly number[]): number {
  const { cells, sums } = known;
  const whole = cells.count(parts.reduce((sum, part) => sum + cells.all[part]!.value, 0), 1000);
  cells.lines.push({ whole, parts: parts.map((part) => cells.all[part]!) });
  sums.push([whole.order, parts]);
  return whole.order;
}

/** Registers a tree for each of several columns, and at each place the columns' sum; the top of every column. */
function register(known: Known, trees: readonly Tree[]): readonly number[] {
  const here = trees.every((tree) => typeof tree === "number")
    ? trees.map((n) => known.cells.count(n as number).order)
    : (() => {
      const inside = (trees[0] as readonly Tree[]).map((_, i) =>
        register(known, trees.map((tree) => (tree as readonly Tree[])[i]!))
      );
      return trees.map((_, column) => wholeOf(known, inside.map((place) => place[column]!)));
    })();
  wholeOf(known, here);
  return here;
}

/** The least and most a cell can be, for somebody who has every printed number; in the solver's own text format. */
async function rangeOf({ cells, sums }: Known, cell: Cell): Promise<readonly [number, number]> {
  const highs = await solver();
  const name = (i: number) => `x${i}`;
  const facts = [
    ...sums.map(([whole, parts]) => `${name(whole)}${parts.map((part) => ` - ${name(part)}`).join("")} = 0`),
    ...cells.all.flatMap(({ hidden, order, value }) => hidden ? [] : [`${name(order)} = ${value}`]),
  ].map((fact, i) => ` f${i}: ${fact}`).join("\n");
  const ask = (goal: string) => {
    const answer = highs.solve(`${goal}\n ${name(cell.order)}\nSubject To\n${facts}\nEnd`, {
      output_flag: false,
    });
    return answer.Status === "Optimal" ? answer.ObjectiveValue : goal === "Minimize" ? 0 : Infinity;
  };
  return [ask("Minimize"), ask("Maximize")];
}

const leaf = fc.oneof(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 11, max: 90 }));
const columns = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 2, maxLength: 2 });

/** Regions, states, counties and clinics, each of two or three of the next; the same shape for each column. */
const nested = fc.array(fc.integer({ min: 2, max: 3 }), { minLength: 3, maxLength: 3 }).chain(([a, b, c]) => {
  const level = (of: fc.Arbitrary<Tree>, n: number) => fc.array(of, { minLength: n, maxLength: n });
  return columns(level(level(level(leaf, c!), b!), a!) as fc.Arbitrary<Tree>);
});

Deno.test("case 12: hierarchies of four levels in two linked columns withstand a linear program", async () => {
  let attacked = 0;
  await fc.assert(
    fc.asyncProperty(nested, async (trees) => {
      const known: Known = { cells: new Cells(), sums: [] };
      register(known, trees);
      await protect(known.cells, 11);
      const all = known.cells.all;
      const small = all.filter(({ value }) => value > 0 && value < 11);
      for (const cell of small) assert.ok(cell.hidden, `${cell.value} is printed`);
      for (const cell of small.slice(0, 6)) {
        attacked++;
        const [low, high] = await rangeOf(known, cell);
        assert.ok(low <= 1 + 1e-6 && high >= 10 - 1e-6, `${cell.value} is in ${low} to ${high}`);
      }
      // Never everything where there is something safe to print: the whole is large, and so can be shown.
      if (all.at(-1)!.value >= 200) assert.ok(all.some(({ hidden, value }) => !hidden && value >= 11));
    }),
    { numRuns: 12 },
  );
  assert.ok(attacked > 20, `${attacked} attacked`);
});

Deno.test("case 14: tables that share a margin withstand a linear program over all of them", async () => {
  let attacked = 0;
  const table = (rows: number) => fc.array(columns(leaf), { minLength: rows, maxLength: rows });
  await fc.assert(
    fc.asyncProperty(table(3), table(4), async (first, second) => {
      const known: Known = { cells: new Cells(), sums: [] };
      // Two tables of the same people by the same columns: what the second lacks to the first's margin is its last row.
      const register = (rows: readonly (readonly number[])[]) =>
        rows.map((row) => row.map((n) => known.cells.count(n).order));
      const sumOf = (rows: readonly (readonly number[])[], c: number) =>
        rows.reduce((sum, row) => sum + row[c]!, 0);
      const margin = [0, 1].map((c) => Math.max(sumOf(first, c), sumOf(second, c)));
      const fill = (
        rows: readonly (readonly number[])[],
      ) => [...rows, margin.map((n, c) => n - sumOf(rows, c))];
      const [a, b] = [register(fill(first)), register(fill(second))];
      const shared = [0, 1].map((c) => wholeOf(known, a.map((row) => row[c]!)));
      shared.forEach((whole, c) => {
        const parts = b.map((row) => row[c]!);
        known.cells.lines.push({
          whole: known.cells.all[whole]!,
          parts: parts.map((part) => known.cells.all[part]!),
        });
        known.sums.push([whole, parts]);
      });
      for (const row of [...a, ...b]) wholeOf(known, row);
      wholeOf(known, shared);
      await protect(known.cells, 11);
      const small = known.cells.all.filter(({ value }) => value > 0 && value < 11);
      for (const cell of small) {
        attacked++;
        assert.ok(cell.hidden);
        const [low, high] = await rangeOf(known, cell);
        assert.ok(low <= 1 + 1e-6 && high >= 10 - 1e-6, `${cell.value} is in ${low} to ${high}`);
      }
    }),
    { numRuns: 15 },
  );
  assert.ok(attacked > 20, `${attacked} attacked`);
});
