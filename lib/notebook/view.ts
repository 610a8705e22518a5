import { display, type MimeBundle } from "./mime_bundle.ts";

/** A value dressed for a notebook. As text it is a plain table, so that it prints anywhere. */
export class View {
  readonly #bundle: MimeBundle;

  /** Made by `show`, `help` and their like. */
  constructor(bundle: MimeBundle) {
    this.#bundle = bundle;
  }

  /** What Deno's Jupyter kernel asks for. */
  [display](): MimeBundle {
    return this.#bundle;
  }

  /** What `console.log` prints under Deno. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.toString();
  }

  /** The value as aligned text. */
  toString(): string {
    return this.#bundle["text/plain"];
  }
}
