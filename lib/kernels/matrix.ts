/** A matrix of single precision in WebAssembly memory: rows are people, columns are features. */
export interface Matrix {
  /** People. */
  readonly rows: number;
  /** Features. */
  readonly columns: number;
  /** Row length in memory: columns, padded with zeros to a multiple of four. */
  readonly width: number;
  /** `data[i * width + j]`: column `j` of row `i`. */
  readonly data: Float32Array;
  /** Where the data stands, so that kernels and workers use it without a copy. */
  readonly memory: WebAssembly.Memory;
  /** Address of the data in the memory, in bytes. */
  readonly offset: number;
}

const page = 65_536;
const start = 1024;

/**
 * Makes room for a matrix of zeros that kernels can work on without copying it.
 *
 * @throws {RangeError} It is larger than WebAssembly can address (4 GB).
 */
export function allocateMatrix(rows: number, columns: number): Matrix {
  const width = Math.max(4, Math.ceil(columns / 4) * 4);
  const bytes = start + rows * width * 4;
  if (bytes > 65_536 * page) {
    throw new RangeError(
      `Cannot hold ${rows} × ${columns} numbers: the limit is 4 GB. Take a sample of the people.`,
    );
  }
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / page), maximum: 65_536, shared: true });
  const data = new Float32Array(memory.buffer, start, rows * width);
  return { rows, columns, width, data, memory, offset: start };
}

/**
 * A matrix from columns of numbers.
 *
 * @param columns Columns of equal length; every number must be finite.
 * @throws {RangeError} The columns differ in length, or a number is not finite (column and row are named).
 *
 * @example
 * ```ts
 * import { matrixOf } from "./matrix.ts";
 * const matrix = matrixOf([[1, 2, 3], [4, 5, 6]]);
 * if (matrix.rows !== 3 || matrix.data[matrix.width + 1] !== 5) throw new Error();
 * ```
 */
export function matrixOf(columns: readonly ArrayLike<number>[]): Matrix {
  const rows = columns[0]?.length ?? 0;
  const matrix = allocateMatrix(rows, columns.length);
  columns.forEach((column, j) => {
    if (column.length !== rows) {
      throw new RangeError(
        `Cannot make a matrix: column ${j + 1} has ${column.length} rows, the first has ${rows}`,
      );
    }
    for (let i = 0; i < rows; i++) {
      const value = column[i]!;
      if (!Number.isFinite(value)) {
        throw new RangeError(
          `Cannot make a matrix: column ${j + 1}, row ${i + 1} is ${value}, not a finite number`,
        );
      }
      matrix.data[i * matrix.width + j] = value;
    }
  });
  return matrix;
}

/**
 * A place after the matrix for working data, handed out in order; memory grows as needed. There is one such place a
 * matrix: work that pauses in between takes its turn ({@linkcode inTurn}).
 */
export class Scratch {
  readonly #memory: WebAssembly.Memory;
  #next: number;

  /**
   * The place after a matrix.
   *
   * @param matrix The matrix whose memory to use; what stood behind it before is overwritten.
   */
  constructor(matrix: Matrix) {
    this.#memory = matrix.memory;
    this.#next = matrix.offset + matrix.data.byteLength;
  }

  /** Reserves bytes, zeroed, at a multiple of 16, and gives their address. */
  take(bytes: number): number {
    const at = Math.ceil(this.#next / 16) * 16;
    this.#next = at + bytes;
    const missing = this.#next - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / page));
    new Uint8Array(this.#memory.buffer, at, bytes).fill(0);
    return at;
  }

  /** Numbers of double precision at an address. */
  doubles(at: number, length: number): Float64Array {
    return new Float64Array(this.#memory.buffer, at, length);
  }

  /** Numbers of single precision at an address. */
  singles(at: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, at, length);
  }

  /** Labels at an address. */
  labels(at: number, length: number): Uint16Array {
    return new Uint16Array(this.#memory.buffer, at, length);
  }
}
