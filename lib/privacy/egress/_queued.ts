import { InputError } from "../../workspace/mod.ts";
import { csvRows } from "./_csv_rows.ts";
import type { Selected } from "./select_audience.ts";

/**
 * Address → id of an audience file made earlier.
 *
 * @throws {InputError} It is no audience file.
 */
export function queuedIds(text: string): ReadonlyMap<string, string> {
  const [header, ...rows] = csvRows(text.replace(/^\uFEFF/, ""), "the queued file");
  const at = header?.findIndex((name) => ["email", "phone", "address"].includes(name)) ?? -1;
  if (header?.[0] !== "id" || at < 1) {
    throw new InputError(
      "Cannot use the queued file: it has no columns id and email, phone or address. Give a file trellis audience wrote.",
    );
  }
  return new Map(rows.map((row) => [keyOf(row[at] ?? ""), row[0]!]));
}

/** The people of a selection who stand in the file, and their ids there. */
export function onlyQueued(
  selected: Selected,
  queued: ReadonlyMap<string, string>,
): { readonly selected: Selected; readonly ids: readonly string[] } {
  const kept = [...selected.people.keys()].filter((i) => queued.has(keyOf(selected.addresses[i]!)));
  const notQueued = selected.people.length - kept.length;
  return {
    selected: {
      ...selected,
      people: Uint32Array.from(kept, (i) => selected.people[i]!),
      addresses: kept.map((i) => selected.addresses[i]!),
      leftOut: { ...selected.leftOut, ...notQueued > 0 && { notQueued } },
    },
    ids: kept.map((i) => queued.get(keyOf(selected.addresses[i]!))!),
  };
}

/** An address as it is compared: without the apostrophe that keeps a cell from being a formula. */
function keyOf(address: string): string {
  return address.replace(/^'(?=[=+\-@])/, "").trim().toLowerCase();
}
