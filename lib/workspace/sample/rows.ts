import type { Column, Columns, Engine } from "../../engine/mod.ts";

const makers = {
  u8: (n: number) => new Uint8Array(n),
  u16: (n: number) => new Uint16Array(n),
  u32: (n: number) => new Uint32Array(n),
  i32: (n: number) => new Int32Array(n),
  f64: (n: number) => new Float64Array(n),
} as const;
type Numbers = ReturnType<typeof makers[keyof typeof makers]>;

/** How a column of numbers is stored. */
export type Width = keyof typeof makers;

/**
 * Rows of numbers on their way into the engine: grows as needed, is written out in batches, keeps its room.
 * Text is held as codes (0 is missing) and becomes text when the file is written.
 */
export class Rows {
  readonly #table: string;
  readonly #names: readonly string[];
  readonly #widths: readonly Width[];
  #columns: Numbers[];
  #room: number;
  #rows = 0;
  #written = -1;

  constructor(table: string, columns: Readonly<Record<string, Width>>, room = 4096) {
    this.#table = table;
    this.#names = Object.keys(columns);
    this.#widths = Object.values(columns);
    this.#room = room;
    this.#columns = this.#widths.map((width) => makers[width](room));
  }

  /** Adds a row, values in the order of the columns. */
  push(...values: readonly number[]): void {
    if (this.#rows === this.#room) this.#grow();
    for (let i = 0; i < values.length; i++) this.#columns[i]![this.#rows] = values[i]!;
    this.#rows++;
  }

  /** Rows pushed so far, written ones included. */
  get total(): number {
    return Math.max(this.#written, 0) + this.#rows;
  }

  /** Moves the rows into the engine's table of the same name. */
  async flush(engine: Engine): Promise<void> {
    const data: Columns = {
      rows: this.#rows,
      columns: new Map(
        this.#names.map((name, i): [string, Column] => [name, this.#columns[i]!.subarray(0, this.#rows)]),
      ),
      nulls: new Map(),
    };
    if (this.#written < 0) await engine.write(this.#table, data);
    else await engine.append(this.#table, data);
    this.#written = this.total;
    this.#rows = 0;
  }

  #grow(): void {
    this.#room *= 2;
    this.#columns = this.#columns.map((old, i) => {
      const column = makers[this.#widths[i]!](this.#room);
      column.set(old);
      return column;
    });
  }
}
