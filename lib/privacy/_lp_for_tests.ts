import { solver } from "./suppression/_solver.ts";

/** A sum of unknown numbers, by name. */
export type Form = Readonly<Record<string, number>>;

/** What an attacker knows: this sum lies between `low` and `high`. */
export interface Fact {
  readonly form: Form;
  readonly low: number;
  readonly high: number;
}

/** A sum that is known. */
export function is(value: number, form: Form): Fact {
  return { form, low: value, high: value };
}

/**
 * The least and most of each sum asked for, by linear programming over unknown numbers from 0 (or from `least`); null
 * where nothing fits all the facts.
 */
export async function ranges(
  facts: readonly Fact[],
  asked: readonly Form[],
  least: Readonly<Record<string, number>> = {},
): Promise<(readonly [low: number, high: number])[] | null> {
  const highs = await solver();
  const names = [...new Set([...facts.map(({ form }) => form), ...asked].flatMap(Object.keys))];
  const at = new Map(names.map((name, i) => [name, i]));
  const model = highs.createModel();
  try {
    model.options.set({ output_flag: false });
    for (const name of names) model.addVar(least[name] ?? 0, Infinity);
    for (const { form, low, high } of facts) {
      const terms = Object.entries(form);
      model.addRow(low, high, {
        indices: terms.map(([name]) => at.get(name)!),
        values: terms.map(([, times]) => times),
      });
    }
    model.run();
    if (model.getModelStatus() === 8) return null;
    return asked.map((form) => {
      const bound = (sign: 1 | -1): number => {
        for (const [name, times] of Object.entries(form)) model.changeColCost(at.get(name)!, sign * times);
        model.run();
        const [status, found] = [model.getModelStatus(), sign * model.getObjectiveValue()];
        for (const name of Object.keys(form)) model.changeColCost(at.get(name)!, 0);
        if (status === 7) return found;
        if (status === 9 || status === 10) return sign * -Infinity;
        throw new Error(`the solver ended with status ${status}`);
      };
      return [bound(1), bound(-1)] as const;
    });
  } finally {
    model.dispose();
  }
}
