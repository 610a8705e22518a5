import { strict as assert } from "node:assert";
import fc from "fast-check";
import { isSmall } from "../_few.ts";
import { Attack } from "./_attack.ts";
import { type Cell, Cells, type PrintedRate } from "./_cells.ts";
import { components, plain } from "./_equations.ts";
import { Examples } from "./_examples.ts";
import { knownOf, move } from "./_move.ts";
import { solver } from "./_solver.ts";

/** Rows of counts under totals, each total a part of a larger whole: a table, and a level above it. */
function tableOf(counts: readonly (readonly number[])[]): Cells {
  const cells = new Cells();
  const inner = counts.map((row) => row.map((n) => cells.count(n)));
  const total = (parts: readonly Cell[]) => {
    const whole = cells.count(parts.reduce((sum, { value }) => sum + value, 0));
    cells.lines.push({ whole, parts });
    return whole;
  };
  const rows = inner.map(total);
  inner[0]!.forEach((_, c) => cells.within(cells.count(2000), total(inner.map((row) => row[c]!))));
  total(rows);
  return cells;
}

const tables = fc.integer({ min: 2, max: 5 }).chain((columns) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 25 }), { minLength: columns, maxLength: columns }), {
    minLength: 2,
    maxLength: 5,
  })
);

Deno.test("Attack.narrow() finds what asking the solver for each count's least and most finds, whatever was kept", async () => {
  const highs = await solver();
  let [narrowed, open] = [0, 0];
  fc.assert(
    fc.property(
      tables,
      fc.array(fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      (counts, choices, withRates) => {
        const cells = tableOf(counts);
        // The same examples through several choices of hidden cells: more hidden, and less again.
        const examples = new Examples();
        for (const hidden of choices) {
          cells.all.forEach((cell, i) => cell.hidden = cell.printed && hidden[i % hidden.length]!);
          const rates = withRates ? ratesOf(cells) : [];
          for (const component of components(plain(cells.lines))) {
            const here = new Set(component.flatMap((equation) => [...equation.keys()]));
            const mine = rates.filter(({ n, of }) => here.has(n) && here.has(of));
            using attack = new Attack(highs, component, mine, examples);
            const found = new Set(attack.narrow(11).map(({ cell }) => cell));
            using plainly = new Attack(highs, component, mine);
            for (const cell of plainly.cells.filter(({ value }) => isSmall(value, 11))) {
              const { low, high } = plainly.range(cell);
              const isNarrow = low > 1 + 1e-6 || high < 10 - 1e-6;
              assert.equal(found.has(cell), isNarrow, `${cell.value} in ${low} to ${high}`);
              isNarrow ? narrowed++ : open++;
            }
          }
        }
      },
    ),
    { numRuns: 60 },
  );
  assert.ok(narrowed > 100 && open > 100, `${narrowed} narrow, ${open} open`);
});

function ratesOf(cells: Cells): PrintedRate[] {
  return cells.lines.filter(({ whole, parts }) => whole.hidden && parts[0]!.hidden && whole.value > 0)
    .slice(0, 2).map(({ whole: of, parts: [n] }) => {
      const rate = n!.value / of.value;
      return {
        n: n!,
        of,
        from: Math.max(0, rate - 0.005),
        to: rate + 0.005,
        least: 0,
        most: of.value + 5,
      };
    });
}

Deno.test("move() gives other counts that fit, and null where none do", () => {
  const cells = new Cells();
  const [whole, few, rest] = [cells.count(40), cells.count(3), cells.count(37)];
  cells.lines.push({ whole, parts: [few, rest] });
  few.hidden = rest.hidden = true;
  const known = knownOf(plain(cells.lines), [], () => [0, Infinity]);
  assert.deepEqual(move(few, 7, known), new Map([[few, 7], [rest, -7]]));
  assert.equal(move(few, 38, known), null);
  assert.equal(move(few, -4, known), null);
  const rates = [{ n: few, of: rest, from: 0, to: 0.1, least: 0, most: 100 }];
  assert.equal(move(few, 7, knownOf(plain(cells.lines), rates, () => [0, Infinity])), null);
});
