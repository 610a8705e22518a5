import type { Highs, Model } from "highs";

/** What is known of a sum of numbers: these times their names lie between `low` and `high`. */
export interface Known {
  readonly terms: readonly (readonly [name: string, times: number])[];
  readonly low: number;
  readonly high: number;
}

/** Unknown numbers from 0, by name, and what is known of their sums. */
export class Program implements Disposable {
  readonly #at: ReadonlyMap<string, number>;
  #built: Model | null = null;
  readonly #rows: readonly Known[];
  readonly #highs: Highs;

  constructor(highs: Highs, rows: readonly Known[]) {
    this.#rows = rows;
    this.#highs = highs;
    this.#at = new Map(
      [...new Set(rows.flatMap(({ terms }) => terms.map(([name]) => name)))].map((name, i) => [name, i]),
    );
  }

  [Symbol.dispose](): void {
    this.#built?.dispose();
  }

  /** Made when the first range is asked for. */
  get #model(): Model {
    return this.#built ??= this.#build();
  }

  /** The least and most of one number. */
  range(name: string): readonly [low: number, high: number] {
    const at = this.#at.get(name);
    if (at === undefined) return [0, Infinity];
    const bound = (sign: 1 | -1): number => {
      this.#model.changeColCost(at, sign);
      this.#model.run();
      const [status, found] = [this.#model.getModelStatus(), sign * this.#model.getObjectiveValue()];
      this.#model.changeColCost(at, 0);
      if (status === 7) return found;
      if (status === 9 || status === 10) return sign > 0 ? 0 : Infinity;
      throw new Error(`Cannot audit hidden counts: the solver ended with status ${status}`);
    };
    return [bound(1), bound(-1)];
  }

  /** Numbers that fit everything, as many of them above 0 as there can be; null: none fit. */
  inside(): ReadonlyMap<string, number> | null {
    const model = this.#build();
    try {
      const count = this.#at.size;
      for (let i = 0; i < count; i++) {
        // Each number is at least as large as another one up to 1, and these are as large as they can be.
        model.addVar(0, 1);
        model.changeColCost(count + i, -1);
        model.addRow(0, Infinity, { indices: [i, count + i], values: [1, -1] });
      }
      model.run();
      if (model.getModelStatus() !== 7) return null;
      const { colValue } = model.getSolution();
      return new Map([...this.#at].map(([name, i]) => [name, Math.max(0, colValue[i]!)]));
    } finally {
      model.dispose();
    }
  }

  #build(): Model {
    const model = this.#highs.createModel();
    model.options.set({ output_flag: false, presolve: "off" });
    for (const _ of this.#at.keys()) model.addVar(0, Infinity);
    for (const { terms, low, high } of this.#rows) {
      model.addRow(low, high, {
        indices: terms.map(([name]) => this.#at.get(name)!),
        values: terms.map(([, times]) => times),
      });
    }
    return model;
  }
}
