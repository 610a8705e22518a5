import type { JSX } from "preact";
import { Strip } from "../../lib/charts/mod.ts";
import { layers, sectionTitles } from "./contents.tsx";
import { firstSentence } from "./first_sentence.ts";
import { Rich } from "./rich.tsx";
import { Section } from "./section.tsx";
import type { View } from "./view.ts";

/** What matters most: what we see, what to do, what to keep in mind. */
export function FindingsSection({ view }: { readonly view: View }): JSX.Element {
  const { findings } = view.model;
  const there = new Set(layers(view.model).flatMap(({ sections }) => sections));
  if (findings.length === 0) {
    return (
      <Section id="findings" title="Findings">
        <p class="none">
          Nothing stands out. No difference between the groups is larger than chance could explain, or too few
          {" "}
          {view.many} may be shown to say so.
        </p>
      </Section>
    );
  }
  return (
    <Section id="findings" title="Findings">
      <div class="fhead" aria-hidden="true">
        <span>What we see</span>
        <span>What to do</span>
        <span>Keep in mind</span>
      </div>
      <ol class="findings" role="list">
        {findings.map((finding) => (
          <li key={finding.id} id={`finding-${finding.id.replace(/[^\w-]/g, "-").slice(0, 80)}`}>
            <div>
              <h3>
                <Rich text={finding.see} />
              </h3>
              {finding.strip && <Strip {...finding.strip} colour={view.colour(finding.segment ?? "all")} />}
            </div>
            <div>
              <p class="lab">What to do</p>
              <Action text={finding.act} />
              {there.has(finding.section) && (
                <p class="see">
                  <a href={`#${finding.section}`}>See {sectionTitles[finding.section] ?? "the section"}</a>
                </p>
              )}
            </div>
            <div>
              <p class="lab">Keep in mind</p>
              <p class="cav">
                <Rich text={finding.mind} />
              </p>
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** What to do: the instruction, then smaller what is planned and what it may bring. */
function Action({ text }: { readonly text: string }): JSX.Element {
  const instruction = firstSentence(text);
  const rest = text.slice(instruction.length).trim();
  return (
    <>
      <p>
        <Rich text={instruction} />
      </p>
      {rest !== "" && (
        <p class="gain">
          <Rich text={rest} />
        </p>
      )}
    </>
  );
}
