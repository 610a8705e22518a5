import { type ColourToken, segmentColours } from "../../lib/charts/mod.ts";
import type { ReportModel } from "../model.ts";

/** What every section is given: the model, and what follows from it for the whole page. */
export interface View {
  readonly model: ReportModel;
  /** Colour of a group, the same in every section. */
  readonly colour: (group: string) => ColourToken;
  /** What one row of people is called, many of them. */
  readonly many: string;
  /** The note that explains a hidden number. */
  readonly hiddenNote: string;
}

/** The view of a model. */
export function viewOf(model: ReportModel): View {
  const colours = segmentColours(model.groups.map(({ color, ...group }) => ({
    ...group,
    color: color ?? undefined,
  })));
  const { many } = model.workspace.counted;
  return {
    model,
    colour: (group) => colours.get(group) ?? "ink",
    many,
    hiddenNote: `${model.privacy.note.charAt(0).toUpperCase()}${model.privacy.note.slice(1)}.`,
  };
}
