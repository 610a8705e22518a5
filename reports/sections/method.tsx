import type { JSX } from "preact";
import { windowWords } from "../../lib/words/mod.ts";
import { Section } from "./section.tsx";
import type { View } from "./view.ts";

/** How the numbers were made, as far as this report has them. */
export function MethodSection({ view }: { readonly view: View }): JSX.Element {
  const { model, many } = view;
  const { book, journey, measures, reach, privacy, workspace } = model;
  const methods = [...new Set(measures.map(({ method }) => method))];
  const one = workspace.counted.one;
  return (
    <Section id="method" title="Method">
      <div class="two-col">
        <p>
          <b>Groups.</b> {book.mode === "exclusive"
            ? `Each ${one} is in the first segment that fits, in the order shown, on the as-of day.`
            : `A ${one} is in every segment that fits on the as-of day: segments overlap, and their numbers do not add up to the total.`}
          {" "}
          A value that is missing is unknown, never “no”.
        </p>
        {journey && (
          <p>
            <b>Journey.</b> Steps in order, each by an event of its own, within{" "}
            {windowWords(journey.funnel.within)} of the first step. Each {one} is counted once.
          </p>
        )}
        {journey && (
          <p>
            <b>Drop-off.</b> Only {many}{" "}
            whose window is over, so that quick successes are not over-counted. 95% Wilson intervals.
          </p>
        )}
        {methods.length > 0 && (
          <p>
            <b>Measures.</b> {methods.join(" ")}
          </p>
        )}
        <p>
          <b>Reach.</b> {reach
            ? "The last decision on or before the as-of day counts, per channel, for marketing; a permission that expired is none."
            : `Not counted: without a consent log nobody can say which ${many} may be addressed.`}
        </p>
        <p>
          <b>Privacy.</b> Counts of 1 to {privacy.minimum - 1}{" "}
          are hidden, and with them every number in this report that would give one away. All hidden numbers
          carry one mark, whatever the cause; nothing is drawn, sorted or scaled by them. What reports of up
          to five days before printed or hid is taken into account, as far as the ledger has it.
        </p>
        <p>
          <b>Not done.</b> No adjustment for who the {many}{" "}
          in each group are. Nothing here is a test, so nothing here shows cause.
        </p>
      </div>
    </Section>
  );
}
