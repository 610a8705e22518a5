import { Attack } from "./_attack.ts";
import type { Cells, PrintedRate } from "./_cells.ts";
import { components, type Equation, plain, unknown } from "./_equations.ts";
import { Examples } from "./_examples.ts";
import { solver } from "./_solver.ts";

/**
 * Which rates may be printed rounded, all of them together and beside everything else that is printed: those that an
 * attack rests on are taken back, one round after another, until no small count can be narrowed down.
 */
export async function auditRates(
  cells: Cells,
  rates: readonly PrintedRate[],
  minimum: number,
  examples: Examples = new Examples(),
): Promise<ReadonlySet<PrintedRate>> {
  const allowed = new Set(rates.filter(({ n, of }) => unknown(n) || unknown(of)));
  for (;;) {
    const asEquations = new Map<Equation, PrintedRate>(
      [...allowed].map((rate) => [new Map([[rate.n, 1], [rate.of, -1]]), rate]),
    );
    const taken: PrintedRate[] = [];
    for (const component of components([...plain(cells.lines), ...asEquations.keys()])) {
      const here = component.flatMap((equation) => asEquations.get(equation) ?? []);
      if (here.length === 0) continue;
      using attack = new Attack(
        await solver(),
        component.filter((one) => !asEquations.has(one)),
        here,
        examples,
      );
      const narrow = attack.narrow(minimum);
      if (narrow.length === 0) continue;
      const rests = [...new Set(narrow.flatMap(({ rates }) => rates))];
      taken.push(...(rests.length > 0 ? rests : here));
    }
    if (taken.length === 0) return allowed;
    for (const rate of taken) allowed.delete(rate);
  }
}
