import type { Cell, PrintedRate } from "./_cells.ts";
import { unknown } from "./_equations.ts";

const near = 1e-6;

/** Other counts that fit everything printed: by how much each differs from the truth. */
export type Example = ReadonlyMap<Cell, number>;

/** So many cells are looked at before all others. */
const mostSuspects = 3;

/**
 * Examples that showed how much more (−1) or less (1) small cells can be, kept from question to question. An example
 * stays one for as long as all cells that it changes are unknown: what else is hidden in the meantime only gives
 * more room, and every sum it changes was balanced already. Printed rates are looked at anew.
 */
export class Examples {
  readonly #suspects = new Map<Cell, 1 | -1>();
  readonly #kept = { [-1]: new Map<Cell, Example>(), [1]: new Map<Cell, Example>() };

  keep(cell: Cell, sign: 1 | -1, example: Example): void {
    this.#kept[sign].set(cell, example);
  }

  /** Notes a cell that could be narrowed down, and towards which side. */
  suspect(cell: Cell, sign: 1 | -1): void {
    this.#suspects.delete(cell);
    this.#suspects.set(cell, sign);
  }

  /** Those noted last: likely to be narrowed down again. */
  get suspects(): readonly (readonly [Cell, 1 | -1])[] {
    return [...this.#suspects].slice(-mostSuspects).reverse();
  }

  /** Whether a kept example still shows it. */
  shows(
    cell: Cell,
    sign: 1 | -1,
    ratesOf: ReadonlyMap<Cell, readonly PrintedRate[]> = none,
  ): boolean {
    const example = this.#kept[sign].get(cell);
    return example !== undefined && fits(example, ratesOf);
  }
}

const none: ReadonlyMap<Cell, readonly PrintedRate[]> = new Map();

function fits(example: Example, ratesOf: ReadonlyMap<Cell, readonly PrintedRate[]>): boolean {
  for (const cell of example.keys()) if (!unknown(cell)) return false;
  return fitsRates(example, ratesOf);
}

/** Whether an example agrees with the printed rates of the cells that it changes. */
export function fitsRates(
  example: Example,
  ratesOf: ReadonlyMap<Cell, readonly PrintedRate[]>,
): boolean {
  const now = (cell: Cell) => cell.value + (example.get(cell) ?? 0);
  for (const cell of example.keys()) {
    for (const { n, of, from, to, least, most } of ratesOf.get(cell) ?? []) {
      if (now(n) < from * now(of) - near || now(n) > to * now(of) + near) return false;
      if (now(of) < least - near || now(of) > most + near) return false;
    }
  }
  return true;
}
