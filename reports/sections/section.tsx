import type { ComponentChildren, JSX } from "preact";
import { Rich } from "./rich.tsx";

/** A section of the report: heading, one-sentence takeaway, how to read, then the figure and its notes. */
export interface SectionProps {
  readonly id: string;
  readonly title: string;
  /** One sentence; the section's message. */
  readonly take?: string | undefined;
  /** How to read the figure. */
  readonly how?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** Draws the frame that all sections share. */
export function Section({ id, title, take, how, children }: SectionProps): JSX.Element {
  return (
    <section id={id} aria-labelledby={`h-${id}`} tabindex={-1}>
      <h2>
        <span id={`h-${id}`}>{title}</span>
        <a class="anchor" href={`#${id}`} aria-label={`Link to: ${title}`}>#</a>
      </h2>
      {take && (
        <p class="take">
          <Rich text={take} />
        </p>
      )}
      {how && <p class="how">{how}</p>}
      {children}
    </section>
  );
}
