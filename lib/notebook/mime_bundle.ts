/** What Jupyter is given to show: the same thing in several media types, of which it takes the richest it knows. */
export interface MimeBundle {
  /** For terminals and logs. */
  readonly "text/plain": string;
  /** For every notebook front end; needs no script and no style sheet. */
  readonly "text/html": string;
  /** The interactive figure, where the result has one. */
  readonly "application/vnd.plotly.v1+json"?: unknown;
}

/** The method by which Deno's Jupyter kernel asks a value how to show itself. */
export const display: unique symbol = Symbol.for("Jupyter.display") as typeof display;
