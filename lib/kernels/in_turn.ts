import type { Matrix } from "./matrix.ts";

const last = new WeakMap<WebAssembly.Memory, Promise<unknown>>();

/**
 * Runs work on a matrix when all earlier work on it is done: kernels keep their working data behind the matrix, and
 * two that wait for something in between would overwrite each other's.
 *
 * Work must not take a second turn on the same matrix within its own.
 *
 * @example
 * ```ts
 * import { inTurn, matrixOf } from "./mod.ts";
 * const matrix = matrixOf([[1]]);
 * const heard: number[] = [];
 * await Promise.all([30, 0].map((wait, i) =>
 *   inTurn(matrix, async () => {
 *     await new Promise((done) => setTimeout(done, wait));
 *     heard.push(i);
 *   })
 * ));
 * if (heard.join() !== "0,1") throw new Error();
 * ```
 */
export function inTurn<T>(matrix: Matrix, work: () => Promise<T>): Promise<T> {
  const before = last.get(matrix.memory) ?? Promise.resolve();
  const mine = before.then(work, work);
  last.set(matrix.memory, mine.catch(() => {}));
  return mine;
}
