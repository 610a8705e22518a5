/** Bytes that memory of WebAssembly grows by. */
export const page = 65_536;
/** A kernel with more memory than this is not kept for the next time. */
const mostKept = 256 * page;

/**
 * A module of this folder with memory of its own, compiled when it is first needed. One instance of it is kept from
 * call to call: nobody else has it until it is given back.
 */
export class KeptKernel<K extends { readonly memory: WebAssembly.Memory }> {
  readonly #file: string;
  #module: WebAssembly.Module | undefined;
  #idle: K | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** An instance with at least so much memory. What is in it is from the time before. */
  take(bytes: number): K {
    this.#module ??= new WebAssembly.Module(Deno.readFileSync(new URL(this.#file, import.meta.url)));
    const kernel = this.#idle ?? new WebAssembly.Instance(this.#module, {}).exports as unknown as K;
    this.#idle = undefined;
    const missing = bytes - kernel.memory.buffer.byteLength;
    if (missing > 0) kernel.memory.grow(Math.ceil(missing / page));
    return kernel;
  }

  /** Keeps an instance for the next time, unless it is large. */
  giveBack(kernel: K): void {
    if (kernel.memory.buffer.byteLength <= mostKept) this.#idle = kernel;
  }
}
