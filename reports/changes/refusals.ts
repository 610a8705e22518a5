import { day } from "../../lib/words/mod.ts";
import { modelVersion } from "../model.ts";
import type { Draft } from "./compare_reports.ts";
import type { Past } from "./past.ts";

/** A report as far as it is known before anything is counted. */
export type Head = Pick<Draft, "book" | "fingerprints" | "asOf" | "workspace" | "part" | "provenance">;

/** Why the two reports cannot be compared at all. */
export function refusals(
  now: Head & { readonly privacy: Pick<Draft["privacy"], "minimum"> },
  last: Past,
): string[] {
  if (last.kind === "other version") {
    return [
      `The report of ${day(last.date)} has report format ${last.version}, this one ${modelVersion}: ` +
      "another version of Trellis made it.",
    ];
  }
  const { model: then } = last;
  const { minimum } = now.privacy;
  const { many } = now.workspace.counted;
  return [
    ...then.workspace.counted.many === many
      ? []
      : [`It counted ${then.workspace.counted.many}, this one counts ${many}.`],
    ...then.asOf.timeZone === now.asOf.timeZone
      ? []
      : [`Its days end in the time zone ${then.asOf.timeZone}, those of this one in ${now.asOf.timeZone}.`],
    ...then.privacy.minimum === minimum
      ? []
      : [`It hid counts below ${then.privacy.minimum}, this one hides those below ${minimum}.`],
    ...then.book.mode === now.book.mode
      ? []
      : [`Its segments were ${then.book.mode}, now they are ${now.book.mode}.`],
    ...then.fingerprints.who === now.fingerprints.who
      ? []
      : ["The segment book is about other people now: its “who” changed."],
  ];
}
