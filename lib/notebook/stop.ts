let current = new AbortController();

/**
 * A signal that Jupyter's stop button aborts. Give it to anything that takes a `signal`; after a stop, ask for a new
 * one. Outside a kernel nothing aborts it.
 *
 * @example
 * ```ts
 * import { stopSignal } from "./stop.ts";
 * if (stopSignal().aborted) throw new Error();
 * ```
 */
export function stopSignal(): AbortSignal {
  return current.signal;
}

/** Aborts the signals given out so far. */
export function stop(): void {
  const stopped = current;
  current = new AbortController();
  stopped.abort(new DOMException("Stopped.", "AbortError"));
}

/** Lets the stop button stop work; without a listener, Deno's kernel ends. */
export function teachStop(): void {
  Deno.addSignalListener("SIGINT", stop);
}
