import type { JSX } from "preact";
import type { ReportModel } from "../model.ts";
import { hasDeepDives } from "./deep_dive.tsx";

/** Heading of every section, by its id. */
export const sectionTitles: Readonly<Record<string, string>> = {
  findings: "Findings",
  segments: "Segments side by side",
  misleads: "Why the total misleads",
  funnel: "Where each stops",
  leaving: "Who leaves",
  timing: "How long it takes",
  credit: "Channel credit",
  returning: "Who comes back",
  measures: "Measures",
  reach: "Who can be reached",
  each: "Segment by segment",
  changed: "What changed",
  quality: "Data quality",
  definitions: "Definitions",
  method: "Method",
  provenance: "Provenance",
};

/** The sections a report has, in three layers: decide, understand, check. */
export function layers(
  model: ReportModel,
): readonly { readonly name: string; readonly sections: readonly string[] }[] {
  return [
    {
      name: "Decide",
      sections: ["findings", "segments", ...(model.misleading.length > 0 ? ["misleads"] : [])],
    },
    {
      name: "Understand",
      sections: [
        ...(model.journey ? ["funnel"] : []),
        ...(model.leaving ? ["leaving"] : []),
        ...(model.timing ? ["timing"] : []),
        ...(model.credit ? ["credit"] : []),
        ...(model.returning ? ["returning"] : []),
        ...(model.measures.length > 0 ? ["measures"] : []),
        ...(model.reach ? ["reach"] : []),
        ...(hasDeepDives(model) ? ["each"] : []),
      ].filter((id) => model.sections?.includes(id) ?? true),
    },
    {
      name: "Check",
      sections: [...(model.changes ? ["changed"] : []), "quality", "definitions", "method", "provenance"],
    },
  ].filter(({ sections }) => sections.length > 0);
}

/** The contents list, beside the text on a wide screen. */
export function Contents({ model }: { readonly model: ReportModel }): JSX.Element {
  return (
    <nav class="toc" aria-label="Contents">
      <div class="toc-in">
        {layers(model).map(({ name, sections }) => (
          <>
            <p>{name}</p>
            <ul>
              {sections.map((id) => (
                <li key={id}>
                  <a href={`#${id}`}>{sectionTitles[id]}</a>
                </li>
              ))}
            </ul>
          </>
        ))}
      </div>
    </nav>
  );
}
