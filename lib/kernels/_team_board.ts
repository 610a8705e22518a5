/** What a worker is sent: the kernel, the memory it works on, and the board that says what is to be done. */
export interface Invitation {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly board: SharedArrayBuffer;
}

/** Most blocks a job may have, and most arguments a kernel function may take. */
export const limits = { blocks: 64, arguments: 24 } as const;

/** Where things stand on the board, counted in 32-bit words. */
export const place = { word: 0, done: 1, called: 2, arguments: 3, blocks: 4, failed: 5 } as const;
const header = 64;

/** On the board's word: no more jobs will come. */
export const quitting = -1;

/** Bytes of a board. */
export const boardBytes = header + limits.blocks * (limits.arguments + 1) * 8;

/** The arguments of each block of the current job, and after them one result a block. */
export function numbersOn(board: SharedArrayBuffer): Float64Array {
  return new Float64Array(board, header);
}

/**
 * Takes one block that nobody has taken yet, or −1. The word holds the job's number and how many blocks are left, so
 * that who read the word of an earlier job cannot take a block of a later one.
 */
export function claim(control: Int32Array, word: number): number {
  while (word !== quitting && (word & 0xff) > 0) {
    const seen = Atomics.compareExchange(control, place.word, word, word - 1);
    if (seen === word) return (word & 0xff) - 1;
    word = seen;
  }
  return -1;
}

/** A function of a kernel, as WebAssembly gives it. */
export type KernelFunction = (...given: number[]) => number | undefined;

/** The functions a kernel exports, in an order every worker agrees on. */
export function functionsOf(exports: WebAssembly.Exports): Map<string, KernelFunction> {
  const names = Object.keys(exports).filter((name) => typeof exports[name] === "function").sort();
  return new Map(names.map((name) => [name, exports[name] as KernelFunction]));
}

/** Works on one block of the current job, leaves its result on the board and says so. */
export function takePart(
  functions: readonly KernelFunction[],
  board: SharedArrayBuffer,
  block: number,
): void {
  const control = new Int32Array(board);
  const numbers = numbersOn(board);
  const from = block * limits.arguments;
  try {
    const given = numbers.subarray(from, from + control[place.arguments]!);
    numbers[limits.blocks * limits.arguments + block] = functions[control[place.called]!]!(...given) ?? 0;
  } catch {
    Atomics.store(control, place.failed, 1);
  }
  if (Atomics.add(control, place.done, 1) + 1 === control[place.blocks]) Atomics.notify(control, place.done);
}
