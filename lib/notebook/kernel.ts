import { show } from "./show.ts";
import { isShowable, type Showable } from "./showable.ts";
import { display, type MimeBundle } from "./mime_bundle.ts";
import { shortStack } from "./short_stack.ts";
import { teachStop } from "./stop.ts";

/** Deno's own `Deno.jupyter`, or null outside a Jupyter kernel, where asking for it throws. */
export function jupyter(): typeof Deno.jupyter | null {
  try {
    return Deno.jupyter ?? null;
  } catch {
    return null;
  }
}

/**
 * Teaches Deno's Jupyter kernel Trellis's ways; once, when this room is loaded, and only in a kernel:
 *
 * - A result that ends a cell shows itself. Results are plain data, so the question "how do you show yourself?"
 *   (`Symbol.for("Jupyter.display")`) is answered on `Object.prototype`, by a getter that gives nothing for whatever
 *   is not a result of Trellis.
 * - An error says what is wrong and what to try, without the path that led to it through our code.
 * - The stop button stops what Trellis is doing, where it would end the kernel.
 */
export function teachKernel(): void {
  if (jupyter() === null || Object.hasOwn(Object.prototype, display)) return;
  Object.defineProperty(Object.prototype, display, {
    configurable: true,
    get(this: unknown): unknown {
      return isShown(this) ? dressed(this) : undefined;
    },
    set(this: object, value: unknown) {
      Object.defineProperty(this, display, { value, configurable: true, enumerable: true, writable: true });
    },
  });
  Object.assign(Error, { prepareStackTrace: shortStack });
  teachStop();
}

function dressed(value: Showable | readonly Showable[]): () => MimeBundle {
  return () => show(value)[display]();
}

function isShown(value: unknown): value is Showable | readonly Showable[] {
  return Array.isArray(value) ? value.length > 0 && value.every(isShowable) : isShowable(value);
}

teachKernel();
