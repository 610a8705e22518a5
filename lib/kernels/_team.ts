import {
  boardBytes,
  claim,
  functionsOf,
  type Invitation,
  type KernelFunction,
  limits,
  numbersOn,
  place,
  quitting,
  takePart,
} from "./_team_board.ts";

const mostHelpers = 7;

/** Nobody reads it where there are no helpers. */
const noBoard = new SharedArrayBuffer(boardBytes);

/** Kernels made ready for a memory; a kernel keeps nothing of its own from job to job. */
const instances = new WeakMap<
  WebAssembly.Memory,
  Map<WebAssembly.Module, ReadonlyMap<string, KernelFunction>>
>();

function functionsOn(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): ReadonlyMap<string, KernelFunction> {
  const ready = instances.get(memory) ?? new Map();
  instances.set(memory, ready);
  const found = ready.get(module) ??
    functionsOf(new WebAssembly.Instance(module, { env: { memory } }).exports);
  ready.set(module, found);
  return found;
}

/**
 * Runs a kernel function on blocks of rows, on this thread and, for large data, on helpers over the same memory.
 *
 * This thread never waits for a helper to start: it works through the blocks itself, and helpers that have come up
 * meanwhile take the blocks that are left. What a block computes depends on the block alone, so the results are the
 * same with any number of helpers. {@linkcode Team.close} sends the helpers home.
 */
export class Team implements Disposable {
  readonly #functions: ReadonlyMap<string, KernelFunction>;
  readonly #order: readonly KernelFunction[];
  readonly #board: SharedArrayBuffer;
  readonly #control: Int32Array;
  readonly #numbers: Float64Array;
  readonly #helpers: readonly Worker[];
  #job = 0;

  /**
   * @param module The kernel.
   * @param memory The memory it works on.
   * @param helpers How many workers to start beside this thread. Default 0.
   */
  constructor(module: WebAssembly.Module, memory: WebAssembly.Memory, helpers = 0) {
    this.#functions = functionsOn(module, memory);
    this.#order = [...this.#functions.values()];
    this.#board = helpers > 0 ? new SharedArrayBuffer(boardBytes) : noBoard;
    this.#control = new Int32Array(this.#board);
    this.#numbers = numbersOn(this.#board);
    this.#helpers = Array.from({ length: helpers }, () => {
      const helper = new Worker(new URL("./_team_worker.ts", import.meta.url), { type: "module" });
      // A helper that cannot start (no permission to read, say) is simply missed.
      helper.onerror = (event) => event.preventDefault();
      helper.postMessage({ module, memory, board: this.#board } satisfies Invitation);
      return helper;
    });
  }

  /** How many helpers pay for themselves on this machine, beside this thread. */
  static helpers(): number {
    return Math.min(mostHelpers, navigator.hardwareConcurrency - 1);
  }

  /**
   * Runs a function once a block and waits until all are done.
   *
   * @param name The kernel's function.
   * @param blocks Its arguments, one list a block, all of one length; at most 64 blocks.
   * @returns What the function returned for each block, 0 where it returns nothing.
   */
  run(name: string, blocks: readonly (readonly number[])[]): Float64Array {
    const called = this.#functions.get(name)!;
    if (this.#helpers.length === 0) {
      const results = new Float64Array(blocks.length);
      for (let block = 0; block < blocks.length; block++) results[block] = called(...blocks[block]!) ?? 0;
      return results;
    }
    const control = this.#control;
    blocks.forEach((given, block) => this.#numbers.set(given, block * limits.arguments));
    control[place.called] = this.#order.indexOf(called);
    control[place.arguments] = blocks[0]?.length ?? 0;
    control[place.blocks] = blocks.length;
    Atomics.store(control, place.done, 0);
    this.#job = (this.#job + 1) & 0x3fffff;
    Atomics.store(control, place.word, this.#job << 8 | blocks.length);
    Atomics.notify(control, place.word);
    for (let block; (block = claim(control, Atomics.load(control, place.word))) >= 0;) {
      takePart(this.#order, this.#board, block);
    }
    for (let done; (done = Atomics.load(control, place.done)) < blocks.length;) {
      Atomics.wait(control, place.done, done);
    }
    if (control[place.failed] === 1) throw new Error(`The kernel function "${name}" failed`);
    const results = limits.blocks * limits.arguments;
    return this.#numbers.slice(results, results + blocks.length);
  }

  /** Sends the helpers home. The team can still run jobs, on this thread alone. */
  close(): void {
    Atomics.store(this.#control, place.word, quitting);
    Atomics.notify(this.#control, place.word);
    for (const helper of this.#helpers) helper.terminate();
  }

  /** As {@linkcode Team.close}, at the end of a `using` block. */
  [Symbol.dispose](): void {
    this.close();
  }
}
