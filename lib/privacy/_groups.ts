import type { BookMode } from "../segments/mod.ts";
import type { Cell, Cells } from "./suppression/_cells.ts";

/** One number of every group of a result, by group id. */
export type ByGroup = ReadonlyMap<string, Cell>;

/**
 * Registers how one number of the groups adds up to everybody's. Exclusive groups sum to it; overlapping segments
 * lie within what the people in no segment and of unknown status leave of it.
 *
 * @param all Everybody's number, where it is printed.
 * @param mode Default: exclusive when the sum is right.
 */
export function divide(
  cells: Cells,
  all: Cell | undefined,
  groups: ByGroup,
  mode: BookMode | undefined,
): void {
  if (all === undefined) return;
  const parts = [...groups.values()];
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  if ((mode ?? (total === all.value ? "exclusive" : "overlapping")) === "exclusive") {
    cells.sum(all, parts);
    return;
  }
  const none = groups.get("none");
  const unknown = groups.get("unknown");
  const segments = [...groups].filter(([id]) => id !== "none" && id !== "unknown").map(([, cell]) => cell);
  const apart = [none, unknown].filter((cell) => cell !== undefined);
  if (none && unknown && none.value + unknown.value <= all.value) {
    cells.union(cells.rest(all, none, unknown), segments);
  } else for (const cell of [...segments, ...apart]) cells.within(all, cell);
}
